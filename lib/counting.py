"""How long a text is, in each unit that somebody counts in. The counter people see and the check use these."""

import html
import re
import unicodedata
from collections.abc import Callable
from importlib import import_module

import regex

ANY_URL = 23  # what counts that shorten URLs take for any of them, whatever its length

_GRAPHEME = regex.compile(r"\X")
_SINGLE = re.compile("[\x00-\u02ff\u2010-\u2027\u20a0-\u20c0]*")  # nothing here joins another, but for CR LF
_EMOJI = regex.compile(
    r"(?=\p{Emoji_Presentation}"  # looks like an emoji by itself, flags included
    r"|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})"  # is made to look like one
    r"|[0-9#*]\uFE0F?\u20E3)\X"  # keycaps
)
_TAG = regex.compile(r"</?[a-zA-Z][^<>]*>")
_URL = regex.compile(
    r"(?<![\w@$#\uFF20\uFF03.-])https?://"
    r"(?:[^\s/?#@<>\"]++@)?"
    r"(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+\p{L}{2,}+(?::\d++)?"
    r"(?:[/?#](?:(?:[^\s<>\"()]|\([^\s<>\"()]*+\))*(?:[^\s<>\"().,;:!?'\[\]{}»…]|\([^\s<>\"()]*+\)))?)?",
    regex.IGNORECASE,
)
_FAR_MENTION = regex.compile(r"(?<![=/\w])@([a-z0-9_]++(?:[.-]++[a-z0-9_]++)*+)@\w++(?:[.-]++\w++)*+(?::\d++)?", regex.IGNORECASE)
_LIGHT = regex.compile(r"[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]")


def codepoints(text: str) -> int:
    """Unicode code points."""
    return len(text)


def utf16(text: str) -> int:
    """UTF-16 code units, as JavaScript counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """Bytes in UTF-8; a lone surrogate counts three."""
    return len(text.encode("utf-8", "surrogatepass"))


def graphemes(text: str) -> int:
    """Extended grapheme clusters: what a reader takes for one character."""
    if _SINGLE.fullmatch(text):
        return len(text) - text.count("\r\n")
    return len(_GRAPHEME.findall(text))


def graphemes_short_urls(text: str) -> int:
    """Graphemes, a URL as 23 and @user@domain as @user."""
    text = _URL.sub("x" * ANY_URL, text) if "://" in text else text
    return graphemes(_FAR_MENTION.sub(r"@\1", text) if "@" in text else text)


def emoji_bytes(text: str) -> int:
    """Code points, an emoji as its UTF-8 bytes."""
    return len(text) + sum(utf8_bytes(emoji) - len(emoji) for emoji in _EMOJI.findall(text))


def after_entities(text: str) -> int:
    """UTF-16 units of what remains when HTML marks are taken out."""
    return utf16(html.unescape(_TAG.sub("", text)))


def emojis(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each emoji, whole with its colours and joins."""
    return [found.span() for found in _EMOJI.finditer(text)]


def urls(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each address of the web."""
    return [found.span() for found in _URL.finditer(text)]


def x_weighted(text: str) -> int:
    """Weighted length: NFC, a URL 23, an emoji 2, most alphabets 1, the rest 2 (twitter-text, configuration v3)."""
    twitter_text = import_module("twitter_text")  # not at the top: it takes 19 MB, and few processes count like this
    text = unicodedata.normalize("NFC", regex.sub(r"\r\n?", "\n", text))
    urls = [tuple(found["indices"]) for found in twitter_text.extract_urls_with_indices(text)]
    plain = "".join(_between(text, urls))
    emojis = [tuple(found["indices"]) for found in twitter_text.extract_emojis_with_indices(plain)]
    rest = "".join(_between(plain, emojis))
    return ANY_URL * len(urls) + 2 * len(emojis) + 2 * len(rest) - len(_LIGHT.findall(rest))


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """The pieces of `text` outside the spans, which are in order."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


UNITS: dict[str, Callable[[str], int]] = {
    "codepoints": codepoints,
    "utf16": utf16,
    "utf8_bytes": utf8_bytes,
    "graphemes": graphemes,
    "graphemes_short_urls": graphemes_short_urls,
    "emoji_bytes": emoji_bytes,
    "after_entities": after_entities,
    "x_weighted": x_weighted,
}
