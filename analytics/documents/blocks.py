"""What a document is made of: sections of blocks, in words. Web page and PDF draw the same ones.

Plain values throughout, so that they reach the typesetter as JSON. A cell of a table is a text, or a `cell` with a line below.
"""

from collections.abc import Sequence
from typing import Any

from campaigns.tints import INKS, Tint

Block = dict[str, Any]
Cell = str | dict[str, str]


def section(name: str, title: str, *blocks: Block | None, words: Block | None = None) -> Block:
    """A part of the document; `name` is its anchor, `words` what a person says there. Blocks that are None are left out."""
    return {"name": name, "title": title, "blocks": [block for block in blocks if block], "words": words}


def words(said: str, revision: int, hint: str) -> Block:
    """Room for the words of a person; `hint` says what belongs there."""
    return {"text": said, "paragraphs": text(said)["paragraphs"], "revision": revision, "hint": hint}


def progress(rows: Sequence[tuple[str, str, float | None, bool, str]]) -> Block | None:
    """Objectives: name, measured against target in words, share of the target, whether that is good, how it stands."""
    names = ("name", "label", "share", "good", "verdict")
    return {"kind": "progress", "rows": [dict(zip(names, row, strict=True)) for row in rows]} if rows else None


def pull(text: str) -> Block:
    """The one sentence that matters."""
    return {"kind": "pull", "text": text}


def text(words: str) -> Block:
    """Paragraphs, parted by line ends."""
    return {"kind": "text", "paragraphs": [line.strip() for line in words.splitlines() if line.strip()]}


def quiet(words: str) -> Block:
    """A remark, or a word where there is nothing yet."""
    return {"kind": "quiet", "text": words}


def heading(words: str) -> Block:
    """A title within a section."""
    return {"kind": "heading", "text": words}


def facts(rows: Sequence[tuple[str, str]]) -> Block | None:
    """Names with what they stand for."""
    return {"kind": "facts", "rows": [list(row) for row in rows]} if rows else None


def cards(rows: Sequence[tuple[str, Sequence[str]]]) -> Block | None:
    """Things among equals: a title each, and lines about it."""
    return (
        {"kind": "cards", "rows": [{"title": title, "lines": [line for line in lines if line]} for title, lines in rows]}
        if rows
        else None
    )


def cell(main: str, below: str = "") -> Cell:
    """A cell with a quiet line below."""
    return {"main": main, "below": below}


def table(columns: Sequence[tuple[str, str, float]], rows: Sequence[Sequence[Cell]]) -> Block | None:
    """A table: of each column its head, `start` or `end` (figures), and its share of the width."""
    if not rows:
        return None
    heads = [{"label": label, "align": align, "width": width} for label, align, width in columns]
    return {"kind": "table", "columns": heads, "rows": [list(row) for row in rows]}


def shares(rows: Sequence[tuple[str, str, float | None, str]]) -> Block | None:
    """Bars of a whole: name, tint, share from 0 to 1 (None: none was set), and the share in words."""
    told = [{"name": name, "tint": tint, "ink": ink(tint), "share": share, "label": label} for name, tint, share, label in rows]
    return {"kind": "shares", "rows": told} if told else None


def spans(head: Sequence[str], rows: Sequence[tuple[str, int, str, str]]) -> Block | None:
    """A calendar: of each span its name, how many posts, that in words, and what falls into it."""
    if not rows:
        return None
    most = max(count for _name, count, _label, _notes in rows) or 1
    told = [{"name": name, "share": count / most, "label": label, "notes": notes} for name, count, label, notes in rows]
    return {"kind": "spans", "head": list(head), "rows": told}


def ink(tint: str) -> dict[str, float]:
    """Hue and chroma of a tint, for the typesetter."""
    hue, chroma = INKS.get(tint, INKS[Tint.LAGOON])
    return {"hue": hue, "chroma": chroma}
