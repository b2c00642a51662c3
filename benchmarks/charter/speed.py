"""How long the check of a long draft against a large charter takes."""

import time
from statistics import median, quantiles

from benchmarks.charter import corpus
from charter.checks import check
from charter.rules import Rules, Topic, WordRule

LENGTH, WORDS = 3000, 500
TIMES = 300
SHADES = ({"#2a3cff": 0.4, "#b5542b": 0.3, "#ffffff": 0.3},)  # the colours of its picture
MOST = 20.0  # milliseconds that the median may take

STEMS = ("acheter", "promo", "client", "vendeur", "pas cher", "garanti", "cheap deal", "customer", "exotique", "shopper")


def house() -> Rules:
    """A charter of 500 words that asks for everything a charter can ask for."""
    words = tuple(WordRule(f"{STEMS[n % 10]} {_letters(n)}", n % 2 == 0, f"autre {_letters(n)}") for n in range(WORDS - 10))
    words += tuple(WordRule(stem, n % 2 == 0, "mieux") for n, stem in enumerate(STEMS))
    topics = (Topic("politique", ("élection", "candidat", "parti")), Topic("argent", ("dividende", "bénéfice net")))
    return Rules(
        words=words,
        address="vous",
        hashtags=("#MaisonLune",),
        max_emoji=2,
        max_hashtags=2,
        french_spaces=True,
        alt_required=True,
        names=("Maison Lune",),
        mention="Collaboration commerciale",
        topics=topics,
        palette=("#b4532a", "#f6ead7", "#2b211c"),
        max_exclamations=1,
        ellipses=False,
    )


def draft() -> str:
    """A draft of 3,000 characters, of French posts one after the other."""
    text = "\n".join(each.text for each in corpus.drafts() if each.language == "fr")
    return text[:LENGTH]


def times() -> tuple[float, float]:
    """The median and the 99th percentile of a check, in milliseconds of the processor; the charter's words are known already."""
    rules, text = house(), draft()
    check(rules, text, alts=("",), language="fr")
    spent = [_once(rules, f"{turn} {text}"[:LENGTH]) for turn in range(TIMES)]  # another text each time, as people write
    return median(spent), quantiles(spent, n=100)[98]


def _once(rules: Rules, text: str) -> float:
    began = time.process_time()
    check(rules, text, alts=("",), language="fr", shades=SHADES)
    return (time.process_time() - began) * 1000


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))
