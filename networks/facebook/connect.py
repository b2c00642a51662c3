"""Connecting a Page by a pasted token: its own, or that of a person who may publish on it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from networks.base import AccessLost, Busy, Connection, ConnectRefused, Identity
from networks.errors import Effect, Failed, parse
from networks.graph import VERSION
from networks.outcomes import Trouble
from networks.typed import service_address
from networks.wires import Wire

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

FIELDS = "id,name,username,link,picture{url},access_token"


def connect(net: "Facebook", wire: Wire, answers: Mapping[str, str]) -> Identity:
    """Find the Page and the token that acts for it; a Page's token has no date on which it runs out."""
    service = service_address(answers.get("service") or net.home, net.home)
    typed = page_name(answers.get("page", ""))
    token = answers.get("token", "").strip()
    page = _ask(net, wire, service, typed, token, FIELDS)
    if not page.get("access_token"):
        raise ConnectRefused(_("The owner of this access token may not publish on this Page."), "token")
    secrets = {"access": str(page["access_token"])}
    if _ask(net, wire, service, "me", secrets["access"], "id").get("id") != page["id"]:
        raise ConnectRefused(_("This access token acts for a person, not for the Page."), "token")
    return Identity(
        remote_id=str(page["id"]),
        handle=page.get("username") or page["name"],
        service=service,
        secrets=secrets,
        name=page["name"],
        url=page.get("link") or f"https://www.facebook.com/{page['id']}",
        avatar_url=((page.get("picture") or {}).get("data") or {}).get("url", ""),
        granted=_granted(net, Connection(service, str(page["id"]), page["name"], {"access": token}, wire)),
    )


def _granted(net: "Facebook", connection: Connection) -> list[str] | None:
    """The rights of a pasted token: a person's token tells what was granted, a Page's own what it was made with.

    developers.facebook.com/docs/graph-api/reference/user/permissions and /debug_token, 2026-11-26. The latter names the token
    of an app or of its developer for asking; that a Page's may ask about itself is told by others only.
    None where neither answers.
    """
    try:
        told = net.read(connection, f"/{VERSION}/me/permissions")["data"]
        return [str(right["permission"]) for right in told if right["status"] == "granted"]
    except (Busy, AccessLost, LookupError, TypeError):
        pass
    try:
        about = {"input_token": connection.secrets["access"]}
        return [str(right) for right in net.read(connection, f"/{VERSION}/debug_token", params=about)["data"]["scopes"]]
    except (Busy, AccessLost, LookupError, TypeError):
        return None


def page_name(typed: str) -> str:
    """The number or name of a Page in what a person typed. Raises ConnectRefused."""
    text = typed.strip().rstrip("/")
    if "/" in text:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        text = parse_qs(parts.query).get("id", [parts.path.rpartition("/")[2]])[0]
    name = text.lstrip("@")
    if not name or not all(char.isalnum() or char in ".-_" for char in name):
        raise ConnectRefused(_("This is neither the number nor the address of a Page."), "page")
    return name


def _ask(net: "Facebook", wire: Wire, service: str, page: str, token: str, fields: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    reply = wire.request("GET", f"{service}/{VERSION}/{page}", params={"fields": fields}, headers=headers)
    try:
        found = parse(net.label, net.errors, reply, Effect.READ)
    except Failed as failure:
        raise _refusal(failure) from failure
    if not isinstance(found, dict) or "id" not in found:
        raise ConnectRefused(_("Facebook does not answer as expected at this address."))
    return found


def _refusal(failure: Failed) -> ConnectRefused:
    match failure.outcome.trouble:
        case Trouble.AUTH:
            return ConnectRefused(_("Facebook does not accept this access token."), "token")
        case Trouble.PERMISSION:
            sentence = _("This access token lacks a right; the help below the field names those it needs.")
            return ConnectRefused(sentence, "token")
        case Trouble.GONE | Trouble.CONTENT:
            return ConnectRefused(_("Facebook knows no such Page, or this access token may not see it."), "page")
    return ConnectRefused(failure.outcome.reason)
