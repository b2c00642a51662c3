"""What the composer shows beside what was typed: proofs, counters, remarks, hours elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from campaigns import tagging
from editorial import checks
from editorial.approval import derogations
from editorial.checks import Remark
from editorial.composer import presence, proofs, tabs
from editorial.composer.forms import PostForm
from editorial.composer.proofs import Proof
from editorial.composer.shaping import Command
from editorial.composer.tabs import Tab
from editorial.content import Version
from editorial.drafting import Draft
from editorial.models import Decision, Post, PostState
from lib import clock
from lib.counting import utf16
from lib.findings import Blocker
from publishing.models import Account
from team.models import Brand, Membership


@dataclass(frozen=True)
class Panel:
    """One account in the composer: chosen or not, its own words or the shared ones, and its proof when it is chosen."""

    account: Account
    version: Version | None
    proof: Proof | None
    text: str
    link: str
    errors: Sequence[str]
    tab: Tab

    @property
    def own(self) -> bool:
        """Whether anything of it differs from what is shared."""
        return bool(self.version and self.version.own)

    @property
    def untouched(self) -> bool:
        """Whether it is not chosen and nothing was typed for it."""
        return not (self.version or self.text or self.link or self.errors or self.tab.opened)


@dataclass(frozen=True)
class Note:
    """A remark as the list shows it; `start` and `end`, for its mend `first` and `last`, are places for the browser, in
    UTF-16 units.
    """

    remark: Remark
    start: int | None = None
    end: int | None = None
    first: int | None = None
    last: int | None = None


def shown(form: PostForm, post: Post | None, member: Membership, opened: Collection[str] = ()) -> dict[str, Any]:
    """The context of the composer for a form that was asked whether it is valid; `opened` names fields to be shown empty."""
    draft = _numbered(form.draft, form.brand, post)
    proofs.learn(draft.content)
    copies = {proof.account.pk: proof for proof in proofs.of(draft.content)}
    versions = {version.account.pk: version for version in draft.content.versions}
    when: dict[str, Any] = {"wall": draft.wall, "zone": draft.zone, "beside": post.pk if post else 0}
    said = checks.remarks(form.brand, draft.content, proofs=list(copies.values()), post=post, **when)
    blank = draft.content.empty  # nobody is told what stands against a page they have not begun
    notes = [_note(remark) for remark in [*_errors(form), *(said if not blank else ())]]
    return {
        "form": form,
        "post": post,
        "draft": draft,
        "panels": [
            _panel(form, account, versions.get(account.pk), copies.get(account.pk), opened) for account in form.brand_accounts
        ],
        **_beside(form, opened),
        "counts": tabs.counts(draft.content, list(copies.values()), comment="comment" in form.data),
        "proofs": list(copies.values()),
        "shared_proofs": [copy for copy in copies.values() if copy.version.text is None],
        "notes": notes,
        "may_pass": post is not None and not derogations.why_not(post, member),
        "blank": blank,
        "blocked": sum(isinstance(note.remark.finding, Blocker) for note in notes),
        "newer": newer(form, post, member),
        "company": presence.arrive(post, member) if post else [],
        "change": _change_asked(post),
        "elsewhere": elsewhere(draft.moment, draft.zone, [member.user.zone, form.brand.zone]),
        "zones": list(dict.fromkeys([draft.zone, member.user.zone, form.brand.zone, "UTC"])),
    }


def _numbered(draft: Draft, brand: Brand, post: Post | None) -> Draft:
    """The draft with the links as those of that post are tagged."""
    return replace(draft, content=replace(draft.content, tagging=tagging.of(brand, draft.campaign, post.pk if post else None)))


def reshaped(form: PostForm, command: Command) -> dict[str, Any]:
    """The context of what a button of the composer changes: the shared fields that follow the text, or those of accounts."""
    draft, opened = form.draft, {f"{command.field}{command.scope}"}
    versions = {version.account.pk: version for version in draft.content.versions}
    changed = [account for account in form.brand_accounts if account.pk == command.account]
    if command.account is None and command.verb in ("split", "leave"):
        changed = [each.account for each in draft.content.versions if each.own - {"link"}]
    return {
        "form": form,
        "draft": draft,
        "tabs": [tabs.tab(form, account, versions.get(account.pk), opened) for account in changed],
        "of_account": command.account is not None,
        "cuts": _cuts(form, command),
        "focus": tabs.focus(command, draft.content),
        **_beside(form, opened),
    }


def _cuts(form: PostForm, command: Command) -> list[tuple[str, str]]:
    """The texts that were cut, or kept whole for an account, by the names of their fields."""
    if (command.verb, command.field) != ("split", "text"):
        return []
    own = {f"text_{each.account.pk}": each.text for each in form.draft.content.versions if each.text is not None}
    if command.account is not None:
        return [(name, text) for name, text in own.items() if name == f"text{command.scope}"]
    return [("text", form.draft.content.text), *own.items()]


def _beside(form: PostForm, opened: Collection[str]) -> dict[str, Any]:
    """What may follow the shared text, and what of it is open."""
    content = form.draft.content
    return {
        "offers": tabs.offers(form.brand_accounts),
        "commenting": bool(content.comment) or "comment" in form.data or "comment" in opened,
    }


def _panel(form: PostForm, account: Account, version: Version | None, proof: Proof | None, opened: Collection[str]) -> Panel:
    errors = [str(error) for name in ("text", "link") for error in form.errors.get(f"{name}_{account.pk}", ())]
    own = (
        _typed(form, "text", account, version.text if version else None),
        _typed(form, "link", account, version.link if version else None),
    )
    return Panel(account, version, proof, *own, errors, tabs.tab(form, account, version, opened))


def _typed(form: PostForm, name: str, account: Account, own: str | None) -> str:
    """What the account's field holds: its own words, and with an error what was typed."""
    if f"{name}_{account.pk}" in form.errors or (own is None and account.pk not in form.cleaned_data.get("accounts", ())):
        return form.data.get(f"{name}_{account.pk}", "")
    return own or ""


def _errors(form: PostForm) -> list[Remark]:
    """What the form has against its fields, as remarks."""
    places = {name: "when" if name in ("date", "time", "zone") else name for name in form.errors}
    return [
        Remark(Blocker("form", str(error), about=place), (), place)
        for name, place in places.items()
        for error in form.errors[name]
    ]


def _note(remark: Remark) -> Note:
    place = remark.finding.place
    if not place or remark.finding.about != "text":
        return Note(remark)
    mended = remark.finding.mended or place
    return Note(remark, *(utf16(remark.text[:end]) for end in (*place, *mended)))


def _change_asked(post: Post | None) -> Decision | None:
    """The change that was asked for, while nothing was decided after it."""
    row = getattr(post, "latest_decision", None)
    return Decision(**row) if row and row["kind"] == Decision.Kind.CHANGES and post.state == PostState.DRAFT else None  # type: ignore[union-attr]


def newer(form: PostForm, post: Post | None, member: Membership) -> Post | None:
    """The post, when somebody saved it after this page was opened."""
    revision = form.cleaned_data.get("revision")
    return post if post and revision and post.revision > revision else None


def elsewhere(moment: datetime | None, zone: str, zones: Sequence[str]) -> list[tuple[str, datetime]]:
    """The moment as clocks show it in those of the zones where it differs."""
    if moment is None:
        return []
    here = clock.wall(moment, zone)
    hours = {other: clock.wall(moment, other) for other in zones if other != zone}
    return [(other, hour) for other, hour in hours.items() if hour != here]
