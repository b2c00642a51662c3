"""The long work on a batch, some rows at a time: it can be left, may break off anywhere, and goes on where it was."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from editorial import drafting, handover
from editorial.approval import asking, submission
from editorial.content import Image
from editorial.drafting import Draft
from editorial.imports import checking, far, judging, spreading
from editorial.imports.batches import coming_in
from editorial.imports.checking import Bench
from editorial.imports.judging import Judged
from editorial.models import BATCH_FLOW, Batch, BatchRow, BatchState, Post, PostState
from editorial.refusals import Refusal
from editorial.stock import stock
from editorial.stock.drawing import Ready
from lib import clock
from lib.locks import alone
from lib.states import NoSuchMove, StaleState
from team.models import Membership
from team.rights import Right

CHUNK = 50  # rows from one word of progress to the next


def carry_on(batch_id: int) -> None:
    """Do what is to be done with a batch, to its end; nothing when somebody else is at it."""
    with alone(f"batch:{batch_id}") as mine:
        batch = Batch.objects.select_related("brand", "by__user").filter(pk=batch_id).first() if mine else None
        if batch is None or batch.state not in WORK:
            return
        with translation.override(batch.by.user.language if batch.by else batch.brand.language):
            WORK[batch.state](batch)


def _note(batch: Batch, done: int) -> None:
    """Leave word how far it is."""
    batch.done = done
    Batch.objects.filter(pk=batch.pk).update(done=done, moved_at=clock.now())


def _check(batch: Batch) -> None:
    bench = Bench.of(batch)
    while rows := list(batch.rows.order_by("number")[batch.done : batch.done + CHUNK]):
        checking.check(bench, rows)
        _note(batch, batch.done + len(rows))
    checking.compare(batch)
    BATCH_FLOW.move(batch, BatchState.CHECKED, moved_at=clock.now())


# --- bringing in -----------------------------------------------------------------------------------------------------
def _bring(batch: Batch) -> None:
    member = batch.by
    if member is None or member.left_at or not member.may(Right.WRITE):
        coming_in(batch).filter(post=None).update(said=_("Who brought this in may not write posts any more."))
    else:
        _bring_rows(batch, Bench.of(batch), member)
    BATCH_FLOW.move(batch, BatchState.DONE, moved_at=clock.now())


def _bring_rows(batch: Batch, bench: Bench, member: Membership) -> None:
    rows = list(coming_in(batch).order_by("number"))
    moments = times_for(bench, rows)
    fetched: dict[str, Image | str] = {}
    brought = [row.post_id for row in rows if row.post_id]  # by a run that broke off before it told anybody
    asking.refresh(batch.brand, *Post.objects.filter(pk__among=brought, state=PostState.SUBMITTED))
    for start in range(0, len(rows), CHUNK):
        with asking.together(batch.brand):
            for row in rows[start : start + CHUNK]:
                if row.post_id is None:
                    _bring_one(bench, row, moments, member, fetched)
        _note(batch, min(start + CHUNK, len(rows)))


def _bring_one(
    bench: Bench, row: BatchRow, moments: Mapping[int, datetime] | None, member: Membership, fetched: dict[str, Image | str]
) -> None:
    judged = bench.judge(row, deep=False)
    draft, said = _with_far(bench, judged, member, fetched)
    if moments is not None:
        wall = moments.get(row.number)
        draft = replace(draft, wall=wall, zone=bench.batch.brand.zone)
        said += [] if wall else [_("No slot is free for it: it has no date yet.")]
    with transaction.atomic():
        kept = BatchRow.objects.select_for_update().get(pk=row.pk)
        if kept.post_id is None and not judged.fails:
            post = drafting.create(bench.batch.brand, drafting.outside_closed(draft), by=member)
            said += _submit(post, member) if bench.batch.options.get("as") == "submitted" else []
            BatchRow.objects.filter(pk=row.pk).update(post=post, revision=post.revision, said=" ".join(said))


def _submit(post: Post, member: Membership) -> list[str]:
    """Submit the post by the one gate; why it stays a draft, where it does."""
    try:
        with transaction.atomic():
            submission.submit(post, by=member)
    except Refusal as refusal:
        return [_("It stays a draft: %(why)s") % {"why": refusal}]
    return []


def _with_far(bench: Bench, judged: Judged, member: Membership, fetched: dict[str, Image | str]) -> tuple[Draft, list[str]]:
    """The draft with the pictures that are elsewhere, each fetched once; a sentence for each that was not had."""
    images, said = {}, []
    for place, address in judged.far.items():
        if address not in fetched:
            fetched[address] = _fetch(bench, address, member)
        found = fetched[address]
        if isinstance(found, Image):
            images[place] = found
        else:
            said.append(found)
    return judging.with_images(judged.draft, images), said


def _fetch(bench: Bench, address: str, member: Membership) -> Image | str:
    try:
        asset = far.fetch(bench.batch.brand, address, by=member)
    except far.NotHad as trouble:
        return str(trouble)
    return Image(asset, asset.alt)


def times_for(bench: Bench, rows: Sequence[BatchRow]) -> dict[int, datetime] | None:
    """For each line the hour it gets; None where the rows keep their own."""
    options = bench.batch.options
    if options.get("timing") == "spread":
        days = spreading.days_between(
            date.fromisoformat(options["first"]), date.fromisoformat(options["last"]), weekdays=bool(options.get("weekdays"))
        )
        moments = spreading.spread(len(rows), days, time.fromisoformat(options["opens"]), time.fromisoformat(options["closes"]))
        return dict(zip([row.number for row in rows], moments, strict=True))
    return _slots_for(bench, rows) if options.get("timing") == "fill" else None


def _slots_for(bench: Bench, rows: Sequence[BatchRow]) -> dict[int, datetime]:
    """The slots to come, drawn for the rows as for the stock."""
    seen = stock.look(bench.batch.brand)
    seen.ready = [_ready(bench, row) for row in rows if row.post_id is None]
    return {drawn.post.pk: drawn.opening.wall for drawn in stock.walk(seen).drawn}


def _ready(bench: Bench, row: BatchRow) -> Ready:
    draft = bench.judge(row, deep=False).draft
    accounts = tuple(version.account.pk for version in draft.content.versions)
    return Ready(row.number, accounts, draft.theme.pk if draft.theme else None)


# --- undoing ---------------------------------------------------------------------------------------------------------
def _undo(batch: Batch) -> None:
    member = batch.by
    rows = batch.rows.exclude(post=None).order_by("number")
    for place, row in enumerate(rows.select_related("post"), 1):
        if member and row.post and row.post.state != PostState.ARCHIVED:
            BatchRow.objects.filter(pk=row.pk).update(said=_put_away(row, row.post, member))
        if place % CHUNK == 0:
            _note(batch, place)
    BATCH_FLOW.move(batch, BatchState.UNDONE, moved_at=clock.now())


def _put_away(row: BatchRow, post: Post, member: Membership) -> str:
    """Archive the post as long as it is what was brought in; why it stays, where it does."""
    if handover.has_left(post):
        return _("It stays: it has left.")
    if post.state == PostState.APPROVED:
        return _("It stays: it was approved since.")
    if post.revision != row.revision or post.decisions.exists():
        return _("It stays: somebody worked on it since.")
    try:
        with transaction.atomic():
            drafting.archive(post, by=member)
    except (Refusal, StaleState, NoSuchMove):
        return _("It stays: somebody worked on it since.")
    return ""


Work = Callable[[Batch], None]
WORK: dict[str, Work] = {BatchState.CHECKING: _check, BatchState.BRINGING: _bring, BatchState.UNDOING: _undo}
