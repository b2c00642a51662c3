"""When another side says that one may come back."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from lib import clock
from lib.answers import Reply

WINDOWS = ("x-ratelimit", "ratelimit", "x-rate-limit")  # names of headers that tell of a window of calls
LONGEST_WAIT = timedelta(days=2)  # what is asked beyond this is taken for a mistake of its own


def retry_moment(reply: Reply) -> datetime | None:
    """When the other side says one may come back: Retry-After in seconds or as a date; the end of a window of calls only when
    they are used up, since many networks tell it with every answer."""
    windows = [f"{family}-reset" for family in WINDOWS if reply.status == 429 or reply.headers.get(f"{family}-remaining") == "0"]
    for name in ("retry-after", *windows):
        moment = _moment(reply.headers.get(name, "").strip())
        if moment is not None:
            return min(max(moment, clock.now()), clock.now() + LONGEST_WAIT)
    return None


def _moment(text: str) -> datetime | None:
    """A moment written as seconds from now, seconds since 1970, an HTTP date or an ISO date."""
    try:
        seconds = float(text)
        return datetime.fromtimestamp(seconds, UTC) if seconds > 1e9 else clock.now() + timedelta(seconds=seconds)
    except (ValueError, OverflowError, OSError):
        pass
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError):
            continue
    return None
