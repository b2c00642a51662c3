"""What the stub of Mastodon shows: its shapes, its ids, its errors."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

from lib.answers import Reply
from networks import stubs
from networks.stubs import Person, Post, Request, reply
from networks.stubs.world import Blob

TEXT, MEDIA, PICTURE_BYTES, VIDEO_BYTES, ALT = 500, 4, 16_777_216, 103_809_024, 1500
CHOICES, CHOICE, SHORTEST, LONGEST = 4, 50, 300, 2_629_746  # polls: how many, characters, seconds
CONFIGURATION = {
    "statuses": {"max_characters": TEXT, "max_media_attachments": MEDIA, "characters_reserved_per_url": 23},
    "media_attachments": {
        "image_size_limit": PICTURE_BYTES,
        "image_matrix_limit": 33_177_600,
        "video_size_limit": VIDEO_BYTES,
        "video_frame_rate_limit": 120,
        "video_matrix_limit": 8_294_400,
        "description_limit": ALT,
    },
    "polls": {
        "max_options": CHOICES,
        "max_characters_per_option": CHOICE,
        "min_expiration": SHORTEST,
        "max_expiration": LONGEST,
    },
}
LINK = re.compile(r"https?://[^\s<>\"]+")
MENTION = re.compile(r"(?<![\w/])@(\w+)(?:@([\w.-]*\w))?")
TAG = re.compile(r"(?<![\w&/#])#(\w+)")


def iso(moment: datetime) -> str:
    """A moment as Mastodon writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def error(status: int, words: str, **more: str) -> Reply:
    """An error as Mastodon puts it."""
    return reply({"error": words, **more}, status)


class Shapes(stubs.Stub):
    """What is shown."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.waiting: dict[str, int] = {}  # how often one must still ask until a picture or video is ready
        super().__init__(*args, **kwargs)

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _account(self, person: Person) -> dict[str, Any]:
        return {
            "id": person.id,
            "username": person.handle,
            "acct": person.handle,
            "display_name": person.name,
            "note": f"<p>{html.escape(person.about)}</p>",
            "url": self.home(person),
            "avatar": self.shown(person, "picture") or f"{self.base}/avatars/original/missing.png",
            "header": self.shown(person, "banner") or f"{self.base}/headers/original/missing.png",
            "followers_count": self.followers(person),
            "following_count": 0,
            "statuses_count": len(self.posts_by(person)),
        }

    def _status(self, post: Post, me: Person | None = None) -> dict[str, Any]:
        person, counts = self.people[post.by], self.figures(post)
        return {
            "id": post.id,
            "created_at": iso(post.at),
            "in_reply_to_id": post.parent or None,
            "in_reply_to_account_id": self.posts[post.parent].by if post.parent in self.posts else None,
            "sensitive": bool(post.extra.get("sensitive")),
            "spoiler_text": post.extra.get("spoiler_text", ""),
            "visibility": post.extra.get("visibility", "public"),
            "language": post.extra.get("language", "fr"),
            "uri": f"{self.base}/users/{person.handle}/statuses/{post.id}",
            "url": self.address(post),
            "replies_count": counts["replies"],
            "reblogs_count": counts.get("shares", 0),
            "favourites_count": counts["likes"],
            "content": self.content_of(post),
            "account": self._account(person),
            "media_attachments": [self._attachment(self.blobs[id]) for id in post.pictures],
            "mentions": [{"id": id, "acct": self.people[id].handle} for id in post.mentions],
            "poll": self._poll(post) if post.extra.get("poll") else None,
            "quote": self._quote(post),
            **({"favourited": me.id in self.likes[post.id]} if me else {}),
            "tags": [{"name": tag.lower()} for tag in TAG.findall(post.text)],
        }

    def _quote(self, post: Post) -> dict[str, Any] | None:
        quoted = self.posts.get(post.extra.get("quote", ""))
        return {"state": "accepted", "quoted_status": self._status(quoted)} if quoted else None

    def _poll(self, post: Post) -> dict[str, Any]:
        poll, until = post.extra["poll"], post.at + timedelta(seconds=post.extra["poll"]["seconds"])
        return {
            "id": f"{int(post.id) % 1_000_000_007}",
            "expires_at": iso(until),
            "expired": until <= self.now(),
            "multiple": poll["multiple"],
            "votes_count": 0,
            "options": [{"title": choice, "votes_count": 0} for choice in poll["choices"]],
            "emojis": [],
        }

    def _attachment(self, blob: Blob) -> dict[str, Any]:
        url = None if self.waiting.get(blob.id) else f"{self.base}/_media/{blob.digest}"
        return {
            "id": blob.id,
            "type": blob.mime.partition("/")[0],
            "url": url,
            "preview_url": url,
            "description": blob.extra.get("description"),
        }

    def content_of(self, post: Post) -> str:
        """The text in Mastodon's HTML; what people answer through the control API names whom it answers, as in life."""
        text = html.escape(post.text, quote=False)
        if post.parent in self.posts and not post.key:
            text = f"@{self.people[self.posts[post.parent].by].handle} {text}"
        paragraphs = re.split(r"\n\n+", text)
        return "".join(f"<p>{'<br />'.join(map(self._marked, part.split(chr(10))))}</p>" for part in paragraphs)

    def _marked(self, line: str) -> str:
        """A line with its links, mentions and hashtags."""
        parts = re.split(f"({LINK.pattern})", line)
        parts[::2] = [TAG.sub(self._tag, MENTION.sub(self._mention, part)) for part in parts[::2]]
        parts[1::2] = [self._link(part) for part in parts[1::2]]
        return "".join(parts)

    def _link(self, url: str) -> str:
        scheme, _, rest = url.partition("://")
        shown, hidden = rest[:30], rest[30:]
        tail = (
            f'<span class="ellipsis">{shown}</span><span class="invisible">{hidden}</span>' if hidden else f"<span>{shown}</span>"
        )
        return f'<a href="{url}" target="_blank" rel="nofollow noopener"><span class="invisible">{scheme}://</span>{tail}</a>'

    def _mention(self, found: re.Match) -> str:
        return f'<span class="h-card"><a href="{self.base}/@{found[1]}" class="u-url mention">@<span>{found[1]}</span></a></span>'

    def _tag(self, found: re.Match) -> str:
        return f'<a href="{self.base}/tags/{found[1]}" class="mention hashtag" rel="tag">#<span>{found[1]}</span></a>'

    def new_person_id(self) -> str:
        """An id in the manner of Mastodon's."""
        return str(109_000_000_000_000_000 + self.made)

    def new_post_id(self, by: Person, at: datetime) -> str:
        """An id that sorts by the moment of the post, and among those of one moment by their order."""
        return str((int(at.timestamp() * 1000) << 16) + self.made % 65_536)

    def new_blob_id(self, digest: str) -> str:
        """An id in the manner of Mastodon's; the same picture twice has two."""
        return str(113_000_000_000_000_000 + self.made)

    # --- errors -----------------------------------------------------------------------------------------------------

    def denied(self, why: str) -> Reply:
        """The answer to a token that does not hold."""
        words = {"expired": "The access token expired", "revoked": "The access token was revoked"}
        return error(401, words.get(why, "The access token is invalid"))

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests: Mastodon names the moment."""
        until = iso(self.now() + timedelta(seconds=seconds))
        headers = {"x_ratelimit_limit": "300", "x_ratelimit_remaining": "0", "x_ratelimit_reset": until}
        return reply({"error": "Too many requests"}, 429, **headers)

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        return Reply(
            500, b"<!DOCTYPE html><title>We're sorry, but something went wrong (500)</title>", {"content-type": "text/html"}
        )

    def not_found(self) -> Reply:
        """The answer for a thing that is not there."""
        return error(404, "Record not found")

    def nowhere(self, request: Request) -> Reply:
        """The answer for an address that does not exist."""
        return self.not_found()
