"""To which campaign, and to which post, the tags of a link belong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db.models import Q

from analytics.models import SiteFigure
from editorial.models import Variant
from lib.text import words
from team.models import Brand

Found = tuple[int | None, int | None]  # a campaign and a post
NOBODY = ("", "(not set)", "(none)", "(direct)", "(organic)", "(referral)", "(data not available)")
MOST_LINKS = 20_000  # the newest posts with tagged links that are looked at


@dataclass
class Joiner:
    """What tags are known by: chosen by a person, as Tribu tags links, from the links of posts, by the name of a campaign, from
    earlier tables.
    """

    names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    slugs: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    links: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    posts: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    before: dict[str, int] = field(default_factory=dict)
    chosen: Mapping[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, brand: Brand, chosen: Mapping[str, int | None]) -> "Joiner":
        """Read it, in a constant number of queries. `chosen` are campaigns by tag, as a person said."""
        joiner = cls(chosen=chosen)
        campaigns = brand.campaigns.in_bulk()
        for campaign in campaigns.values():
            joiner.names[bare(campaign.name)].add(campaign.pk)
            if campaign.slug:
                joiner.slugs[bare(campaign.slug)].add(campaign.pk)
        for post, number in _numbered(brand):
            joiner.posts[bare(campaigns[number].tag if number else brand.tag), str(post)].add(post)
        for link, number, post in _links(brand):
            joiner.take(link, number, post)
        rows = SiteFigure.objects.filter(brand=brand, batch__isnull=False, campaign__isnull=False).order_by("tag", "-pk")
        joiner.before = {bare(tag): campaign for tag, campaign in rows.distinct("tag").values_list("tag", "campaign")}
        return joiner

    def take(self, link: str, campaign: int | None, post: int) -> None:
        """Learn from the link of a post."""
        tag, content = tags(link)
        if tag and campaign:
            self.links[tag].add(campaign)
        if tag:
            self.posts[tag, content].add(post)

    def find(self, tag: str, content: str) -> Found:
        """The campaign and the post that these tags belong to; None where nothing, or more than one thing, says so."""
        key = bare(tag)
        if not key or tag.strip().casefold() in NOBODY:
            return None, None
        posts = self.posts.get((key, bare(content)), set()) if content else set()
        post = next(iter(posts)) if len(posts) == 1 else None
        if tag in self.chosen:
            return self.chosen[tag], post
        return _only(self.slugs.get(key)) or _only(self.links.get(key)) or _only(self.names.get(key)) or self.before.get(
            key
        ), post


def bare(text: str) -> str:
    """A name or a tag without what differs between the two: case, accents, marks."""
    return "-".join(words(text))


def tags(link: str) -> tuple[str, str]:
    """What a link says of its campaign and its content, bare."""
    asked = parse_qs(urlsplit(link).query)
    return bare(asked.get("utm_campaign", [""])[0]), bare(asked.get("utm_content", [""])[0])


def _links(brand: Brand) -> Iterable[Any]:
    posts = brand.posts.filter(link__contains="utm_campaign=").order_by("-pk")
    own = Variant.objects.filter(post__brand=brand, link__contains="utm_campaign=").order_by("-pk")
    yield from posts.values_list("link", "campaign", "pk")[:MOST_LINKS]
    yield from own.values_list("link", "post__campaign", "post")[:MOST_LINKS]


def _numbered(brand: Brand) -> Iterable[Any]:
    """Posts whose links tell their number, with their campaign."""
    own = Q(campaign__tagged_domains__isnull=False, campaign__tags_posts=True)
    usual = Q(campaign=None) | Q(campaign__tagged_domains__isnull=True)
    posts = brand.posts.filter(own | usual if brand.tags_posts else own).order_by("-pk")
    return posts.values_list("pk", "campaign")[:MOST_LINKS]


def _only(found: set[int] | None) -> int | None:
    return next(iter(found)) if found and len(found) == 1 else None
