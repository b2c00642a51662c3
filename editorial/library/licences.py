"""Until when the brand may show its pictures: what stands against a post for it, what is held, who is told."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from editorial.content import Content, Image
from editorial.models import Asset, Post, PostAsset
from editorial.refusals import Blocked
from lib import clock
from lib.findings import Advice, Blocker, Finding
from publishing.engine import limiting
from publishing.models import TO_LEAVE, Publication
from team import notices
from team.models import Brand, Notice
from team.rights import Right

SOON = timedelta(days=30)  # a right that ends so soon is said where the picture is shown
WARNED = timedelta(days=14)  # and told to those who write
RULE = "picture.rights"
ENDING = ngettext_lazy(
    "The right to %(n)s picture of the library ends soon.", "The rights to %(n)s pictures of the library end soon.", "n"
)


def today(brand: Brand) -> date:
    """The day it is for the brand."""
    return clock.wall(clock.now(), brand.zone).date()


def end_of(last: date, brand: Brand) -> datetime:
    """The moment at which the last day of a right is over."""
    return clock.resolve(datetime.combine(last + timedelta(days=1), time()), brand.zone)


def findings(content: Content, brand: Brand, moment: datetime | None) -> Iterator[Finding]:
    """What is to be said of the rights to the content's pictures, for the moment at which it is to leave, or none yet."""
    for image in content.images:
        last = image.asset.rights_until
        if last and (finding := _finding(image, last, brand, moment)):
            yield finding


def _finding(image: Image, last: date, brand: Brand, moment: datetime | None) -> Finding | None:
    facts = {"name": image.asset.name, "day": date_format(last, "DATE_FORMAT")}
    if last < today(brand):
        return Blocker(RULE, _("The right to “%(name)s” ended on %(day)s. Choose another picture.") % facts, about="media")
    if moment and end_of(last, brand) <= moment:
        sentence = _("The right to “%(name)s” ends on %(day)s, before this post leaves. Choose another picture or date.")
        return Blocker(RULE, sentence % facts, about="media")
    if not moment and last <= today(brand) + SOON:
        return Advice(RULE, _("The right to “%(name)s” ends on %(day)s: let this leave before.") % facts, about="media")
    return None


def refuse_over(content: Content, post: Post) -> None:
    """Refuse to plan a post for a moment at which it may not show its pictures any more. Raises Blocked."""
    over = [each for each in findings(content, post.brand, post.planned_for) if isinstance(each, Blocker)]
    if over:
        raise Blocked(over)


def leave_by(content: Content, brand: Brand) -> datetime | None:
    """From when on the content may not leave any more; None for no end."""
    ends = [image.asset.rights_until for image in content.images if image.asset.rights_until]
    return end_of(min(ends), brand) if ends else None


@transaction.atomic
def follow(brand: Brand, assets: Collection[int]) -> int:
    """Let what is planned with these pictures follow their rights as they are now. Returns how many are held for it."""
    posts = brand.posts.filter(pictures__asset__in=assets, variants__publication__state__in=TO_LEAVE)
    ends = PostAsset.objects.filter(post__in=posts).values("post").annotate(last=Min("asset__rights_until"))
    held = 0
    for post, last in ends.values_list("post", "last"):
        publications = Publication.objects.filter(Q(variant__post=post) | Q(head__variant__post=post))
        held += limiting.limit(publications, end_of(last, brand) if last else None)
    return held


@transaction.atomic
def warn() -> int:
    """Tell those who write of rights that end soon, each once; returns of how many."""
    day = clock.now().date()
    near = Asset.objects.filter(rights_until__gte=day, rights_until__lte=day + WARNED, replaced_by=None)
    untold = near.filter(Q(rights_told=None) | ~Q(rights_told=F("rights_until")))
    told: dict[Brand, list[Asset]] = {}
    for asset in untold.select_related("brand").select_for_update(of=("self",), skip_locked=True).order_by("rights_until"):
        told.setdefault(asset.brand, []).append(asset)
    for brand, some in told.items():
        _tell(brand, some)
    pks = [asset.pk for some in told.values() for asset in some]
    return Asset.objects.filter(pk__in=pks).update(rights_told=F("rights_until"))


def _tell(brand: Brand, assets: Collection[Asset]) -> None:
    people = notices.holders(brand, Right.WRITE)
    url = f"{reverse('editorial:library', args=[brand.slug])}?show=ending"
    names = [asset.name for asset in assets]
    notices.gather(people, ENDING, key="library:rights", items=names, url=url, level=Notice.Level.WARNING)
