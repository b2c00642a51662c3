"""Evergreens: approved posts that come back to the stock after a rest, each time as a post of its own.

What was approved holds for its very content: a return that says the same is approved as it was, one with another text asks for
approval until that text has been approved once.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import content, drafting
from editorial.approval import approval, submission
from editorial.handover import LEFT, hold_still
from editorial.models import Evergreen, Post, PostState, Return, Variant
from editorial.refusals import NotPossible, Refusal
from editorial.stock import terms
from lib import clock
from lib.pages import Page
from lib.states import StaleState
from publishing.models import State
from team import notices
from team.audit import record
from team.models import Brand, Membership
from team.rights import Right

logger = logging.getLogger(__name__)
SIZE = 25  # evergreens of one page
STUCK = gettext_lazy("“%(post)s” cannot come back: %(why)s")
ALONE = gettext_lazy(
    "“%(post)s” comes back no more: who let it come back is gone or may not any more. Say anew how it comes back."
)
TIRED = gettext_lazy("“%(post)s” does not come back any more: its figures fell to %(share)s %% of its first ones.")


@dataclass(frozen=True)
class Terms:
    """How a post comes back; see the model."""

    rest_days: int
    most: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    texts: Sequence[str] = ()
    tires_under: int | None = 50


@transaction.atomic
def keep(post: Post, said: Terms, *, by: Membership) -> Evergreen:
    """Let an approved post come back, or change how; one that was tired or paused begins again.

    Raises NotPossible for a post that is not approved, is of a series, or is a return itself.
    """
    kept = hold_still(post)
    if kept.state != PostState.APPROVED:
        raise NotPossible(_("Only what is approved comes back."))
    if kept.series_id or Return.objects.filter(post=kept).exists():
        raise NotPossible(_("It comes back already, as one of a series or of another post."))
    values = {**vars(said), "texts": list(said.texts), "by": by, "brand": kept.brand, "active": True, "tired_at": None}
    row, _made = Evergreen.objects.update_or_create(post=kept, defaults=values)
    record("evergreen.kept", kept, by=by, post=kept.pk, rest=said.rest_days)
    return row


@transaction.atomic
def stop(row: Evergreen, *, by: Membership) -> None:
    """Let the post come back no more; returns that wait stay."""
    Evergreen.objects.filter(pk=row.pk).update(active=False)
    record("evergreen.stopped", row.post, by=by, post=row.post_id)


@transaction.atomic
def tire(row: Evergreen, *, share: int) -> bool:
    """Stop it because its figures fell to `share` percent of its first ones, and tell who let it come back; once."""
    if not Evergreen.objects.filter(pk=row.pk, tired_at=None).update(tired_at=clock.now()):
        return False
    record("evergreen.tired", row.post, by="Tribu", brand=row.brand, post=row.post_id, share=share)
    _tell(row, TIRED, key=f"evergreen:{row.pk}:tired", share=str(share))
    return True


def _tell(row: Evergreen, text: Any, *, key: str, **values: str) -> None:
    if row.by and not row.by.left_at:
        url = reverse("editorial:post", args=[row.brand.slug, row.post_id])
        notices.tell([row.by], text, key=key, url=url, post=str(row.post), **values)


# --- how they stand --------------------------------------------------------------------------------------------------
def standing(rows: "QuerySet[Evergreen]") -> "QuerySet[Evergreen]":
    """With each: when it left last (`left_at`, None: never), whether one waits (`waits`), how often it came back (`came`)."""
    own = Variant.objects.filter(post=OuterRef("post"), publication__state=State.PUBLISHED)
    again = Variant.objects.filter(post__return_of__evergreen=OuterRef("pk"), publication__state=State.PUBLISHED)
    return rows.annotate(
        left_at=Greatest(_latest(own), _latest(again)),
        waits=Exists(_waiting(Q(pk=OuterRef("post")))) | Exists(_waiting(Q(return_of__evergreen=OuterRef("pk")))),
        came=Count("returns", distinct=True),
    )


def _latest(variants: "QuerySet[Variant]") -> Subquery:
    ends = variants.order_by().values(one=F("pk") - F("pk")).annotate(latest=Max("publication__published_at"))
    return Subquery(ends.values("latest")[:1])


def _waiting(which: Q) -> "QuerySet[Post]":
    """Posts that have not left and were not put away."""
    left = Variant.objects.filter(post=OuterRef("pk"), publication__state__in=LEFT)
    return Post.objects.filter(which, ~Exists(left)).exclude(state=PostState.ARCHIVED)


def rests_until(row: Any) -> datetime | None:
    """When the rest of a row of `standing` ends; None while it has not left yet."""
    return row.left_at + timedelta(days=row.rest_days) if row.left_at else None


def due(row: Any, now: datetime) -> bool:
    """Whether a row of `standing` is to come back now."""
    today, rests = clock.wall(now, row.brand.zone).date(), rests_until(row)
    if not row.active or row.tired_at or row.waits or rests is None or rests > now:
        return False
    in_range = (row.starts_on is None or row.starts_on <= today) and (row.ends_on is None or today <= row.ends_on)
    return in_range and (row.most is None or row.came < row.most) and row.post.state == PostState.APPROVED


# --- coming back -----------------------------------------------------------------------------------------------------
def bring_back_all() -> int:
    """Bring back what has rested; how many. One that fails stops no other."""
    rows = standing(Evergreen.objects.filter(active=True, tired_at=None)).select_related("brand", "post", "by__user")
    return sum(_bring(row) for row in rows if due(row, clock.now()))


def _bring(row: Evergreen) -> bool:
    try:
        return bring_back(row) is not None if _owner(row) else _let_go(row)
    except (Refusal, StaleState) as refusal:
        _tell(row, STUCK, key=f"evergreen:{row.pk}:stuck", why=str(refusal))
    except Exception:
        logger.exception("evergreen %d could not come back", row.pk)
    return False


def _owner(row: Evergreen) -> Membership | None:
    """In whose name it comes back; None when they are gone, or may not any more."""
    return row.by if row.by and not row.by.left_at and row.by.may(Right.SCHEDULE) else None


@transaction.atomic
def _let_go(row: Evergreen) -> bool:
    """Stop what nobody is there for any more, and tell those who may let it come back; once. False: nothing came back."""
    if Evergreen.objects.filter(pk=row.pk, active=True).update(active=False):
        record("evergreen.stopped", row.post, by="Tribu", brand=row.brand, post=row.post_id)
        url = reverse("editorial:post", args=[row.brand.slug, row.post_id])
        people = notices.holders(row.brand, Right.SCHEDULE)
        notices.tell(people, ALONE, key=f"evergreen:{row.pk}:alone", url=url, post=str(row.post))
    return False


@transaction.atomic
def bring_back(row: Evergreen) -> Post | None:
    """Make the next return of an evergreen that is due; None when it is not any more, or nobody is there in whose name.

    Raises Refusal with what stands against it.
    """
    Evergreen.objects.select_for_update().get(pk=row.pk)
    kept = standing(Evergreen.objects.filter(pk=row.pk)).select_related("brand", "post", "by__user").get()
    by = _owner(kept)
    if by is None or not due(kept, clock.now()):
        return None
    number = (kept.returns.aggregate(last=Max("number"))["last"] or 0) + 1
    texts = [kept.post.text, *kept.texts]
    turn = number % len(texts)
    post = _written(kept, texts[turn])
    Return.objects.create(evergreen=kept, post=post, number=number, text=turn)
    _ask(kept, post)
    record("evergreen.back", post, by=by, post=post.pk, number=number)
    return post


def _written(row: Evergreen, text: str) -> Post:
    said = drafting.of(row.post)
    draft = replace(said, content=replace(said.content, text=text), wall=None, zone="", terms=None)
    assert row.by is not None  # noqa: S101 - asked before
    return drafting.make(row.brand, draft, by=row.by, priority=terms.LATER, expires_on=row.ends_on)


def _ask(row: Evergreen, post: Post) -> None:
    """Approve it as the same content was approved before; else ask."""
    digest = content.of(post).digest()
    said = Q(pk=row.post_id) | Q(return_of__evergreen=row)
    for model in Post.objects.filter(said, state=PostState.APPROVED).exclude(pk=post.pk).order_by("-pk"):
        if _approved_as(model, digest):
            approval.follow(post, model)
            return
    assert row.by is not None  # noqa: S101 - asked before
    submission.submit(post, by=row.by)


def _approved_as(model: Post, digest: str) -> bool:
    """Whether that very content was approved as the post, and the post still says it."""
    decision = model.decisions.first()
    return bool(decision and decision.digest == digest and content.of(model).digest() == digest)


def page(brand: Brand, start: int = 0) -> Page:
    """The brand's evergreens that come back, from the `start`th on, those that left longest ago on top; in one query."""
    rows = standing(brand.evergreens.filter(active=True)).select_related("brand", "post")
    found = list(rows.order_by(F("left_at").asc(nulls_last=True), "pk")[start : start + SIZE + 1])
    return Page(found[:SIZE], str(start + SIZE) if len(found) > SIZE else "")
