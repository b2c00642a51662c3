"""What a post says on each of its accounts: the same value whether it is kept or still being typed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from editorial.models import Asset, Post
from publishing.models import Account
from publishing.planning import Letter, Picture


@dataclass(frozen=True)
class Image:
    """A picture in its place, with the alternative text it has here."""

    asset: Asset
    alt: str = ""


@dataclass(frozen=True)
class Version:
    """The post on one account. None means: as the shared one; an empty text is one of its own."""

    account: Account
    text: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Content:
    """Everything that readers will see: what an approver decides on. Without the date, the campaign and the theme."""

    text: str = ""
    link: str = ""
    language: str = ""
    versions: tuple[Version, ...] = ()
    images: tuple[Image, ...] = ()

    def text_on(self, version: Version) -> str:
        """The text that this account shows."""
        return self.text if version.text is None else version.text

    def link_on(self, version: Version) -> str:
        """The link that this account shows."""
        return self.link if version.link is None else version.link

    def letter(self, version: Version) -> Letter:
        """What the post office is handed for this account."""
        pictures = [Picture(image.asset.file, image.alt) for image in self.images]
        return Letter(self.text_on(version), pictures, self.link_on(version), self.language)

    def shown(self) -> dict[str, Any]:
        """What each account shows, as JSON values: equal for two contents that no reader could tell apart."""
        accounts = {
            str(version.account.pk): {"text": self.text_on(version), "link": self.link_on(version)} for version in self.versions
        }
        pictures = [{"digest": image.asset.digest, "alt": image.alt} for image in self.images]
        return {"accounts": accounts, "language": self.language, "pictures": pictures}

    @property
    def empty(self) -> bool:
        """Whether nothing is said or shown yet."""
        own = any(version.text or version.link for version in self.versions)
        return not (self.text.strip() or self.link or self.images or own)

    def digest(self) -> str:
        """What tells this content from any other; SHA-256 in hexadecimal."""
        return digest_of(self.shown())


def digest_of(shown: dict[str, Any]) -> str:
    """The digest of what `Content.shown` gave."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def shared(
    text: str, accounts: Iterable[Account], *, link: str = "", language: str = "", images: Iterable[Image] = ()
) -> Content:
    """The same for all these accounts."""
    return Content(text, link, language, tuple(Version(account) for account in accounts), tuple(images))


def of(post: Post) -> Content:
    """What is kept of a post."""
    variants = post.variants.select_related("account").order_by("account__network_name", "account__handle", "account_id")
    pictures = post.pictures.select_related("asset").order_by("place")
    return Content(
        post.text,
        post.link,
        post.language,
        tuple(Version(variant.account, variant.text, variant.link) for variant in variants),
        tuple(Image(picture.asset, picture.alt) for picture in pictures),
    )
