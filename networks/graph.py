"""What the networks of Meta share: the Graph API's version, errors, headers of use, pages, and marks in its lists."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from lib import clock
from networks.errors import Complaint, Rule, not_sent, refused, unknown
from networks.figures import Metric
from networks.outcomes import Trouble
from networks.wires import Reply

if TYPE_CHECKING:
    from networks.base import Connection, Network

VERSION = "v25.0"  # developers.facebook.com/docs/pages-api/posts, seen 2026-11-22; versions hold about two years
LIST = 50
PAGES = 20  # of one list, at the most
OVERLAP = 60  # seconds; what is said may be listed a little after what was said later

ERRORS: dict[str, Rule] = {  # https://developers.facebook.com/docs/graph-api/guides/error-handling, 2026-11-22
    "1": unknown(),
    "2": unknown(),
    "transient": unknown(),
    **dict.fromkeys(("4", "17", "32", "341", "613", "80001", "80002"), not_sent(Trouble.RATE)),
    **dict.fromkeys(map(str, range(200, 300)), refused(Trouble.PERMISSION)),
    "10": refused(Trouble.PERMISSION),
    "100/33": refused(Trouble.GONE),
    "803": refused(Trouble.GONE),
    "100": refused(Trouble.CONTENT),
    "102": not_sent(Trouble.AUTH),
    "190": not_sent(Trouble.AUTH),
    # revoked, to confirm at Facebook, password changed, run out, invalid: each is a new consent of a person
    **dict.fromkeys(("190/458", "190/459", "190/460", "190/463", "190/467"), not_sent(Trouble.AUTH)),
    "368": refused(Trouble.POLICY),
    "506": refused(Trouble.DUPLICATE),
}


def complaint(reply: Reply, body: Any) -> Complaint | None:
    """The error in the envelope, whatever the status: the Graph API puts some into a 200."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        words = error.get("error_user_msg") or error.get("message") or ""
        return Complaint(_codes(error), str(words), regained(reply.headers))
    if isinstance(body, dict) and body.get("success") is False:
        return Complaint(("unsuccessful",))
    return None if reply.ok else Complaint()


def _codes(error: Mapping[str, Any]) -> tuple[str, ...]:
    code, sub = str(error.get("code", "")), str(error.get("error_subcode") or "")
    exact = (f"{code}/{sub}",) if sub else ()
    own = (sub,) if len(sub) > 4 else ()  # long subcodes mean the same below every code
    return (*exact, *own, code, *(("transient",) if error.get("is_transient") else ()))


def regained(headers: Mapping[str, str]) -> datetime | None:
    """When the app may call again: `estimated_time_to_regain_access` (minutes) of X-Business-Use-Case-Usage."""
    try:
        uses = [use for group in json.loads(headers["x-business-use-case-usage"]).values() for use in group]
        minutes = max(int(use.get("estimated_time_to_regain_access") or 0) for use in uses)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    return clock.now() + timedelta(minutes=minutes) if minutes > 0 else None


def pages(net: "Network", connection: "Connection", path: str, **params: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    """The pages of a list, as long as there are more."""
    for _number in range(PAGES):
        answer = net.read(connection, path, params={"limit": LIST, **params})
        yield answer["data"]
        after = (answer.get("paging") or {}).get("cursors", {}).get("after")
        if not after or not (answer.get("paging") or {}).get("next"):
            return
        params["after"] = after


def moment(text: str) -> datetime:
    """A date of the Graph API (2026-11-22T09:00:00+0000) as aware UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def first(edge: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The first thing on an edge of an answer; empty when there is none."""
    things: Sequence[Mapping[str, Any]] = (edge or {}).get("data") or []
    return things[0] if things else {}


def count(value: Any) -> int | None:
    """A count as the network gave it; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


@dataclass(frozen=True)
class Insight:
    """A name of Meta's for one of our metrics; from `retired_on` on, asking for it is an error."""

    name: str
    metric: Metric
    retired_on: date | None = None


def alive(insights: Sequence[Insight], on: date) -> dict[str, Metric]:
    """The names that can be asked for on that day, with what they count."""
    return {item.name: item.metric for item in insights if item.retired_on is None or on < item.retired_on}


def insights_of(answer: Mapping[str, Any], names: Mapping[str, Metric]) -> dict[Metric, int | None]:
    """The counts in the `insights` edge of an answer."""
    found: dict[Metric, int | None] = {}
    for item in (answer.get("insights") or {}).get("data", []):
        if metric := names.get(item.get("name", "")):
            value = item.get("total_value") or next(iter(item.get("values") or []), None)
            found[metric] = count((value or {}).get("value"))
    return found


@dataclass
class Mark:
    """How far the comments of one post are read: what the list looked like (`sign`), the second of the newest, and
    the seconds of those near it."""

    sign: str = ""
    newest: int = 0
    near: dict[str, int] = field(default_factory=dict)

    @property
    def since(self) -> int:
        """The second from which comments may be new; 0 for all."""
        return max(0, self.newest - OVERLAP)

    def is_new(self, id: str, at: datetime) -> bool:
        """Whether the comment has not been read yet."""
        return int(at.timestamp()) >= self.since and _short(id) not in self.near

    def after(self, sign: str, seen: Mapping[str, datetime]) -> "Mark":
        """The mark once these comments, by id, have been read."""
        known = {**self.near, **{_short(id): int(at.timestamp()) for id, at in seen.items()}}
        moved = Mark(sign, max([self.newest, *known.values()]))
        moved.near = {id: second for id, second in known.items() if second >= moved.since}
        return moved


def _short(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()[:10]


def read_marks(cursor: str) -> dict[str, Mark]:
    """The marks by post that a cursor holds; none for an unreadable one."""
    try:
        return {post: Mark(str(sign), int(newest), dict(near)) for post, (sign, newest, near) in json.loads(cursor).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def write_marks(marks: Mapping[str, Mark]) -> str:
    """Marks as a cursor."""
    kept = {post: (mark.sign, mark.newest, mark.near) for post, mark in marks.items()}
    return json.dumps(kept, separators=(",", ":"))
