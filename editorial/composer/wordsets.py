"""Sets of hashtags and mentions of a brand: keeping them, and how each is written into a text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from charter import current
from editorial.models import WordSet
from editorial.refusals import Refusal
from lib.locks import one_by_one
from lib.text import fold
from networks import network
from team.audit import record
from team.models import Brand, Membership

MOST = 100  # sets of a brand
PEOPLE = 40  # of a set


class BadWordSet(Refusal):
    """The set cannot be so."""

    about = "name"


@dataclass(frozen=True)
class Words:
    """What can be put into a text: `shared` where it goes to several networks, else what `by_network` has for it."""

    name: str
    kind: str
    shared: str
    by_network: dict[str, str] = field(default_factory=dict)
    pk: int | None = None
    singles: tuple[tuple[str, dict[str, str]], ...] = ()  # each of its words with its spellings, "" for the shared one

    @property
    def spellings(self) -> str:
        """Every way it is written, "" for the shared one, as a JSON text: what a page hands to its script."""
        return json.dumps({"": self.shared, **self.by_network}, ensure_ascii=False)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The labels of networks that have a spelling of their own, with it."""
        return [(str(network(name).label), words) for name, words in self.by_network.items() if words != self.shared]


def offers(brand: Brand) -> list[Words]:
    """All that the brand may put into its texts: its sets by name, then hashtags and signature of its charter. Two queries."""
    rows = sorted(brand.word_sets.all(), key=lambda row: (row.kind, fold(row.name)))
    charter = current.of(brand)
    own = [(_("Hashtags of the charter"), charter.hashtags), (_("Signature of the charter"), charter.signature)]
    return [*map(words_of, rows), *(Words(name, "charter", words, singles=_tags(words)) for name, words in own if words)]


def completions(offered: Sequence[Words]) -> str:
    """What is offered while one types, by the sign it begins with (@ for people, # for hashtags), as a JSON text."""
    found: dict[str, dict[str, dict[str, str]]] = {"@": {}, "#": {}}
    for words in offered:
        sign = "@" if words.kind == WordSet.Kind.MENTIONS else "#"
        for label, spellings in words.singles:
            found[sign].setdefault(label, spellings)
    return json.dumps({sign: list(singles.items()) for sign, singles in found.items()}, ensure_ascii=False)


def _tags(words: str) -> tuple[tuple[str, dict[str, str]], ...]:
    return tuple((word, {"": word}) for word in words.split() if word.startswith("#"))


def words_of(row: WordSet) -> Words:
    """How a set is written: people by their names, and on a network by the handles they have there."""
    if row.kind == WordSet.Kind.HASHTAGS:
        return Words(row.name, row.kind, row.hashtags, pk=row.pk, singles=_tags(row.hashtags))
    networks = list(dict.fromkeys(name for person in row.people for name in person["handles"]))
    shared = ", ".join(person["name"] for person in row.people)
    singles = tuple((person["name"], {"": person["name"], **person["handles"]}) for person in row.people)
    return Words(row.name, row.kind, shared, {name: _on(row.people, name) for name in networks}, row.pk, singles)


def _on(people: Sequence[dict[str, Any]], name: str) -> str:
    said = [person["handles"].get(name) or person["name"] for person in people]
    return (" " if all(name in person["handles"] for person in people) else ", ").join(said)


@transaction.atomic
def keep(row: WordSet, *, by: Membership) -> WordSet:
    """Keep a new or changed set. Raises BadWordSet when the name is taken, or there are too many."""
    one_by_one(f"wordsets:{row.brand_id}")
    others = row.brand.word_sets.exclude(pk=row.pk)
    if not row.pk and others.count() >= MOST:
        raise BadWordSet(_("There are %(most)d sets already: remove some first.") % {"most": MOST})
    if others.filter(name__iexact=row.name).exists():
        raise BadWordSet(_("There is a set called “%(name)s” already.") % {"name": row.name})
    verb = "wordset.changed" if row.pk else "wordset.made"
    row.save()
    record(verb, row, by=by)
    return row


@transaction.atomic
def remove(row: WordSet, *, by: Membership) -> None:
    """Remove a set; what was written with it stays."""
    record("wordset.removed", row, by=by)
    row.delete()
