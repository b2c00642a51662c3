"""A stub of Mastodon: one instance, with its words and shapes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from lib.answers import Reply
from lib.counting import graphemes
from lib.counting import graphemes_short_urls as count
from networks.mastodon.stub_media import Media
from networks.mastodon.stub_shapes import (
    CHOICE,
    CHOICES,
    CONFIGURATION,
    LONGEST,
    MEDIA,
    MENTION,
    SHORTEST,
    TEXT,
    error,
    iso,
)
from networks.stubs import Person, Post, Request, Stop, reply, route

DOMAIN = "mastodon.example"
REMEMBERS = timedelta(hours=1)  # how long an Idempotency-Key is known
CALLS, WINDOW = 300, 300  # how many calls in how many seconds the headers speak of; nothing is counted here


def _list(values: Any) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


class Stub(Media):
    """Mastodon as a stub. `configuration` is what the instance announces."""

    name = "mastodon"
    label = "Mastodon"
    accent = "#6364ff"
    counted = ("replies", "shares", "likes")
    configuration: Mapping[str, Any] = CONFIGURATION

    def __init__(self, *args: Any, **kwargs: Any):
        self.arrived: dict[str, int] = {}  # the order in which posts came, whatever their date: ids of notifications
        super().__init__(*args, **kwargs)

    def answer(self, request: Request) -> Reply:
        """Answer, with the headers that tell how many calls are left. Raises NoAnswer."""
        given = super().answer(request)
        until = iso(self.now() + timedelta(seconds=WINDOW - self.now().timestamp() % WINDOW))
        told = {"x-ratelimit-limit": f"{CALLS}", "x-ratelimit-remaining": f"{CALLS - 1}", "x-ratelimit-reset": until}
        return replace(given, headers={**told, **given.headers})

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
        me = self.allowed(request, "profile", "read:accounts")
        return reply({**self._account(me), "source": {"privacy": "public", "language": "fr", "note": me.about}})

    @route("GET", "/api/v1/apps/verify_credentials")
    def verify_app(self, request: Request) -> Reply:
        """What the token may do."""
        return reply({"id": "1", "name": "Tribu", "website": None, "scopes": self.rights(request), "redirect_uris": []})

    @route("GET", "/api/v2/instance")
    def instance(self, request: Request) -> Reply:
        """What the instance takes; open to everybody."""
        told = {"domain": DOMAIN, "title": "Mastodon", "version": "4.5.2"}
        return reply({**told, "configuration": self.configuration})

    @route("GET", "/api/v1/accounts/{id}")
    def account(self, request: Request, id: str) -> Reply:
        """A person with their counts."""
        self.who(request)
        return reply(self._account(self._person(id)))

    @route("GET", "/api/v1/accounts/{id}/statuses")
    def statuses_of(self, request: Request, id: str) -> Reply:
        """What a person posted, newest first; answers to themselves stay when answers are left out."""
        self.who(request)
        posts = self.seen(self.posts_by(self._person(id)))
        if request.params.get("exclude_replies") == "true":
            posts = [post for post in posts if post.parent not in self.posts or self.posts[post.parent].by == id]
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

    @route("POST", "/api/v1/statuses", "visible")
    def post_status(self, request: Request) -> Reply:
        """Post, or answer; the same key within the hour is the same status."""
        me, asked = self.allowed(request, "write:statuses"), request.json or {}
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
            return error(422, "Validation failed: Text can't be blank")
        if count(text) + count(str(asked.get("spoiler_text") or "")) > TEXT:
            return error(422, f"Validation failed: Text character limit of {TEXT} exceeded")
        if len(media) > MEDIA or (media and asked.get("poll")):
            return error(422, f"Cannot attach more than {MEDIA} files")
        if problem := self._problem_of_poll(asked.get("poll")):
            return error(422, f"Validation failed: {problem}")
        used = {picture for post in self.posts.values() for picture in post.pictures}
        if lost := [id for id in media if id not in self.blobs or id in used]:
            return error(422, f"Media {', '.join(lost)} not found or already attached to another post")
        videos = sum(self.blobs[id].mime.startswith("video/") for id in media)
        if videos and len(media) > 1:
            return error(422, "Cannot attach a video to a post that already contains images")
        if any(self.waiting.get(id) for id in media):
            return error(422, "Cannot attach files that have not finished processing. Try again in a moment!")
        if asked.get("in_reply_to_id") and asked["in_reply_to_id"] not in self.posts:
            return error(404, "The post you are trying to reply to does not appear to exist.")
        return None

    def _problem_of_poll(self, poll: Any) -> str:
        if not poll:
            return ""
        choices, seconds = _list(poll.get("options")), int(poll.get("expires_in") or 0)
        troubles = {
            "Options must have more than one item": len(choices) < 2,
            f"Options can't contain more than {CHOICES} items": len(choices) > CHOICES,
            f"Options can't be longer than {CHOICE} characters each": any(graphemes(item) > CHOICE for item in choices),
            "Options contain duplicate items": len(set(choices)) < len(choices),
            "Expires at is too soon": seconds < SHORTEST,
            "Expires at is too far into the future": seconds > LONGEST,
        }
        return ", ".join(words for words, there in troubles.items() if there)

    def _accept(self, me: Person, asked: Mapping[str, Any], key: str) -> Post:
        text, media = str(asked.get("status") or ""), _list(asked.get("media_ids"))
        named = [self.by_handle(found[1]) for found in MENTION.finditer(text)]
        extra = {name: asked[name] for name in ("visibility", "language", "spoiler_text", "sensitive") if asked.get(name)}
        if poll := asked.get("poll"):
            kept = {"choices": _list(poll["options"]), "seconds": int(poll["expires_in"]), "multiple": bool(poll.get("multiple"))}
            extra["poll"] = kept
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
        me = self.allowed(request, "read:statuses")
        return reply(self._status(self.posts[id], me)) if id in self.posts else self.not_found()

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
        me = self.allowed(request, "write:statuses")
        if id not in self.posts or self.posts[id].by != me.id:
            return self.not_found()
        gone = self._status(self.posts[id])
        self.delete(id)
        return reply(gone)

    @route("POST", "/api/v1/statuses/{id}/favourite", "visible")
    def favourite(self, request: Request, id: str) -> Reply:
        """Like a status."""
        return self._favoured(request, id, True)

    @route("POST", "/api/v1/statuses/{id}/unfavourite", "visible")
    def unfavourite(self, request: Request, id: str) -> Reply:
        """Take a like back."""
        return self._favoured(request, id, False)

    def _favoured(self, request: Request, id: str, liked: bool) -> Reply:
        me = self.allowed(request, "write:favourites")
        if id not in self.posts:
            return self.not_found()
        (self.like if liked else self.unlike)(id, me)
        return reply(self._status(self.posts[id], me))

    @route("POST", "/api/v1/accounts/{id}/block", "visible")
    def block_account(self, request: Request, id: str) -> Reply:
        """Keep somebody away."""
        return self._kept_away(request, id, True)

    @route("POST", "/api/v1/accounts/{id}/unblock", "visible")
    def unblock_account(self, request: Request, id: str) -> Reply:
        """Let somebody in again."""
        return self._kept_away(request, id, False)

    def _kept_away(self, request: Request, id: str, blocked: bool) -> Reply:
        me = self.allowed(request, "write:blocks")
        self.block(me, self._person(id), blocked)
        return reply({"id": id, "following": False, "followed_by": False, "blocking": blocked, "muting": False})

    # --- notifications ----------------------------------------------------------------------------------------------

    @route("GET", "/api/v1/notifications")
    def notifications(self, request: Request) -> Reply:
        """Who spoke of or to the account, newest first."""
        me = self.allowed(request, "read:notifications")
        kinds = [value for name, value in request.fields if name == "types[]"]
        posts = [post for post in self.seen() if self._concerns(me, post) in (kinds or ["mention", "quote"])]
        posts.sort(key=lambda post: self.arrived[post.id], reverse=True)
        page = self._page(request, posts, lambda post: self.arrived[post.id])
        return reply([self._notification(me, post) for post in page])

    def _concerns(self, me: Person, post: Post) -> str:
        """By which kind of notification the account hears of a post; "" for none."""
        if post.by == me.id or post.by in self.blocks.get(me.id, ()):
            return ""
        quoted = self.posts.get(post.extra.get("quote", ""))
        if quoted and quoted.by == me.id:
            return "quote"
        above = [self.posts[id] for id in (post.parent, self.root(post).id) if post.parent and id in self.posts]
        return "mention" if me.id in post.mentions or any(other.by == me.id for other in above) else ""

    def _notification(self, me: Person, post: Post) -> dict[str, Any]:
        return {
            "id": str(self.arrived[post.id]),
            "type": self._concerns(me, post),
            "created_at": iso(post.at),
            "account": self._account(self.people[post.by]),
            "status": self._status(post),
        }
