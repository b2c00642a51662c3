"""Telling people about approval: who is asked, who answered, what nobody answered in time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from editorial.approval import links, steps, waiting
from editorial.approval.steps import Cast
from editorial.models import Decision, Post
from lib import clock
from team import mail, notices
from team.models import Brand, Membership, Notice

KEY = "approvals"
NAMED = 20  # posts in one notice
LONGEST = 120  # characters of the key of a notice
KINDS = Decision.Kind
YES = {
    KINDS.AGREED: ngettext_lazy("%(who)s agreed to your post: %(post)s", "%(who)s agreed to %(n)s of your posts.", "n"),
    KINDS.APPROVED: ngettext_lazy("%(who)s approved your post: %(post)s", "%(who)s approved %(n)s of your posts.", "n"),
}
NEWS = {
    KINDS.CHANGES: gettext_lazy("%(who)s asks for a change: %(post)s"),
    KINDS.WITHDRAWN: gettext_lazy("%(who)s withdrew the approval of your post: %(post)s"),
}
PLAN_B = gettext_lazy("Nobody answered: plan B approved the post “%(post)s”.")
LAPSED = gettext_lazy("%(who)s changed a post after its approval, which is withdrawn: %(post)s")
CHANGED = gettext_lazy("%(who)s changed a post that you had agreed to, and asks again: %(post)s")
FAST = gettext_lazy("At once, please: %(who)s asks you to approve an exceptional post: %(post)s")
LATE = gettext_lazy("Not approved at its hour, so it did not leave: %(post)s")


def url_of(post: Post) -> str:
    """The page of the post."""
    return reverse("editorial:post", args=[post.brand.slug, post.pk])


def tell(people: Iterable[Membership], text: Any, post: Post, *, key: str, level: str = Notice.Level.INFO, **values: str) -> None:
    """Tell these members something about a post."""
    notices.tell(people, text, key=key, url=url_of(post), level=level, post=str(post), **values)


def answered(post: Post, decision: Decision) -> None:
    """Tell the author what was decided, unless they did it; the yeses of one person to many posts in one notice."""
    if post.author is None or post.author == decision.by:
        return
    if decision.way != Decision.Way.PLAN_B and decision.kind in YES:
        _agreed(post.author, post, decision)
        return
    text = PLAN_B if decision.way == Decision.Way.PLAN_B else NEWS[KINDS(decision.kind)]
    tell([post.author], text, post, key=f"decision:{decision.pk}", who=decision.who)


def _agreed(author: Membership, post: Post, decision: Decision) -> None:
    theirs = reverse("editorial:calendar", args=[post.brand.slug], query={"view": "list", "person": author.pk})
    notices.gather(
        [author],
        YES[KINDS(decision.kind)],
        key=f"decision:{decision.kind}:{decision.by_id or decision.who}"[:LONGEST],
        items=[str(post)],
        url=url_of(post),
        url_of_several=theirs,
        who=decision.who,
        post=str(post),
    )


def lapsed(post: Post, *, by: Membership) -> None:
    """Tell those who approve that a change ended an approval."""
    people = [member for member in steps.cast(post.brand).besides(post.author_id) if member != by]
    tell(people, LAPSED, post, key=f"post:{post.pk}:lapsed", who=str(by))


def asked_again(post: Post, agreed: Iterable[Membership], *, by: Membership) -> None:
    """Tell those whose yes a change undid."""
    tell(agreed, CHANGED, post, key=f"post:{post.pk}:again:{post.round}", who=str(by))


def late(post: Post) -> None:
    """Tell everybody concerned that the hour of a post passed without an approval."""
    turn = steps.turn(post, steps.cast(post.brand))
    people = {member.pk: member for member in [*turn.awaited, *([post.author] if post.author else [])]}
    key = f"post:{post.pk}:late:{post.planned_for:%Y%m%d%H%M}"
    tell(people.values(), LATE, post, key=key, level=Notice.Level.WARNING)


def at_once(post: Post, people: Iterable[Membership], *, by: Membership) -> None:
    """Tell the one approver of an exceptional post at once: in the product, and by a letter with a link for their phone."""
    key = f"post:{post.pk}:fast:{post.round}"
    for member in people:
        tell([member], FAST, post, key=key, level=Notice.Level.ALERT, who=str(by))
        notice = post.brand.notices.filter(user=member.user_id, key=key, read_at=None, mailed_at=None)
        if notice.update(mailed_at=clock.now()):
            secret = "" if post.brand.second_factor else links.make_fast(post, member, by=by)
            transaction.on_commit(partial(_write_at_once, post, member, secret, str(by), key), robust=True)


def _write_at_once(post: Post, member: Membership, secret: str, who: str, key: str) -> None:
    """The letter; when the mail server does not take it, the next round of notices brings the alert."""
    url = links.address(secret) if secret else settings.SITE_URL + url_of(post)
    context = {"post": post, "brand": post.brand, "who": who, "url": url, "signed_in": not secret}
    with timezone.override(member.user.zone):
        sent = mail.send(member.user.email, "editorial/mail/fast.txt", context, member.user.language)
    if not sent:
        post.brand.notices.filter(user=member.user_id, key=key).update(mailed_at=None)


@contextmanager
def together(brand: Brand) -> Iterator[None]:
    """Say what waits for the brand's approvers once, after the block, not at each of the many posts that are submitted or
    decided on within it; also when the block breaks off. Goes around transactions, not into one. A process that is killed
    within it has told nobody: only for work that is taken up again, and tells then.
    """
    fresh: list[Post] = []
    token = _later.set({**_later.get(), brand.pk: fresh})
    try:
        yield
    finally:
        _later.reset(token)
        refresh(brand, *fresh)


_later: ContextVar[Mapping[int, list[Post]]] = ContextVar("brands whose notices are written later", default=MappingProxyType({}))


def refresh(brand: Brand, *fresh: Post, cast: Cast | None = None) -> None:
    """Let each approver's one notice say what waits for them now, the soonest first; `fresh` are posts just put before them."""
    if brand.pk in _later.get():
        _later.get()[brand.pk].extend(fresh)
        return
    told = set(brand.notices.filter(key=KEY, read_at=None).values_list("user_id", flat=True))
    if not told and not fresh:
        return
    cast = cast or steps.cast(brand)
    rows = waiting.by_member(brand, cast)
    for member in cast.holders:
        posts = rows.get(member.pk, [])
        news = any(post in posts for post in fresh)
        if news or member.user_id in told:
            _keep(member, posts, news=news)


def _keep(member: Membership, posts: list[Post], *, news: bool) -> None:
    with translation.override(member.user.language), timezone.override(member.user.zone):
        notices.keep(
            member,
            _text(posts),
            key=KEY,
            count=len(posts),
            items=[_line(post) for post in posts[:NAMED]],
            url=url_of(posts[0]) if len(posts) == 1 else reverse("editorial:approvals", args=[member.brand.slug]),
            news=news,
        )


def _text(posts: list[Post]) -> str:
    if len(posts) == 1:
        return _("%(author)s asks for your approval: %(post)s") % {"author": posts[0].author or "–", "post": posts[0]}
    return ngettext("%(n)d post waits for your approval.", "%(n)d posts wait for your approval.", len(posts)) % {"n": len(posts)}


def _line(post: Post) -> str:
    if post.planned_for is None:
        return str(post)
    return f"{date_format(timezone.localtime(post.planned_for), 'D j N, H:i')} · {post}"
