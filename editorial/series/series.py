"""What people do with series: begin one, give it texts, leave a day out, end it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from editorial import drafting, handover
from editorial.approval import approval, submission
from editorial.content import Content, Version
from editorial.drafting import Draft
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState, Series, Variant
from editorial.refusals import BadMoment, NotPossible
from editorial.series import occurrences
from editorial.series.rhythm import Rhythm
from lib import clock
from lib.states import StaleState
from team.audit import record
from team.models import Brand, Membership

MOST_TEXTS = 12


def hold(series: Series, revision: int | None = None) -> Series:
    """The series as it is kept now, nobody else changing it until the end of the transaction.

    Raises StaleState when it is not at `revision` any more, where one is given.
    """
    kept = Series.objects.select_for_update(of=("self",)).select_related("brand").get(pk=series.pk)
    if revision is not None and kept.revision != revision:
        raise StaleState(kept)
    return kept


# --- beginning -------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(brand: Brand, rhythm: Rhythm, *, by: Membership, name: str, post: Post | None = None) -> Series:
    """Begin a series. A draft becomes its text, of any other post a copy does; without a post its text is empty at first.

    Raises BadMoment when it would never come.
    """
    refuse_never(rhythm)
    series = Series(brand=brand, name=name, author=by)
    series.follow(rhythm)
    series.save()
    _take_in(series, post, by) if post else add_text(series, by=by)
    record("series.begun", series, by=by, series=series.pk)
    return series


def _take_in(series: Series, post: Post, by: Membership) -> None:
    """Make the draft, or a copy of the post, a text of the series."""
    kept = hold_still(post)
    if kept.state != PostState.DRAFT or kept.series_id:
        kept = drafting.copy(kept, by=by)
    moved = {"wall": None, "zone": "", "planned_for": None, "changed_by": by, "changed_at": clock.now()}
    POST_FLOW.stay(kept, series=series, revision=kept.revision + 1, **moved)


@transaction.atomic
def add_text(series: Series, *, by: Membership) -> Post:
    """Another text for the series, which takes its turn once it is approved; it begins with the accounts of the first.

    Raises NotPossible when there are too many.
    """
    kept = hold(series)
    texts = list(occurrences.texts(kept))
    if len(texts) >= MOST_TEXTS:
        raise NotPossible(_("A series has %(most)d texts at most.") % {"most": MOST_TEXTS})
    said = drafting.of(texts[0]) if texts else Draft()
    blank = Content(language=said.content.language, versions=tuple(map(_bare, said.content.versions)))
    return drafting.make(kept.brand, Draft(blank, said.campaign, said.theme), by=by, author=by, series=kept)


def _bare(version: Version) -> Version:
    return Version(version.account)


@transaction.atomic
def submit(series: Series, *, by: Membership) -> list[Membership]:
    """Submit those texts that are drafts, all or none. Returns who may decide. Raises as `submission.submit`."""
    people: dict[int, Membership] = {}
    drafts = [text for text in occurrences.texts(hold(series)) if text.state == PostState.DRAFT]
    for text in drafts:
        people |= {member.pk: member for member in submission.submit(text, by=by)}
    if not drafts:
        raise NotPossible(_("There is no draft to submit."))
    return list(people.values())


@transaction.atomic
def approve(series: Series, *, by: Membership, digests: Mapping[int, str], note: str = "") -> None:
    """Approve those texts that were seen together (the digest of each by its number), all or none.

    Raises as `approval.approve`.
    """
    for text in occurrences.texts(hold(series)):
        if text.pk in digests:
            approval.approve(text, by=by, digest=digests[text.pk], note=note)


def refuse_never(rhythm: Rhythm) -> None:
    """Raises BadMoment for a rhythm that never comes."""
    if not rhythm.next(1):
        raise BadMoment(_("It would never come: no day is left between its beginning and its end."))


def keep(series: Series) -> None:
    """Write it down as changed, and have its posts looked after."""
    series.revision += 1
    series.save()
    occurrences.look_soon(series)


def still_open(series: Series) -> list[Post]:
    """Its posts of days to come that may still change, held still."""
    left = Variant.objects.filter(post=OuterRef("pk"), publication__state__in=handover.LEFT)
    posts = series.posts.filter(~Exists(left), occurrence__isnull=False, planned_for__gt=clock.now())
    return list(posts.exclude(state=PostState.ARCHIVED).select_for_update(of=("self",)).order_by("occurrence"))


# --- days out, and the end ------------------------------------------------------------------------------------------
@transaction.atomic
def skip(series: Series, day: date, *, by: Membership) -> None:
    """Leave one day out. Raises NotPossible when it is no day of the series, or its post has left."""
    kept = hold(series)
    if kept.rhythm.coming(day) is None:
        raise NotPossible(_("This is no day of the series."))
    kept.skipped = sorted({*kept.skipped, day})
    keep(kept)
    for post in kept.posts.filter(occurrence=day).exclude(state=PostState.ARCHIVED):
        drafting.archive(post, by=by)
    record("series.skipped", kept, by=by, series=kept.pk, day=day.isoformat())


@transaction.atomic
def bring_back(series: Series, day: date, *, by: Membership) -> None:
    """Let a day that was left out come again, with what is approved now."""
    kept = hold(series)
    kept.skipped = [each for each in kept.skipped if each != day]
    keep(kept)
    _restore(kept.posts.filter(occurrence=day, state=PostState.ARCHIVED), by)
    record("series.brought_back", kept, by=by, series=kept.pk, day=day.isoformat())


def _restore(posts: Iterable[Post], by: Membership) -> None:
    for post in posts:
        drafting.restore(post, by=by)


@transaction.atomic
def end(series: Series, *, by: Membership) -> int:
    """End it now: what is to come is put away, what has left stays. How many posts were put away. Raises NotPossible."""
    kept = hold(series)
    if kept.ended_at:
        raise NotPossible(_("This series has ended already."))
    posts = still_open(kept)
    kept.ended_at = clock.now()
    keep(kept)
    for post in posts:
        drafting.archive(post, by=by)
    record("series.ended", kept, by=by, series=kept.pk, n=len(posts))
    return len(posts)


@transaction.atomic
def resume(series: Series, *, by: Membership) -> None:
    """Take the end back: what was put away by it comes again. Raises NotPossible when it has not ended."""
    kept = hold(series)
    if not kept.ended_at:
        raise NotPossible(_("This series has not ended."))
    gone = kept.posts.filter(occurrence__isnull=False, state=PostState.ARCHIVED, changed_at__gte=kept.ended_at)
    _restore(gone.filter(planned_for__gt=clock.now()).exclude(occurrence__in=kept.skipped), by)
    kept.ended_at = None
    keep(kept)
    record("series.resumed", kept, by=by, series=kept.pk)


def may_repeat(post: Post) -> bool:
    """Whether a series can be made of the post: it belongs to none."""
    return post.series_id is None and post.state != PostState.ARCHIVED
