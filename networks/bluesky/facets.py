"""What in a text is a link, a mention or a hashtag. Bluesky detects none of them: a post says where they are, in UTF-8 bytes."""

from collections.abc import Callable, Iterator
from typing import Any

import regex

from lib.counting import graphemes, utf8_bytes

LINK = regex.compile(r"(?<![\w@./:])https?://[^\s<>\"]+", regex.IGNORECASE)
# Without a scheme only what everybody takes for an address: a name and one of the common endings.
BARE = regex.compile(
    r"(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|org|net|eu|fr|be|ch|ca|lu|de|uk|es|it|io|co|app|dev|info|paris|bzh|social)\b(?![.@-]\w)(?:/[^\s<>\"]*)?",
    regex.IGNORECASE,
)
MENTION = regex.compile(
    r"(?<![\w@./])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)", regex.IGNORECASE
)
TAG = regex.compile(r"(?<![^\s(«“\"'’])[#＃](?!\uFE0F|\u20E3)([^\s#＃\u00AD\u2060\u200B-\u200D]*)")
TAG_LETTERS = regex.compile(r"[^\d\p{P}\s]")
TAG_END = regex.compile(r"[\p{P}--_]+$", regex.VERSION1)
TAG_GRAPHEMES = 64  # app.bsky.richtext.facet#tag


def facets(text: str, resolve: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """The facets of `text`, in order, none within another; `resolve` gives the DID of a handle, None for an unknown one."""
    taken: list[tuple[int, int]] = []
    found = []
    for start, end, feature in _features(text, resolve):
        if not any(start < other_end and end > other_start for other_start, other_end in taken):
            taken.append((start, end))
            found.append(_facet(text, start, end, feature))
    return sorted(found, key=lambda facet: facet["index"]["byteStart"])


def _facet(text: str, start: int, end: int, feature: dict[str, str]) -> dict[str, Any]:
    first = utf8_bytes(text[:start])
    return {"index": {"byteStart": first, "byteEnd": first + utf8_bytes(text[start:end])}, "features": [feature]}


def _features(text: str, resolve: Callable[[str], str | None]) -> Iterator[tuple[int, int, dict[str, str]]]:
    for match in LINK.finditer(text):
        url = _without_end(match.group())
        if len(url) > len("https://"):
            yield match.start(), match.start() + len(url), {"$type": "app.bsky.richtext.facet#link", "uri": url}
    for match in MENTION.finditer(text):
        if did := resolve(match.group(1).lower()):
            yield *match.span(), {"$type": "app.bsky.richtext.facet#mention", "did": did}
    for match in BARE.finditer(text):
        url = _without_end(match.group())
        yield match.start(), match.start() + len(url), {"$type": "app.bsky.richtext.facet#link", "uri": f"https://{url}"}
    for match in TAG.finditer(text):
        tag = TAG_END.sub("", match.group(1))
        if TAG_LETTERS.search(tag) and graphemes(tag) <= TAG_GRAPHEMES:
            yield match.start(), match.start(1) + len(tag), {"$type": "app.bsky.richtext.facet#tag", "tag": tag}


def _without_end(url: str) -> str:
    """The URL without the punctuation of the sentence it ends."""
    while url and (url[-1] in ".,;:!?'\"»”’…]" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url
