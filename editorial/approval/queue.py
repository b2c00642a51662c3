"""The page of what waits for an approval."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models.functions import Left

from editorial import content
from editorial.approval import steps, waiting
from editorial.approval.steps import Turn
from editorial.calendar import calendar
from editorial.calendar.calendar import Entry
from editorial.content import Content
from editorial.models import Derogation, Post
from lib import clock
from team.models import Brand, Membership
from team.rights import Right

SIZE = 50


@dataclass(frozen=True)
class Waiting:
    """A post that waits, who wrote it, since when, whose turn it is, and exactly what it shows."""

    entry: Entry
    author: str
    since: datetime | None
    post: Post
    turn: Turn
    content: Content
    passed: Sequence[Derogation] = ()

    @property
    def texts(self) -> list[str]:
        """Every text that readers will see, once each: posts, the parts of their threads, choices of polls, first comments."""
        kept, said = self.content, []
        for version in kept.versions:
            poll = kept.poll_on(version)
            said += [kept.text_on(version), *(part.text for part in kept.parts_on(version))]
            said += [f"· {choice}" for choice in (poll.choices if poll else ())]
            said.append(kept.comment_on(version))
        return list(dict.fromkeys(filter(None, said))) or [kept.text]

    @property
    def links(self) -> list[str]:
        """Every link that readers will see, once each."""
        return list(dict.fromkeys(filter(None, map(self.content.link_on, self.content.versions))))

    @property
    def choices(self) -> list[str]:
        """What was chosen for a network, in words, once each: a warning before the post, who may answer."""
        versions = self.content.versions
        chosen = [(option, each.options.get(option.name)) for each in versions for option in each.account.network.options]
        return list(dict.fromkeys(f"{option.label} · {option.said(value)}" for option, value in chosen if value))

    @property
    def digest(self) -> str:
        """What tells the content on the screen from any other."""
        return self.content.digest()


def mine(brand: Brand, member: Membership) -> list[tuple[Post, Turn]]:
    """What this member is awaited on, the most pressing first."""
    if not member.may(Right.APPROVE):
        return []
    return [(post, turn) for post, turn in waiting.turns(brand, steps.cast(brand)) if member in turn.awaited]


def shown(brand: Brand, member: Membership, start: int = 0) -> dict[str, Any]:
    """The context of the queue: what waits for the member, by step, and what waits for others, of these from `start` on."""
    own: list[tuple[Post, Turn]] = []
    theirs: list[tuple[Post, Turn]] = []
    for post, turn in waiting.turns(brand, steps.cast(brand)):
        (own if member.may(Right.APPROVE) and member in turn.awaited else theirs).append((post, turn))
    here = own[:SIZE]
    rows = told([*here, *theirs[start : start + SIZE]], brand, member.user.zone)
    return {
        "mine": by_step(rows[: len(here)]),
        "theirs": rows[len(here) :],
        "after": start + SIZE if len(theirs) > start + SIZE else 0,
        "count": len(own),
        "now": clock.now(),
    }


def by_step(rows: Sequence[Waiting]) -> list[tuple[Any, list[Waiting]]]:
    """The rows in their order, under the step they are at: what goes first of all, then each kind of step."""

    def place(row: Waiting) -> tuple[bool, int, int, str]:
        return (not row.post.exceptional, row.turn.number, len(row.turn.steps), row.turn.step.name)

    order = {place(row): number for number, row in reversed(list(enumerate(rows)))}
    ordered = sorted(rows, key=lambda row: order[place(row)])
    return [(next(iter(found)).turn, found) for _place, group in groupby(ordered, key=place) if (found := list(group))]


def told(pairs: Sequence[tuple[Post, Turn]], brand: Brand, zone: str) -> list[Waiting]:
    """The posts as the queue shows them, in their order; a constant number of queries."""
    posts = brand.posts.filter(pk__in=[post.pk for post, _turn in pairs])
    rows = posts.annotate(short=Left("text", 240)).values_list(*calendar.COLUMNS, named=True) if pairs else []
    accounts = {account.pk: account for account in brand.accounts.all()} if pairs else {}
    entries = {entry.pk: entry for entry in calendar.entries(list(rows), zone, accounts, length=180)}
    contents = content.many([post for post, _turn in pairs])
    passed = _passed([post for post, _turn in pairs], contents)
    return [
        Waiting(entries[post.pk], str(post.author or ""), post.submitted_at, post, turn, contents[post.pk], passed[post.pk])
        for post, turn in pairs
        if post.pk in entries
    ]


def _passed(posts: Sequence[Post], contents: Mapping[int, Content]) -> Mapping[int, Sequence[Derogation]]:
    """What was let stand in each of the posts as it reads now."""
    found: defaultdict[int, list[Derogation]] = defaultdict(list)
    for row in Derogation.objects.filter(post__in=posts) if posts else ():
        if row.digest == contents[row.post_id].digest():
            found[row.post_id].append(row)
    return found
