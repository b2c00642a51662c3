"""Taking an act on posts back: keep what it changed, offer Undo, put everything back if nothing changed meanwhile.

    before = undo.dates(posts)             # ask before the act, inside its transaction
    scheduling.set_date(…)
    kept = undo.keep(member, "moved", before)
    toast or message with undo.address(kept)

An act that makes posts gives `undo.made(posts)`, one that puts them away `undo.archived(posts)`, one that submits them
`undo.submitted(posts)`; lists of changes can be added up. An act on other things registers what takes it back in BACK.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import drafting, scheduling
from editorial.approval import approval, submission
from editorial.models import Post, PostState, Series, Undo
from editorial.refusals import NotPossible, NotYours, Refusal
from editorial.series import changes as series_changes
from lib import clock
from lib.states import NoSuchMove, StaleState
from team.models import Membership

KEPT = timedelta(hours=24)  # how long an act can be taken back


@dataclass(frozen=True)
class Change:
    """How to take back what an act does to one post: `back` is a key of BACK, the rest the date to put back."""

    post: int
    back: str
    wall: datetime | None = None
    zone: str = ""


def dates(posts: Iterable[Post]) -> list[Change]:
    """The dates as they are kept, to come back to: ask before the act changes them; nobody else does until its end."""
    kept = Post.objects.select_for_update().order_by("pk").filter(pk__in=[post.pk for post in posts])
    return [Change(pk, "date", wall, zone) for pk, wall, zone in kept.values_list("pk", "wall", "zone")]


def with_series(post: Post) -> list[Change]:
    """Of a post with which its series moved: taking it back moves all that is to come back again."""
    return [Change(post.pk, "with_series", post.wall, post.zone)]


def made(posts: Iterable[Post]) -> list[Change]:
    """Of posts that the act made: taking it back puts them away."""
    return [Change(post.pk, "made") for post in posts]


def archived(posts: Iterable[Post]) -> list[Change]:
    """Of posts that are to be put away: taking it back makes them drafts again, and approved where they are now."""
    return [Change(post.pk, "approved" if post.state == PostState.APPROVED else "archived") for post in posts]


def submitted(posts: Iterable[Post]) -> list[Change]:
    """Of posts that the act submitted: taking it back makes them drafts again."""
    return [Change(post.pk, "submitted") for post in posts]


def keep(by: Membership, verb: str, changes: Iterable[Change]) -> Undo | None:
    """Remember the act that was just done; None when it cannot be taken back, as the date to put back is over.

    Call it in the transaction of the act: the posts are remembered as they stand now.
    """
    changes = list(changes)
    if not changes or any(_over(change) for change in changes):
        return None
    Undo.objects.filter(by=by, at__lt=clock.now() - KEPT).delete()
    revisions = dict(Post.objects.filter(pk__in=[change.post for change in changes]).values_list("pk", "revision"))
    data = [_written(change, revisions[change.post]) for change in changes]
    return Undo.objects.create(brand=by.brand, by=by, verb=verb, data=data)


def _over(change: Change) -> bool:
    return change.wall is not None and scheduling.is_past(clock.resolve(change.wall, change.zone))


def _written(change: Change, revision: int) -> dict[str, Any]:
    wall = change.wall.isoformat() if change.wall else None
    return {"post": change.post, "back": change.back, "wall": wall, "zone": change.zone, "revision": revision}


def address(kept: Undo | None) -> str:
    """Where Undo posts to; "" for an act that cannot be taken back."""
    return reverse("editorial:undo", args=[kept.brand.slug, kept.pk]) if kept else ""


@transaction.atomic
def undo(kept: Undo, *, by: Membership) -> int:
    """Put everything back as it was before the act, once; on how many posts.

    Raises NotPossible when it was taken back already or is too old, when one of the posts has changed or left since, its date
    is over or not the member's to set: then nothing is put back. NotYours for somebody else's act.
    """
    if kept.by_id != by.pk:
        raise NotYours(_("Only who did this can take it back."))
    once = Undo.objects.filter(pk=kept.pk, undone_at=None, at__gte=clock.now() - KEPT)
    if not once.update(undone_at=clock.now()):
        raise NotPossible(_("This was taken back already, or is too long ago."))
    _hold_series(kept)
    posts = Post.objects.select_for_update().order_by("pk").in_bulk([change["post"] for change in kept.data])
    for change in kept.data:
        _put_back(posts.get(change["post"]), change, by)
    return len(kept.data)


def _hold_series(kept: Undo) -> None:
    """Hold the series that go along, before their posts as everybody does."""
    led = [change["post"] for change in kept.data if change["back"] == "with_series"]
    if led:
        list(Series.objects.select_for_update().filter(pk__in=Post.objects.filter(pk__in=led).values("series")).order_by("pk"))


def _put_back(post: Post | None, change: dict[str, Any], by: Membership) -> None:
    if post is None or post.revision != change["revision"]:
        raise NotPossible(_changed(post))
    try:
        BACK[change["back"]](post, change, by)
    except (StaleState, NoSuchMove) as error:
        raise NotPossible(_changed(post)) from error
    except Refusal as refusal:
        raise NotPossible(_("Nothing was put back: “%(post)s”. %(why)s") % {"post": post, "why": refusal}) from refusal


def _changed(post: Post | None) -> str:
    if post is None:
        return _("Nothing was put back: a post is gone.")
    return _("Nothing was put back: “%(post)s” has changed since.") % {"post": post}


def _date(post: Post, change: dict[str, Any], by: Membership) -> None:
    if change["wall"]:
        scheduling.set_date(post, datetime.fromisoformat(change["wall"]), change["zone"], by=by, anyway=True)
    else:
        scheduling.clear_date(post, by=by, anyway=True)


def _with_series(post: Post, change: dict[str, Any], by: Membership) -> None:
    scope = series_changes.Scope.ALL
    series_changes.move(post, datetime.fromisoformat(change["wall"]), change["zone"], scope=scope, by=by, anyway=True)


def _approved(post: Post, change: dict[str, Any], by: Membership) -> None:
    drafting.restore(post, by=by)
    approval.stand_again(post, by=by)


Back = Callable[[Post, dict[str, Any], Membership], object]
BACK: dict[str, Back] = {
    "date": _date,
    "with_series": _with_series,
    "made": lambda post, change, by: drafting.archive(post, by=by),
    "approved": _approved,
    "archived": lambda post, change, by: drafting.restore(post, by=by),
    "submitted": lambda post, change, by: submission.recall(post, by=by),
}
