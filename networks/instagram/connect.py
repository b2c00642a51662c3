"""Connecting a professional account by a pasted token, and keeping the token alive."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib import clock
from networks.base import AccessLost, Busy, Connection, ConnectRefused, Identity, Refreshed
from networks.errors import Effect, Failed, parse
from networks.graph import VERSION
from networks.outcomes import Trouble
from networks.typed import service_address
from networks.wires import Wire

if TYPE_CHECKING:
    from networks.instagram.network import Instagram

ME = f"/{VERSION}/me"
FIELDS = "user_id,username,name,account_type,profile_picture_url"
RENEW = "/refresh_access_token"
TRY_AGAIN = timedelta(days=1)  # a token younger than a day cannot be renewed


def connect(net: "Instagram", wire: Wire, answers: Mapping[str, str]) -> Identity:
    """Find out whose the token is. `expires_at` is when to renew it, which is long before it runs out."""
    service = service_address(answers.get("service") or net.home, net.home)
    token = answers.get("token", "").strip()
    me = _me(net, wire, service, token)
    fresh = _renew(net, Connection(service, str(me["user_id"]), me["username"], {"access": token}, wire))
    return Identity(
        remote_id=str(me["user_id"]),
        handle=me["username"],
        service=service,
        secrets=fresh.secrets,
        name=me.get("name") or me["username"],
        url=profile_url(service, me["username"]),
        avatar_url=me.get("profile_picture_url") or "",
        expires_at=fresh.expires_at,
        granted=fresh.granted,
    )


def profile_url(service: str, handle: str) -> str:
    """Where a person can look at an account; a stub shows it below its own address."""
    return f"https://www.instagram.com/{handle}/" if is_real(service) else f"{service}/@{handle}"


def is_real(service: str) -> bool:
    """Whether it is Instagram itself, and not a stub."""
    return urlsplit(service).hostname == "graph.instagram.com"


def _me(net: "Instagram", wire: Wire, service: str, token: str) -> dict[str, Any]:
    reply = wire.request("GET", service + ME, params={"fields": FIELDS}, headers={"Authorization": f"Bearer {token}"})
    try:
        me = parse(net.label, net.errors, reply, Effect.READ)
    except Failed as failure:
        raise _refusal(failure) from failure
    if not isinstance(me, dict) or not me.get("user_id") or not me.get("username"):
        raise ConnectRefused(_("This access token is not that of a professional account of Instagram."), "token")
    return me


def _refusal(failure: Failed) -> ConnectRefused:
    match failure.outcome.trouble:
        case Trouble.AUTH:
            return ConnectRefused(_("Instagram does not accept this access token."), "token")
        case Trouble.PERMISSION:
            return ConnectRefused(_("This access token lacks the right instagram_business_basic."), "token")
        case Trouble.GONE | Trouble.CONTENT:
            return ConnectRefused(_("This access token is not that of a professional account of Instagram."), "token")
    return ConnectRefused(failure.outcome.reason)


def refresh(net: "Instagram", connection: Connection) -> Refreshed:
    """The token renewed. Raises AccessLost when it holds no more."""
    try:
        net.read(connection, ME, params={"fields": "user_id"})
    except Busy:
        return Refreshed(connection.secrets, clock.now() + TRY_AGAIN)
    return _renew(net, connection)


def _renew(net: "Instagram", connection: Connection) -> Refreshed:
    """A new token where Instagram gives one; else the one there is, to be renewed when a day has passed.

    With a new token come its rights: on no page of Meta, but seen in answers (a public source file, 2026-11-26).
    """
    asked = {"grant_type": "ig_refresh_token", "access_token": connection.secrets["access"]}
    try:
        answer = net.read(connection, RENEW, params=asked)
        rights = str(answer.get("permissions") or "")
        secrets = {"access": str(answer["access_token"])}
        return Refreshed(secrets, _renew_at(answer["expires_in"]), rights.split(",") if rights else None)
    except (Busy, AccessLost, LookupError, TypeError, ValueError):
        return Refreshed(connection.secrets, clock.now() + TRY_AGAIN)


def _renew_at(seconds: Any) -> datetime:
    """Half its life from now, so that a pause of weeks does not cost the account."""
    return clock.now() + timedelta(seconds=int(seconds) / 2)
