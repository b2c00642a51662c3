"""What changed between two contents, word by word."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")
OTHER = {
    "link": gettext_lazy("the link"),
    "pictures": gettext_lazy("the pictures or their texts"),
    "poll": gettext_lazy("the poll"),
    "options": gettext_lazy("the options of a network"),
    "accounts": gettext_lazy("the accounts"),
}


def words(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of both texts in order: ("same" | "gone" | "new", words). Words that changed beside one another are one piece."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[tuple[str, str]] = []
    for same, gone, fresh in _spans(old, new):
        pieces += [(name, text) for name, text in (("same", same), ("gone", gone), ("new", fresh)) if text]
    return pieces


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What stayed, then what went and came in its place; space between two changes belongs to them."""
    same = gone = fresh = ""
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        text = "".join(old[a:b])
        if kind != "equal":
            gone, fresh = gone + text, fresh + "".join(new[c:d])
        elif text.isspace() and 0 < number < len(codes) - 1 and gone and fresh:
            gone, fresh = gone + text, fresh + text
        else:
            if gone or fresh:
                yield same, gone, fresh
                same = gone = fresh = ""
            same += text
    yield same, gone, fresh


def texts(before: dict[str, Any], after: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """For each account whose words differ between two contents (as `Content.shown` gives them), what changed."""
    old, new = before.get("accounts", {}), after.get("accounts", {})
    said = {account: (_said(old[account]), _said(new[account])) for account in new if account in old}
    return {int(account): words(*both) for account, both in said.items() if both[0] != both[1]}


def _said(shown: dict[str, Any]) -> str:
    """All the words of one account's copy: the post, the parts of its thread, the first comment."""
    return "\n\n".join([shown["text"], *(part["text"] for part in shown.get("parts", ())), *filter(None, [shown.get("comment")])])


def others(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What else differs between two contents, in words; "" for nothing."""
    if not before:
        return ""
    old, new = before.get("accounts", {}), after.get("accounts", {})
    found = {"accounts"} if old.keys() != new.keys() else set()
    found |= {"pictures"} if before.get("pictures") != after.get("pictures") else set()
    for account in old.keys() & new.keys():
        found |= {name for name in ("link", "poll", "options", "pictures") if old[account].get(name) != new[account].get(name)}
    return ", ".join(str(label) for name, label in OTHER.items() if name in found)
