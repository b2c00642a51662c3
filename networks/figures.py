"""Figures as all networks share them. A figure a network does not give is absent or None, never 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Metric(StrEnum):
    """What is counted; each network declares which of these it gives for a post and for an account."""

    VIEWS = "views"
    REACH = "reach"
    LIKES = "likes"
    REPLIES = "replies"
    SHARES = "shares"
    SAVES = "saves"
    CLICKS = "clicks"
    FOLLOWERS = "followers"
    POSTS = "posts"


@dataclass(frozen=True)
class Figures:
    """The counts a network gave at one moment, and its answer as it came."""

    values: Mapping[Metric, int | None]
    raw: Mapping[str, Any] = field(default_factory=dict)
