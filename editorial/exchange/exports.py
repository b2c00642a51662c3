"""Taking posts out: which ones, and as JSON with their versions and what became of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from editorial import standing
from editorial.calendar import calendar
from editorial.calendar.calendar import Filters
from editorial.content import Version, columns, kept_parts, kept_poll
from editorial.exchange import sheet
from editorial.models import Decision, Post, Variant
from lib import clock
from publishing.models import Publication
from team.models import Brand

WITH = (*sheet.WITH, "variants__publication__attempts", "variants__publication__parts__attempts", "decisions")


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; None for no bound."""

    first: date | None = None
    last: date | None = None

    def of(self, posts: "QuerySet[Post]", zone: str) -> "QuerySet[Post]":
        """Those of the posts whose date lies in it, as clocks in `zone` show it; without bounds those without a date too."""
        if self.first:
            posts = posts.filter(planned_for__gte=calendar.midnight(self.first, zone))
        if self.last:
            posts = posts.filter(planned_for__lt=calendar.midnight(self.last + timedelta(days=1), zone))
        return posts


def chosen(brand: Brand, filters: Filters, period: Period, zone: str) -> "QuerySet[Post]":
    """The posts that are wanted; archived ones never are."""
    return period.of(filters.of(brand.posts.all()), zone)


def download(brand: Brand, posts: "QuerySet[Post]") -> StreamingHttpResponse:
    """An answer that saves the posts as a file of JSON, written post by post."""
    answer = StreamingHttpResponse(lines(brand, posts), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="posts-{brand.slug}.json"'
    return answer


def lines(brand: Brand, posts: "QuerySet[Post]") -> Iterator[str]:
    """One JSON object, a post a line."""
    head = {"brand": {"name": brand.name, "zone": brand.zone, "language": brand.language}, "made_at": _at(clock.now())}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "posts": [\n'
    wanted = posts.select_related("campaign", "theme", "author__user").prefetch_related(*WITH)
    before = ""
    for post in wanted.order_by("planned_for", "pk").iterator(chunk_size=sheet.CHUNK):
        yield before + json.dumps(told(post), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def told(post: Post) -> dict[str, Any]:
    """Everything there is about a post."""
    said = sheet.said_by(post)
    variants = sheet.in_order(post)
    publications = [variant.publication for variant in variants if variant.publication]
    states = [row.state for publication in publications for row in (publication, *publication.parts.all())]
    return {
        "number": post.pk,
        "state": post.state,
        "standing": standing.of(post.state, post.planned_for, states).value,
        "date": {"wall": post.wall.isoformat(), "zone": post.zone, "moment": _at(post.planned_for)} if post.wall else None,
        "campaign": post.campaign.name if post.campaign else None,
        "theme": post.theme.name if post.theme else None,
        "author": str(post.author) if post.author else None,
        "created_at": _at(post.created_at),
        "changed_at": _at(post.changed_at),
        "submitted_at": _at(post.submitted_at),
        "priority": post.priority,
        "expires_on": post.expires_on and post.expires_on.isoformat(),
        "text": said.text,
        "link": said.link,
        "language": said.language,
        "parts": kept_parts(said.parts),
        "pause": said.pause,
        "first_comment": said.comment,
        "poll": kept_poll(said.poll) or None,
        "pictures": [
            {"number": image.asset.pk, "name": image.asset.name, "digest": image.asset.digest, "alt": image.alt}
            for image in said.images
        ],
        "accounts": [_account(variant, version) for variant, version in zip(variants, said.versions, strict=True)],
        "decisions": [_decision(row) for row in post.decisions.all()],
    }


def _account(variant: Variant, version: Version) -> dict[str, Any]:
    """One account's copy: its own words, null where they are the shared ones, and what became of it."""
    account = variant.account
    return {
        "account": str(account),
        "network": account.network_name,
        "handle": account.handle,
        **columns(version),
        "publication": _publication(variant.publication) if variant.publication else None,
    }


def _publication(row: Publication, *, part: bool = False) -> dict[str, Any]:
    found = {
        "state": row.state,
        "hold": row.hold or None,
        "planned_for": _at(row.planned_for),
        "published_at": _at(row.published_at),
        "url": row.remote_url or None,
        "remote_id": row.remote_id or None,
        "text": row.payload.get("text", ""),
        "trouble": row.trouble or None,
        "reason": row.reason or None,
        "attempts": [
            {
                "number": each.number,
                "started_at": _at(each.started_at),
                "outcome": each.outcome or None,
                "reason": each.reason or None,
            }
            for each in sorted(row.attempts.all(), key=lambda each: each.number)
        ],
    }
    return found if part else {**found, "parts": [_publication(each, part=True) for each in row.parts.all()]}


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "who": row.who,
        "at": _at(row.at),
        "note": row.note or None,
        "digest": row.digest,
        "content": row.content,
    }


def _at(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
