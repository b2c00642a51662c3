"""What readers of links answer: through the same verbs as members, and kept on the link."""

from django.db import transaction

from editorial.approval import approval, links, steps
from editorial.approval.readers import Reader
from editorial.handover import hold_still
from editorial.models import Decision, Link, LinkPost, PostState
from editorial.refusals import NotYours
from lib import clock


def reader_of(link: Link, name: str) -> Reader:
    """Who answers on a link."""
    return Reader(name, link.step, link.email, link.member if link.member and link.member.left_at is None else None)


@transaction.atomic
def approve(item: LinkPost, *, by: Reader, digest: str, note: str = "") -> Decision:
    """Say yes by a link. Raises as `approval.approve`."""
    _lent(item)
    decision = approval.approve(item.post, by=by, digest=digest, note=note)
    _note(item, decision, by)
    return decision


@transaction.atomic
def ask_changes(item: LinkPost, *, by: Reader, digest: str, note: str) -> Decision:
    """Ask for a change by a link. Raises as `approval.ask_changes`."""
    _lent(item)
    decision = approval.ask_changes(item.post, by=by, digest=digest, note=note)
    _note(item, decision, by)
    return decision


def _lent(item: LinkPost) -> None:
    """Refuse what the link may not decide any more. Raises NotYours."""
    kept = hold_still(item.post)
    if kept.state == PostState.SUBMITTED and (refusal := links.over(item.link, kept, steps.cast(kept.brand))):
        raise NotYours(refusal)


def _note(item: LinkPost, decision: Decision, by: Reader) -> None:
    item.answer, item.answered_by, item.answered_at, item.digest = decision.kind, by.name, clock.now(), decision.digest
    item.save(update_fields=["answer", "answered_by", "answered_at", "digest"])
