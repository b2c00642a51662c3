"""Proofs: the post as each account will show it, made of the very parcel that would be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorial.content import Content, Version
from lib.findings import Finding
from networks.rules import Counter, Rules, counters, outgoing_text
from publishing import planning, renditions
from publishing.models import Account


@dataclass(frozen=True)
class Proof:
    """One account's copy: the parcel as it would leave, its counters, and what the network says against it."""

    version: Version
    rules: Rules
    payload: Mapping[str, Any]
    counters: tuple[Counter, ...]
    findings: tuple[Finding, ...]

    @property
    def account(self) -> Account:
        """The account whose copy this is."""
        return self.version.account

    @property
    def text(self) -> str:
        """The text as readers will see it, with the link where links belong to the text."""
        return outgoing_text(self.rules, self.payload["text"], self.payload["link"])

    @property
    def over(self) -> bool:
        """Whether the text is too long."""
        return any(counter.level == "over" for counter in self.counters)


def of(content: Content) -> list[Proof]:
    """A proof for each account, in their order; the pictures fitted, with one query for those that are known."""
    rules = {version.account.pk: version.account.network.rules_for(version.account.limits) for version in content.versions}
    shelf = renditions.shelf([image.asset.file for image in content.images], [each.pictures for each in rules.values()])
    return [_proof(content, version, rules[version.account.pk], shelf) for version in content.versions]


def _proof(content: Content, version: Version, rules: Rules, shelf: planning.Fit) -> Proof:
    letter = content.letter(version)
    try:
        payload, unfit = planning.payload_of(version.account, letter, shelf), []
    except planning.Unfit as trouble:
        bare = planning.Letter(letter.text, (), letter.link, letter.language)
        payload, unfit = planning.payload_of(version.account, bare), trouble.findings
    against = unfit or planning.findings_of(version.account, payload)
    return Proof(version, rules, payload, tuple(counters(rules, letter.text, letter.link)), tuple(against))
