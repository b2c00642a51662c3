"""What stands against a post: the charter's remarks and each network's, in one list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from charter import checks as charter
from charter import current
from editorial import scheduling
from editorial.composer import nearness
from editorial.composer import proofs as proofing
from editorial.composer.proofs import Proof
from editorial.content import Content
from editorial.library import fitting, licences
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
    """A finding and the accounts it is about; `place` is the part of the form to go to, `text` what stands in it."""

    finding: Finding
    accounts: tuple[Account, ...]
    place: str
    text: str = ""

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
) -> list[Remark]:
    """Everything that is to be said about the content, what blocks first; with `wall`, about its date too.

    `leaves` is the moment for which it is meant, where the date itself is not asked about. `beside` is the number of the
    post, 0 for a new one: with it others of its accounts are looked at, whether one says the same or leaves in the same hour.
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
    return sorted(said, key=lambda remark: LEVELS.index(remark.finding.level))


def _remark(finding: Finding, place: str, about: Sequence[Proof]) -> Remark:
    accounts = dict.fromkeys(proof.account for proof in about)
    return Remark(finding, tuple(accounts), place, about[0].payload["text"])


def _all(brand: Brand, content: Content, proofs: Sequence[Proof]) -> Iterator[tuple[Finding, Proof]]:
    rules = current.rules(current.of(brand))
    alts = [image.alt for image in content.images]
    said: dict[tuple[str, bool], list[Finding]] = {}
    watch = fitting.Watch(content.images)
    for proof in (each for first in proofs for each in first.all):
        text, first = proof.payload["text"], proof.kind == "post"
        if (text, first) not in said:
            said[text, first] = charter.check(rules, text, alts=alts if first else (), language=content.language)
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
