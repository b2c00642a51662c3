"""What changed between two texts, word by word."""

import difflib
import re
from typing import Any

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def words(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of both texts in order: ("same" | "gone" | "new", words)."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [(name, "".join(part)) for name, part in (("gone", old[a:b]), ("new", new[c:d])) if part]
    return pieces


def texts(before: dict[str, Any], after: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """For each account whose text differs between two contents (as `Content.shown` gives them), what changed."""
    old, new = before.get("accounts", {}), after.get("accounts", {})
    return {
        int(account): words(old[account]["text"], new[account]["text"])
        for account in new
        if account in old and old[account]["text"] != new[account]["text"]
    }
