"""The posts of a link as its reader sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from editorial import content
from editorial.approval import answers, approval, links, steps, talking
from editorial.approval.talking import Told
from editorial.composer import proofs
from editorial.composer.proofs import Proof
from editorial.models import Decision, Link, LinkPost, Post, PostState, Proposal


@dataclass(frozen=True)
class Row:
    """One post: as each account will show it, what its reader may answer now, and what was said."""

    item: LinkPost
    proofs: Sequence[Proof]
    digest: str
    may_decide: bool
    says: str
    threads: Sequence[Told]
    proposals: Sequence[Proposal]
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""

    @property
    def post(self) -> Post:
        """The post."""
        return self.item.post

    @property
    def changed(self) -> bool:
        """Whether it has changed since its reader answered."""
        return bool(self.item.digest) and self.item.digest != self.digest


def rows(link: Link) -> list[Row]:
    """The posts of the link in their order, without those that were put away; a constant number of queries."""
    items = link.items.select_related("post__brand", "post__campaign", "post__rule", "post__author__user").exclude(
        post__state=PostState.ARCHIVED
    )
    found = list(items)
    posts = [item.post for item in found]
    contents, about = content.many(posts), _about(posts)
    cast, threads = steps.cast(link.brand), talking.told_of(posts, contents, shared_only=True)
    printed = proofs.many([contents[post.pk] for post in posts]) if posts else []
    return [
        _row(link, item, contents[item.post_id].digest(), proof, threads[item.post_id], about[item.post_id], cast)
        for item, proof in zip(found, printed, strict=True)
    ]


@dataclass
class _About:
    """What was said of a post: open proposals, and the yeses of its step."""

    proposals: list[Proposal] = field(default_factory=list)
    yeses: list[Decision] = field(default_factory=list)


def _about(posts: Sequence[Post]) -> dict[int, _About]:
    about = {post.pk: _About() for post in posts}
    for proposal in Proposal.objects.filter(post__in=posts, state=Proposal.State.OPEN):
        about[proposal.post_id].proposals.append(proposal)
    for row in Decision.objects.filter(post__in=posts, kind=Decision.Kind.AGREED).defer("content"):
        about[row.post_id].yeses.append(row)
    return about


def _row(
    link: Link, item: LinkPost, digest: str, printed: Sequence[Proof], threads: Sequence[Told], about: _About, cast: steps.Cast
) -> Row:
    post = item.post
    says, may = "", post.state == PostState.SUBMITTED and link.step > 0
    if may:
        says = approval.why_not(post, steps.turn(post, cast, about.yeses), answers.reader_of(link, str(link)))
        says = says or links.over(link, post, cast)
        may = not says
    return Row(item, printed, digest, may, says, threads, about.proposals)


def following(item: LinkPost) -> int:
    """The number of the post to read after this one was answered: the next that still waits; 0 where none does."""
    waits = item.link.items.filter(post__state=PostState.SUBMITTED, answer="").order_by("place")
    later = waits.filter(place__gt=item.place).first() or waits.first()
    return later.post_id if later else 0


def answered(rows: Sequence[Row], pk: int, **more: Any) -> list[Row]:
    """The rows, and beside the post with that number what was typed, what is wrong with it, and why it does not count."""
    return [replace(row, **more) if row.item.pk == pk else row for row in rows]


def masked(email: str) -> str:
    """An address as it can be shown to whoever holds a link: its first letter and its domain."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""
