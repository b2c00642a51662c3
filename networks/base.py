"""The shape of every network. A network overrides what it can do; what it cannot refuses loudly.

Nothing here knows models: frozen values in, typed outcomes out. Only the methods of a class are its list of abilities.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from lib.findings import Blocker
from networks.errors import Effect, Errors, Failed, parse, sentence
from networks.figures import Figures, Metric
from networks.incoming import Batch
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Parcel, Ref
from networks.previews import Look
from networks.rules import Rules, check
from networks.wires import Lost, NotReached, Reply, Wire

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

logger = logging.getLogger(__name__)


class Unsupported(Exception):
    """This network has no such thing."""


class ConnectRefused(Exception):
    """The account could not be connected; the text is a sentence for the person, `field` the answer it is about."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class AccessLost(Exception):
    """Reading or refreshing failed because the access is no longer valid; a person must reconnect."""


class Busy(Exception):
    """Reading did not work now and may work later; `retry_at` when the network named a time, `code` its word for it."""

    def __init__(self, reason: str, retry_at: datetime | None = None, code: str = ""):
        super().__init__(reason)
        self.retry_at, self.code = retry_at, code


class AccessExpired(Busy):
    """The access token ran out: refresh the account, then read again."""


ODD_ANSWER = (LookupError, TypeError, ValueError, AttributeError)  # what taking apart an unexpected answer raises


def reading(method: Callable[..., Any]) -> Callable[..., Any]:
    """Mark of methods that read: an answer of an unexpected shape is Busy, so that reading is tried again later."""

    @wraps(method)
    def guarded(self: "Network", *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except ODD_ANSWER as error:
            logger.exception("%s: an answer was not as expected", self.name)
            raise Busy(self.sentence(Trouble.DOWN, type(error).__name__)) from error

    return guarded


@dataclass(frozen=True)
class ConnectField:
    """A question of the connect screen. `kind`: url, text, secret."""

    name: str
    label: "str | _StrPromise"
    kind: str = "text"
    help: "str | _StrPromise" = ""
    initial: str = ""
    required: bool = True


@dataclass(frozen=True)
class Identity:
    """Who answered when an account was connected. `secrets` is sealed at rest; `expires_at` None means: not known."""

    remote_id: str
    handle: str
    service: str
    secrets: Mapping[str, str] = field(repr=False)
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    expires_at: datetime | None = None
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Connection:
    """An account, open for use: where it lives, who it is, what proves it, and the wire to it."""

    service: str
    remote_id: str
    handle: str
    secrets: Mapping[str, str] = field(repr=False)
    wire: Wire = field(repr=False)
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Refreshed:
    """New secrets, whole, and when they run out."""

    secrets: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None = None


class Steps(Protocol):
    """What was already done for a parcel that takes several calls; `record` has returned only when it is kept for good."""

    def recall(self, name: str) -> str | None: ...

    def record(self, name: str, result: str) -> None: ...


class MemorySteps:
    """Steps kept in a dict, for tests and for parcels nobody will resume."""

    def __init__(self) -> None:
        self.done: dict[str, str] = {}

    def recall(self, name: str) -> str | None:
        """The result of the step, or None."""
        return self.done.get(name)

    def record(self, name: str, result: str) -> None:
        """Keep the result of the step."""
        self.done[name] = result


class Network:
    """One social network. Subclasses set the data and override the underscored methods they can."""

    name: ClassVar[str]
    label: ClassVar[str]
    home: ClassVar[str] = ""  # the service address of the live network, "" when each account has its own
    rules: ClassVar[Rules]
    errors: ClassVar[Errors]
    look: ClassVar[Look] = Look()
    connect_fields: ClassVar[tuple[ConnectField, ...]] = ()
    post_metrics: ClassVar[frozenset[Metric]] = frozenset()
    account_metrics: ClassVar[frozenset[Metric]] = frozenset()
    looks_before_absent: ClassVar[int] = 2  # how many empty looks prove that a lost parcel is not there; 0: cannot look
    settle_seconds: ClassVar[int] = 90  # how long a network may still accept a request whose answer was lost
    live_ready: ClassVar[bool] = True  # whether accounts of the real network can be connected in this version

    # --- what everybody calls ---------------------------------------------------------------------------------------

    def rules_for(self, limits: Mapping[str, int]) -> Rules:
        """The rules with what the account's own instance announced."""
        return self.rules.with_limits(**limits) if limits else self.rules

    def make_key(self, moment: datetime) -> str:
        """A new idempotency key of the kind this network wants."""
        return secrets.token_hex(16)

    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Try the answers of the connect screen. Raises ConnectRefused with a sentence, NotReached, Lost."""
        raise Unsupported(f"{self.label}: connect")

    def refresh(self, connection: Connection) -> Refreshed:
        """Fresh secrets for the account. Raises AccessLost, Busy, NotReached, Lost."""
        raise Unsupported(f"{self.label}: refresh")

    def send(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        """Send the parcel, once. Never raises for what a network or a wire may do: every end is an outcome."""
        if refusal := self._refusal(connection, parcel):
            return refusal
        try:
            return self._publish(connection, parcel, steps)
        except Failed as failure:
            return failure.outcome
        except NotReached as error:
            return NotSent(self.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)
        except Lost as error:
            return Unknown(self.sentence(Trouble.UNCLEAR, str(error)))
        except (*ODD_ANSWER, AccessLost, Busy) as error:
            logger.exception("%s: an answer was not as expected", self.name)
            return Unknown(self.sentence(Trouble.UNCLEAR, type(error).__name__))

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look whether a parcel whose answer was lost is there; NotSent means: looked, and it was not."""
        raise Unsupported(f"{self.label}: reconcile")

    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """What people said since `cursor`; `posts` are our recent posts, for networks asked post by post.

        Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: fetch")

    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Figures of our posts by remote id; a post the network does not know any more is absent. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: post figures")

    def account_figures(self, connection: Connection) -> Figures:
        """Figures of the account. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: account figures")

    # --- what a network fills in ------------------------------------------------------------------------------------

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        """Put the parcel on the network; may raise Failed, NotReached and Lost, which `send` turns into outcomes."""
        raise Unsupported(f"{self.label}: publish")

    def _headers(self, connection: Connection) -> Mapping[str, str]:
        """What proves the account, as headers of every call."""
        return {"Authorization": f"Bearer {connection.secrets['access']}"}

    # --- what networks use ------------------------------------------------------------------------------------------

    def sentence(self, trouble: Trouble, message: str = "") -> str:
        """What happened, for a person."""
        return sentence(self.label, trouble, message)

    def write(self, connection: Connection, method: str, path: str, *, effect: Effect = Effect.VISIBLE, **request: Any) -> Any:
        """Call the account's service; the readable body of a good answer.

        Raises Failed with the outcome that the network's table of errors gives; NotReached; Lost for a visible effect
        only, since a lost step may simply be repeated.
        """
        try:
            return parse(self.label, self.errors, self._call(connection, method, path, **request), effect)
        except Lost as error:
            if effect is Effect.VISIBLE:
                raise
            raise Failed(NotSent(self.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)) from error

    def read(self, connection: Connection, path: str, *, method: str = "GET", **request: Any) -> Any:
        """Ask the account's service; the readable body of a good answer. Raises AccessLost, AccessExpired, Busy."""
        try:
            return parse(self.label, self.errors, self._call(connection, method, path, **request), Effect.READ)
        except Failed as failure:
            raise self._reading_trouble(failure.outcome) from failure
        except (NotReached, Lost) as error:
            raise Busy(self.sentence(Trouble.DOWN, str(error))) from error

    def _call(self, connection: Connection, method: str, path: str, **request: Any) -> Reply:
        headers = {**self._headers(connection), **request.pop("headers", {})}
        return connection.wire.request(method, f"{connection.service}{path}", headers=headers, **request)

    def _reading_trouble(self, outcome: Refused | NotSent | Unknown) -> Exception:
        if outcome.trouble in (Trouble.AUTH, Trouble.PERMISSION):
            return AccessLost(outcome.reason)
        kind = AccessExpired if outcome.trouble is Trouble.EXPIRED else Busy
        return kind(outcome.reason, getattr(outcome, "retry_at", None), outcome.code)

    def _refusal(self, connection: Connection, parcel: Parcel) -> Refused | None:
        """What the rules say against the parcel, before a byte leaves."""
        rules = self.rules_for(connection.limits)
        reply = parcel.reply_to is not None
        for finding in check(rules, parcel.text, parcel.media, parcel.link, reply=reply):
            if isinstance(finding, Blocker):
                trouble = Trouble.MEDIA if finding.about == "media" else Trouble.CONTENT
                return Refused(finding.sentence, trouble, finding.rule)
        return None


__all__ = [
    "AccessExpired",
    "AccessLost",
    "Batch",
    "Busy",
    "ConnectField",
    "ConnectRefused",
    "Connection",
    "Figures",
    "Identity",
    "MemorySteps",
    "Metric",
    "Network",
    "NotSent",
    "Outcome",
    "Parcel",
    "Ref",
    "Refreshed",
    "Refused",
    "Sent",
    "Steps",
    "Unknown",
    "Unsupported",
    "reading",
]
