"""Making and changing campaigns: what they say, their themes, their end."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from campaigns import audiences as describing
from campaigns.models import Audience, Campaign, Means, Objective, Theme
from campaigns.states import State
from lib import clock
from lib.states import StaleState
from team import audit
from team.models import Brand, Membership

Values = Mapping[str, Any]
LONGEST_SLUG = 80


class Fixed(Exception):
    """The campaign stays as it is; the text says what would have to be done first."""


class Archived(Fixed):
    """The campaign is archived, and archived campaigns stay as they are."""

    def __init__(self) -> None:
        super().__init__(_("This campaign is archived. Take it out of the archive to change it."))


class Closed(Fixed):
    """The campaign is closed, and its plan stays as it was."""

    def __init__(self) -> None:
        super().__init__(_("This campaign is closed. Open it again to change it."))


def hold(campaign: Campaign) -> None:
    """Hold a campaign that may be changed until the end of the transaction. Raises Archived, Closed."""
    kept = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if kept.archived_at:
        raise Archived
    if kept.state == State.CLOSED:
        raise Closed


def today(brand: Brand) -> date:
    """The day it is for the brand."""
    return clock.wall(clock.now(), brand.zone).date()


@transaction.atomic
def create(
    brand: Brand, *, by: Membership, audiences: Iterable[Audience] = (), new_audience: Values | None = None, **values: Any
) -> Campaign:
    """A new campaign; `values` are its fields, `new_audience` those of an audience to make along with it."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)  # two of one name get two tags
    campaign = Campaign(brand=brand, **values)
    campaign.slug = usual_slug(campaign)
    campaign.save(force_insert=True)
    _address(campaign, audiences, new_audience, by)
    audit.record("campaign.created", campaign, by=by, **_told(values))
    return campaign


@transaction.atomic
def change(
    campaign: Campaign,
    *,
    by: Membership,
    revision: int,
    audiences: Iterable[Audience],
    new_audience: Values | None = None,
    **values: Any,
) -> None:
    """Change what the campaign says, on top of the revision the writer saw.

    Raises StaleState when somebody else changed it since, Archived, Closed; then nothing is kept.
    """
    take(campaign, revision, **values)
    _address(campaign, audiences, new_audience, by)
    audit.record("campaign.changed", campaign, by=by, **_told(values))


@transaction.atomic
def set_themes(campaign: Campaign, rows: Iterable[Values], *, by: Membership, revision: int) -> None:
    """Make these the campaign's themes: those with a known `pk` are changed, the rest are new, who is missing goes.

    Posts of a theme that goes stay, without a theme. Raises StaleState, Archived, Closed.
    """
    take(campaign, revision)
    known = {theme.pk: theme for theme in campaign.themes.all()}
    kept = set()
    for row in rows:
        theme = known.get(row.get("pk") or 0) or Theme(brand=campaign.brand, campaign=campaign)
        theme.name, theme.colour, theme.share = row["name"], row["colour"], row["share"]
        theme.save()
        kept.add(theme.pk)
    campaign.themes.exclude(pk__in=kept).delete()
    audit.record("campaign.themes_changed", campaign, by=by, themes=list(campaign.themes.values_list("name", flat=True)))


@transaction.atomic
def archive(campaign: Campaign, *, by: Membership) -> bool:
    """Put it away, with all it holds; False when it was already."""
    done = Campaign.objects.filter(pk=campaign.pk, archived_at=None).update(archived_at=clock.now())
    if done:
        audit.record("campaign.archived", campaign, by=by)
    return bool(done)


@transaction.atomic
def unarchive(campaign: Campaign, *, by: Membership) -> bool:
    """Take it out of the archive; False when it was out already."""
    done = Campaign.objects.filter(pk=campaign.pk, archived_at__isnull=False).update(archived_at=None)
    if done:
        audit.record("campaign.unarchived", campaign, by=by)
    return bool(done)


@transaction.atomic
def duplicate(campaign: Campaign, *, by: Membership, name: str, starts_on: date) -> Campaign:
    """The same plan for another time: aim, audiences, themes, and objectives moved by as many days; nothing measured."""
    moved = starts_on - campaign.starts_on
    copy = create(
        campaign.brand,
        by=by,
        audiences=campaign.audiences.all(),
        name=name,
        aim=campaign.aim,
        positioning=campaign.positioning,
        colour=campaign.colour,
        starts_on=starts_on,
        ends_on=campaign.ends_on + moved,
        owner=campaign.owner,
        tagged_domains=campaign.tagged_domains,
        tags_posts=campaign.tags_posts,
    )
    Theme.objects.bulk_create(
        Theme(brand=copy.brand, campaign=copy, name=theme.name, colour=theme.colour, share=theme.share)
        for theme in campaign.themes.all()
    )
    Objective.objects.bulk_create(_moved(objective, copy, moved) for objective in campaign.objectives.all())
    _copy_means(campaign, copy)
    audit.record("campaign.duplicated", copy, by=by, source=campaign.pk)
    return copy


def _copy_means(campaign: Campaign, copy: Campaign) -> None:
    """What is planned for it, the hours of its people and its networks; nothing that was spent."""
    for means in Means.objects.filter(campaign=campaign):
        Means.objects.create(brand=copy.brand, campaign=copy, budget=means.budget, minutes_a_post=means.minutes_a_post)
    for rows in (campaign.budget_lines.all(), campaign.hours.all(), campaign.choices.all()):
        for row in rows:
            row.pk, row.campaign = None, copy
            row.save(force_insert=True)


def usual_slug(campaign: Campaign) -> str:
    """A tag made of the campaign's name, which no other campaign of the brand has."""
    first = slugify(campaign.name)[: LONGEST_SLUG - 4].strip("-") or "campaign"
    others = campaign.brand.campaigns.exclude(pk=campaign.pk).values_list("slug", "name")
    taken = {word for slug, name in others for word in (slug, slugify(name))}  # a name is a tag too, where nothing else is known
    numbered = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (first, *numbered) if slug not in taken)


def _moved(objective: Objective, campaign: Campaign, by: timedelta) -> Objective:
    """The same objective in another campaign; a baseline is of its own time and stays behind."""
    due = objective.due_on + by
    return Objective(
        brand=campaign.brand,
        campaign=campaign,
        metric=objective.metric,
        target=objective.target,
        due_on=due,
        owner=objective.owner,
    )


def _address(campaign: Campaign, audiences: Iterable[Audience], new_audience: Values | None, by: Membership) -> None:
    """Set whom it is for."""
    made = [describing.create(campaign.brand, by=by, **new_audience)] if new_audience else []
    campaign.audiences.set([*audiences, *made])


def take(campaign: Campaign, revision: int, **values: Any) -> None:
    """Write the values if the campaign may be changed and is still at that revision. Raises StaleState, Archived, Closed."""
    hold(campaign)
    if not Campaign.objects.filter(pk=campaign.pk, revision=revision).update(revision=F("revision") + 1, **values):
        raise StaleState(campaign)
    campaign.refresh_from_db()


def _told(values: Values) -> dict[str, Any]:
    """The values as the audit log keeps them."""
    return {name: value if value is None or isinstance(value, int) else str(value) for name, value in values.items()}
