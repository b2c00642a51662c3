"""Connecting an account of Bluesky by app password, and keeping the access alive."""

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from networks.base import AccessExpired, AccessLost, Busy, Connection, ConnectRefused, Identity, Refreshed
from networks.bluesky.links import is_stub, profile_url
from networks.errors import Effect, Failed, parse
from networks.outcomes import Refused, Trouble
from networks.typed import service_address
from networks.wires import Lost, Wire

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

HOME = "https://bsky.social"
OLDER_PICTURE_BYTES = 1_000_000  # seen: the PDS of @atproto/dev-env 0.3.215 refuses one byte more
SESSION = "/xrpc/com.atproto.server.createSession"
REFRESH = "/xrpc/com.atproto.server.refreshSession"
PROFILE = "/xrpc/app.bsky.actor.getProfile"
# What a session may do, by the claim `scope` of its access (github.com/bluesky-social/atproto, packages/pds, 2026-11-26)
WHOLE_ACCOUNT = "com.atproto.access"
RIGHTS = ("com.atproto.appPass", "com.atproto.appPassPrivileged", WHOLE_ACCOUNT, "transition:generic")


def connect(net: "Bluesky", wire: Wire, answers: Mapping[str, str]) -> Identity:
    """Sign in and find out who answered."""
    service, handle = service_of(net, answers), tidy(answers.get("handle", ""))
    session = _session(net, wire, service, handle, answers.get("password", "").strip())
    secrets = {"access": session["accessJwt"], "refresh": session["refreshJwt"]}
    profile = profile_of(net, Connection(service, session["did"], session["handle"], secrets, wire))
    return Identity(
        remote_id=session["did"],
        handle=session["handle"],
        service=service,
        secrets=secrets,
        name=profile.get("displayName", ""),
        url=profile_url(service, session["handle"]),
        avatar_url=profile.get("avatar", ""),
        expires_at=expiry(session["accessJwt"]),
        granted=scope(session["accessJwt"]),
        limits=limits_of(service),
    )


def service_of(net: "Bluesky", answers: Mapping[str, str]) -> str:
    """The service address as it was typed, Bluesky's own when none was. Raises ConnectRefused."""
    typed = re.sub(r"/xrpc/?\s*$", "", answers.get("service", ""))
    return service_address(typed or net.home, net.home)


def tidy(handle: str) -> str:
    """A handle as people paste it: without the mark before it, and the invisible ones around it."""
    return "".join(filter(str.isprintable, handle)).strip().lstrip("@").lower()


def limits_of(service: str) -> dict[str, int]:
    """What a server takes less of than Bluesky's own: not every one knows the newer weight of pictures."""
    newest = service == HOME or is_stub(service)
    return {} if newest else {"picture_bytes": OLDER_PICTURE_BYTES}


def _session(net: "Bluesky", wire: Wire, service: str, handle: str, password: str) -> dict[str, Any]:
    answer = wire.request("POST", service + SESSION, json={"identifier": handle, "password": password})
    try:
        session = parse(net.label, net.errors, answer, Effect.READ)
        if session.get("active") is False:
            raise ConnectRefused(_("This account is not active on Bluesky."), "handle")
        return {name: str(session[name]) for name in ("did", "handle", "accessJwt", "refreshJwt")}
    except Failed as failure:
        raise refusal(failure) from failure
    except (LookupError, TypeError, AttributeError) as error:
        raise no_service() from error


def refusal(failure: Failed) -> ConnectRefused:
    trouble, code = failure.outcome.trouble, failure.outcome.code
    if code == "AuthFactorTokenRequired":
        return ConnectRefused(
            _("This is the password you sign in with. Make an app password on Bluesky and use that."), "password"
        )
    if trouble is Trouble.AUTH:
        return ConnectRefused(_("Bluesky does not know this handle with this app password."), "password")
    if isinstance(failure.outcome, Refused) and trouble is not Trouble.POLICY:
        return no_service() if not code or code.isdigit() else ConnectRefused(failure.outcome.reason, "handle")
    return ConnectRefused(failure.outcome.reason, "service")


def no_service() -> ConnectRefused:
    return ConnectRefused(_("No Bluesky service answers at this address."), "service")


def profile_of(net: "Bluesky", connection: Connection) -> dict[str, Any]:
    """The profile; empty where the service cannot tell, since an account can be used without."""
    try:
        found = net.read(connection, PROFILE, params={"actor": connection.remote_id})
    except (Busy, AccessLost):
        return {}
    return found if isinstance(found, dict) else {}


def refresh(net: "Bluesky", connection: Connection) -> Refreshed:
    """A new pair of tokens for the refresh token. The request has no body: the server refuses one."""
    headers = {"Authorization": f"Bearer {connection.secrets.get('refresh', '')}"}
    try:
        session = net.read(connection, REFRESH, method="POST", headers=headers)
        secrets = {"access": str(session["accessJwt"]), "refresh": str(session["refreshJwt"])}
    except AccessExpired as expired:
        raise AccessLost(net.sentence(Trouble.AUTH)) from expired
    except (LookupError, TypeError) as error:
        raise Lost("the answer to a refresh is not a session") from error
    return Refreshed(secrets, expiry(secrets["access"]), scope(secrets["access"]))


def expiry(token: str) -> datetime | None:
    """When a JWT runs out by its own word; None when it does not say."""
    try:
        return datetime.fromtimestamp(_claims(token)["exp"], UTC)
    except (LookupError, ValueError, TypeError, OverflowError):
        return None


def scope(token: str) -> list[str] | None:
    """The rights a JWT carries by its own word; None when it does not say."""
    try:
        return str(_claims(token)["scope"]).split()
    except (LookupError, ValueError, TypeError):
        return None


def _claims(token: str) -> Any:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
