"""Drawing a visual of the library anew: the new one takes its place wherever the old one has not left yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from charter.models import Charter
from editorial import drafting, handover
from editorial.content import Content, Image, Part
from editorial.library import assets, removing, uses
from editorial.models import Asset, Post, PostAsset, Variant
from editorial.refusals import NotPossible, Refusal
from editorial.visuals import visuals
from editorial.visuals.visuals import Wish
from lib.states import StaleState
from team.models import Membership


@dataclass(frozen=True)
class Renewed:
    """The new picture, how many posts ask for approval again because of it, and a sentence for each that could not change."""

    asset: Asset
    asking: int
    troubles: Sequence[str]


def bound(asset: Asset) -> "QuerySet[Post]":
    """The submitted and approved posts that show it and have not left; of a series its texts, which its days follow."""
    left = Variant.objects.filter(post=OuterRef("pk"), publication__state__in=handover.LEFT)
    return uses.posts(asset).exclude(state__in=uses.LOOSE).filter(~Exists(left), occurrence=None)


@transaction.atomic
def renew(charter: Charter, asset: Asset, wish: Wish, *, by: Membership, alt: str = "", everywhere: bool = False) -> Renewed:
    """Draw it anew. Drafts show the new one; with `everywhere` what is submitted or planned too, which asks for approval
    again. What has left keeps the file that was published.

    Raises as `visuals.keep`; NotPossible where the library has that very picture already, beside this one.
    """
    taken = visuals.keep(charter, wish, by=by, alt=alt)
    fresh, said = taken.asset, alt.strip() or visuals.alt_of(wish)
    if not taken.new and fresh.pk != asset.pk and not fresh.replaced_by_id:
        raise NotPossible(_("This picture is in the library already, as “%(name)s”.") % {"name": fresh.name})
    assets.describe(fresh, said)
    fresh.alt = said
    if fresh.pk == asset.pk:
        _follow(asset, fresh)
        return Renewed(fresh, 0, ())
    asking, troubles = _ask_again(bound(asset).order_by("pk"), asset, fresh, by) if everywhere else (0, [])
    kept = removing.succeed(asset, fresh, by=by, name=_name(asset, wish))
    _follow(asset, kept)
    return Renewed(kept, asking, troubles)


def _name(asset: Asset, wish: Wish) -> str:
    """What somebody called it; else what it says now."""
    before = Wish.of(asset)
    return wish.name if before and asset.name == before.name else asset.name


def _follow(old: Asset, new: Asset) -> None:
    """Drafts that said nothing else of the picture say what it shows now."""
    PostAsset.objects.filter(asset=new, alt=old.alt, post__state__in=uses.LOOSE).update(alt=new.alt)


def _ask_again(posts: Iterable[Post], old: Asset, new: Asset, by: Membership) -> tuple[int, list[str]]:
    done, troubles = 0, []
    for post in posts:
        try:
            draft = drafting.of(post)
            draft = replace(draft, content=_shown(draft.content, old, new))
            drafting.save(post, draft, by=by, revision=post.revision)
            done += 1
        except (Refusal, StaleState) as refusal:
            troubles.append(f"{post}: {refusal}")
    return done, troubles


def _shown(kept: Content, old: Asset, new: Asset) -> Content:
    """The content with the new picture wherever it shows the old one."""

    def named(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(new.pk if number == old.pk else number for number in numbers)

    def parts(rows: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(replace(part, pictures=named(part.pictures)) for part in rows)

    def image(shown: Image) -> Image:
        alt = new.alt if shown.alt == old.alt else shown.alt
        return Image(new, alt, new.focus) if shown.asset.pk == old.pk else shown

    versions = tuple(
        replace(each, parts=each.parts and parts(each.parts), pictures=each.pictures and named(each.pictures))
        for each in kept.versions
    )
    return replace(kept, images=tuple(map(image, kept.images)), parts=parts(kept.parts), versions=versions)
