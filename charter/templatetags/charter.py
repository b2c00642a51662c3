"""Phones and tasks of the papers, for templates."""

import re

from django import template

from charter import drills

register = template.Library()
register.filter("tasks", lambda text: drills.tasks({"tasks": text}))


@register.filter
def tel(number: str) -> str:
    """The address that calls this number, whatever signs stand between its digits."""
    return "tel:" + re.sub(r"(?!^\+)\D", "", number.strip().replace("(0)", ""))
