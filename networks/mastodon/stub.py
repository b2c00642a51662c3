"""A stub of Mastodon: one instance, with its words and shapes."""

import html
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lib.answers import Reply
from lib.counting import graphemes_short_urls as count
from networks import stubs
from networks.stubs import Person, Post, Request, Stop, reply, route
from networks.stubs.world import Blob

DOMAIN = "mastodon.example"
TEXT, PICTURES, PICTURE_BYTES, ALT = 500, 4, 16_777_216, 1500
REMEMBERS = timedelta(hours=1)  # how long an Idempotency-Key is known
LINK = re.compile(r"https?://[^\s<>\"]+")
MENTION = re.compile(r"(?<![\w/])@(\w+)(?:@([\w.-]*\w))?")
TAG = re.compile(r"(?<![\w&/#])#(\w+)")


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _error(status: int, words: str) -> Reply:
    return reply({"error": words}, status)


def _list(values: Any) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


class Stub(stubs.Stub):
    """Mastodon as a stub. `processing` is how often one must ask before a picture is ready."""

    name = "mastodon"
    label = "Mastodon"
    accent = "#6364ff"
    counted = ("replies", "shares", "likes")
    processing = 0

    def __init__(self, *args: Any, **kwargs: Any):
        self.arrived: dict[str, int] = {}  # the order in which posts came, whatever their date: ids of notifications
        self.waiting: dict[str, int] = {}
        super().__init__(*args, **kwargs)

    def apply_post(self, **fields: Any) -> None:
        """A post or answer is there."""
        super().apply_post(**fields)
        self.arrived[fields["id"]] = self.made

    # --- accounts ---------------------------------------------------------------------------------------------------

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        return {"service": self.base, "token": self.issue(person)}

    @route("GET", "/api/v1/accounts/verify_credentials")
    def verify_credentials(self, request: Request) -> Reply:
        """Whose the token is."""
        me = self.who(request)
        return reply({**self._account(me), "source": {"privacy": "public", "language": "fr", "note": me.about}})

    @route("GET", "/api/v1/apps/verify_credentials")
    def verify_app(self, request: Request) -> Reply:
        """What the token may do."""
        rights = self.who(request).extra.get("scopes", ["profile", "read", "write"])
        return reply({"id": "1", "name": "Tribu", "website": None, "scopes": rights, "redirect_uris": []})

    @route("GET", "/api/v2/instance")
    def instance(self, request: Request) -> Reply:
        """What the instance takes; open to everybody."""
        statuses = {"max_characters": TEXT, "max_media_attachments": PICTURES, "characters_reserved_per_url": 23}
        media = {"image_size_limit": PICTURE_BYTES, "image_matrix_limit": 33_177_600, "description_limit": ALT}
        configuration = {"statuses": statuses, "media_attachments": media}
        return reply({"domain": DOMAIN, "title": "Mastodon", "version": "4.5.2", "configuration": configuration})

    @route("GET", "/api/v1/accounts/{id}")
    def account(self, request: Request, id: str) -> Reply:
        """A person with their counts."""
        self.who(request)
        return reply(self._account(self._person(id)))

    @route("GET", "/api/v1/accounts/{id}/statuses")
    def statuses_of(self, request: Request, id: str) -> Reply:
        """What a person posted, newest first."""
        self.who(request)
        posts = self.seen(self.posts_by(self._person(id)))
        return reply([self._status(post) for post in self._page(request, posts, lambda post: int(post.id))])

    def _person(self, id: str) -> Person:
        if id not in self.people:
            raise Stop(self.not_found())
        return self.people[id]

    def _page(self, request: Request, items: list, number: Any) -> list:
        """A page of items that come newest first, by max_id, since_id or min_id."""
        asked = request.params
        limit = min(int(asked.get("limit", 20)), 40)
        top, since, least = (int(asked.get(name) or 0) for name in ("max_id", "since_id", "min_id"))
        kept = [item for item in items if (not top or number(item) < top) and number(item) > max(since, least)]
        return kept[-limit:] if "min_id" in asked else kept[:limit]

    # --- statuses ---------------------------------------------------------------------------------------------------

    @route("POST", "/api/v2/media", "step")
    def upload(self, request: Request) -> Reply:
        """Keep a picture for a status to come."""
        me = self.who(request)
        if "file" not in request.files:
            return _error(422, "Validation failed: File can't be blank")
        _name, content, mime = request.files["file"]
        if not mime.startswith("image/"):
            return _error(422, "Validation failed: File content type is invalid, File is invalid")
        if len(content) > PICTURE_BYTES:
            return _error(422, f"Validation failed: File must be less than {PICTURE_BYTES // 1_048_576} MB")
        blob = self.store(me, content, mime, description=request.params.get("description") or None)
        self.waiting[blob.id] = self.processing
        return reply(self._attachment(blob), 202 if self.processing else 200)

    @route("GET", "/api/v1/media/{id}", "step")
    def media(self, request: Request, id: str) -> Reply:
        """Whether a picture is ready."""
        self.who(request)
        if id not in self.blobs:
            return self.not_found()
        self.waiting[id] = max(0, self.waiting.get(id, 0) - 1)
        return reply(self._attachment(self.blobs[id]), 206 if self.waiting[id] else 200)

    @route("POST", "/api/v1/statuses", "visible")
    def post_status(self, request: Request) -> Reply:
        """Post, or answer; the same key within the hour is the same status."""
        me, asked = self.who(request), request.json or {}
        key = request.headers.get("idempotency-key", "")
        if key and (before := self._under_key(me, key)):
            return reply(self._status(before))
        if problem := self._problem(asked):
            return problem
        return reply(self._status(self._accept(me, asked, key)))

    def _under_key(self, me: Person, key: str) -> Post | None:
        known = (post for post in self.posts_by(me) if post.key == key and self.now() - post.at < REMEMBERS)
        return next(known, None)

    def _problem(self, asked: Mapping[str, Any]) -> Reply | None:
        text, media = str(asked.get("status") or ""), _list(asked.get("media_ids"))
        if not text.strip() and not media:
            return _error(422, "Validation failed: Text can't be blank")
        if count(text) + count(str(asked.get("spoiler_text") or "")) > TEXT:
            return _error(422, f"Validation failed: Text character limit of {TEXT} exceeded")
        if len(media) > PICTURES:
            return _error(422, f"Cannot attach more than {PICTURES} files")
        used = {picture for post in self.posts.values() for picture in post.pictures}
        if lost := [id for id in media if id not in self.blobs or id in used]:
            return _error(422, f"Media {', '.join(lost)} not found or already attached to another post")
        if any(self.waiting.get(id) for id in media):
            return _error(422, "Cannot attach files that have not finished processing. Try again in a moment!")
        if asked.get("in_reply_to_id") and asked["in_reply_to_id"] not in self.posts:
            return _error(404, "The post you are trying to reply to does not appear to exist.")
        return None

    def _accept(self, me: Person, asked: Mapping[str, Any], key: str) -> Post:
        text, media = str(asked.get("status") or ""), _list(asked.get("media_ids"))
        named = [self.by_handle(found[1]) for found in MENTION.finditer(text)]
        extra = {name: asked[name] for name in ("visibility", "language", "spoiler_text", "sensitive") if asked.get(name)}
        return self.say(
            me,
            text,
            parent=str(asked.get("in_reply_to_id") or ""),
            pictures=tuple(media),
            alts=tuple(self.blobs[id].extra.get("description") or "" for id in media),
            key=key,
            mentions=tuple(person.id for person in named if person),
            extra=extra,
        )

    @route("GET", "/api/v1/statuses/{id}")
    def one_status(self, request: Request, id: str) -> Reply:
        """A status with its counts."""
        self.who(request)
        return reply(self._status(self.posts[id])) if id in self.posts else self.not_found()

    @route("GET", "/api/v1/statuses/{id}/context")
    def context(self, request: Request, id: str) -> Reply:
        """What stands above and below a status."""
        self.who(request)
        if id not in self.posts:
            return self.not_found()
        above: list[dict[str, Any]] = []
        post = self.posts[id]
        while post.parent in self.posts:
            post = self.posts[post.parent]
            above.insert(0, self._status(post))
        return reply({"ancestors": above, "descendants": [self._status(post) for post in self.replies(id)]})

    @route("DELETE", "/api/v1/statuses/{id}", "visible")
    def delete_status(self, request: Request, id: str) -> Reply:
        """Take a status of one's own away."""
        me = self.who(request)
        if id not in self.posts or self.posts[id].by != me.id:
            return self.not_found()
        gone = self._status(self.posts[id])
        self.delete(id)
        return reply(gone)

    # --- notifications ----------------------------------------------------------------------------------------------

    @route("GET", "/api/v1/notifications")
    def notifications(self, request: Request) -> Reply:
        """Who spoke of or to the account, newest first."""
        me = self.who(request)
        posts = [post for post in self.seen() if self._concerns(me, post)]
        posts.sort(key=lambda post: self.arrived[post.id], reverse=True)
        page = self._page(request, posts, lambda post: self.arrived[post.id])
        return reply([self._notification(post) for post in page])

    def _concerns(self, me: Person, post: Post) -> bool:
        if post.by == me.id:
            return False
        above = [self.posts[id] for id in (post.parent, self.root(post).id) if post.parent and id in self.posts]
        return me.id in post.mentions or any(other.by == me.id for other in above)

    def _notification(self, post: Post) -> dict[str, Any]:
        return {
            "id": str(self.arrived[post.id]),
            "type": "mention",
            "created_at": _iso(post.at),
            "account": self._account(self.people[post.by]),
            "status": self._status(post),
        }

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _account(self, person: Person) -> dict[str, Any]:
        return {
            "id": person.id,
            "username": person.handle,
            "acct": person.handle,
            "display_name": person.name,
            "note": f"<p>{html.escape(person.about)}</p>",
            "url": self.home(person),
            "avatar": "",
            "followers_count": self.followers(person),
            "following_count": 0,
            "statuses_count": len(self.posts_by(person)),
        }

    def _status(self, post: Post) -> dict[str, Any]:
        person, counts = self.people[post.by], self.figures(post)
        return {
            "id": post.id,
            "created_at": _iso(post.at),
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
            "tags": [{"name": tag.lower()} for tag in TAG.findall(post.text)],
        }

    def _attachment(self, blob: Blob) -> dict[str, Any]:
        url = None if self.waiting.get(blob.id) else f"{self.base}/_media/{blob.digest}"
        return {"id": blob.id, "type": "image", "url": url, "preview_url": url, "description": blob.extra.get("description")}

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
        return _error(401, words.get(why, "The access token is invalid"))

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests: Mastodon names the moment."""
        until = _iso(self.now() + timedelta(seconds=seconds))
        headers = {"x_ratelimit_limit": "300", "x_ratelimit_remaining": "0", "x_ratelimit_reset": until}
        return reply({"error": "Too many requests"}, 429, **headers)

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        return Reply(
            500, b"<!DOCTYPE html><title>We're sorry, but something went wrong (500)</title>", {"content-type": "text/html"}
        )

    def not_found(self) -> Reply:
        """The answer for a thing that is not there."""
        return _error(404, "Record not found")

    def nowhere(self, request: Request) -> Reply:
        """The answer for an address that does not exist."""
        return self.not_found()
