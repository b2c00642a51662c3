"""The shape of every network. A network overrides what it can do; what it cannot refuses loudly.

Nothing here knows models: frozen values in, typed outcomes out. Only the methods of a class are its list of abilities.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol

from networks.figures import Figures, Metric
from networks.incoming import Batch
from networks.outcomes import NotSent, Outcome, Refused, Sent, Unknown
from networks.parcels import Parcel, Ref
from networks.rules import Rules
from networks.wires import Wire


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
    """Reading did not work now and may work later; `retry_at` when the network named a time."""

    def __init__(self, reason: str, retry_at: datetime | None = None):
        super().__init__(reason)
        self.retry_at = retry_at


@dataclass(frozen=True)
class ConnectField:
    """A question of the connect screen. `kind`: url, text, secret."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
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
        raise NotImplementedError

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
        raise Unsupported(f"{self.label}: publish")


__all__ = [
    "AccessLost", "Batch", "Busy", "ConnectField", "ConnectRefused", "Connection", "Figures", "Identity", "MemorySteps", "Metric",
    "Network", "NotSent", "Outcome", "Parcel", "Ref", "Refreshed", "Refused", "Sent", "Steps", "Unknown", "Unsupported",
]  # fmt: skip
