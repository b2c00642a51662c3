"""Signing a plan, taking a signature back, closing a campaign and opening it again; each keeps who did it and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from campaigns import document
from campaigns.changes import Change, between
from campaigns.models import Campaign, Passage
from campaigns.planning import Archived, Closed
from campaigns.states import FLOW, State
from lib.states import StaleState
from team import audit, notices
from team.models import Membership
from team.rights import Right

Kind = Passage.Kind
MOST_TOGETHER = 6  # signatures under one plan that are named
SIGNED = ngettext_lazy("The plan of “%(campaign)s” is signed.", "The plan of “%(campaign)s” is signed: %(n)s signatures.", "n")


@dataclass(frozen=True)
class Signed:
    """The last signature of a plan, what changed since, and the signatures of others under the same plan before it."""

    passage: Passage
    changes: list[Change] = field(default_factory=list)
    others: list[Passage] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """All signatures under this plan, the first one first."""
        return [*reversed(self.others), self.passage]

    @property
    def who(self) -> str:
        """Who signed it."""
        return ", ".join(passage.who for passage in self.passages)


def last(campaign: Campaign, said: Mapping[str, Any] | None = None) -> Signed | None:
    """The signature that holds, with what changed since (against `said`, what the plan says now); None when there is none."""
    if campaign.state == State.DRAFT:
        return None
    words = list(campaign.passages.filter(kind__in=(Kind.SIGNED, Kind.WITHDRAWN)).order_by("-at", "-pk")[:MOST_TOGETHER])
    if not words or words[0].kind != Kind.SIGNED:
        return None
    passage, seen = words[0], document.digest(words[0].document)
    same = takewhile(lambda word: word.kind == Kind.SIGNED and document.digest(word.document) == seen, words[1:])
    return Signed(passage, between(passage.document, said or document.content(campaign)), list(same))


def of_member(campaign: Campaign, member: Membership, said: Mapping[str, Any]) -> Passage | None:
    """The signature of that person under the plan as `said`; None when there is none, or it was withdrawn."""
    if campaign.state != State.SIGNED:
        return None
    withdrawn = campaign.passages.filter(kind=Kind.WITHDRAWN).order_by("-pk").values("pk")[:1]
    since = campaign.passages.filter(kind=Kind.SIGNED, by=member, pk__gt=Coalesce(Subquery(withdrawn), 0))
    passage = since.order_by("-pk").first()
    return passage if passage and document.digest(passage.document) == document.digest(said) else None


@transaction.atomic
def sign(campaign: Campaign, *, by: Membership, said: Mapping[str, Any], seen: str) -> Passage:
    """Sign the plan that the person saw, whose digest is `seen`; `said` is kept: the plan with what belongs to its document.

    Who signed it already as it stands gets that signature again. Raises StaleState when the plan is another by now, Archived,
    Closed.
    """
    kept = _held(campaign)
    if kept.state == State.CLOSED:
        raise Closed
    if document.digest(document.content(kept)) != seen or document.digest(said) != seen:
        raise StaleState(campaign)
    if there := of_member(kept, by, said):
        return there
    FLOW.move(kept, State.SIGNED)
    number = (campaign.passages.filter(kind=Kind.SIGNED).count()) + 1
    passage = _note(campaign, Kind.SIGNED, by, number=number, document=dict(said))
    audit.record("campaign.signed", campaign, by=by, number=number)
    _tell(kept, by)
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


def _tell(campaign: Campaign, by: Membership) -> None:
    """Tell who is in charge and who decides on plans, but for the one who signed; further signatures are counted in."""
    people = {member.pk: member for member in notices.holders(campaign.brand, Right.APPROVE)}
    if campaign.owner and not campaign.owner.left_at:
        people[campaign.owner.pk] = campaign.owner
    people.pop(by.pk, None)
    url = reverse("documents:plan", args=[campaign.brand.slug, campaign.pk])
    key, items = f"campaign:{campaign.pk}:signed", [str(by)]
    notices.gather(people.values(), SIGNED, key=key, items=items, url=url, campaign=str(campaign))


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
