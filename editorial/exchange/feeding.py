"""Drafts from the brand's own feeds: a feed is set, read when it is due, and each new entry becomes a draft, once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from campaigns.models import Campaign, Theme
from editorial import drafting
from editorial.content import Content, Version
from editorial.drafting import Draft
from editorial.models import Post, Seen, Source
from editorial.refusals import NotPossible
from lib import clock
from lib.feeds import reading
from lib.feeds.entries import Contents, Entry
from lib.feeds.wire import Failed, Fetched
from lib.locks import alone
from lib.text import one_line
from publishing.models import Account
from team import notices
from team.audit import record
from team.models import Brand, Membership, Notice
from team.rights import Right

MOST_SOURCES = 30  # of one brand
MOST_AT_ONCE = 10  # drafts from one reading; a feed that brings more has been built anew
LONGEST_SUMMARY = 280
LONGEST_LINK = 500
PATIENCE = 3  # troubles in a row before somebody is told of what may pass
TEMPLATE = "{title}\n\n{summary}"
BROKEN = gettext_lazy("The feed “%(feed)s” makes no drafts: %(trouble)s")


@dataclass(frozen=True)
class Wish:
    """What is to be made of a feed's entries."""

    template: str
    accounts: Collection[Account] = ()
    campaign: Campaign | None = None
    theme: Theme | None = None
    newest: int = 0


@transaction.atomic
def begin(brand: Brand, address: str, title: str, wish: Wish, *, by: Membership) -> Source:
    """Have a feed read from now on. Raises NotPossible for one that is read already, or too many."""
    if brand.sources.count() >= MOST_SOURCES:
        raise NotPossible(_("A brand has at most %(most)d feeds: delete one first.") % {"most": MOST_SOURCES})
    if brand.sources.filter(address=address).exists():
        raise NotPossible(_("This feed is read already."))
    source = Source(brand=brand, address=address, title=title, made_by=by)
    _write(source, wish)
    record("source.begun", source, by=by, source=source.pk)
    return source


@transaction.atomic
def change(source: Source, wish: Wish, *, by: Membership) -> None:
    """Make something else of its entries from now on."""
    _write(source, wish)
    record("source.changed", source, by=by, source=source.pk)


def _write(source: Source, wish: Wish) -> None:
    source.template, source.campaign, source.theme = wish.template, wish.campaign, wish.theme
    source.newest = wish.newest
    source.save()
    source.accounts.set(wish.accounts)


@transaction.atomic
def pause(source: Source, *, by: Membership) -> None:
    """Read it no more until it is resumed."""
    if Source.objects.filter(pk=source.pk, paused_at=None).update(paused_at=clock.now()):
        record("source.paused", source, by=by, source=source.pk)


@transaction.atomic
def resume(source: Source, *, by: Membership) -> None:
    """Read it again; who resumes it is the author of its drafts from now on."""
    rows = Source.objects.filter(pk=source.pk).exclude(paused_at=None)
    if rows.update(paused_at=None, next_at=clock.now(), failures=0, trouble="", made_by=by):
        record("source.resumed", source, by=by, source=source.pk)


def read_now(source: Source) -> None:
    """Have it read within the minute."""
    Source.objects.filter(pk=source.pk).update(next_at=clock.now(), etag="", modified="")


@transaction.atomic
def remove(source: Source, *, by: Membership) -> None:
    """Forget the feed; its drafts stay."""
    record("source.removed", source, by=by, source=source.pk)
    source.delete()


# --- reading ---------------------------------------------------------------------------------------------------------
def due() -> list[int]:
    """The feeds whose time has come, those due longest first."""
    rows = Source.objects.filter(next_at__lte=clock.now(), paused_at=None)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True))


def waits(now: object = None) -> bool:
    """Whether there is one."""
    return bool(due())


def gather(source_id: int) -> int:
    """Read one feed if it is due; returns how many drafts were made. Only one worker reads a feed at a time."""
    with alone(f"source:{source_id}") as mine:
        rows = Source.objects.select_related("brand", "made_by__user", "campaign", "theme")
        source = rows.filter(pk=source_id, paused_at=None).first() if mine else None
        return _read(source) if source and source.due else 0


def _read(source: Source) -> int:
    try:
        fetched, contents = reading.ask(source.address, etag=source.etag, modified=source.modified, scope=str(source.pk))
    except Failed as failed:
        _note_trouble(source, failed)
    else:
        return _keep(source, fetched, contents)
    return 0


@transaction.atomic
def _note_trouble(source: Source, failed: Failed) -> None:
    source.note_trouble(failed)
    if source.made_by and (failed.trouble.ours or source.failures == PATIENCE):
        notices.tell(
            [source.made_by],
            BROKEN,
            key=f"source:{source.pk}:trouble",
            url=reverse("editorial:sources", args=[source.brand.slug]),
            level=Notice.Level.WARNING,
            feed=str(source),
            trouble=str(failed.trouble.label),
        )


@transaction.atomic
def _keep(source: Source, fetched: Fetched, contents: Contents | None) -> int:
    """Make the drafts, and in the same transaction note how far we have come."""
    made = _drafts(source, contents.entries) if contents else []
    moments = [entry.at for entry in contents.entries if entry.at] if contents else []
    source.note_reading(fetched, contents, moments)
    return len(made)


def _drafts(source: Source, entries: Sequence[Entry]) -> list[Post]:
    fresh = _unseen(source, entries)
    most = min(source.newest, MOST_AT_ONCE) if source.read_at is None else MOST_AT_ONCE
    member = source.made_by
    if member is None or member.left_at or not member.may(Right.WRITE):
        Source.objects.filter(pk=source.pk).update(paused_at=clock.now())
        return []
    wanted = {entry.key for entry in newest_first(fresh)[:most]}
    posts = {entry.key: _draft(source, entry, member) for entry in reversed(newest_first(fresh)) if entry.key in wanted}
    Seen.objects.bulk_create(
        [Seen(source=source, key=entry.key, url=entry.url, post=posts.get(entry.key)) for entry in fresh], ignore_conflicts=True
    )
    if posts:
        _tell(source, list(posts.values()), member)
    return list(posts.values())


def _unseen(source: Source, entries: Sequence[Entry]) -> list[Entry]:
    """Those that were never seen, neither under their key nor at their address, each once."""
    keys = set(source.seen.filter(key__in=[entry.key for entry in entries]).values_list("key", flat=True))
    urls = set(source.seen.filter(url__in=[entry.url for entry in entries if entry.url]).values_list("url", flat=True))
    fresh = []
    for entry in entries:
        if entry.key not in keys and entry.url not in urls:
            fresh.append(entry)
            keys.add(entry.key)
            urls |= {entry.url} - {""}
    return fresh


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By date; without one as the feed has them, before the others."""
    return sorted(entries, key=lambda entry: entry.at.timestamp() if entry.at else float("inf"), reverse=True)


def _draft(source: Source, entry: Entry, member: Membership) -> Post:
    text, link = filled(source.template, entry)
    versions = tuple(Version(account) for account in source.accounts.select_related("brand"))
    content = Content(text, link, source.brand.language, versions)
    draft = drafting.outside_closed(Draft(content, source.campaign, source.theme))
    return drafting.create(source.brand, draft, by=member)


def filled(template: str, entry: Entry) -> tuple[str, str]:
    """The text of the draft, and its link: the entry's own address where the template does not put it into the text."""
    title = entry.title or one_line(entry.text, 120)
    values = {"{title}": title, "{link}": entry.url, "{summary}": one_line(entry.text, LONGEST_SUMMARY)}
    text = template
    for name, value in values.items():
        text = text.replace(name, value)
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    link = entry.url if "{link}" not in template and len(entry.url) <= LONGEST_LINK else ""
    return "\n".join(kept).strip(), link


def _tell(source: Source, posts: Sequence[Post], member: Membership) -> None:
    notices.gather(
        [member],
        ngettext_lazy("“%(feed)s” has become %(n)s new draft.", "“%(feed)s” has become %(n)s new drafts.", "n"),
        key=f"source:{source.pk}",
        items=[one_line(str(post), 120) for post in reversed(posts)],
        url=reverse("editorial:sources", args=[source.brand.slug]),
        feed=str(source),
    )
