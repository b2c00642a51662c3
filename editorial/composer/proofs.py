"""Proofs: the post as each account will show it, made of the very parcels that would be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from editorial.content import Content, Version
from lib.findings import Finding
from networks.limits import TextLimit
from networks.options import Option, is_story
from networks.rules import Counter, PictureRules, Rules, outgoing_text
from publishing.letters import link_pages, payloads, renditions
from publishing.letters.letters import Letter
from publishing.models import Account


@dataclass(frozen=True)
class Proof:
    """One account's copy: the parcel as it would leave, its counters, and what the network says against it.

    `then` are the proofs of what follows it, the parts of a thread and the first comment; `kind` is post, part or comment,
    `number` the place of a part among the further ones, from 1 on.
    """

    version: Version
    rules: Rules
    payload: Mapping[str, Any]
    counters: tuple[Counter, ...]
    findings: tuple[Finding, ...]
    then: tuple["Proof", ...] = ()
    kind: str = "post"
    number: int = 0

    @property
    def account(self) -> Account:
        """The account whose copy this is."""
        return self.version.account

    @property
    def text(self) -> str:
        """The text as readers will see it, with the link where links belong to the text."""
        return outgoing_text(self.rules, self.payload["text"], self.payload["link"], self.payload["media"])

    @property
    def limits(self) -> Sequence[TextLimit]:
        """What the text is held to: an answer may have limits of its own."""
        return self.rules.texts if self.kind == "post" else self.rules.reply_texts or self.rules.texts

    @property
    def over(self) -> bool:
        """Whether the text is too long."""
        return any(counter.level == "over" for counter in self.counters)

    @property
    def choices(self) -> list["Choice"]:
        """What was chosen for it on its network, in words."""
        known, chosen = self.account.network.options, self.payload["options"]
        return [Choice(option, option.said(chosen[option.name])) for option in known if chosen.get(option.name)]

    @property
    def story(self) -> bool:
        """Whether it is a story: its pictures are all that is seen."""
        return is_story(self.account.network.options, self.payload["options"])

    @property
    def veil(self) -> str:
        """The words that stand before the whole post until somebody opens it."""
        return next((choice.value for choice in self.choices if choice.option.veils == "text"), "")

    @property
    def all(self) -> tuple["Proof", ...]:
        """It and what follows it, in order."""
        return (self, *self.then)


@dataclass(frozen=True)
class Choice:
    """An option that was chosen, and its value in words."""

    option: Option
    value: str


@dataclass(frozen=True)
class Bench:
    """What many proofs are made with: pictures as they were fitted, pages as they were read."""

    fit: payloads.Fit
    pages: Mapping[str, link_pages.Page] = field(default_factory=dict)


def of(content: Content) -> list[Proof]:
    """A proof for each account, in their order; the pictures fitted, with one query for those that are known."""
    return many([content])[0]


def many(contents: Sequence[Content]) -> list[list[Proof]]:
    """The proofs of each of these contents; as many queries as for one."""
    pages = link_pages.known({link for content in contents for link in _cards(content)})
    names = [image.asset.file for content in contents for image in content.images]
    names += [page.picture for page in pages.values() if page.picture]
    rules = [wanted for content in contents for wanted in _picture_rules(content)]
    focuses = {image.focus for content in contents for image in content.images}
    bench = Bench(renditions.shelf(names, rules, focuses), pages)
    return [[_chain(content, version, bench) for version in content.versions] for content in contents]


def _picture_rules(content: Content) -> list[PictureRules]:
    """What is asked of pictures by the networks of the content."""
    rules = [each.account.network.pictures_for(each.account.limits, each.options) for each in content.versions]
    return rules + [cards for version in content.versions if (cards := version.account.network.card_pictures)]


def learn(content: Content) -> None:
    """Read the pages behind its links of which a card is made, where they are not known. Takes seconds at most."""
    link_pages.learn(_cards(content))


def _cards(content: Content) -> set[str]:
    """The links of which a card is made."""
    versions = [(version, content.letter(version)) for version in content.versions]
    return {letter.page or letter.link for version, letter in versions if payloads.makes_card(version.account, letter)}


def _chain(content: Content, version: Version, bench: Bench) -> Proof:
    """The proof of the post on one account, with those of what follows it."""
    first, *more = content.letters(version)
    kinds = [("part", place) for place, _part in content.placed_on(version)]
    parts, kinds = len(kinds), [*kinds, ("comment", 0)]
    then = [_proof(version, letter, bench, *kind) for letter, kind in zip(more, kinds, strict=False)]
    head = _proof(version, first, bench, "post", 0)
    against = version.account.network.check_chain(parts=parts, comment=len(more) > parts, options=version.options)
    return replace(head, then=tuple(then), findings=(*head.findings, *against))


def _proof(version: Version, letter: Letter, bench: Bench, kind: str, number: int) -> Proof:
    account, reply = version.account, kind != "post"
    try:
        payload, unfit = payloads.payload_of(account, letter, bench.fit, bench.pages), []
    except payloads.Unfit as trouble:
        bare = replace(letter, pictures=())
        payload, unfit = payloads.payload_of(account, bare, bench.fit, {}), trouble.findings
    against = unfit or payloads.findings_of(account, payload, reply=reply)
    return printed(version, payload, against, kind, number)


def printed(version: Version, payload: Mapping[str, Any], findings: Sequence[Finding], kind: str, number: int) -> Proof:
    """The proof of a payload, whether it is kept by the post office or would be."""
    rules = version.account.network.rules_for(version.account.limits)
    counted = payloads.counters_of(version.account, payload, reply=kind != "post")
    return Proof(version, rules, payload, tuple(counted), tuple(findings), (), kind, number)
