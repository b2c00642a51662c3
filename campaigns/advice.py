"""Which networks fit whom one wants to reach, to what end, with what: a ranked list with its reasons.

Pure: values in, a list out. Each thing that was wished for gives a network points from 0 to 100, and the score is their
weighted mean. An age counts twice, and as much as the network leans towards it: the share of that age that is there, times
how much larger that share is than the one of all adults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import networks
from networks.audience import BANDS, LABELS, STORIES, Fact

UNION_CODE = "EU"  # the country of facts that the networks publish themselves
GOOD, WEAK = 70, 40  # marks from which something speaks for a network, and up to which against
UNKNOWN = 45  # points where nobody measured anything and we have no mark
MOST_LEANING, TOP = 1.7, 1.3
WEIGHTS = {"age": 2.0, "kind": 2.0, "aim": 1.0, "trait": 1.0, "interest": 0.5, "adults": 0.5}
TOO_DEAR = 0.8  # what is left of the score where the hours do not suffice

Facts = Mapping[str, Fact]
AGES = [f"age:{band}" for band in BANDS]
KINDS: dict[str, tuple[Promise, Promise, Promise]] = {
    "fleeting": (
        gettext_lazy("Fleeting news"),
        gettext_lazy("What passes within a day has its place there."),
        gettext_lazy("News that passes within a day is lost there."),
    ),
    "lasting": (
        gettext_lazy("What lasts"),
        gettext_lazy("What is published there is still found months later."),
        gettext_lazy("What is published there is forgotten within days."),
    ),
    "visual": (
        gettext_lazy("Pictures and films"),
        gettext_lazy("Pictures and films carry the message there."),
        gettext_lazy("Words count more than pictures there."),
    ),
    "teaching": (
        gettext_lazy("Teaching"),
        gettext_lazy("People come there to learn how something is done."),
        gettext_lazy("Nobody goes there to learn."),
    ),
    "service": (
        gettext_lazy("Helping customers"),
        gettext_lazy("People ask brands their questions there."),
        gettext_lazy("It is no place for the questions of customers."),
    ),
}
SAID: dict[str, tuple[Promise, Promise]] = {
    **{f"kind:{name}": (good, weak) for name, (_name, good, weak) in KINDS.items()},
    "aim:grow": (
        gettext_lazy("A young account is shown to people who do not follow it yet."),
        gettext_lazy("A community grows slowly there."),
    ),
    "aim:engage": (gettext_lazy("People answer and talk there."), gettext_lazy("People look there more than they answer.")),
    "trait:well_off": (
        gettext_lazy("Well-off people are well reached there."),
        gettext_lazy("Well-off people are few there."),
    ),
    "trait:professional": (
        gettext_lazy("People are there for their work."),
        gettext_lazy("People are not there for their work."),
    ),
    "trait:local": (
        gettext_lazy("Neighbours, events and shops of a place are found there."),
        gettext_lazy("A place counts for little there."),
    ),
}


@dataclass(frozen=True)
class Wish:
    """Whom to reach and with what. Ages in years; `minutes` a week that there are, None when nobody said."""

    aim: str = "engage"
    ages: tuple[int, int] | None = None
    kinds: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    minutes: int | None = None

    def subjects(self) -> Iterator[str]:
        """What of the facts counts for it."""
        yield from (f"age:{band}" for band in _bands(self.ages)) if self.ages else ("adults",)
        yield from (f"kind:{kind}" for kind in sorted(self.kinds))
        yield f"aim:{self.aim}"
        yield from (f"trait:{trait}" for trait in sorted(self.traits))
        yield from (f"interest:{interest}" for interest in sorted(self.interests))


@dataclass(frozen=True)
class Reason:
    """A sentence, whether it speaks for the network (1), against it (-1) or neither (0), and what it rests on."""

    sentence: str
    speaks: int = 0
    fact: Fact | None = None


@dataclass(frozen=True)
class Advice:
    """A network with its score (0 to 100), its reasons, and the minutes a week it asks for at the least."""

    network: str
    label: str
    score: int
    minutes: int
    affordable: bool
    connectable: bool
    as_story: bool
    reasons: Sequence[Reason] = field(default_factory=tuple)


def rank(wish: Wish, table: Mapping[str, Facts]) -> list[Advice]:
    """Every network of the table, the one that fits best on top."""
    found = [_advise(name, facts, wish) for name, facts in table.items()]
    return sorted(found, key=lambda advice: (-advice.score, advice.label))


def _advise(name: str, facts: Facts, wish: Wish) -> Advice:
    parts = [(subject, points(subject, facts)) for subject in wish.subjects()]
    weights = [_weight(subject, wish) for subject, _points in parts]
    score = sum(value * weight for (_subject, value), weight in zip(parts, weights, strict=True)) / sum(weights)
    effort = facts["effort"].value if "effort" in facts else 0
    affordable = wish.minutes is None or effort <= wish.minutes
    told = [reason for subject, value in parts if (reason := _reason(subject, value, facts))]
    reasons = list({reason.sentence: reason for reason in told}.values())
    return Advice(
        network=name,
        label=LABELS.get(name, name),
        score=round(score * (1 if affordable else TOO_DEAR)),
        minutes=effort,
        affordable=affordable,
        connectable=name in networks.NETWORKS,
        as_story="fleeting" in wish.kinds and name in STORIES,
        reasons=[*sorted(reasons, key=lambda reason: -reason.speaks)],
    )


def points(subject: str, facts: Facts) -> float:
    """What a network gets for a subject, from 0 to 100."""
    if not subject.startswith("age:"):
        return facts[subject].value if subject in facts else UNKNOWN
    adults, share = facts.get("adults"), _share(subject, facts)
    if share is None:
        return UNKNOWN
    leaning = min(share / adults.value, MOST_LEANING) if adults and adults.value else 1.0
    return min(share * leaning / TOP, 100.0)


def _share(subject: str, facts: Facts) -> float | None:
    """The share of an age; where nobody measured it, between that of all adults and those of the ages next to it."""
    adults = facts.get("adults")
    if subject in facts or adults is None:
        return facts[subject].value if subject in facts else None
    place = AGES.index(subject)
    beside = [facts[age].value for age in AGES[max(place - 1, 0) : place + 2] if age in facts]
    return (2 * adults.value + sum(beside) / len(beside)) / 3 if beside else adults.value


def _weight(subject: str, wish: Wish) -> float:
    """Several of a kind share the weight of one and a half."""
    kind = subject.partition(":")[0]
    alike = sum(other.partition(":")[0] == kind for other in wish.subjects())
    return WEIGHTS[kind] / alike * (1.5 if alike > 1 else 1)


def _bands(ages: tuple[int, int]) -> list[str]:
    young, old = ages
    return [band for band, (first, last) in BANDS.items() if young <= last and old >= first] or ["18-29"]


def _reason(subject: str, value: float, facts: Facts) -> Reason | None:
    if subject.startswith("age:") or subject == "adults":
        return _of_people(subject, value, facts)
    fact = facts.get(subject)
    if subject.startswith("interest:"):
        good = fact is not None and fact.value >= GOOD
        return Reason(_("What interests these people is talked about there."), 1, fact) if good else None
    if fact is None or WEAK < fact.value < GOOD:
        return None
    speaks, against = SAID[subject]
    return Reason(str(speaks if fact.value >= GOOD else against), 1 if fact.value >= GOOD else -1, fact)


def _of_people(subject: str, value: float, facts: Facts) -> Reason:
    """How many of these people are there, as far as anybody measured it."""
    fact, speaks = facts.get(subject), 1 if value >= 55 else -1 if value < 25 else 0
    if fact is None and "adults" not in facts:
        return Reason(_("How many people of which age are there, no figures at hand say."))
    if fact is None or subject == "adults":
        adults = facts["adults"]
        if adults.country == UNION_CODE:
            sentence = _("It counts as many users a month as %(share)d%% of the inhabitants.")
            return Reason(sentence % {"share": adults.value}, speaks, adults)
        return Reason(_("%(share)d%% of adults use it.") % {"share": adults.value}, speaks, adults)
    young, old = BANDS[subject.removeprefix("age:")]
    if old >= 100:
        return Reason(
            _("%(share)d%% of people aged %(young)d and more use it.") % {"share": fact.value, "young": young}, speaks, fact
        )
    sentence = _("%(share)d%% of people aged %(young)d to %(old)d use it.")
    return Reason(sentence % {"share": fact.value, "young": young, "old": old}, speaks, fact)
