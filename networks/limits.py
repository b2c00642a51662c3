"""Limits as data: with their unit, where they come from, and the day they were checked."""

from dataclasses import dataclass

from lib.counting import UNITS


@dataclass(frozen=True)
class Source:
    """Where a limit comes from and when somebody last looked (ISO date). `trust`: lab, official, second_hand, unverified."""

    what: str
    checked_on: str
    trust: str


@dataclass(frozen=True)
class Quota:
    """At most `limit` posts and answers in any `seconds`, for each account or, `per` app, for the whole installation."""

    limit: int
    seconds: int
    source: Source
    per: str = "account"


@dataclass(frozen=True)
class Allowance:
    """What a network itself counts for an account: `used` of `limit` posts in any `seconds`."""

    used: int
    limit: int
    seconds: int


@dataclass(frozen=True)
class TextLimit:
    """At most `limit` of `unit` (a name in lib.counting.UNITS)."""

    limit: int
    unit: str
    source: Source

    def count(self, text: str) -> int:
        """How many of the unit `text` takes: what the counter shows and what the check compares."""
        return UNITS[self.unit](text)


@dataclass(frozen=True)
class Counter:
    """A counter as a person sees it."""

    unit: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        """How much is left; negative when over."""
        return self.limit - self.used

    @property
    def level(self) -> str:
        """`ok`, `near` from 80 % on, `over`."""
        return "over" if self.left < 0 else "near" if self.used >= 0.8 * self.limit else "ok"
