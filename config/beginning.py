"""The first steps of a brand, shown on Today until it has an account and a post."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from charter.models import Charter
from editorial.models import Post, Slot
from publishing.models import Account
from team.models import Brand, Invitation, Membership
from team.rights import Right


@dataclass(frozen=True)
class Step:
    """One step: what to do, what it brings, where, and whether it is done."""

    title: str
    why: str
    url: str
    done: bool


def steps(member: Membership) -> list[Step]:
    """The first steps that this member may take; none once they are behind the brand. One query."""
    done = _done(member.brand)
    return [] if done[Account] and done[Post] else list(_steps(member, done))


def _done(brand: Brand) -> dict[type, bool]:
    models = (Account, Charter, Campaign, Post, Invitation, Slot)
    there = [Exists(model.objects.filter(brand=OuterRef("pk"))) for model in models]
    return dict(zip(models, Brand.objects.filter(pk=brand.pk).values_list(*there).get(), strict=True))


def _steps(member: Membership, done: dict[type, bool]) -> Iterator[Step]:
    texts = (
        (
            Account,
            Right.CONNECT,
            "publishing:choose",
            _("Connect an account"),
            _("Posts leave from there, and messages arrive there."),
        ),
        (
            Charter,
            Right.CHARTER,
            "charter:show",
            _("Write the charter"),
            _("How the brand speaks and looks: each draft is held against it."),
        ),
        (Campaign, Right.PLAN, "campaigns:new", _("Plan a campaign"), _("An aim, a period, objectives that measure themselves.")),
        (Post, Right.WRITE, "editorial:new", _("Write a post"), _("For one account or several; it leaves once it is approved.")),
        (
            Invitation,
            Right.TEAM,
            "team:invite",
            _("Invite those who work with you"),
            _("Each with their roles: who writes, who approves, who answers."),
        ),
        (
            Slot,
            Right.SCHEDULE,
            "editorial:slots",
            _("Say when each account posts"),
            _("These hours take their posts from the stock."),
        ),
    )
    for model, right, name, title, why in texts:
        if member.may(right):
            yield Step(title, why, reverse(name, args=[member.brand.slug]), done[model])
