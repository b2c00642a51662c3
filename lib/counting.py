"""How long a text is, in each of the units that networks count in. The counter people see and the check use these."""

import unicodedata
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import regex

FAMILY_OF_URLS = 23  # what X and Mastodon count for any URL
GRAPHEME = regex.compile(r"\X")
EMOJI = regex.compile(
    r"(?=\p{Emoji_Presentation}|\p{Extended_Pictographic}\p{Emoji_Modifier}|\p{Extended_Pictographic}\p{M}*\ufe0f|"
    r"[0-9#*]\ufe0f?\u20e3|\p{Regional_Indicator}{2})\X"
)
MASTODON_URL = regex.compile(
    r"(?<![\w@$#\uFF20\uFF03.-])https?://(?:[^\s/?#@<>\"]+@)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}(?::\d+)?"
    r"(?:[/?#](?:[^\s<>\"]*[^\s<>\".,;:!?'()\[\]{}»…])?(?:\([^\s()<>]*\))?)?",
    regex.IGNORECASE,
)
MASTODON_MENTION = regex.compile(r"(?<![=/\w])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[\w][\w.-]*[\w](?::\d+)?", regex.IGNORECASE)
X_LIGHT = regex.compile(r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
