"""Writing posts: begin one, keep what is typed, put it away, take a copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Theme
from campaigns.states import State
from editorial import content, scheduling
from editorial.approval import approval, submission
from editorial.composer import versions
from editorial.content import Content, Version
from editorial.handover import hold_still, relink, retag, stay_if_left, take_back
from editorial.library import assets, fitting
from editorial.models import POST_FLOW, Post, PostAsset, PostState, Variant
from editorial.refusals import NotPossible, PlanClosed
from editorial.stock import terms
from editorial.stock.terms import Terms
from lib import alike, clock
from publishing.models import Account
from team.audit import record
from team.models import Brand, Membership


@dataclass(frozen=True)
class Draft:
    """A post as somebody typed it. `wall` is what clocks in `zone` show when it is to leave; None for no date yet. `terms` are
    those on which it waits in stock, None to leave them as they are."""

    content: Content = field(default_factory=Content)
    campaign: Campaign | None = None
    theme: Theme | None = None
    wall: datetime | None = None
    zone: str = ""
    terms: Terms | None = None

    @property
    def moment(self) -> datetime | None:
        """When it is to leave, aware UTC."""
        return clock.resolve(self.wall, self.zone) if self.wall else None


def of(post: Post) -> Draft:
    """The draft that a kept post is."""
    return Draft(content.of(post), post.campaign, post.theme, post.wall, post.zone, terms.of(post))


def usual(member: Membership) -> list[str]:
    """The numbers of the accounts to begin with: those of the post this member began last. At most two queries."""
    last = member.brand.posts.filter(author=member).order_by("-pk").values("pk")[:1]
    connected = member.brand.accounts.exclude(state=Account.State.DISCONNECTED)
    found = connected.filter(variants__post=Subquery(last)).values_list("pk", flat=True)
    return list(map(str, found)) or _only(list(connected.values_list("pk", flat=True)[:2]))


def _only(accounts: Sequence[int]) -> list[str]:
    """The one account of a brand that has no other."""
    return [str(pk) for pk in accounts] if len(accounts) == 1 else []


@transaction.atomic
def create(brand: Brand, draft: Draft, *, by: Membership, sitting: bool = False) -> Post:
    """Begin a post; with `sitting`, its author goes on typing. Raises PlanClosed."""
    _stay_in_plan(None, draft)
    post = make(brand, draft, author=by, by=by)
    if not draft.content.empty:
        versions.keep(post, _as_kept(post, draft), None, by=by, sitting=sitting)
    record("post.created", post, by=by, post=post.pk)
    return post


@transaction.atomic
def make(brand: Brand, draft: Draft, *, by: Membership | None, **fields: Any) -> Post:
    """A post with that content and these fields; `by` is who wrote it so, None for nobody. The audit log says nothing of it."""
    post = Post(brand=brand, **fields)
    _write_row(post, draft, by)
    post.save()
    _write_parts(post, draft.content)
    fitting.begin(draft.content, by=by)
    return post


@transaction.atomic
def rewrite(post: Post, draft: Draft) -> None:
    """Let a draft of a series say what its text says now; its date and who changed it last stay. Raises NotPossible."""
    kept = hold_still(post)
    if kept.state != PostState.DRAFT:
        raise NotPossible(_("This is no draft any more: save it yourself when you are done."))
    _write_row(kept, replace(draft, wall=kept.wall, zone=kept.zone, terms=None), kept.changed_by)
    kept.save()
    _write_parts(kept, draft.content)


@transaction.atomic
def save(post: Post, draft: Draft, *, by: Membership, revision: int) -> Post:
    """Keep a change to the post as it stood at `revision`. A change of an approved post's content withdraws its approval.

    Raises StaleState when somebody saved in between or a part has left meanwhile, NotPossible when it has left,
    BadMoment, Blocked, PlanClosed.
    """
    kept = hold_still(post, revision)
    _stay_in_plan(kept, draft)
    if kept.state == PostState.ARCHIVED:
        raise NotPossible(_("This post is archived. Restore it first."))
    before = content.of(kept)
    draft = _as_cropped(draft, before) if kept.state != PostState.DRAFT else draft
    newest = versions.latest(kept, before)
    changed = before.digest() != draft.content.digest()
    if changed:
        stay_if_left(kept)
        if kept.state == PostState.APPROVED:
            approval.lapse(kept, by=by)
    _write(kept, draft, by)
    versions.keep(kept, _as_kept(kept, draft), newest, by=by)
    if kept.state == PostState.APPROVED:
        retag(kept)
        relink(kept)
    _describe(draft.content)
    if changed:
        record("post.changed", kept, by=by, post=kept.pk, revision=kept.revision)
    if changed and kept.state == PostState.SUBMITTED:
        submission.content_changed(kept, by=by)
    return kept


def _stay_in_plan(post: Post | None, draft: Draft) -> None:
    """Neither into a closed campaign nor out of it, nor to another of its themes. Raises PlanClosed."""
    before, after = (post.campaign_id, post.theme_id) if post else (None, None), _place(draft)
    if before == after:
        return
    concerned = Campaign.objects.filter(pk__in=[pk for pk in (before[0], after[0]) if pk], state=State.CLOSED)
    if closed := concerned.select_for_update(no_key=True, of=("self",)).first():
        raise PlanClosed(closed.name)


def _place(draft: Draft) -> tuple[int | None, int | None]:
    return draft.campaign.pk if draft.campaign else None, draft.theme.pk if draft.theme else None


def outside_closed(draft: Draft) -> Draft:
    """The draft for a new post that nobody places: outside of a campaign that is closed."""
    closed = draft.campaign is not None and draft.campaign.state == State.CLOSED
    return replace(draft, campaign=None, theme=None) if closed else draft


def _as_cropped(draft: Draft, kept: Content) -> Draft:
    """The draft with the focal points that those who decide have seen: the library's may have moved since."""
    seen = {image.asset.pk: image.focus for image in kept.images}
    images = tuple(replace(image, focus=seen.get(image.asset.pk, image.focus)) for image in draft.content.images)
    return replace(draft, content=replace(draft.content, images=images))


def _describe(kept: Content) -> None:
    """Let a picture that nobody had described yet keep the words it was given here, for its next use."""
    for image in kept.images:
        if image.alt and not image.asset.alt:
            assets.describe(image.asset, image.alt)


@transaction.atomic
def autosave(post: Post, draft: Draft, *, by: Membership, revision: int) -> Post:
    """Keep what was typed in a draft; what is kept already makes no new revision.

    Raises StaleState, PlanClosed; NotPossible for what is no draft: that is saved by a person.
    """
    kept = hold_still(post, revision)
    _stay_in_plan(kept, draft)
    if kept.state != PostState.DRAFT:
        raise NotPossible(_("This is no draft any more: save it yourself when you are done."))
    there = of(kept)
    if there == _typed(kept, draft, there):
        return kept
    newest = versions.latest(kept, there.content)
    _write(kept, draft, by)
    versions.keep(kept, _as_kept(kept, draft), newest, by=by, sitting=True)
    return kept


def says(post: Post, draft: Draft) -> bool:
    """Whether the post says just that already."""
    there = of(post)
    return there == _typed(post, draft, there)


def _typed(post: Post, draft: Draft, there: Draft) -> Draft:
    """The draft as it would be read again once it is kept in the place of `there`."""
    zone, said = draft.zone if draft.wall else "", draft.terms or there.terms
    return replace(draft, content=_as_kept(post, draft), zone=zone, terms=said)


def _as_kept(post: Post, draft: Draft) -> Content:
    """The content as it is kept: with the language of the post where none was chosen."""
    return replace(draft.content, language=draft.content.language or post.language)


def _write(post: Post, draft: Draft, by: Membership) -> None:
    moved = (draft.wall, draft.zone if draft.wall else "") != (post.wall, post.zone)
    _write_row(post, replace(draft, wall=post.wall, zone=post.zone), by)
    post.save()
    _write_parts(post, draft.content)
    fitting.begin(draft.content, by=by)
    if moved:
        scheduling.place(post, draft.wall, draft.zone, by=by)


def _write_row(post: Post, draft: Draft, by: Membership | None) -> None:
    post.text, post.link, post.language = draft.content.text, draft.content.link, draft.content.language or post.brand.language
    post.parts, post.pause = content.kept_parts(draft.content.parts), draft.content.pause
    post.first_comment, post.poll = draft.content.comment, content.kept_poll(draft.content.poll) or None
    post.campaign, post.theme = draft.campaign, draft.theme
    if draft.terms and terms.put(post, draft.terms) and post.pk and by:
        terms.tell(post, by=by)
    post.wall, post.zone, post.planned_for = draft.wall, draft.zone if draft.wall else "", draft.moment
    post.changed_by, post.changed_at = by, clock.now()
    post.revision = post.revision + 1 if post.pk else 1


def _write_parts(post: Post, kept: Content) -> None:
    _write_variants(post, kept)
    wanted = [(image.asset.pk, image.alt, *image.focus) for image in kept.images]
    columns = ("asset_id", "alt", "focal_x", "focal_y")
    if wanted != list(post.pictures.order_by("place").values_list(*columns)):
        post.pictures.all().delete()
        rows = (PostAsset(post=post, place=place, **dict(zip(columns, row, strict=True))) for place, row in enumerate(wanted))
        PostAsset.objects.bulk_create(rows)


def _write_variants(post: Post, kept: Content) -> None:
    there = {variant.account_id: variant for variant in post.variants.all()}
    wanted = {version.account.pk: version for version in kept.versions}
    post.variants.exclude(account__in=wanted).delete()
    fresh = [version for version in kept.versions if version.account.pk not in there]
    Variant.objects.bulk_create(Variant(post=post, account=each.account, **_columns(kept, each)) for each in fresh)
    for variant in there.values():
        version = wanted.get(variant.account_id)
        columns = _columns(kept, version) if version else {}
        if any(getattr(variant, name) != value for name, value in columns.items()):
            Variant.objects.filter(pk=variant.pk).update(**columns)


def _columns(kept: Content, version: Version) -> dict[str, Any]:
    return {**content.columns(version), "gist": alike.gist(kept.text_on(version))}


@transaction.atomic
def archive(post: Post, *, by: Membership) -> None:
    """Put the post away; what is planned of it is taken back. Raises NotPossible when it has left, StaleState."""
    kept = hold_still(post)
    stay_if_left(kept)
    take_back(kept)
    POST_FLOW.move(kept, PostState.ARCHIVED, revision=kept.revision + 1, changed_by=by, changed_at=clock.now())
    submission.settle_notices(kept)
    record("post.archived", kept, by=by, post=kept.pk)


@transaction.atomic
def restore(post: Post, *, by: Membership) -> None:
    """Take an archived post out again, as a draft. Raises StaleState."""
    kept = hold_still(post)
    POST_FLOW.move(kept, PostState.DRAFT, revision=kept.revision + 1, changed_by=by, changed_at=clock.now())
    record("post.restored", kept, by=by, post=kept.pk)


def copy(post: Post, *, by: Membership, accounts: Collection[Account] | None = None) -> Post:
    """A new draft with the same content, without a date; for some of the accounts only when `accounts` is given."""
    kept = of(post)
    versions = tuple(version for version in kept.content.versions if accounts is None or version.account in accounts)
    draft = replace(kept, content=replace(kept.content, versions=versions), wall=None, zone="", terms=None)
    return create(post.brand, outside_closed(draft), by=by)
