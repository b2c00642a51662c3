"""Tags on the links of a campaign's posts, so that web analytics tell which visits it brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.planning import take
from lib import utm
from team import audit
from team.models import Brand, Membership

MEDIUM = "social"


class Taken(Exception):
    """Another campaign of the brand has this tag; the text says so."""

    def __init__(self) -> None:
        super().__init__(_("Another campaign has this tag: visits of the two could not be told apart."))


@dataclass(frozen=True)
class Tagging:
    """How links of a post are tagged: those on `domains`, with the campaign's tag, and `content`, "" for none."""

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


def of(campaign: Campaign | None, post: int | None = None) -> Tagging | None:
    """How the links of the campaign's posts are tagged, those of the post with that number; None: they are left alone."""
    if campaign is None or not campaign.tagged_domains or not campaign.slug:
        return None
    return Tagging(tuple(campaign.tagged_domains), campaign.slug, str(post) if post and campaign.tags_posts else "")


def usual_domains(brand: Brand) -> list[str]:
    """The domains that the brand's newest campaign with tags names."""
    named = brand.campaigns.exclude(tagged_domains=[]).order_by("-pk").values_list("tagged_domains", flat=True)
    return named.first() or []


@transaction.atomic
def change(campaign: Campaign, *, by: Membership, revision: int, domains: Sequence[str], slug: str, posts: bool) -> None:
    """Say how links are tagged, on top of the revision the writer saw; without domains none is. What is planned stays.

    Raises StaleState, Archived, Closed, Taken.
    """
    try:
        with transaction.atomic():
            take(campaign, revision, tagged_domains=list(domains), slug=slug, tags_posts=posts)
    except IntegrityError as error:
        raise Taken from error
    audit.record("campaign.links_changed", campaign, by=by, domains=", ".join(domains) or "–", slug=slug)
