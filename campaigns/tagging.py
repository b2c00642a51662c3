"""Tags on the links of posts, so that web analytics tell which visits they brought: the brand's, or a campaign's own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.planning import take
from lib import utm
from lib.states import StaleState
from team import audit, brands
from team.models import Brand, Membership

MEDIUM = "social"


class Taken(Exception):
    """Another campaign of the brand has this tag; the text says so."""

    def __init__(self) -> None:
        super().__init__(_("Another campaign has this tag: visits of the two could not be told apart."))


@dataclass(frozen=True)
class Tagging:
    """How links of a post are tagged: those on `domains`, with a `campaign` and a `content`, each "" for none."""

    domains: tuple[str, ...]
    campaign: str
    content: str = ""

    def on(self, link: str, network: str) -> str:
        """The link as it leaves for that network."""
        tags = {"source": network, "medium": MEDIUM, "campaign": self.campaign, "content": self.content}
        return utm.tagged(link, tags, self.domains)

    def leaves_bare(self, link: str) -> bool:
        """Whether a link should be tagged, and is not."""
        return utm.is_of(link, self.domains) and not utm.has_tags(link)


def of(brand: Brand, campaign: Campaign | None, post: int | None = None) -> Tagging | None:
    """How the links of the brand's posts in that campaign are tagged, or of those in none; None: they are left alone.

    `post` is the number of the post.
    """
    said = said_by(brand, campaign)
    if not said.tagged_domains:
        return None
    tag = campaign.tag if campaign else brand.tag
    return Tagging(tuple(said.tagged_domains), tag, str(post) if post and said.tags_posts else "")


def said_by(brand: Brand, campaign: Campaign | None) -> Brand | Campaign:
    """Which of the two says how links are tagged."""
    return brand if campaign is None or campaign.tagged_domains is None else campaign


def usual_domains(brand: Brand) -> list[str]:
    """The domains to begin with: those of the brand, or else those that its newest campaign with tags names."""
    named = brand.campaigns.filter(tagged_domains__isnull=False).exclude(tagged_domains=[]).order_by("-pk")
    return brand.tagged_domains or named.values_list("tagged_domains", flat=True).first() or []


@transaction.atomic
def change(campaign: Campaign, *, by: Membership, revision: int, domains: Sequence[str] | None, slug: str, posts: bool) -> None:
    """Say how links are tagged, on top of the revision the writer saw: None as the brand's, without domains none is.

    What is planned stays. Raises StaleState, Archived, Closed, Taken.
    """
    kept = None if domains is None else list(domains)
    try:
        with transaction.atomic():
            take(campaign, revision, tagged_domains=kept, slug=slug, tags_posts=posts)
    except IntegrityError as error:
        raise Taken from error
    told = _("as the brand’s") if domains is None else ", ".join(domains) or "–"
    audit.record("campaign.links_changed", campaign, by=by, domains=told, slug=slug)


def seen(brand: Brand) -> str:
    """What tells the brand's tags from any others, 16 letters."""
    return sha256(json.dumps([brand.tagged_domains, brand.tags_posts, brand.tag]).encode()).hexdigest()[:16]


@transaction.atomic
def change_usual(brand: Brand, *, by: Membership, before: str, domains: Sequence[str], tag: str, posts: bool) -> None:
    """Say how links are tagged where no campaign says otherwise, on top of what the writer had `seen`. What is planned stays.

    Raises StaleState.
    """
    if seen(Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)) != before:
        raise StaleState(brand)
    brands.change(brand, {"tagged_domains": list(domains), "tags_posts": posts, "tag": tag}, by=by)
