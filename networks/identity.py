"""Who an account is: what the connect screen asks, who answered, and the account open for use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from networks.wires import Wire

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


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
    """Who answered when an account was connected. `secrets` is sealed at rest; `expires_at` None means: not known.

    `granted` are the rights it gave us, in the network's own names; None when it does not say.
    """

    remote_id: str
    handle: str
    service: str
    secrets: Mapping[str, str] = field(repr=False)
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    expires_at: datetime | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    granted: Sequence[str] | None = None


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
    """New secrets, whole, when they run out, and the rights they carry where the network says so."""

    secrets: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None = None
    granted: Sequence[str] | None = None


@dataclass(frozen=True)
class Installation:
    """Who asks to be let in: this installation, as networks see it.

    People are sent back to `redirect_uri`; at `document` a network may read who we are (Network.client_document). `keys`
    prove that it is us, the one in use last; older ones stand behind access that was given to them.
    """

    redirect_uri: str
    document: str = ""
    keys: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True)
class Authorization:
    """Where a person goes to allow us in, and what we keep secret until they come back."""

    url: str
    pending: Mapping[str, str] = field(repr=False)
