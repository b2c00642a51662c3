"""Comments on a post in threads: begin, answer, resolve, reopen; and finding again the words a thread is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.approval import asking
from editorial.approval.readers import Reader
from editorial.content import Content
from editorial.models import Comment, Decision, Post, Thread
from editorial.refusals import NotPossible
from lib import clock
from lib.counting import utf16
from team import notices
from team.audit import record
from team.models import Membership

AROUND = 30  # characters kept before and after the words
LONGEST = 5000  # characters of a comment
SAID = gettext_lazy("%(who)s commented on a post: %(post)s")
NAMED = gettext_lazy("%(who)s mentions you in a comment: %(post)s")

Speaker = Membership | Reader


@dataclass(frozen=True)
class Told:
    """A thread as a page shows it: where its words stand now, in UTF-16 units as browsers count, unless they are `gone`."""

    thread: Thread
    comments: Sequence[Comment]
    start: int = 0
    end: int = 0
    gone: bool = False


# --- what a thread is about -----------------------------------------------------------------------------------------
def texts_of(content: Content) -> dict[str, str]:
    """The texts that can be commented on, by the composer's names for them."""
    own = {f"text_{version.account.pk}": version.text for version in content.versions if version.text is not None}
    return {"text": content.text, **own}


def find(thread: Thread, text: str) -> tuple[int, int] | None:
    """Where the words of a thread stand in the text now: where they stood, or where what is around them fits best."""
    quote = thread.quote
    if not quote:
        return None
    places = [found.start() for found in re.finditer(re.escape(quote), text)]
    if not places:
        return None
    best = max(places, key=lambda start: (_likeness(thread, text, start), -abs(start - thread.start)))
    return best, best + len(quote)


def _likeness(thread: Thread, text: str, start: int) -> int:
    """How many characters around the place are as they were."""
    end = start + len(thread.quote)
    before, after = text[max(start - AROUND, 0) : start][::-1], text[end : end + AROUND]
    return _same(thread.before[::-1], before) + _same(thread.after, after)


def _same(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _anchor(content: Content, field: str, quote: str, start: int) -> dict[str, Any]:
    """The fields of a thread about these words. Raises NotPossible when they do not stand in the text."""
    text = texts_of(content).get(field, "")
    here = find(Thread(quote=quote, start=start), text) if quote.strip() else None
    if here is None:
        raise NotPossible(_("These words do not stand in the text any more. Choose them again."))
    before, after = text[max(here[0] - AROUND, 0) : here[0]], text[here[1] : here[1] + AROUND]
    return {"field": field, "quote": quote, "start": here[0], "before": before, "after": after}


# --- talking ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(
    post: Post,
    content: Content,
    text: str,
    *,
    by: Speaker,
    field: str = "",
    quote: str = "",
    start: int = 0,
    asset: int | None = None,
    shared: bool = False,
) -> Thread:
    """Begin a thread on the post, on a picture of it, or on words of one of its texts. Raises NotPossible.

    What a reader without account says is always shared.
    """
    about: dict[str, Any] = {}
    if quote:
        about = _anchor(content, field or "text", quote, start)
    elif asset:
        about = {"asset": next((image.asset for image in content.images if image.asset.pk == asset), None)}
    thread = Thread.objects.create(post=post, shared=shared or isinstance(by, Reader), **about)
    _say(thread, text, by)
    return thread


@transaction.atomic
def answer(thread: Thread, text: str, *, by: Speaker) -> Comment:
    """Answer in a thread; a resolved one is open again. Raises NotPossible."""
    Thread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by="")
    return _say(thread, text, by)


@transaction.atomic
def resolve(thread: Thread, *, by: Membership) -> None:
    """Take note that the thread is dealt with."""
    if Thread.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=clock.now(), resolved_by=str(by)):
        record("comment.resolved", thread.post, by=by, post=thread.post_id)


@transaction.atomic
def reopen(thread: Thread, *, by: Membership) -> None:
    """Open a resolved thread again."""
    if Thread.objects.filter(pk=thread.pk, resolved_at__isnull=False).update(resolved_at=None, resolved_by=""):
        record("comment.reopened", thread.post, by=by, post=thread.post_id)


def _say(thread: Thread, text: str, by: Speaker) -> Comment:
    words = text.strip()[:LONGEST]
    if not words:
        raise NotPossible(_("Write what you want to say."))
    member = by if isinstance(by, Membership) else by.member
    way = Decision.Way.MEMBER if isinstance(by, Membership) else Decision.Way.LINK
    comment = Comment.objects.create(thread=thread, by=member, who=str(by), way=way, text=words)
    who: Any = by if isinstance(by, Membership) else str(by)
    record("comment.made" if isinstance(by, Membership) else "comment.made_by_link", thread.post, by=who, brand=thread.post.brand)
    _tell(thread, comment, member)
    return comment


def _tell(thread: Thread, comment: Comment, speaker: Membership | None) -> None:
    """Tell the author of the post and those in the thread; who is mentioned is told so."""
    post = thread.post
    people = list(post.brand.memberships.select_related("user"))
    named = [member for member in mentioned(comment.text, people) if member != speaker]
    spoke = set(thread.comments.values_list("by", flat=True)) | {post.author_id}
    others = [member for member in people if member.pk in spoke and member != speaker and member not in named]
    url = f"{asking.url_of(post)}?read#thread-{thread.pk}"
    notices.tell(named, NAMED, key=f"comment:{comment.pk}", url=url, who=comment.who, post=str(post))
    notices.tell(others, SAID, key=f"thread:{thread.pk}", url=url, who=comment.who, post=str(post))


def mentioned(text: str, people: Iterable[Membership]) -> list[Membership]:
    """The members whose name stands in the text behind an @: the whole name, or the first one where only one has it."""
    members = list(people)
    firsts = [_first(member) for member in members]
    found = []
    for member in members:
        names = [str(member), *([_first(member)] if firsts.count(_first(member)) == 1 else [])]
        if any(re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names if name):
            found.append(member)
    return found


def _first(member: Membership) -> str:
    return str(member).split()[0].casefold() if str(member).split() else ""


# --- reading ------------------------------------------------------------------------------------------------------------
def told(post: Post, content: Content) -> list[Told]:
    """The threads of the post, the open ones first."""
    return told_of([post], {post.pk: content})[post.pk]


def told_of(posts: Sequence[Post], contents: Mapping[int, Content], *, shared_only: bool = False) -> dict[int, list[Told]]:
    """The threads of each of these posts, the open ones first; two queries."""
    rows = Thread.objects.filter(post__in=posts).prefetch_related("comments").select_related("asset")
    rows = rows.filter(shared=True) if shared_only else rows
    found: dict[int, list[Told]] = {post.pk: [] for post in posts}
    for thread in sorted(rows, key=lambda each: (each.resolved_at is not None, each.pk)):
        found[thread.post_id].append(_told(thread, contents[thread.post_id]))
    return found


def _told(thread: Thread, content: Content) -> Told:
    thread_comments = list(thread.comments.all())
    if not thread.quote:
        gone = thread.asset is not None and all(image.asset.pk != thread.asset_id for image in content.images)
        return Told(thread, thread_comments, gone=gone)
    text = texts_of(content).get(thread.field, "")
    place = find(thread, text)
    if place is None:
        return Told(thread, thread_comments, gone=True)
    return Told(thread, thread_comments, utf16(text[: place[0]]), utf16(text[: place[1]]))
