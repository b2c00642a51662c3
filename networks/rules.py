"""What a network accepts, as data: limits with their unit, source and the day they were checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lib.counting import UNITS
from lib.findings import Finding
from networks.parcels import Media


@dataclass(frozen=True)
class Source:
    """Where a limit comes from and when somebody last looked (ISO date). `trust`: lab, official, second_hand, unverified."""

    what: str
    checked_on: str
    trust: str


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


@dataclass(frozen=True)
class PictureRules:
    """Which pictures are taken. Ratios are width / height; bytes, pixels and characters; None where there is no limit."""

    max_count: int
    mimes: tuple[str, ...]
    max_bytes: int
    source: Source
    min_count: int = 0
    min_ratio: float | None = None
    max_ratio: float | None = None
    min_width: int | None = None
    max_width: int | None = None
    max_pixels: int | None = None
    max_alt: int | None = None


@dataclass(frozen=True)
class Rules:
    """All that a network accepts in a post. `link` is `card`, `text` (counted in the text) or `none`."""

    texts: tuple[TextLimit, ...]
    pictures: PictureRules
    link: str
    reply_texts: tuple[TextLimit, ...] = ()
    max_hashtags: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def with_limits(self, **limits: int) -> "Rules":
        """The same rules with the values an instance announced (keys: text, pictures, picture_bytes, alt)."""
        return replace(self)


def counters(rules: Rules, text: str, *, reply: bool = False) -> list[Counter]:
    """The counters of `text`, one for each limit."""
    limits: Sequence[TextLimit] = (rules.reply_texts or rules.texts) if reply else rules.texts
    return [Counter(limit.unit, limit.count(text), limit.limit) for limit in limits]


def check(rules: Rules, text: str, media: Sequence[Media], link: str = "", *, reply: bool = False) -> list[Finding]:
    """What stands against sending this, as findings with sentences; empty when the network would take it."""
    raise NotImplementedError
