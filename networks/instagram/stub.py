"""A stub of Instagram: containers, media and comments, with the Graph API's words and shapes. It fetches pictures itself."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lib.answers import Reply
from lib.counting import utf16
from networks.stubs import Person, Post, Request, Stop, reply, route
from networks.stubs.graph import Field, GraphStub, graph_time

CAPTION, CHILDREN, BYTES, RATIOS = 2200, (2, 10), 8_000_000, (0.8, 1.91)
LIVES = timedelta(hours=24)
TOKEN_LIVES = timedelta(days=60)
YOUNG = timedelta(hours=24)  # a token younger than this is not renewed
INSIGHTS = {"views": "views", "reach": "reach", "saved": "saves", "shares": "shares", "likes": "likes", "comments": "replies"}


@dataclass
class Container:
    """A post in the making; `media` is what it became."""

    id: str
    by: str
    at: str
    caption: str = ""
    blob: str = ""
    alt: str = ""
    children: list[str] = field(default_factory=list)
    carousel_item: bool = False
    status: str = "FINISHED"
    media: str = ""


class Stub(GraphStub):
    """Instagram as a stub. `processing` is how often one must ask before a container is ready, `quota` what a day takes."""

    name = "instagram"
    label = "Instagram"
    accent = "#c13584"
    counted = ("likes", "replies", "saves")
    pictures_first = True
    processing = 0
    quota = 50
    gives_insights = True

    def __init__(self, *args: Any, **kwargs: Any):
        self.containers: dict[str, Container] = {}
        self.waiting: dict[str, int] = {}
        super().__init__(*args, **kwargs)

    def apply_container(self, **fields: Any) -> None:
        """A container is there, or has changed."""
        self.containers[fields["id"]] = Container(**fields)
        self.made += 1

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
        return self.good(
            {"access_token": self._token(me), "token_type": "bearer", "expires_in": int(TOKEN_LIVES.total_seconds())}
        )

    def age_of(self, token: str) -> timedelta:
        """How long ago a token was given."""
        until = self.tokens[token].until
        return TOKEN_LIVES - (until - self.now()) if until else LIVES

    @route("GET", "/{version}/{id}/content_publishing_limit")
    def limit(self, request: Request, version: str, id: str) -> Reply:
        """How many posts the account published in a day."""
        me = self.page_of(request, id)
        return self.good(
            {"data": [{"quota_usage": self._used(me), "config": {"quota_total": self.quota, "quota_duration": 86400}}]}
        )

    def _used(self, me: Person) -> int:
        return sum(not post.parent and self.now() - post.at < timedelta(days=1) for post in self.posts_by(me))

    # --- containers -------------------------------------------------------------------------------------------------

    @route("POST", "/{version}/{id}/media", "step")
    def make_container(self, request: Request, version: str, id: str) -> Reply:
        """The first step: the picture is fetched from its address and judged."""
        me, asked = self.page_of(request, id), request.params
        if utf16(str(asked.get("caption", ""))) > CAPTION:
            return self.error(
                36004,
                "The caption is too long",
                2207010,
                error_user_msg="The caption was too long. Please use at most 2,200 characters.",
            )
        blob, children = ("", self._children(asked)) if asked.get("media_type") == "CAROUSEL" else (self._picture(me, asked), [])
        container = Container(
            id=str(17_800_000_000_000_000 + self.made * 7919),
            by=me.id,
            at=self.now().isoformat(),
            caption=str(asked.get("caption", "")),
            blob=blob,
            alt=str(asked.get("alt_text", "")),
            children=children,
            carousel_item=asked.get("is_carousel_item") == "true",
        )
        self.record("container", **vars(container))
        self.waiting[container.id] = self.processing
        return self.good({"id": container.id})

    def _children(self, asked: Mapping[str, Any]) -> list[str]:
        ids = [id for id in str(asked.get("children", "")).split(",") if id]
        good = [id for id in ids if id in self.containers and self.containers[id].carousel_item]
        if not CHILDREN[0] <= len(ids) <= CHILDREN[1] or len(good) < len(ids):
            raise Stop(
                self.error(9007, "Carousel validation failed", 2207028, error_user_msg="Your post won't work as a carousel.")
            )
        return ids

    def _picture(self, me: Person, asked: Mapping[str, Any]) -> str:
        """The picture at the address, taken and judged; the id of its blob."""
        url = str(asked.get("image_url", ""))
        if not url:
            raise Stop(self.error(100, "(#100) The parameter image_url is required"))
        try:
            content = self.fetch(url)
        except (OSError, LookupError, ValueError) as error:
            raise Stop(self._unfetched(url)) from error
        self._judge(content)
        return self.store(me, content, "image/jpeg").id

    def _unfetched(self, url: str) -> Reply:
        words = f"The media could not be fetched from this URI: {url}. Please check the limitations or image URL."
        return self.error(
            9004, "Only photo or video can be accepted as media type.", 2207052,
            error_user_title="Media download has failed. The media URI doesn't meet our requirements.", error_user_msg=words,
        )  # fmt: skip

    def _judge(self, content: bytes) -> None:
        size = jpeg_size(content)
        if size is None:
            words = "The image format is not supported. Please check the format of your image. It should be JPEG."
            raise Stop(self.error(36001, "The image format is not supported", 2207005, error_user_msg=words))
        if len(content) > BYTES:
            words = f"The image is too large. The size of your image is {len(content)} bytes; 8 MiB are allowed."
            raise Stop(self.error(36000, "The image size is too large", 2207004, error_user_msg=words))
        ratio = size[0] / size[1]
        if not RATIOS[0] - 0.01 <= ratio <= RATIOS[1] + 0.01:
            words = f"The submitted image with aspect ratio ('{size[0]}/{size[1]}',) cannot be published."
            raise Stop(self.error(36003, "The aspect ratio is not supported.", 2207009, error_user_msg=words))

    def _container(self, container: Container) -> Reply:
        left = max(0, self.waiting.get(container.id, 0) - 1)
        self.waiting[container.id] = left
        state = "PUBLISHED" if container.media else "EXPIRED" if self._is_old(container) else container.status
        if left and state == "FINISHED":
            state = "IN_PROGRESS"
        words = {"PUBLISHED": "Published", "FINISHED": "Finished: Media has been uploaded and it is ready to be published."}
        failed = "Error: Media upload has failed with error code 2207026"
        return self.good(
            {"status_code": state, "status": words.get(state, failed if state == "ERROR" else state), "id": container.id}
        )

    def _is_old(self, container: Container) -> bool:
        return self.now().isoformat() > container.at and self.now() - datetime.fromisoformat(container.at) > LIVES

    @route("POST", "/{version}/{id}/media_publish", "visible")
    def publish(self, request: Request, version: str, id: str) -> Reply:
        """The second step: the container becomes a post."""
        me = self.page_of(request, id)
        container = self.containers.get(str(request.params.get("creation_id", "")))
        if container is None or container.by != me.id or container.media or self._is_old(container):
            words = "The requested resource does not exist"
            return self.error(24, words, 2207006, error_user_msg="The media with this id cannot be found.")
        if container.status != "FINISHED" or self.waiting.get(container.id):
            words = "The media is not ready for publishing, please wait for a moment"
            return self.error(9007, "Media ID is not available", 2207027, error_user_msg=words)
        if self._used(me) >= self.quota:
            words = f"You have reached the maximum number of posts of {self.quota} within 24 hours."
            return self.error(9, "Application request limit reached", 2207042, status=403, error_user_msg=words)
        return self.good({"id": self._become(me, container).id})

    def _become(self, me: Person, container: Container) -> Post:
        parts = [self.containers[child] for child in container.children] or [container]
        post = self.say(
            me,
            container.caption,
            pictures=tuple(part.blob for part in parts),
            alts=tuple(part.alt for part in parts),
            key=container.id,
        )
        self.record("container", **{**vars(container), "media": post.id})
        return post

    # --- media and comments -----------------------------------------------------------------------------------------

    @route("GET", "/{version}/{id}/media")
    def media(self, request: Request, version: str, id: str) -> Reply:
        """What the account published, newest first."""
        me = self.page_of(request, id)
        posts = self.seen([post for post in self.posts_by(me) if not post.parent])
        return self.good(self.listing(posts, request.params, lambda post: self._media(post, self.asked(request))))

    @route("GET", "/{version}/{id}")
    def one(self, request: Request, version: str, id: str) -> Reply:
        """An account, a container or a media."""
        me, asked = self.who(request), self.asked(request)
        if id in ("me", me.id):
            return self.good(self._user(me, asked))
        if id in self.containers:
            return self._container(self.containers[id])
        return self.good(self._media(self.posts[id], asked)) if id in self.posts else self.missing(id)

    @route("GET", "/{version}/{id}/comments")
    def comments_of(self, request: Request, version: str, id: str) -> Reply:
        """The comments at the head of threads below a media, newest first."""
        self.who(request)
        if id not in self.posts:
            return self.missing(id)
        found = self.replies(id)[::-1]
        return self.good(self.listing(found, request.params, lambda post: self._comment(post, self.asked(request))))

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
            "profile_picture_url": lambda _: None,
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
            "media_type": lambda _: "CAROUSEL_ALBUM" if len(post.pictures) > 1 else "IMAGE",
            "children": lambda _: {"data": [{"id": id} for id in post.pictures]} if len(post.pictures) > 1 else None,
            "like_count": lambda _: counts["likes"],
            "comments_count": lambda _: self.total(post),
            "comments": lambda field: self._edge(self.replies(post.id)[::-1], field),
            "insights": lambda field: self._insights(post, field, counts),
        }
        return self.node("Media", asked, known)

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


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG by its frame header; None for anything else."""
    if content[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + length
    return None
