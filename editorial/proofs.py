"""Proofs: the post as each account will show it, made of the very parcel that would be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorial.content import Content, Version
from lib.findings import Finding
from networks.rules import Counter, PictureRules, Rules, counters, outgoing_text
from publishing import linking, planning, renditions
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
    pages = linking.known(_cards(content))
    wanted = [each.pictures for each in rules.values()] + _card_pictures(content)
    names = [image.asset.file for image in content.images] + [page.picture for page in pages.values() if page.picture]
    shelf = renditions.shelf(names, wanted)
    return [_proof(content, version, rules[version.account.pk], shelf, pages) for version in content.versions]


def learn(content: Content) -> None:
    """Read the pages behind its links of which a card is made, where they are not known. Takes seconds at most."""
    linking.learn(_cards(content))


def _cards(content: Content) -> set[str]:
    """The links of which a card is made."""
    versions = [(version, content.letter(version)) for version in content.versions]
    return {letter.link for version, letter in versions if planning.makes_card(version.account, letter)}


def _card_pictures(content: Content) -> list[PictureRules]:
    return [rules for version in content.versions if (rules := version.account.network.card_pictures)]


def _proof(content: Content, version: Version, rules: Rules, shelf: planning.Fit, pages: Mapping[str, linking.Page]) -> Proof:
    letter = content.letter(version)
    try:
        payload, unfit = planning.payload_of(version.account, letter, shelf, pages), []
    except planning.Unfit as trouble:
        bare = planning.Letter(letter.text, (), letter.link, letter.language)
        payload, unfit = planning.payload_of(version.account, bare, shelf, {}), trouble.findings
    against = unfit or planning.findings_of(version.account, payload)
    return Proof(version, rules, payload, tuple(counters(rules, letter.text, letter.link)), tuple(against))
