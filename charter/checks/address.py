"""Whether a French text says tu or vous to its reader, with care for what only looks like it."""

from collections.abc import Callable, Iterator

import regex

from charter.checks.lexicon import IMPERATIVES, NO_VERB, NOUN_IMPERATIVES
from charter.checks.spans import Span, Spans
from charter.checks.tokens import HASHTAG

# What others say is theirs: quoted words are not ours. A quotation ends within its paragraph, a line of dialogue with it.
_QUOTED = regex.compile(r"«[^»\n]*»|“[^”\n]*”|\"[^\"\n]*\"|„[^“”\n]*[“”]|^[ \u00a0]*—[^\n]*", regex.MULTILINE)
_UNHEARD = regex.compile(r"https?://\S+|www\.\S+|(?<![\w@])@[\w.@-]+")
_APOSTROPHE = "['’ʼ]"

_TU = regex.compile(
    r"(?<![\p{L}\p{N}])(?:tu|toi|te|tes|ta|ton|tien|tiens|tienne|tiennes)(?![\p{L}\p{N}])"
    rf"|(?<![\p{{L}}\p{{N}}-])t{_APOSTROPHE}(?=\p{{L}})",
    regex.IGNORECASE,
)
_VOUS = regex.compile(r"(?<![\p{L}\p{N}])(?:vous|votre|vos|vôtres?)(?![\p{L}\p{N}])", regex.IGNORECASE)
_VOUS_VERB = regex.compile(r"(?<![\p{L}\p{N}'’-])(?:[nlsm]['’])?\p{L}{2,}ez(?![\p{L}\p{N}])", regex.IGNORECASE)
_PRONOUN_BEHIND = regex.compile(r"(?:-|\s+)vous\b", regex.IGNORECASE)
_PRONOUN_BEFORE = regex.compile(r"\bvous\s+(?:n['’]|ne\s+|y\s+|en\s+|nous\s+|l['’]|les?\s+)?$", regex.IGNORECASE)

# « tu » as a participle: il s'est tu, elles ont tu leur nom.
_KEPT_SILENT = regex.compile(r"\b(?:est|es|était|sont|étaient|a|ai|ont|avait|avaient|être|avoir|eu|été)\s+$", regex.IGNORECASE)
# « ton » as a noun: le ton, donner le ton, d'un ton, ton sur ton, bon ton, change de ton.
_THE_TONE = regex.compile(
    r"(?:\b(?:le|un|ce|du|au|son|notre|leur|mon|votre|quel|même|bon|mauvais|de|sur|en|hausser|sans|autre|haut|demi)[\s-]+)$",
    regex.IGNORECASE,
)
_AND_TONE = regex.compile(
    r"\s+(?:sur\s+ton\b|est\b|du\b|de\s+(?:la|notre|voix)\b|monte\b|neutre\b|juste\b|décalé\b)", regex.IGNORECASE
)
# « toi » beside « moi » may be anybody: toi et moi; « chez toi » stays ours.
_YOU_AND_ME = regex.compile(r"\s*(?:&|et|\+)\s*moi\b", regex.IGNORECASE)
_ME_AND_YOU = regex.compile(r"\bmoi\s*(?:&|et|\+)\s*$", regex.IGNORECASE)
# « tien » is possessive behind an article only: le tien; not tiens, tiens ! nor je tiens.
_ARTICLE = regex.compile(r"\b(?:le|la|les|du|au|des|aux)\s+$", regex.IGNORECASE)


# « vous » to several: bonjour à toutes et à tous, à vous deux, vous êtes 300, vous avez été nombreux.
_SEVERAL = regex.compile(
    r"\bvous\s+(?:toutes|tous|deux|trois|quatre|autres)\b|\bvous(?:\s+\p{L}+){1,3}\s+(?:nombreux|nombreuses|plusieurs|\d+)\b"
    r"|\p{L}ez\s+(?:nombreux|nombreuses)\b|\btoutes\s+et\s+(?:à\s+)?tous\b|\btous\s+et\s+(?:à\s+)?toutes\b",
    regex.IGNORECASE,
)
_MEETING = regex.compile(r"(?:\brendez|\bgarde[\s-]+à)[\s-]+$", regex.IGNORECASE)

# Imperatives to one person, at the beginning of a sentence. The second group are nouns too and need an object behind them.
_OBJECT = (
    r"(?=-(?:le|la|les|nous|moi|en|y|lui|leur|toi)\b"
    r"|\s+(?:(?:le|la|les|ton|ta|tes|nos|notre|ce|cette|ces|cet|un|une|des|en\s+commentaire|vite|nous)\b|l['’]))"
)
_START = (
    r"(?:^|[.!?…:]\s*|\n\s*|[\p{So}\p{Extended_Pictographic}\uFE0F]\s*"
    r"|(?:^|[.!?…\n]\s*)(?:et|alors|allez|vite|viens|puis)\s*,?\s+)"
)


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words)).replace("'", _APOSTROPHE)


_IMPERATIVE = regex.compile(
    rf"{_START}((?:{_any(IMPERATIVES)})(?!\s*(?:-t-|{_APOSTROPHE}))(?![\p{{L}}])"
    rf"|(?:{_any(NOUN_IMPERATIVES)}){_OBJECT})",
    regex.IGNORECASE,
)


def tu(text: str) -> list[Span]:
    """The places where the text says tu to its reader, in order."""
    return sorted(_heard(text, [*_pronouns(text, _TU, _no_tu), *(found.span(1) for found in _IMPERATIVE.finditer(text))]))


def vous(text: str) -> list[Span]:
    """The places where the text says vous to one reader, in order; none in a text that speaks to several."""
    if _SEVERAL.search(text):
        return []
    return sorted(_heard(text, [*_pronouns(text, _VOUS, _no_vous), *_verbs(text)]))


def _heard(text: str, places: list[Span]) -> Iterator[Span]:
    unheard = Spans(found.span() for pattern in (_QUOTED, _UNHEARD, HASHTAG) for found in pattern.finditer(text))
    return (place for place in places if not unheard.hold(place[0]))


def _pronouns(text: str, pattern: regex.Pattern, is_none: Callable[[str, str, str], bool]) -> Iterator[Span]:
    for found in pattern.finditer(text):
        start, end = found.span()
        if not is_none(found[0].casefold(), text[max(0, start - 30) : start], text[end : end + 60]):
            yield start, end


def _no_tu(word: str, before: str, after: str) -> bool:
    if word == "tu":
        return bool(_KEPT_SILENT.search(before))
    if word == "ton":
        return bool(_THE_TONE.search(before) or _AND_TONE.match(after))
    if word == "toi":
        return bool(_YOU_AND_ME.match(after) or _ME_AND_YOU.search(before))
    if word in ("tien", "tiens", "tienne", "tiennes"):
        return not _ARTICLE.search(before)
    return word == "te" and before[-1:] in ("-", "’", "'")


def _no_vous(word: str, before: str, after: str) -> bool:
    return bool(word == "vous" and _MEETING.search(before))


def _verbs(text: str) -> Iterator[Span]:
    """Verbs in -ez that stand without their pronoun: découvrez, n'hésitez pas. Names and small words are none."""
    for found in _VOUS_VERB.finditer(text):
        start, end = found.span()
        word, behind = found[0], text[end : end + 10]
        named = word[0].isupper() and not word.isupper() and not _begins(text, start)
        has_pronoun = _PRONOUN_BEHIND.match(behind) or _PRONOUN_BEFORE.search(text[max(0, start - 20) : start])
        if word.casefold() not in NO_VERB and not (named or has_pronoun):
            yield start, end


def _begins(text: str, place: int) -> bool:
    before = text[:place].rstrip(" \u00a0\u202f")
    return not before or before[-1] in '.!?…:\n«“"([-–—•' or (not before[-1].isalnum() and before[-1] not in ",;’'")
