"""Signing a plan, taking a signature back, closing a campaign and opening it again; each keeps who did it and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import document
from campaigns.changes import Change, between
from campaigns.models import Campaign, Passage
from campaigns.planning import Archived
from campaigns.states import FLOW, State
from lib.states import StaleState
from team import audit
from team.models import Membership

Kind = Passage.Kind


class Closed(Exception):
    """The campaign is closed, and its plan is signed no more."""

    def __init__(self) -> None:
        super().__init__(_("This campaign is closed. Open it again to sign its plan."))


@dataclass(frozen=True)
class Signed:
    """The last signature of a plan, and what changed since."""

    passage: Passage
    changes: list[Change] = field(default_factory=list)


def missing(said: Mapping[str, Any]) -> list[str]:
    """What a plan lacks that a reader will ask for; none of it stops a signature."""
    asked = [
        (said["positioning"], _("a positioning")),
        (said["audiences"], _("an audience")),
        (said["objectives"], _("an objective")),
        (said["themes"], _("themes")),
        (said["owner"], _("somebody who answers for it")),
    ]
    return [name for there, name in asked if not there]


def last(campaign: Campaign, said: Mapping[str, Any] | None = None) -> Signed | None:
    """The signature that holds, with what changed since (against `said`, what the plan says now); None when there is none."""
    if campaign.state == State.DRAFT:
        return None
    passage = _last_word(campaign)
    if passage is None or passage.kind != Kind.SIGNED:
        return None
    return Signed(passage, between(passage.document, said or document.content(campaign)))


@transaction.atomic
def sign(campaign: Campaign, *, by: Membership, said: Mapping[str, Any], seen: str) -> Passage:
    """Sign the plan that the person saw, whose digest is `seen`; `said` is kept: the plan with what belongs to its document.

    Raises StaleState when the plan is another by now, Archived, Closed.
    """
    kept = _held(campaign)
    if kept.state == State.CLOSED:
        raise Closed
    if document.digest(document.content(kept)) != seen or document.digest(said) != seen:
        raise StaleState(campaign)
    FLOW.move(kept, State.SIGNED)
    number = (campaign.passages.filter(kind=Kind.SIGNED).count()) + 1
    passage = _note(campaign, Kind.SIGNED, by, number=number, document=dict(said))
    audit.record("campaign.signed", campaign, by=by, number=number)
    return passage


@transaction.atomic
def withdraw(campaign: Campaign, *, by: Membership) -> None:
    """Take the signature back: the plan is a draft again. Raises Archived, StaleState when it is not signed."""
    kept = _held(campaign)
    if kept.state != State.SIGNED:
        raise StaleState(campaign)
    FLOW.move(kept, State.DRAFT)
    _note(campaign, Kind.WITHDRAWN, by)
    audit.record("campaign.signature_withdrawn", campaign, by=by)


@transaction.atomic
def close(campaign: Campaign, *, by: Membership) -> bool:
    """End the campaign, whatever its last day; False when it was closed already. Raises Archived."""
    kept = _held(campaign)
    if kept.state == State.CLOSED:
        return False
    FLOW.move(kept, State.CLOSED)
    _note(campaign, Kind.CLOSED, by)
    audit.record("campaign.closed", campaign, by=by)
    return True


@transaction.atomic
def reopen(campaign: Campaign, *, by: Membership) -> bool:
    """Take it up again as it was, signed or not; False when it was open. Raises Archived."""
    kept = _held(campaign)
    if kept.state != State.CLOSED:
        return False
    word = _last_word(campaign)
    signed = word is not None and word.kind == Kind.SIGNED
    FLOW.move(kept, State.SIGNED if signed else State.DRAFT)
    _note(campaign, Kind.REOPENED, by)
    audit.record("campaign.reopened", campaign, by=by)
    return True


def _held(campaign: Campaign) -> Campaign:
    """The campaign as it stands, held until the end of the transaction. Raises Archived."""
    kept = Campaign.objects.select_for_update(of=("self",)).select_related("owner__user").get(pk=campaign.pk)
    if kept.archived_at:
        raise Archived
    return kept


def _last_word(campaign: Campaign) -> Passage | None:
    """The last signature, or its withdrawal."""
    return campaign.passages.filter(kind__in=(Kind.SIGNED, Kind.WITHDRAWN)).order_by("-at", "-pk").first()


def _note(campaign: Campaign, kind: str, by: Membership, **more: Any) -> Passage:
    return Passage.objects.create(brand=campaign.brand, campaign=campaign, kind=kind, by=by, who=str(by)[:120], **more)
