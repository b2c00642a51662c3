"""A stub of Instagram: containers, media and comments, with the Graph API's words and shapes. It fetches pictures itself."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from lib.answers import Reply
from networks.instagram.stub_containers import LIVES, Containers
from networks.stubs import Person, Post, Request, Stop, reply, route
from networks.stubs.graph import Field, graph_time

TOKEN_LIVES = timedelta(days=60)
YOUNG = timedelta(hours=24)  # a token younger than this is not renewed
INSIGHTS = {"views": "views", "reach": "reach", "saved": "saves", "shares": "shares", "likes": "likes", "comments": "replies"}
RIGHTS = tuple(f"instagram_business_{name}" for name in ("basic", "content_publish", "manage_comments", "manage_insights"))


class Stub(Containers):
    """Instagram as a stub."""

    name = "instagram"
    label = "Instagram"
    accent = "#c13584"
    counted = ("likes", "replies", "saves")
    pictures_first = True
    gives_insights = True
    tells_biography = True

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        return {"service": self.base, "token": self._token(person)}

    def _token(self, person: Person) -> str:
        return self.issue(person, until=self.now() + TOKEN_LIVES)

    def say(self, by: Person, text: str, *, parent: str = "", at: Any = None, **fields: Any) -> Post:
        """Somebody posts or comments; an answer to an answer hangs below the comment at the head."""
        with self.lock:
            head = self.top(self.posts[parent]).id if parent else ""
            return super().say(by, text, parent=head, at=at, **fields)

    def new_post_id(self, by: Person, at: Any) -> str:
        """An id in the manner of Instagram's."""
        return str(17_900_000_000_000_000 + self.made * 7919)

    # --- the account ------------------------------------------------------------------------------------------------

    @route("GET", "/refresh_access_token")
    def refresh_token(self, request: Request) -> Reply:
        """A token for sixty days more, for one that is at least a day old."""
        me, asked = self.who(request), str(request.params.get("access_token", ""))
        if request.params.get("grant_type") != "ig_refresh_token" or asked not in self.tokens:
            return self.error(100, "Invalid parameter", kind="IGApiException")
        if self.age_of(asked) < YOUNG:
            return self.error(-1, "The access token must be at least 24 hours old to be refreshed", kind="IGApiException")
        rights = {"permissions": ",".join(me.extra.get("scopes", RIGHTS))}
        lives = int(TOKEN_LIVES.total_seconds())
        return self.good({"access_token": self._token(me), "token_type": "bearer", "expires_in": lives, **rights})

    def age_of(self, token: str) -> timedelta:
        """How long ago a token was given."""
        until = self.tokens[token].until
        return TOKEN_LIVES - (until - self.now()) if until else LIVES

    @route("GET", "/{version}/{id}/content_publishing_limit")
    def limit(self, request: Request, version: str, id: str) -> Reply:
        """How many posts the account published in a day."""
        me = self.page_of(request, id)
        return self.good(
            {"data": [{"quota_usage": self.used(me), "config": {"quota_total": self.quota, "quota_duration": 86400}}]}
        )

    # --- media and comments -----------------------------------------------------------------------------------------

    @route("GET", "/{version}/{id}/media")
    def media(self, request: Request, version: str, id: str) -> Reply:
        """What the account published, newest first."""
        me = self.page_of(request, id)
        return self._published(request, [post for post in self.posts_by(me) if not post.parent and "story" not in post.extra])

    @route("GET", "/{version}/{id}/stories")
    def stories(self, request: Request, version: str, id: str) -> Reply:
        """The stories of the last day."""
        me, since = self.page_of(request, id), self.now() - timedelta(days=1)
        return self._published(request, [post for post in self.posts_by(me) if "story" in post.extra and post.at > since])

    def _published(self, request: Request, posts: list[Post]) -> Reply:
        return self.good(self.listing(self.seen(posts), request.params, lambda post: self._media(post, self.asked(request))))

    @route("GET", "/{version}/{id}")
    def one(self, request: Request, version: str, id: str) -> Reply:
        """An account, a container or a media."""
        me, asked = self.who(request), self.asked(request)
        if id in ("me", me.id):
            return self.good(self._user(me, asked))
        if id in self.containers:
            return self.state_of(self.containers[id])
        return self.good(self._media(self.posts[id], asked)) if id in self.posts else self.missing(id)

    @route("GET", "/{version}/{id}/comments")
    def comments_of(self, request: Request, version: str, id: str) -> Reply:
        """The comments at the head of threads below a media, newest first."""
        self.who(request)
        if id not in self.posts:
            return self.missing(id)
        found = self.replies(id)[::-1]
        return self.good(self.listing(found, request.params, lambda post: self._comment(post, self.asked(request))))

    @route("POST", "/{version}/{id}/comments", "visible")
    def add_comment(self, request: Request, version: str, id: str) -> Reply:
        """Comment on a media."""
        return self.missing(id) if id in self.posts and self.posts[id].parent else self.add_reply(request, version, id)

    @route("GET", "/{version}/{id}/replies")
    def replies_of(self, request: Request, version: str, id: str) -> Reply:
        """The answers to a comment, oldest first."""
        self.who(request)
        if id not in self.posts:
            return self.missing(id)
        return self.good(self.listing(self.replies(id), request.params, lambda post: self._comment(post, self.asked(request))))

    @route("POST", "/{version}/{id}/replies", "visible")
    def add_reply(self, request: Request, version: str, id: str) -> Reply:
        """Answer a comment."""
        me, text = self.who(request), str(request.params.get("message", ""))
        if id not in self.posts:
            return self.missing(id)
        if not text:
            return self.error(100, "(#100) The parameter message is required")
        return self.good({"id": self.say(me, text, parent=id).id})

    @route("POST", "/{version}/{id}", "visible")
    def change(self, request: Request, version: str, id: str) -> Reply:
        """Hide a comment, or show it again."""
        return self.set_hidden(request, id, "hide")

    @route("DELETE", "/{version}/{id}", "visible")
    def remove(self, request: Request, version: str, id: str) -> Reply:
        """Take a comment away; a media cannot be."""
        me = self.who(request)
        if not self.may_delete(me, id) or not self.posts[id].parent:
            return self.undeletable(id)
        self.delete(id)
        return self.good({"success": True})

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _user(self, me: Person, asked: list[Field]) -> dict[str, Any]:
        known = {
            "id": lambda _: f"{int(me.id) + 1}",
            "user_id": lambda _: me.id,
            "username": lambda _: me.handle,
            "name": lambda _: me.name,
            "account_type": lambda _: "BUSINESS",
            "profile_picture_url": lambda _: self.shown(me, "picture") or None,
            **({"biography": lambda _: me.about or None} if self.tells_biography else {}),
            "followers_count": lambda _: self.followers(me),
            "media_count": lambda _: sum(not post.parent for post in self.posts_by(me)),
        }
        return self.node("User", asked, known)

    def _media(self, post: Post, asked: list[Field]) -> dict[str, Any]:
        counts = self.figures(post)
        known = {
            "id": lambda _: post.id,
            "caption": lambda _: post.text or None,
            "timestamp": lambda _: graph_time(post.at),
            "permalink": lambda _: self.address(post),
            "media_type": lambda _: "CAROUSEL_ALBUM" if len(post.pictures) > 1 else "VIDEO" if self._is_film(post) else "IMAGE",
            "children": lambda _: {"data": [{"id": id} for id in post.pictures]} if len(post.pictures) > 1 else None,
            "like_count": lambda _: counts["likes"],
            "comments_count": lambda _: self.total(post),
            "comments": lambda field: self._edge(self.replies(post.id)[::-1], field),
            "insights": lambda field: self._insights(post, field, counts),
        }
        return self.node("Media", asked, known)

    def _is_film(self, post: Post) -> bool:
        return any(self.blobs[id].mime.startswith("video/") for id in post.pictures)

    def _edge(self, found: list[Post], field: Field) -> dict[str, Any] | None:
        if not found:
            return None
        return self.listing(found, field.modifiers, lambda post: self._comment(post, field.inner))

    def _insights(self, post: Post, field: Field, counts: Mapping[str, int]) -> dict[str, Any]:
        if not self.gives_insights:
            raise Stop(self.error(10, "(#10) Not enough viewers for the media to show insights", 2108006))
        names = field.modifiers.get("metric", "").split(",")
        if any(name not in INSIGHTS for name in names):
            raise Stop(self.error(100, "(#100) metric must be one of the following values: " + ", ".join(INSIGHTS)))
        values = {name: counts.get(INSIGHTS[name], 0) for name in names}
        return {"data": [{"name": name, "period": "lifetime", "values": [{"value": value}]} for name, value in values.items()]}

    def _comment(self, post: Post, asked: list[Field]) -> dict[str, Any]:
        person, top = self.people[post.by], self.posts.get(post.parent)
        known = {
            "id": lambda _: post.id,
            "text": lambda _: post.text,
            "timestamp": lambda _: graph_time(post.at),
            "username": lambda _: person.handle,
            "from": lambda _: {"id": person.id, "username": person.handle},
            "parent_id": lambda _: top.id if top and top.parent else None,
            "replies": lambda field: self._edge(self.replies(post.id), field),
        }
        return self.node("Comment", asked, known)

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests."""
        answer = super().limited(seconds)
        words = {"message": "(#4) Application request limit reached", "type": "OAuthException", "code": 4}
        return reply(
            {"error": words},
            answer.status,
            **{name.replace("-", "_"): value for name, value in answer.headers.items() if name != "content-type"},
        )
