"""The states of a campaign that people decide on. Whether it runs is read from its days, as everything else about time."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import pgettext_lazy

from lib.states import Flow

if TYPE_CHECKING:
    from campaigns.models import Campaign


class State(models.TextChoices):
    """What people decided on: a draft, signed, or closed."""

    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    SIGNED = "signed", pgettext_lazy("campaign", "Signed")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")


FLOW = Flow(
    State,
    {
        State.DRAFT: {State.SIGNED, State.CLOSED},
        State.SIGNED: {State.SIGNED, State.DRAFT, State.CLOSED},
        State.CLOSED: {State.DRAFT, State.SIGNED},
    },
)


class Phase(models.TextChoices):
    """Where a campaign is in its life: what was decided, and what its days make of it."""

    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    SIGNED = "signed", pgettext_lazy("campaign", "Signed")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    OVER = "over", pgettext_lazy("campaign", "Over, to be closed")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")


def phase(campaign: "Campaign", today: date) -> Phase:
    """Where the campaign is on that day of the brand."""
    if campaign.state == State.CLOSED:
        return Phase.CLOSED
    if today > campaign.ends_on:
        return Phase.OVER
    return Phase.RUNNING if today >= campaign.starts_on else Phase(campaign.state)
