"""What is known of the people on each network, and of what a network is good for: facts with their source, year and country.

A value is from 0 to 100: a share in percent where somebody measured it, a mark of our own where nobody did. `effort` is in
minutes a week, for the least that keeps an account alive. Networks stand here that cannot be connected yet.

The language of the people decides which figures count (`of_language`): those of France for French, those of the European Union
for its other languages, and otherwise those of adults in the United States. What was not measured there is taken from the next
larger table. How sure: the American shares are Pew's own tables. The French ones of all ages are a survey among internet users
aged 16 to 64, read where it was quoted, not at its source; those of the young are a survey among people aged 16 to 25 of which
the publisher's own text was read. The European ones are the users a month that the networks must publish, read where the press
listed them, divided by 450 million inhabitants.
"""

from collections.abc import Mapping
from dataclasses import dataclass

BANDS = {"18-29": (18, 29), "30-49": (30, 49), "50-64": (50, 64), "65-": (65, 120)}
KINDS = ("fleeting", "lasting", "visual", "teaching", "service")
AIMS = ("grow", "engage")
TRAITS = ("well_off", "professional", "local")
INTERESTS = ("food", "home", "fashion", "technology", "games", "news", "business", "art")
SUBJECTS = (
    "adults",
    *(f"age:{band}" for band in BANDS),
    *(f"trait:{trait}" for trait in TRAITS),
    *(f"interest:{interest}" for interest in INTERESTS),
    *(f"kind:{kind}" for kind in KINDS),
    *(f"aim:{aim}" for aim in AIMS),
    "effort",
)


@dataclass(frozen=True)
class Fact:
    """A value with where it comes from. `source` is "" for a mark of our own; `country` a code of two letters."""

    value: int
    source: str = ""
    year: int | None = None
    country: str = ""


PEW, US = "Pew Research Center", "US"
SOCIAL = "We Are Social, Meltwater (16–64) · via lebureaudeganesh.fr"
YOUNG = "Diplomeo, BDM (16–25)"
DSA_2023, DSA_2025 = "DSA · via galaxus.de", "DSA · via infosunrise.com"
OF_THE_UNION = frozenset(
    ("bg", "cs", "da", "de", "el", "es", "et", "fi", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl",
     "sv")
)  # fmt: skip


def _pew(value: int, year: int) -> Fact:
    return Fact(value, PEW, year, US)


def _marks(effort: int, kinds: str, aims: str, traits: str, **interests: int) -> dict[str, Fact]:
    """Marks of our own, in the order of KINDS, AIMS and TRAITS."""
    found = {"effort": effort}
    for prefix, names, text in (("kind", KINDS, kinds), ("aim", AIMS, aims), ("trait", TRAITS, traits)):
        found |= {f"{prefix}:{name}": int(mark) for name, mark in zip(names, text.split(), strict=True)}
    found |= {f"interest:{name}": mark for name, mark in interests.items()}
    return {subject: Fact(value) for subject, value in found.items()}


LABELS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
    "pinterest": "Pinterest",
    "snapchat": "Snapchat",
    "x": "X",
    "reddit": "Reddit",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
}
STORIES = {"instagram", "facebook", "snapchat"}  # where a message may pass within a day

TABLE: Mapping[str, Mapping[str, Fact]] = {
    "facebook": {
        "adults": _pew(71, 2025),
        "age:30-49": _pew(75, 2023),
        **_marks(240, "75 55 60 80 85", "55 75", "62 40 88", food=65, home=65, news=55),
    },
    "instagram": {
        "adults": _pew(50, 2025),
        "age:18-29": _pew(80, 2025),
        "age:65-": _pew(15, 2023),
        **_marks(300, "95 45 95 55 65", "75 80", "55 35 72", food=85, home=75, fashion=90, art=85),
    },
    "youtube": {
        "adults": _pew(84, 2025),
        "age:18-29": _pew(93, 2023),
        "age:65-": _pew(60, 2023),
        **_marks(600, "25 95 85 100 45", "70 60", "70 45 35", food=80, home=75, technology=85, games=90),
    },
    "tiktok": {
        "adults": _pew(37, 2025),
        "age:18-29": _pew(62, 2023),
        "age:65-": _pew(10, 2023),
        **_marks(420, "45 40 85 55 30", "90 75", "30 20 40", food=80, fashion=80, games=75),
    },
    "linkedin": {
        "adults": _pew(30, 2023),
        "age:30-49": _pew(40, 2023),
        **_marks(180, "35 60 40 85 50", "60 65", "80 98 35", business=98, technology=75),
    },
    "pinterest": {
        "adults": _pew(35, 2023),
        **_marks(150, "10 95 90 60 15", "50 25", "58 20 20", food=85, home=95, fashion=90, art=80),
    },
    "snapchat": {
        "adults": _pew(27, 2023),
        "age:18-29": _pew(65, 2023),
        "age:65-": _pew(4, 2023),
        **_marks(300, "85 5 70 15 25", "30 25", "25 10 40", fashion=60, games=60),
    },
    "x": {"adults": _pew(22, 2023), **_marks(300, "62 15 25 35 75", "40 60", "65 65 30", news=95, technology=75, business=65)},
    "reddit": {"adults": _pew(26, 2025), **_marks(240, "30 80 25 65 45", "30 60", "50 50 15", technology=90, games=95, news=70)},
    "threads": _marks(150, "50 20 45 30 45", "50 60", "50 40 30", news=55),
    "bluesky": _marks(150, "50 20 40 45 50", "45 65", "50 55 25", news=80, technology=75, art=70),
    "mastodon": _marks(150, "45 25 40 50 50", "35 65", "50 55 25", technology=90, news=60),
}


def _union(value: int, year: int = 2023) -> dict[str, Fact]:
    return {"adults": Fact(value, DSA_2025 if year == 2025 else DSA_2023, year, "EU")}


def _france(adults: int | None = None, young: int | None = None) -> dict[str, Fact]:
    found = {"adults": (adults, SOCIAL, 2024), "age:18-29": (young, YOUNG, 2023)}
    return {subject: Fact(value, source, year, "FR") for subject, (value, source, year) in found.items() if value is not None}


UNION: Mapping[str, Mapping[str, Fact]] = {
    "facebook": _union(59, 2025),
    "instagram": _union(63, 2025),
    "tiktok": _union(38, 2025),
    "youtube": _union(89),
    "linkedin": _union(27),
    "snapchat": _union(22),
    "x": _union(22),
}
FRANCE: Mapping[str, Mapping[str, Fact]] = {
    "facebook": _france(72, 49),
    "instagram": _france(60, 90),
    "youtube": _france(young=95),
    "tiktok": _france(39, 63),
    "snapchat": _france(43, 80),
    "x": _france(30),
    "pinterest": _france(28),
    "linkedin": _france(25),
}


def of_language(language: str) -> dict[str, dict[str, Fact]]:
    """The table for people of that language; "" and languages that nothing is known of get the American figures."""
    code = language.partition("-")[0].casefold()
    layers = [UNION, FRANCE] if code == "fr" else [UNION] if code in OF_THE_UNION else []
    return {
        name: {**facts, **{subject: fact for layer in layers for subject, fact in layer.get(name, {}).items()}}
        for name, facts in TABLE.items()
    }
