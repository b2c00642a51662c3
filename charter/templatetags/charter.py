"""Phones, tasks and tongues of the papers, for templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from charter import drills
from charter.paper_forms.tongues import LANGUAGES

register = template.Library()
register.filter("tasks", lambda text: drills.tasks({"tasks": text}))


@register.filter
def tel(number: str) -> str:
    """The address that calls this number, whatever signs stand between its digits."""
    return "tel:" + re.sub(r"(?!^\+)\D", "", number.strip().replace("(0)", ""))


@dataclass(frozen=True)
class Tongue:
    """A text in the reader's language, or `borrowed` from the other one; `other` is it in the other language, "" for none."""

    text: str
    language: str
    other: str
    borrowed: bool


@register.filter
def tongue(said: Mapping[str, str], name: str) -> Tongue:
    """The text of that name as the reader reads it, from fields that end in the language."""
    mine = (get_language() or "")[:2]
    mine = mine if mine in LANGUAGES else LANGUAGES[0]
    other = next(one for one in LANGUAGES if one != mine)
    own, theirs = said[f"{name}_{mine}"], said[f"{name}_{other}"]
    return Tongue(own, mine, theirs, False) if own else Tongue(theirs, other, "", True)
