"""Ideas: note one, work it out, move it over the board, make a draft of it, put it away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Min

from campaigns.models import Campaign, Theme
from editorial import drafting
from editorial.content import Content, Image
from editorial.drafting import Draft
from editorial.models import IDEA_FLOW, Asset, Idea, Post, Stage, Star
from lib import clock
from lib.locks import one_by_one
from lib.states import StaleState
from lib.text import one_line, storable
from team.audit import record
from team.models import Brand, Membership

LONGEST_TITLE, LONGEST_LINE = 160, 300  # characters
MOST_TAGS = 12


@dataclass(frozen=True)
class Thought:
    """An idea as somebody typed it."""

    title: str
    line: str = ""
    body: str = ""
    tags: Sequence[str] = ()
    owner: Membership | None = None
    campaign: Campaign | None = None
    theme: Theme | None = None
    pictures: Collection[Asset] = field(default_factory=tuple)


@transaction.atomic
def note(brand: Brand, thought: Thought, *, by: Membership, origin: str = "", origin_url: str = "") -> Idea:
    """Put an idea on top of the first column. `origin` says where it came from, `origin_url` is the address of that."""
    idea = Idea(brand=brand, author=by, origin=one_line(storable(origin), 200), place=_top(brand, Stage.THOUGHT))
    idea.origin_url = origin_url if len(origin_url) <= 1000 else ""
    _write(idea, thought)
    record("idea.noted", idea, by=by, idea=idea.pk)
    return idea


def note_found(brand: Brand, text: str, *, by: Membership, origin: str, origin_url: str = "") -> Idea:
    """Note what somebody else said as an idea; asked for twice it is the one that is there."""
    there = brand.ideas.filter(origin_url=origin_url, archived_at=None).first() if origin_url else None
    if there:
        return there
    title = one_line(text.strip().partition("\n")[0], LONGEST_TITLE) or origin
    body = text.strip() if text.strip() != title else ""
    return note(brand, Thought(title, body=body[:20_000]), by=by, origin=origin, origin_url=origin_url)


def _top(brand: Brand, stage: str) -> int:
    first = brand.ideas.filter(stage=stage, archived_at=None).aggregate(first=Min("place"))["first"]
    return (first or 0) - 1


def _write(idea: Idea, thought: Thought) -> None:
    for name in ("title", "line", "body", "owner", "campaign", "theme"):
        setattr(idea, name, getattr(thought, name))
    idea.tags = list(dict.fromkeys(tag for tag in thought.tags if tag))[:MOST_TAGS]
    idea.changed_at = clock.now()
    idea.save()
    idea.pictures.set(thought.pictures)


@transaction.atomic
def change(idea: Idea, thought: Thought, *, by: Membership, revision: int) -> Idea:
    """Keep what was typed about the idea as it stood at `revision`. Raises StaleState when somebody saved in between."""
    kept = hold_still(idea)
    if kept.revision != revision:
        raise StaleState(kept)
    kept.revision += 1
    _write(kept, thought)
    record("idea.changed", kept, by=by, idea=kept.pk)
    return kept


def hold_still(idea: Idea) -> Idea:
    """The idea as it is kept now, nobody else changing it until the end of the transaction."""
    return Idea.objects.select_for_update().get(pk=idea.pk)


@transaction.atomic
def move(idea: Idea, stage: str, *, by: Membership, before: Idea | None = None, last: bool = False) -> None:
    """Put the idea into that column: in front of `before`, on top, or with `last` at the end. Raises StaleState."""
    one_by_one(f"ideas:{idea.brand_id}")
    column = idea.brand.ideas.filter(stage=stage, archived_at=None).exclude(pk=idea.pk).order_by("place", "pk")
    order = list(column.values_list("pk", flat=True))
    where = order.index(before.pk) if before and before.pk in order else (len(order) if last else 0)
    order.insert(where, idea.pk)
    came_from = idea.stage
    IDEA_FLOW.move(idea, stage, changed_at=clock.now())
    places = dict(column.model.objects.filter(pk__in=order).values_list("pk", "place"))
    moved = [Idea(pk=pk, place=place) for place, pk in enumerate(order) if places[pk] != place]
    Idea.objects.bulk_update(moved, ["place"], batch_size=500)
    if came_from != stage:
        record("idea.moved", idea, by=by, idea=idea.pk, stage=stage)


def star(idea: Idea, *, by: Membership, on: bool) -> None:
    """Give the idea this member's star, or take it back."""
    if on:
        Star.objects.get_or_create(idea=idea, member=by)
    else:
        Star.objects.filter(idea=idea, member=by).delete()


@transaction.atomic
def draft(idea: Idea, *, by: Membership) -> Post:
    """A draft of the idea, which counts as written then; the one that is there already when it was asked for twice."""
    kept = hold_still(idea)
    if kept.post:
        return kept.post
    begun = drafting.outside_closed(Draft(_content(kept), kept.campaign, kept.theme))
    post = drafting.create(kept.brand, begun, by=by)
    Idea.objects.filter(pk=kept.pk).update(post=post, changed_at=clock.now())
    if kept.stage != Stage.DONE:
        move(kept, Stage.DONE, by=by)
    record("idea.drafted", kept, by=by, idea=kept.pk, post=post.pk)
    return post


def _content(idea: Idea) -> Content:
    """What the draft begins with: the words that were worked out, else the title and the line."""
    text = idea.body.strip() or "\n\n".join(part for part in (idea.title, idea.line) if part)
    images = tuple(Image(asset, asset.alt) for asset in idea.pictures.order_by("pk"))
    return Content(text, language=idea.brand.language, images=images)


@transaction.atomic
def archive(idea: Idea, *, by: Membership) -> None:
    """Put the idea away."""
    if Idea.objects.filter(pk=idea.pk, archived_at=None).update(archived_at=clock.now(), changed_at=clock.now()):
        record("idea.archived", idea, by=by, idea=idea.pk)


@transaction.atomic
def restore(idea: Idea, *, by: Membership) -> None:
    """Bring the idea back to the top of the column it was in."""
    place = _top(idea.brand, idea.stage)
    rows = Idea.objects.filter(pk=idea.pk).exclude(archived_at=None)
    if rows.update(archived_at=None, place=place, changed_at=clock.now()):
        record("idea.restored", idea, by=by, idea=idea.pk)
