"""Drafts of believable brands, what the charter should say of each, and how well it does."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from charter.checks import check
from charter.rules import Rules, Topic, WordRule
from lib.findings import Finding

HERE = Path(__file__).parent
PRECISION, RECALL = 0.95, 0.9  # wanted of all kinds together


@dataclass(frozen=True)
class Draft:
    """A draft and, by kind of finding, the words it should point at; for an alternative text the number of the picture."""

    brand: str
    text: str
    language: str
    alts: tuple[str, ...] = ()
    expect: dict[str, list[Any]] = field(default_factory=dict, hash=False)

    @property
    def wanted(self) -> list[tuple[str, Any]]:
        """Each expected finding: its kind and what it points at."""
        return [(kind, words) for kind, some in self.expect.items() for words in some]


@dataclass
class Score:
    """How often a kind was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right, 0 to 1; 1 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what should be found that was, 0 to 1; 1 when there was nothing to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True)
class Fault:
    """Where the check and the corpus differ."""

    draft: Draft
    kind: str
    words: Any
    missed: bool

    def __str__(self) -> str:
        return f"{'missed' if self.missed else 'wrong '} {self.kind:<12} {self.words!r} in {self.draft.brand}: {self.draft.text}"


@cache
def brands() -> dict[str, tuple[Rules, str]]:
    """The rules and the language of each brand, by its short name."""
    said = json.loads((HERE / "brands.json").read_text())
    return {name: (_rules(brand), brand["language"]) for name, brand in said.items()}


def drafts() -> list[Draft]:
    """The whole corpus."""
    lines = [line for name in ("french", "english") for line in (HERE / f"{name}.jsonl").read_text().splitlines()]
    return [_draft(json.loads(line)) for line in lines]


def measure(corpus: Iterable[Draft]) -> tuple[dict[str, Score], list[Fault]]:
    """The score of each kind, that of all under "all", and what went wrong."""
    scores: dict[str, Score] = {}
    faults: list[Fault] = []
    for draft in corpus:
        right, missed, wrong = _compare(draft)
        for kind, count in right.items():
            scores.setdefault(kind, Score()).right += count
        for fault in (*missed, *wrong):
            score = scores.setdefault(fault.kind, Score())
            score.missed, score.wrong = score.missed + fault.missed, score.wrong + (not fault.missed)
        faults += [*missed, *wrong]
    kinds = list(scores.values())
    scores["all"] = Score(sum(s.right for s in kinds), sum(s.wrong for s in kinds), sum(s.missed for s in kinds))
    return scores, faults


def _compare(draft: Draft) -> tuple[Counter[str], list[Fault], list[Fault]]:
    rules, _language = brands()[draft.brand]
    found = check(rules, draft.text, alts=draft.alts, language=draft.language)
    right: Counter[str] = Counter()
    missed = []
    for kind, words in draft.wanted:
        hit = next((one for one in found if _is(one, kind, words, draft.text)), None)
        if hit:
            found.remove(hit)
            right[kind] += 1
        else:
            missed.append(Fault(draft, kind, words, missed=True))
    return right, missed, [Fault(draft, _kind(one), _words(one, draft.text), missed=False) for one in found]


def _is(finding: Finding, kind: str, words: Any, text: str) -> bool:
    if _kind(finding) != kind:
        return False
    if finding.place is None:
        return str(words) in finding.sentence
    start, end = finding.place
    return any(start <= last and first <= end for first, last in _places(words, text))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand; a finding may point at any one of several."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _kind(finding: Finding) -> str:
    return finding.rule.removeprefix("charter.")


def _words(finding: Finding, text: str) -> str:
    return text[slice(*finding.place)] if finding.place else finding.sentence


def _rules(said: dict[str, Any]) -> Rules:
    words = [WordRule(text, True, instead) for text, instead in said["never"]]
    words += [WordRule(text, False, instead) for text, instead in said.get("prefer", ())]
    return Rules(
        words=tuple(words),
        address=said.get("address", "free"),
        hashtags=tuple(said.get("hashtags", ())),
        max_emoji=said.get("max_emoji"),
        max_hashtags=said.get("max_hashtags"),
        max_exclamations=said.get("max_exclamations"),
        ellipses=said.get("ellipses", True),
        french_spaces=said.get("french_spaces", False),
        alt_required=said.get("alt_required", False),
        names=(said["name"],),
        mention=said.get("mention", ""),
        topics=tuple(Topic(name, tuple(some)) for name, some in said.get("topics", {}).items()),
    )


def _draft(said: dict[str, Any]) -> Draft:
    language = brands()[said["brand"]][1]
    return Draft(said["brand"], said["text"], language, tuple(said.get("alts", ())), said.get("expect", {}))
