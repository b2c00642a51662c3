"""Addresses and rights inside a brand, for templates."""

from typing import Any

from django import template
from django.urls import reverse

from team.rights import Right

register = template.Library()


@register.simple_tag(takes_context=True)
def url_brand(context: template.Context, name: str, *args: Any, **query: Any) -> str:
    """The address of a page of the request's brand."""
    return reverse(name, args=[context["request"].brand.slug, *args])


@register.filter
def may(member: Any, right: str) -> bool:
    """Whether the member has the right: `{% if request.member|may:"approve" %}`."""
    return bool(member) and member.may(Right(right))
