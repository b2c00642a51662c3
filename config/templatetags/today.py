"""The parts of the Today page: each comes from its own room, by its own address."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from team.rights import Right

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: template.Context, name: str, right: str) -> SafeString:
    """A place that fills itself with a room's part of the day, for those who may see it."""
    request = context["request"]
    if not request.member.may(Right(right)):
        return SafeString("")
    url = reverse(name, args=[request.brand.slug])
    return format_html('<div class="part" hx-get="{}" hx-trigger="load, refresh from:body" hx-swap="innerHTML"></div>', url)


@register.filter
def first_name(name: str) -> str:
    """The name somebody is greeted by."""
    return name.split()[0] if name.split() else name
