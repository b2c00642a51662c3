"""What a post says on each of its accounts: the same value whether it is kept or still being typed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, prefetch_related_objects

from campaigns import tagging
from campaigns.tagging import Tagging
from editorial.models import Asset, Post, PostAsset, Variant
from lib.prepared import Given, Prepared
from networks.parcels import Poll
from networks.rules import stands_in_text
from publishing.letters.letters import Letter, Picture, Video
from publishing.letters.renditions import CENTRE
from publishing.models import Account

NO_POLL = Poll((), 0)  # an account's own poll that is none


@dataclass(frozen=True)
class Image:
    """A picture in its place, with the alternative text and the focal point it has here."""

    asset: Asset
    alt: str = ""
    focus: tuple[float, float] = CENTRE

    def shown(self) -> dict[str, Any]:
        """What readers see of it, as JSON values; the focal point where it is not in the middle."""
        seen = {"digest": self.asset.digest, "alt": self.alt}
        return seen if self.focus == CENTRE else {**seen, "focus": list(self.focus)}


@dataclass(frozen=True)
class Part:
    """A further part of a thread; `pictures` are the numbers of those assets of the post that it shows."""

    text: str = ""
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Version:
    """The post on one account. None means: as the shared one; what is empty is one of its own.

    `options` are those of its network; `pictures` are the numbers of those assets of the post that it shows.
    """

    account: Account
    text: str | None = None
    link: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Part, ...] | None = None
    comment: str | None = None
    poll: Poll | None = None
    pictures: tuple[int, ...] | None = None

    @property
    def own(self) -> set[str]:
        """The names of what differs from what is shared."""
        inherited = ("text", "link", "parts", "comment", "poll", "pictures")
        return {name for name in inherited if getattr(self, name) is not None} | ({"options"} if self.options else set())


@dataclass(frozen=True)
class Content:
    """Everything that readers will see: what an approver decides on. Without the date, the campaign and the theme.

    `parts` follow the text as a thread, `pause` seconds apart; the comment comes last. `tagging` is how its campaign has links
    tagged: it changes how they leave, not what was written.
    """

    text: str = ""
    link: str = ""
    language: str = ""
    versions: tuple[Version, ...] = ()
    images: tuple[Image, ...] = ()
    parts: tuple[Part, ...] = ()
    comment: str = ""
    poll: Poll | None = None
    pause: int = 0
    tagging: Tagging | None = field(default=None, compare=False)

    def text_on(self, version: Version) -> str:
        """The text that this account shows."""
        return self.text if version.text is None else version.text

    def link_on(self, version: Version) -> str:
        """The link that this account shows."""
        return self.link if version.link is None else version.link

    def leaving_link(self, version: Version) -> str:
        """The link as it leaves from this account, tagged where its campaign wants that.

        One that the text shows too, on a network that puts links into the text, leaves once, as it was typed.
        """
        link, network = self.link_on(version), version.account.network
        if not link or self.tagging is None:
            return link
        rules = network.rules_for(version.account.limits)
        if link in self.text_on(version) and stands_in_text(rules, self.images_on(version)):
            return link
        return self.tagging.on(link, network.name)

    def parts_on(self, version: Version) -> tuple[Part, ...]:
        """The further parts that this account shows; one without words and pictures is none."""
        return tuple(part for _place, part in self.placed_on(version))

    def placed_on(self, version: Version) -> list[tuple[int, Part]]:
        """The same, each with its place among all that were begun, from 1 on."""
        parts = self.parts if version.parts is None else version.parts
        return [(place, part) for place, part in enumerate(parts, 1) if part.text.strip() or self._shown(part.pictures)]

    def comment_on(self, version: Version) -> str:
        """The first comment on this account; "" for none."""
        comment = self.comment if version.comment is None else version.comment
        return comment if comment.strip() else ""

    def poll_on(self, version: Version) -> Poll | None:
        """The poll on this account."""
        poll = self.poll if version.poll is None else version.poll
        return poll if poll and poll.choices else None

    def images_on(self, version: Version) -> list[Image]:
        """The pictures beside the text on this account: its own choice, or those that no part of its thread shows."""
        if version.pictures is not None:
            return self._shown(version.pictures)
        elsewhere = {pk for part in self.parts_on(version) for pk in part.pictures}
        return [image for image in self.images if image.asset.pk not in elsewhere]

    def images_of(self, part: Part) -> list[Image]:
        """The pictures of a part."""
        return self._shown(part.pictures)

    def _shown(self, pictures: Sequence[int]) -> list[Image]:
        return [image for image in self.images if image.asset.pk in pictures]

    def letter(self, version: Version) -> Letter:
        """What the post office is handed first for this account."""
        said = (self.text_on(version), self.images_on(version), self.leaving_link(version), self.poll_on(version))
        return replace(self._letter(version, *said), page=self.link_on(version))

    def letters(self, version: Version) -> list[Letter]:
        """All that the post office is handed for this account: the post, the parts that follow it, the first comment."""
        parts = [self._letter(version, part.text, self.images_of(part)) for part in self.parts_on(version)]
        comment = self.comment_on(version)
        return [self.letter(version), *parts, *([self._letter(version, comment, ())] if comment else ())]

    def _letter(self, version: Version, text: str, images: Iterable[Image], link: str = "", poll: Poll | None = None) -> Letter:
        shown = list(images)
        pictures = [
            Picture(image.asset.file, image.alt, image.focus) for image in shown if image.asset.kind == Asset.Kind.PICTURE
        ]
        videos = [video_of(image.asset, image.alt) for image in shown if image.asset.kind == Asset.Kind.FILM]
        return Letter(text, pictures, link, self.language, options=version.options, poll=poll, videos=videos)

    def shown(self) -> dict[str, Any]:
        """What each account shows, as JSON values: equal for two contents that no reader could tell apart."""
        accounts = {str(version.account.pk): self._shown_on(version) for version in self.versions}
        return {"accounts": accounts, "language": self.language, "pictures": _pictures(self.images)}

    def shown_shared(self) -> dict[str, Any]:
        """What an account shows that has nothing of its own, whether there is one or not."""
        return self._shown_on(Version(Account()))

    def _shown_on(self, version: Version) -> dict[str, Any]:
        """What one account shows; only a text and a link where there is no more."""
        parts, poll = self.parts_on(version), self.poll_on(version)
        more: dict[str, Any] = {
            "options": dict(version.options),
            "parts": [{"text": part.text, "pictures": _pictures(self.images_of(part))} for part in parts],
            "comment": self.comment_on(version),
            "poll": kept_poll(poll),
            "pause": self.pause if parts else 0,
        }
        beside = self.images_on(version)
        said: dict[str, Any] = {"text": self.text_on(version), "link": self.link_on(version)}
        said |= {name: value for name, value in more.items() if value}
        return said if beside == list(self.images) else {**said, "pictures": _pictures(beside)}

    @property
    def has_link(self) -> bool:
        """Whether a link stands anywhere: beside the texts, or in them."""
        said = (self.text, self.link, self.comment, *(part.text for part in self.parts))
        own = (words for each in self.versions for words in (each.text, each.link, each.comment, *_texts(each.parts)))
        return any("://" in words for words in (*said, *own) if words)

    @property
    def empty(self) -> bool:
        """Whether nothing is said or shown yet."""
        shared = (self.text.strip(), self.link, self.images, self.parts, self.comment, self.poll)
        own = ((each.text, each.link, each.parts, each.comment, each.poll and each.poll.choices) for each in self.versions)
        return not (any(shared) or any(map(any, own)))

    def digest(self) -> str:
        """What tells this content from any other; SHA-256 in hexadecimal."""
        return digest_of(self.shown())


def _texts(parts: Iterable[Part] | None) -> list[str]:
    return [part.text for part in parts or ()]


def _pictures(images: Iterable[Image]) -> list[dict[str, Any]]:
    return [image.shown() for image in images]


def video_of(asset: Asset, alt: str = "") -> Video:
    """A film of the library as the post office is handed it."""
    seconds = asset.seconds or 0.0
    return Video(asset.file, asset.digest, asset.mime, asset.size, asset.width, asset.height, seconds, alt)


def digest_of(shown: dict[str, Any]) -> str:
    """The digest of what `Content.shown` gave."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def shared(
    text: str, accounts: Iterable[Account], *, link: str = "", language: str = "", images: Iterable[Image] = ()
) -> Content:
    """The same for all these accounts."""
    return Content(text, link, language, tuple(Version(account) for account in accounts), tuple(images))


# --- as it is kept ------------------------------------------------------------------------------------------------------


def of(post: Post) -> Content:
    """What is kept of a post."""
    return many([post])[post.pk]


def many(posts: Sequence[Post]) -> dict[int, Content]:
    """What is kept of each of these posts; two queries, however many they are, more where campaigns or brands must be read."""
    keys = [post.pk for post in posts]
    variants, pictures = defaultdict(list), defaultdict(list)
    for variant in _VARIANTS.rows(posts=keys):
        variants[variant.post_id].append(variant)
    for picture in _PICTURES.rows(posts=keys):
        pictures[picture.post_id].append(picture)
    found = {post.pk: assembled(post, variants[post.pk], pictures[post.pk]) for post in posts}
    return _tagged(posts, found)


def _tagged(posts: Sequence[Post], found: dict[int, Content]) -> dict[int, Content]:
    """The contents with how their links are tagged."""
    linked = [post for post in posts if found[post.pk].has_link]
    prefetch_related_objects([post for post in linked if not Post.brand.is_cached(post)], "brand")
    prefetch_related_objects([post for post in linked if not Post.campaign.is_cached(post)], "campaign")
    for post in linked:
        found[post.pk] = replace(found[post.pk], tagging=tagging.of(post.brand, post.campaign, post.pk))
    return found


_POSTS = Given("posts", ArrayField(BigIntegerField()))
_ORDER = ("account__network_name", "account__handle", "account_id")
_VARIANTS = Prepared(lambda: Variant.objects.filter(post__among=_POSTS).select_related("account").order_by(*_ORDER))
_PICTURES = Prepared(lambda: PostAsset.objects.filter(post__among=_POSTS).select_related("asset").order_by("place"))


def assembled(post: Post, variants: Iterable[Variant], pictures: Iterable[PostAsset]) -> Content:
    """What is kept of a post of which the variants and pictures were read already, each in their order."""
    return Content(
        post.text,
        post.link,
        post.language,
        tuple(map(version_of, variants)),
        tuple(Image(picture.asset, picture.alt, (picture.focal_x, picture.focal_y)) for picture in pictures),
        _parts(post.parts),
        post.first_comment,
        _poll(post.poll),
        post.pause,
    )


def version_of(variant: Variant) -> Version:
    """What is kept of a post for one account."""
    return Version(
        variant.account,
        variant.text,
        variant.link,
        variant.options,
        None if variant.parts is None else _parts(variant.parts),
        variant.first_comment,
        None if variant.poll is None else _poll(variant.poll) or NO_POLL,
        None if variant.pictures is None else tuple(variant.pictures),
    )


def columns(version: Version) -> dict[str, Any]:
    """The fields of the row that keeps a version."""
    return {
        "text": version.text,
        "link": version.link,
        "options": dict(version.options),
        "parts": None if version.parts is None else kept_parts(version.parts),
        "first_comment": version.comment,
        "poll": None if version.poll is None else kept_poll(version.poll),
        "pictures": None if version.pictures is None else list(version.pictures),
    }


def kept_parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Parts as JSON values."""
    return [{"text": part.text, "pictures": list(part.pictures)} for part in parts]


def kept_poll(poll: Poll | None) -> dict[str, Any]:
    """A poll as JSON values; empty for none."""
    return {**asdict(poll), "choices": list(poll.choices)} if poll and poll.choices else {}


def _parts(kept: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(part["text"], tuple(part.get("pictures", ()))) for part in kept)


def _poll(kept: Mapping[str, Any] | None) -> Poll | None:
    return Poll(tuple(kept["choices"]), kept["seconds"], kept["multiple"]) if kept else None
