"""What stands against a post: the charter's remarks and each network's, in one list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from charter import checks as charter
from charter import current
from charter.checks.names import NAMES, OF_WORDS
from editorial import content as contents
from editorial import scheduling
from editorial.composer import nearness, untagged
from editorial.composer import proofs as proofing
from editorial.composer.proofs import Proof
from editorial.content import Content
from editorial.library import fitting, licences
from editorial.models import Derogation, Post
from lib import clock
from lib.findings import LEVELS, Advice, Blocker, Finding
from publishing.models import Account
from team.models import Brand

LEFT_OUT = {  # what accounts can do without, by the rule that stands against it there
    "thread.none": "parts",
    "comment.none": "comment",
    "comment.story": "comment",
    "poll.none": "poll",
}


@dataclass(frozen=True)
class Remark:
    """A finding and the accounts it is about; `place` is the part of the form to go to, `text` what stands in it.

    What somebody let pass is advice, with who and why in `passed`.
    """

    finding: Finding
    accounts: tuple[Account, ...]
    place: str
    text: str = ""
    passed: Derogation | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others of the post: its rule, and the words it points at."""
        return self.finding.rule, charter.words_at(self.finding, self.text)

    @property
    def origin(self) -> str | Promise:
        """What its rule is called, for those of the charter; "" for others."""
        return NAMES.get(self.finding.rule, "")

    @property
    def passable(self) -> bool:
        """Whether somebody may let it pass: what the charter stops or wants looked at, and no limit of a network."""
        return self.finding.rule in NAMES and not isinstance(self.finding, Advice)

    @property
    def mutable(self) -> bool:
        """Whether it points at words that can be called a false alarm."""
        return self.finding.rule in OF_WORDS and self.finding.place is not None

    @property
    def query(self) -> str:
        """How an address names it, with the words as they stand in the text."""
        words = self.text[slice(*self.finding.place)] if self.finding.place else ""
        return urlencode({"rule": self.finding.rule, "words": words[:80]})

    @property
    def leaves(self) -> str:
        """The shared field that these accounts can leave out, since their networks do not take it; "" for none."""
        field = LEFT_OUT.get(self.finding.rule, "")
        return field if field == self.place else ""


def remarks(
    brand: Brand,
    content: Content,
    *,
    proofs: Sequence[Proof] | None = None,
    wall: datetime | None = None,
    zone: str = "",
    leaves: datetime | None = None,
    beside: int | None = None,
    post: Post | None = None,
) -> list[Remark]:
    """Everything that is to be said about the content, what blocks first; with `wall`, about its date too.

    `leaves` is the moment for which it is meant, where the date itself is not asked about. `beside` is the number of the
    post, 0 for a new one: with it others of its accounts are looked at, whether one says the same or leaves in the same hour.
    What somebody let pass in exactly this content of `post` stops it no more.
    """
    proofs = proofing.of(content) if proofs is None else proofs
    found: dict[tuple[Finding, str], list[Proof]] = {}
    for finding, proof in _all(brand, content, proofs):
        found.setdefault((finding, _place(finding, proof)), []).append(proof)
    said = [_remark(finding, place, about) for (finding, place), about in found.items()]
    moment = clock.resolve(wall, zone) if wall else leaves
    alone = [*_on_accounts(content), *_on_date(wall, zone), *licences.findings(content, brand, moment)]
    alone += fitting.on_documents(content)
    said += [Remark(finding, (), finding.about) for finding in alone]
    if beside is not None:
        near = nearness.findings(brand, content, moment, zone or brand.zone, besides=beside)
        said += [Remark(finding, accounts, finding.about) for finding, accounts in near]
    if post:
        said = _let_pass(said, post, content)
    return sorted(said, key=lambda remark: LEVELS.index(remark.finding.level))


def of_post(post: Post, kept: Content | None = None, **more: Any) -> list[Remark]:
    """Everything that is to be said about the post as it is kept; `more` as for `remarks`."""
    kept = contents.of(post) if kept is None else kept
    return remarks(post.brand, kept, post=post, **({"leaves": post.planned_for} | more))


def _let_pass(said: Sequence[Remark], post: Post, content: Content) -> list[Remark]:
    if not post.pk or not any(each.passable for each in said):
        return list(said)
    let = {row.key: row for row in Derogation.of(post, content.digest())}
    return [_passed(each, let[each.key]) if each.passable and each.key in let else each for each in said]


def _passed(remark: Remark, let: Derogation) -> Remark:
    finding = remark.finding
    advice = Advice(finding.rule, finding.sentence, finding.place, finding.mend, finding.about, finding.at)
    return replace(remark, finding=advice, passed=let)


def _remark(finding: Finding, place: str, about: Sequence[Proof]) -> Remark:
    accounts = dict.fromkeys(proof.account for proof in about)
    return Remark(finding, tuple(accounts), place, about[0].payload["text"])


def _all(brand: Brand, content: Content, proofs: Sequence[Proof]) -> Iterator[tuple[Finding, Proof]]:
    rules = current.rules(current.of(brand))
    alts = [image.alt for image in content.images]
    shades = [image.asset.colours or {} for image in content.images]
    said: dict[tuple[str, bool], list[Finding]] = {}
    watch = fitting.Watch(content.images)
    for proof in (each for first in proofs for each in first.all):
        text, first = proof.payload["text"], proof.kind == "post"
        if (text, first) not in said:
            texts, looks = (alts, shades) if first else ((), ())
            said[text, first] = charter.check(rules, text, alts=texts, language=content.language, shades=looks)
            said[text, first] += untagged.findings(content.tagging, text)
        against = watch.said(proof.account, proof.findings)
        on_account = _on_account(proof.account) if first else ()
        yield from ((finding, proof) for finding in (*against, *said[text, first], *on_account))


def _place(finding: Finding, proof: Proof) -> str:
    """The name of the field that the finding is about: an account's own one when it has one."""
    about = proof.kind if finding.about == "text" and proof.kind != "post" else finding.about
    field = {"part": "parts", "media": "pictures"}.get(about, about)
    where = f"_{proof.account.pk}" if field in proof.version.own or field == "options" else ""
    return f"part{where}_{proof.number}" if about == "part" else f"{about}{where}"


def _on_account(account: Account) -> Iterator[Finding]:
    if account.state == Account.State.DISCONNECTED:
        yield Blocker(
            "account.disconnected", _("This account is disconnected: take it out, or connect it again."), about="accounts"
        )
    elif account.state == Account.State.LOST:
        yield Advice("account.lost", _("This account must be reconnected before anything leaves from it."), about="accounts")


def _on_accounts(content: Content) -> Iterable[Finding]:
    if not content.versions:
        yield Blocker("accounts.none", _("Choose at least one account."), about="accounts")


def _on_date(wall: datetime | None, zone: str) -> Iterable[Finding]:
    if wall is None:
        return
    moment = clock.resolve(wall, zone)
    if scheduling.is_past(moment):
        yield Blocker("when.past", _("This time has passed. Choose a later one."), about="when")
    shown = clock.wall(moment, zone)
    if shown != wall:
        yield Advice(
            "when.gap",
            _("Clocks skip this time that night: it will leave at %(time)s.") % {"time": f"{shown:%H:%M}"},
            about="when",
        )
