"""What people make of a mention: seen, noise, something to follow up, a draft, an idea."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial import drafting
from editorial.content import Content
from editorial.drafting import Draft
from editorial.ideas import ideas
from editorial.models import Idea, Post
from listening.models import MENTION_FLOW, Mention, MentionState, Watch
from team import audit, notices
from team.models import Brand, Membership
from team.rights import Right

LONGEST_NOTE = 500
LONGEST_LINK = 500  # of a post


def assignable(brand: Brand) -> list[Membership]:
    """The members who can be asked to follow a mention up: those who may answer the community, or watch."""
    members = brand.memberships.select_related("user").order_by("user__name", "pk")
    return [member for member in members if member.may(Right.ANSWER) or member.may(Right.WATCH)]


@transaction.atomic
def see(mention: Mention, *, by: Membership) -> None:
    """Note that nothing is left to do. Raises StaleState, NoSuchMove."""
    MENTION_FLOW.move(mention, MentionState.SEEN)
    audit.record("mention.seen", mention, by=by, mention=mention.pk)


@transaction.atomic
def see_all(brand: Brand, watch: Watch | None, until: datetime, *, by: Membership) -> int:
    """Note that nothing is left to do of what is new in the watch, or in all, and was found by then; how many it was."""
    rows = brand.mentions.filter(found_at__lte=until)
    rows = rows.filter(watch=watch) if watch else rows
    count = MENTION_FLOW.move_all(rows, MentionState.NEW, MentionState.SEEN)
    if count:
        audit.record("mention.all_seen", str(watch or "–"), by=by, count=count)
    return count


@transaction.atomic
def dismiss(mention: Mention, *, by: Membership) -> None:
    """Put it away as noise. Raises StaleState, NoSuchMove."""
    MENTION_FLOW.move(mention, MentionState.NOISE)
    audit.record("mention.dismissed", mention, by=by, mention=mention.pk)


@transaction.atomic
def restore(mention: Mention, *, by: Membership) -> None:
    """Put it back among what is to be looked at. Raises StaleState, NoSuchMove."""
    MENTION_FLOW.move(mention, MentionState.NEW)
    audit.record("mention.restored", mention, by=by, mention=mention.pk)


@transaction.atomic
def follow(mention: Mention, *, to: Membership, note: str, by: Membership) -> None:
    """Ask a member to follow it up; they are told. Raises StaleState, NoSuchMove."""
    MENTION_FLOW.move(mention, MentionState.FOLLOW, assignee=to, note=note)
    audit.record("mention.followed", mention, by=by, mention=mention.pk, to=str(to))
    if to != by:
        notices.tell(
            [to],
            _("%(who)s asks you to follow up: %(title)s"),
            key=f"mention:{mention.pk}",
            url=reverse("listening:mentions", args=[to.brand.slug], query={"state": "follow", "assignee": "me"}),
            who=str(by),
            title=str(mention)[:120],
        )


@transaction.atomic
def draft(mention: Mention, *, by: Membership) -> Post:
    """A draft with the mention's title and link, the one that is there already when it was asked for twice."""
    row = Mention.objects.select_for_update(of=["self"]).select_related("brand", "post").get(pk=mention.pk)
    if row.post:
        return row.post
    fits = len(row.url) <= LONGEST_LINK
    text = str(row) if fits else f"{row}\n{row.url}"
    content = Content(text, row.url if fits else "", row.brand.language)
    post = drafting.create(row.brand, Draft(content), by=by)
    state = row.state if row.state == MentionState.FOLLOW else MentionState.SEEN
    Mention.objects.filter(pk=row.pk).update(post=post, state=state)
    audit.record("mention.drafted", row, by=by, mention=row.pk, post=post.pk)
    return post


@transaction.atomic
def note_idea(mention: Mention, *, by: Membership) -> Idea:
    """Put it on the board of ideas; asked for twice it is the idea that is there."""
    row = Mention.objects.select_for_update(of=["self"]).select_related("brand").get(pk=mention.pk)
    text = "\n\n".join(part for part in (row.title, row.excerpt) if part) or row.url
    idea = ideas.note_found(row.brand, text, by=by, origin=row.source, origin_url=row.url)
    if row.state == MentionState.NEW:
        MENTION_FLOW.move(row, MentionState.SEEN)
    return idea
