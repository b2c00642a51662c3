"""Which of the two languages a text is in, by its small words."""

import regex

from charter.checks.lexicon import ENGLISH, FRENCH

_WORD = regex.compile(r"\p{L}+")


def guess(text: str) -> str:
    """`fr` or `en`; "" when the small words do not tell."""
    words = [word.casefold() for word in _WORD.findall(text)]
    french, english = sum(word in FRENCH for word in words), sum(word in ENGLISH for word in words)
    if french == english:
        return ""
    return "fr" if french > english else "en"


def is_french(text: str, language: str) -> bool:
    """Whether French rules apply: to what is said to be French and does not read as English, or, unsaid, reads as French."""
    read = guess(text)
    return read != "en" if language.startswith("fr") else not language and read == "fr"
