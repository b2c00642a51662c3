"""Which of the two languages a text is in, by its small words."""

import regex

_WORD = regex.compile(r"\p{L}+")
FRENCH = frozenset(
    "le la les l un une des du de d et est sont pour avec vous nous tu votre vos notre nos ton tes ta sur dans qui que qu pas plus ce cette "
    "ces au aux en il elle on je j se sa son ses mais ou où chez être avoir c n s y très tout tous toutes comment quoi sans".split()
)
ENGLISH = frozenset(
    "the an and of to for with you your our is are was were this that these those in at it its we they he she i be have has not "
    "from by or how what when where who all can will just out up new more now".split()
)


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
