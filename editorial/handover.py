"""Handing approved posts over to the post office, giving them another time, taking them back."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from editorial import content, tags
from editorial.content import Content
from editorial.library import licences
from editorial.models import POST_FLOW, Derogation, Post, PostState, Series, Variant
from editorial.refusals import Blocked, NotPossible
from editorial.series import occurrences
from lib.states import StaleState
from publishing.engine import planning
from publishing.letters import payloads
from publishing.models import FLOW, Hold, Publication, State
from publishing.pausing import tagging

LEFT = (State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.PUBLISHED)  # what may be on a network already
AROUND = ("brand__filling", "campaign", "theme__campaign")


def hold_still(post: Post, revision: int | None = None) -> Post:
    """The post as it is kept now with its brand, campaign and theme, nobody else changing it until the end of the transaction.

    Raises StaleState when it is not at `revision` any more, where one is given.
    """
    kept = Post.objects.select_for_update(of=("self",)).select_related(*AROUND).get(pk=post.pk)
    if revision is not None and kept.revision != revision:
        raise StaleState(kept)
    return kept


def has_left(post: Post) -> bool:
    """Whether the post is, or may be, on one of its networks already."""
    return Publication.objects.filter(variant__post=post, state__in=LEFT).exists()


def stay_if_left(post: Post) -> None:
    """Refuse to go on with a post that has left. Raises NotPossible."""
    if has_left(post):
        raise NotPossible(_("This post has left: what is published stays as it is. Make a copy to say it differently."))


@transaction.atomic
def plan(post: Post) -> None:
    """Plan an approved post with a date on each of its accounts.

    Raises Blocked when a network would refuse it, or the right to a picture ends before.
    """
    kept = content.of(post)
    licences.refuse_over(kept, post)
    known, passes = tags_of(post), _let_stand(post, kept)
    for variant in post.variants.select_related("account__brand"):
        _plan(post, variant, kept, known, passes)


def tags_of(post: Post) -> list[str]:
    """By what the post can be paused with others: its campaign and its theme. The post office is told what they are called."""
    labels = tags.of(post.campaign, post.theme)
    tagging.know(post.brand, labels)
    return list(labels)


def retag(post: Post) -> None:
    """Let what is planned of the post carry the tags of the campaign and theme that it has now."""
    of_post = Publication.objects.filter(Q(variant__post=post) | Q(head__variant__post=post))
    of_post.filter(state__in=[State.PLANNED, State.WAITING, State.HELD]).update(tags=tags_of(post))


def relink(post: Post) -> None:
    """Let what is planned of the post carry the link as the campaign that it has now wants it. Raises Blocked, StaleState."""
    kept = content.of(post)
    passes = _let_stand(post, kept)
    for variant in post.variants.select_related("account__brand", "publication"):
        planned, link = variant.publication, kept.letter(content.version_of(variant)).link
        if planned and planned.state == State.PLANNED and planned.payload["link"] != link:
            _take_back(planned)
            _plan(post, variant, kept, tags_of(post), passes)


def belong(series: Series) -> None:
    """Let what is planned of the posts of a series count as its own: of what is late at most one goes out."""
    waiting = Publication.objects.filter(variant__post__series=series, state__in=[State.PLANNED, State.HELD])
    waiting.update(series=mark(series.pk))


def mark(series_id: int | None) -> str:
    """By which word the post office knows a series; empty for none."""
    return f"series:{series_id}" if series_id else ""


def _let_stand(post: Post, kept: Content) -> list[list[str]]:
    """What of the charter somebody lets stand in this content, as the post office keeps it."""
    return [list(row.key) for row in Derogation.of(post, kept.digest())]


def _plan(post: Post, variant: Variant, kept: Content, known: list[str], passes: list[list[str]]) -> None:
    """Plan the post and what follows it on one account; the variant keeps the first."""
    assert post.wall is not None  # noqa: S101 - only posts with a date are planned
    variant.plans += 1
    origin = f"variant:{variant.pk}:{variant.plans}"
    letters = kept.letters(content.version_of(variant))
    when: dict[str, Any] = {"wall": post.wall, "zone": post.zone, "leave_by": licences.leave_by(kept, post.brand)}
    when |= {"charter": 0, "passes": passes}
    try:
        variant.publication, *_more = planning.plan_thread(
            variant.account, letters, origin=origin, tags=known, pause=kept.pause, series=mark(post.series_id), **when
        )
    except payloads.Unfit as unfit:
        raise Blocked(unfit.findings) from unfit
    variant.save(update_fields=["plans", "publication"])


@transaction.atomic
def move(post: Post) -> None:
    """Give the post's publications its new date; what was refused or missed is planned anew.

    Raises StaleState when one has left meanwhile, Blocked when a network would refuse it, or a right ends before.
    """
    kept = content.of(post)
    licences.refuse_over(kept, post)
    known, passes = tags_of(post), _let_stand(post, kept)
    for variant in post.variants.select_related("account__brand", "publication"):
        if not _reschedule(post, variant.publication):
            _plan(post, variant, kept, known, passes)


def _reschedule(post: Post, publication: Publication | None) -> bool:
    """Move the publication if it still waits; take it back if it went wrong. Whether it waits at the new time."""
    if publication is None or post.wall is None:
        return False
    if publication.state in (State.PLANNED, State.HELD):
        planning.reschedule(publication, wall=post.wall, zone=post.zone)
        if publication.hold == Hold.TRIES:
            planning.release(publication)
        return True
    _take_back(publication)
    return False


@transaction.atomic
def take_back(post: Post) -> None:
    """Cancel what is planned of the post; of a text of a series, all that was made from it and has not left.

    Raises StaleState when a part of the post has left meanwhile.
    """
    for variant in post.variants.select_related("publication"):
        if variant.publication:
            _take_back(variant.publication)
    if post.is_pattern and post.turn:
        _take_back_what_follows(post)


def _take_back_what_follows(text: Post) -> None:
    """Make drafts again of the posts that say what the text of the series said; they are approved with it."""
    made = occurrences.following(text.series).filter(state=PostState.APPROVED, turn=text.turn)  # type: ignore[arg-type]
    for post in made.select_for_update(of=("self",)).order_by("pk"):
        if has_left(post):
            continue
        try:
            with transaction.atomic():
                take_back(post)
                POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)
        except StaleState:
            continue  # it is leaving at this moment, with what was approved
    occurrences.look_soon(text.series)  # type: ignore[arg-type]


def _take_back(publication: Publication) -> None:
    if publication.state in LEFT:
        raise StaleState(publication)
    if FLOW.allows(publication.state, State.CANCELLED):
        planning.cancel(publication)
