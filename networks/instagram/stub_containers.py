"""Posts in the making on the stub of Instagram: media fetched from their addresses and judged, then published once."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lib.answers import Reply
from lib.counting import utf16
from networks.stubs import Person, Post, Request, Stop, route
from networks.stubs.graph import GraphStub

CAPTION, CHILDREN, BYTES, RATIOS = 2200, (2, 10), 8_000_000, (0.8, 1.91)
ANY_RATIO = (0.0, 100.0)
LIVES = timedelta(hours=24)


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
    story: bool = False
    reel: bool = False
    status: str = "FINISHED"
    media: str = ""


class Containers(GraphStub):
    """Containers. `processing` is how often one must ask before one is ready, `quota` what a day takes."""

    processing = 0
    quota = 50

    def __init__(self, *args: Any, **kwargs: Any):
        self.containers: dict[str, Container] = {}
        self.waiting: dict[str, int] = {}
        super().__init__(*args, **kwargs)

    def apply_container(self, **fields: Any) -> None:
        """A container is there, or has changed."""
        self.containers[fields["id"]] = Container(**fields)
        self.made += 1

    def used(self, me: Person) -> int:
        """How many posts the account published in a day."""
        return sum(not post.parent and self.now() - post.at < timedelta(days=1) for post in self.posts_by(me))

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
        blob, children = ("", self._children(asked)) if asked.get("media_type") == "CAROUSEL" else (self._one(me, asked), [])
        container = Container(
            id=str(17_800_000_000_000_000 + self.made * 7919),
            by=me.id,
            at=self.now().isoformat(),
            caption=str(asked.get("caption", "")),
            blob=blob,
            alt=str(asked.get("alt_text", "")),
            children=children,
            carousel_item=asked.get("is_carousel_item") == "true",
            story=asked.get("media_type") == "STORIES",
            reel=asked.get("media_type") == "REELS",
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

    def _one(self, me: Person, asked: Mapping[str, Any]) -> str:
        """The picture or film at the address, taken and judged; the id of its blob."""
        story = asked.get("media_type") == "STORIES"
        film = asked.get("media_type") == "REELS" or (story and "video_url" in asked)
        name = "video_url" if film else "image_url"
        url = str(asked.get(name, ""))
        if not url:
            raise Stop(self.error(100, f"(#100) The parameter {name} is required"))
        try:
            content = self.fetch(url)
        except (OSError, LookupError, ValueError) as error:
            raise Stop(self._unfetched(url)) from error
        if not film:
            self._judge(content, ANY_RATIO if story else RATIOS)
        return self.store(me, content, "video/mp4" if film else "image/jpeg").id

    def _unfetched(self, url: str) -> Reply:
        words = f"The media could not be fetched from this URI: {url}. Please check the limitations or image URL."
        return self.error(
            9004, "Only photo or video can be accepted as media type.", 2207052,
            error_user_title="Media download has failed. The media URI doesn't meet our requirements.", error_user_msg=words,
        )  # fmt: skip

    def _judge(self, content: bytes, ratios: tuple[float, float]) -> None:
        size = jpeg_size(content)
        if size is None:
            words = "The image format is not supported. Please check the format of your image. It should be JPEG."
            raise Stop(self.error(36001, "The image format is not supported", 2207005, error_user_msg=words))
        if len(content) > BYTES:
            words = f"The image is too large. The size of your image is {len(content)} bytes; 8 MiB are allowed."
            raise Stop(self.error(36000, "The image size is too large", 2207004, error_user_msg=words))
        ratio = size[0] / size[1]
        if not ratios[0] - 0.01 <= ratio <= ratios[1] + 0.01:
            words = f"The submitted image with aspect ratio ('{size[0]}/{size[1]}',) cannot be published."
            raise Stop(self.error(36003, "The aspect ratio is not supported.", 2207009, error_user_msg=words))

    def state_of(self, container: Container) -> Reply:
        """How a container is."""
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
        if self.used(me) >= self.quota:
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
            extra={"story": True} if container.story else {},
        )
        self.record("container", **{**vars(container), "media": post.id})
        return post


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
