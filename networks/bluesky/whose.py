"""Whose a handle is, where that account lives, and who lets people in there: atproto.com/specs, handle, did and oauth (2026-11).

Every step is asked of whom the step before named, and told back: the account's document must name the handle, the server
must name itself. A redirect is no answer, and what is larger than a document of this kind neither.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from networks.bluesky.connect import no_service, refusal
from networks.bluesky.links import is_public, is_stub
from networks.errors import Effect, Failed, parse
from networks.refusals import ODD_ANSWER, ConnectRefused
from networks.wires import Lost, NotReached, Wire

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
OWN_WORD = "/.well-known/atproto-did"
RESOURCE = "/.well-known/oauth-protected-resource"
SERVER = "/.well-known/oauth-authorization-server"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HANDLE = re.compile(rf"(?=.{{4,253}}$)(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]+(?:%3a\d{1,5})?)", re.IGNORECASE)
MAX_DOCUMENT = 64 * 1024  # bytes


@dataclass(frozen=True)
class Home:
    """Where an account lives: its server, and the handle that its document claims."""

    did: str
    handle: str
    server: str


@dataclass(frozen=True)
class Gate:
    """Who lets people in, and at which of its addresses what is done."""

    issuer: str
    push: str
    page: str
    token: str
    revoke: str


def find(net: "Bluesky", wire: Wire, service: str, handle: str) -> Home:
    """The home of who has that handle, or is that DID. Raises ConnectRefused, also when the account does not claim it."""
    did = handle if DID.fullmatch(handle) else _did_of(net, wire, service, handle)
    home = home_of(net, wire, service, did)
    if did != handle and home.handle != handle:
        sentence = _("The handle %(handle)s leads to an account that does not claim it. Its owner must set it right on Bluesky.")
        raise ConnectRefused(sentence % {"handle": handle}, "handle")
    return home


def _did_of(net: "Bluesky", wire: Wire, service: str, handle: str) -> str:
    if not HANDLE.fullmatch(handle):
        raise ConnectRefused(_("This is no handle of Bluesky; one looks like maisonlune.bsky.social."), "handle")
    try:
        told = parse(net.label, net.errors, wire.request("GET", service + RESOLVE, params={"handle": handle}), Effect.READ)
        return _a_did(told["did"])
    except Failed as failure:
        if failure.outcome.code != "InvalidRequest":
            raise refusal(failure) from failure
    except ODD_ANSWER as error:
        raise no_service() from error
    return _by_its_own_word(wire, handle)


def _by_its_own_word(wire: Wire, handle: str) -> str:
    """Whose a handle is by the word of the site that bears its name. Raises ConnectRefused when that says nothing."""
    try:
        reply = wire.request("GET", f"https://{handle}{OWN_WORD}")
        if reply.status == 200:
            return _a_did(reply.body[:300].decode().strip())
    except (NotReached, Lost, ValueError):
        pass
    raise ConnectRefused(
        _("Nobody on Bluesky has the handle %(handle)s. Check how it is written.") % {"handle": handle}, "handle"
    )


def _a_did(text: str) -> str:
    if not DID.fullmatch(text):
        raise ValueError("not a DID")
    return text


def home_of(net: "Bluesky", wire: Wire, service: str, did: str) -> Home:
    """Where an account lives, by its own document. Raises ConnectRefused."""
    if not DID.fullmatch(did):
        raise ConnectRefused(_("This is no handle of Bluesky; one looks like maisonlune.bsky.social."), "handle")
    where = _document_of(net, service, did)
    document = _read(wire, where)
    try:
        handles = [name.removeprefix("at://") for name in document.get("alsoKnownAs") or [] if name.startswith("at://")]
        ends = [each["serviceEndpoint"] for each in document["service"] if each["id"].endswith("#atproto_pds")]
        if document["id"] != did:
            raise ValueError("the document of somebody else")
        return Home(did, handles[0].lower() if handles else "", _sound(ends[0].rstrip("/")))
    except ODD_ANSWER as error:
        raise _odd(where) from error


def _document_of(net: "Bluesky", service: str, did: str) -> str:
    """The address of an account's document: of a DID of the web on its own site, of the others in the directory."""
    if is_stub(service) and not is_public(service):
        return f"{service}/_directory/{did}"
    if did.startswith("did:web:"):
        return f"https://{did.removeprefix('did:web:').replace('%3A', ':').replace('%3a', ':')}/.well-known/did.json"
    return f"{net.directory}/{did}"


def gate_of(net: "Bluesky", wire: Wire, server: str) -> Gate:
    """Who lets people in to what lives on a server. Raises ConnectRefused."""
    told = _read(wire, server + RESOURCE)
    try:
        (issuer,) = told["authorization_servers"]
        issuer = _sound(issuer)
    except ODD_ANSWER as error:
        raise _odd(server) from error
    return gate(wire, issuer)


def gate_at(net: "Bluesky", wire: Wire, typed: str) -> Gate:
    """Who lets people in at an address that somebody typed: of a server, or of the gate itself. Raises ConnectRefused."""
    try:
        return gate_of(net, wire, typed)
    except ConnectRefused:
        return gate(wire, _sound(typed))


def gate(wire: Wire, issuer: str) -> Gate:
    """What the gate says of itself. Raises ConnectRefused, also when it does not let in as AT Protocol wants."""
    told = _read(wire, issuer + SERVER)
    try:
        if told["issuer"] != issuer or not _lets_in(told):
            raise ValueError("another, or another way of letting in")
        return Gate(
            issuer,
            push=_sound(told["pushed_authorization_request_endpoint"]),
            page=_sound(told["authorization_endpoint"]),
            token=_sound(told["token_endpoint"]),
            revoke=_sound(told["revocation_endpoint"]) if told.get("revocation_endpoint") else "",
        )
    except ODD_ANSWER as error:
        raise _odd(issuer) from error


def _lets_in(told: Mapping[str, Any]) -> bool:
    return (
        "atproto" in told["scopes_supported"]
        and "S256" in told["code_challenge_methods_supported"]
        and "ES256" in told["dpop_signing_alg_values_supported"]
        and told["authorization_response_iss_parameter_supported"] is True
    )


def _sound(address: str) -> str:
    """The address, if it may be trusted with secrets: https, plain only inside one's own network. Raises ValueError."""
    parts = urlsplit(address)
    plain = parts.scheme == "http" and not is_public(address)
    if not parts.hostname or parts.username is not None or parts.fragment or not (plain or parts.scheme == "https"):
        raise ValueError(f"{address} is not an address of a server")
    return address


def _read(wire: Wire, address: str) -> dict[str, Any]:
    """The document at an address. Raises ConnectRefused with a sentence."""
    try:
        reply = wire.request("GET", address)
    except (NotReached, Lost) as error:
        raise ConnectRefused(
            _("%(host)s does not answer: it is away, or its address is not allowed here.") % {"host": urlsplit(address).netloc}
        ) from error
    if reply.status == 429 or reply.status >= 500:
        raise ConnectRefused(_("%(host)s is not well at the moment. Try again later.") % {"host": urlsplit(address).netloc})
    try:
        told = reply.json() if reply.status == 200 and len(reply.body) <= MAX_DOCUMENT else None
    except (Lost, ValueError):
        told = None
    if not isinstance(told, dict):
        raise _odd(address)
    return told


def _odd(address: str) -> ConnectRefused:
    return ConnectRefused(
        _("%(host)s does not let in as Bluesky does. Connect with an app password instead.") % {"host": urlsplit(address).netloc}
    )


__all__ = ["Gate", "Home", "find", "gate", "gate_at", "gate_of", "home_of"]
