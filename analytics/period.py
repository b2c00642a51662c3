"""What of the results is looked at: since when, which account, which campaign and so on, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.http import urlencode

from lib import clock
from team.models import Brand

DAYS = (7, 30, 90, 365)


@dataclass(frozen=True)
class Period:
    """Whole days in the brand's zone up to the present moment, and what they are narrowed to.

    `weekday` is 0 for Monday, `hour` the first of a span of three hours.
    """

    days: int = 90
    account: int | None = None
    campaign: int | None = None
    theme: int | None = None
    weekday: int | None = None
    hour: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Period":
        """The period of an address; what it says wrongly counts as not said."""
        days = _number(query.get("days"))
        rest = {name: _number(query.get(name)) for name in ("account", "campaign", "theme", "weekday", "hour")}
        return cls(days=days if days in DAYS else 90, **rest)

    def address(self, **changes: Any) -> str:
        """The query of an address with this period."""
        said = {**vars(self), **changes}
        return urlencode({name: value for name, value in said.items() if value is not None})

    def start(self, brand: Brand) -> datetime:
        """The first moment of the period."""
        zone = ZoneInfo(brand.zone)
        first_day = clock.now().astimezone(zone).date() - timedelta(days=self.days - 1)
        return datetime.combine(first_day, time(), zone)

    def before(self, brand: Brand) -> datetime:
        """The first moment of the period of the same length before this one."""
        return self.start(brand) - timedelta(days=self.days)


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
