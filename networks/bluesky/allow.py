"""Allowing us in on the page of an account's own server: asking beforehand, a permission, access bound to a key, giving it back.

What the access needs later stands among the account's secrets: `dpop` is the key it is bound to, `client_id` and
`client_key` who we were to those who gave it, `server` where the account lives when that is not its service, `issuer` who
gave it when that was not its server.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib import clock, jose
from networks import dpop, oauth
from networks.base import (
    AccessLost,
    Authorization,
    Busy,
    Connection,
    ConnectRefused,
    Identity,
    Installation,
    Refreshed,
    Unsupported,
)
from networks.bluesky import ours as who_we_are
from networks.bluesky import whose
from networks.bluesky.connect import limits_of, profile_of, service_of, tidy
from networks.bluesky.links import profile_url, server_of
from networks.bluesky.repo import SESSION
from networks.outcomes import Trouble
from networks.refusals import ODD_ANSWER
from networks.wires import Lost, NotReached, Reply, Wire, retry_moment

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

OVER = {"invalid_grant", "unauthorized_client", "access_denied"}  # what a refused renewal says when the access is over
OWN_SERVERS = ".host.bsky.network"  # where accounts of Bluesky itself live


def authorize(net: "Bluesky", wire: Wire, answers: Mapping[str, str], ours: Installation, state: str) -> Authorization:
    """Find out who lets in to the account, hand in what we ask, and say where the person allows it."""
    client_id, client_key = who_we_are.client_of(ours)
    service, handle = service_of(net, answers), tidy(answers.get("handle", ""))
    home = whose.find(net, wire, service, handle) if handle else None
    gate = whose.gate_of(net, wire, home.server) if home else whose.gate_at(net, wire, service)
    asked, verifier = oauth.question(client_id, ours.redirect_uri, who_we_are.SCOPES, state)
    kept = {"issuer": gate.issuer, "client_id": client_id, "client_key": client_key, "dpop": jose.new_key()}
    hint = {"login_hint": handle} if handle else {}
    request_uri = _push(net, wire, gate, kept, {**asked, **hint})
    known = {"did": home.did, "handle": home.handle or home.did} if home else {}
    more = {"redirect_uri": ours.redirect_uri, "verifier": verifier, "service": service, **known}
    return oauth.pushed(gate.page, request_uri=request_uri, **kept, **more)


def _push(net: "Bluesky", wire: Wire, gate: whose.Gate, kept: Mapping[str, str], asked: Mapping[str, str]) -> str:
    reply = _post(wire, gate.push, kept, asked)
    told = _answer(reply)
    if isinstance(told.get("request_uri"), str) and told["request_uri"]:
        return told["request_uri"]
    if told.get("error") == "invalid_client_metadata":
        sentence = _("%(host)s could not read who asks, at %(address)s: that address must be reachable from the internet.")
        raise ConnectRefused(sentence % {"host": urlsplit(gate.issuer).netloc, "address": kept["client_id"].partition("?")[0]})
    if reply.status == 429 or reply.status >= 500 or not told.get("error"):
        raise ConnectRefused(net.sentence(Trouble.DOWN, _words(told)))
    sentence = _("%(host)s does not take what Tribu asks for (“%(words)s”). Connect with an app password instead.")
    raise ConnectRefused(sentence % {"host": urlsplit(gate.issuer).netloc, "words": _words(told)[:200]})


def exchange(net: "Bluesky", wire: Wire, pending: Mapping[str, str], params: Mapping[str, str]) -> Identity:
    """Turn the code the person came back with into access, and see that it is the access that was asked for."""
    if params.get("iss") != pending["issuer"]:
        raise ConnectRefused(_("This answer does not come from %(host)s, which was asked. Begin again.") % _host(pending))
    form = oauth.form_of({**pending, "client_secret": ""}, oauth.code_of(net.label, params))
    gate = whose.gate(wire, pending["issuer"])
    reply = _post(wire, gate.token, pending, form)
    if reply.status == 429 or reply.status >= 500:
        raise ConnectRefused(net.sentence(Trouble.DOWN))
    oauth.token_of(net.label, reply.body)
    token = _answer(reply)
    try:
        home = _checked(net, wire, pending, token)
        return _identity(net, wire, pending, token, home)
    except ConnectRefused:
        _give_back(wire, gate, pending, str(token.get("refresh_token") or token["access_token"]))
        raise


def _host(pending: Mapping[str, str]) -> dict[str, str]:
    return {"host": urlsplit(pending["issuer"]).netloc}


def _checked(net: "Bluesky", wire: Wire, pending: Mapping[str, str], token: Mapping[str, Any]) -> whose.Home:
    """The home of whose access this is. Raises ConnectRefused when it is another's, or not this server's to give."""
    did, scopes = str(token.get("sub") or ""), str(token.get("scope") or "").split()
    if str(token["token_type"]).lower() != "dpop" or not set(who_we_are.SCOPES) <= set(scopes):
        raise ConnectRefused(_("The access that was allowed is less than Tribu needs to publish. Allow all of it."))
    if pending.get("did") and pending["did"] != did:
        sentence = _("The access was allowed for another account than %(handle)s. Sign in there with that one.")
        raise ConnectRefused(sentence % {"handle": pending["handle"]}, "handle")
    home = whose.home_of(net, wire, pending["service"], did)
    if whose.gate_of(net, wire, home.server).issuer != pending["issuer"]:
        raise ConnectRefused(_("%(host)s gave access to an account that does not live there.") % _host(pending))
    return home


def _identity(net: "Bluesky", wire: Wire, pending: Mapping[str, str], token: Mapping[str, Any], home: whose.Home) -> Identity:
    service = net.home if (urlsplit(home.server).hostname or "").endswith(OWN_SERVERS) else home.server
    issuer, server = pending["issuer"], home.server
    places = {"issuer": "" if issuer == server else issuer, "server": "" if server == service else server}
    kept = {**{name: pending[name] for name in ("dpop", "client_id", "client_key")}, **places, **_pair(token)}
    secrets = {name: value for name, value in kept.items() if value}
    session = net.read(Connection(service, home.did, home.handle, secrets, wire), SESSION)
    if session["did"] != home.did:
        raise ValueError("the session of somebody else")
    profile = profile_of(net, Connection(service, home.did, session["handle"], secrets, wire))
    return Identity(
        remote_id=home.did,
        handle=session["handle"],
        service=service,
        secrets=secrets,
        name=profile.get("displayName", ""),
        url=profile_url(service, session["handle"]),
        avatar_url=profile.get("avatar", ""),
        expires_at=_until(token),
        limits=limits_of(service),
        granted=str(token["scope"]).split(),
    )


def _pair(token: Mapping[str, Any]) -> dict[str, str]:
    return {"access": str(token["access_token"]), "refresh": str(token["refresh_token"])}


def _until(token: Mapping[str, Any]) -> datetime | None:
    seconds = token.get("expires_in")
    return clock.now() + timedelta(seconds=seconds) if isinstance(seconds, int | float) and seconds > 0 else None


def refresh(net: "Bluesky", connection: Connection) -> Refreshed:
    """A new pair; the old refresh token is worth nothing from then on.

    Where the answer is lost, the next try tells: a token that was taken after all is refused, and a person must reconnect.
    """
    secrets, wire = connection.secrets, connection.wire
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh"]}
    reply = _post(wire, _gate(connection).token, _proving(connection), form)
    told = _answer(reply)
    if told.get("error") in OVER:
        raise AccessLost(net.sentence(Trouble.AUTH, _words(told)))
    if not reply.ok:
        raise Busy(net.sentence(Trouble.DOWN, _words(told)), retry_moment(reply), str(told.get("error") or ""))
    try:
        if told["sub"] != connection.remote_id:
            raise AccessLost(net.sentence(Trouble.AUTH))
        rights = str(told["scope"]).split() if told.get("scope") else None
        return Refreshed({**secrets, **_pair(told)}, _until(told), rights)
    except ODD_ANSWER as error:
        raise Lost("the answer to a refresh is not a pair of tokens") from error


def _gate(connection: Connection) -> whose.Gate:
    """Who gave the access, as it stands now. Raises Busy."""
    try:
        return whose.gate(connection.wire, _proving(connection)["issuer"])
    except ConnectRefused as refusal:
        raise Busy(str(refusal)) from refusal


def _proving(connection: Connection) -> Mapping[str, str]:
    """What proves who we are to who gave the access."""
    return {"client_key": "", "issuer": server_of(connection), **connection.secrets}


def revoke(net: "Bluesky", connection: Connection) -> None:
    """Give the access back; an app password is withdrawn on Bluesky itself."""
    if not connection.secrets.get("dpop"):
        raise Unsupported(f"{net.label}: revoke an app password")
    reply = _give_back(connection.wire, _gate(connection), _proving(connection), connection.secrets["refresh"])
    if reply is None or not reply.ok:
        raise Busy(net.sentence(Trouble.DOWN))


def _give_back(wire: Wire, gate: whose.Gate, kept: Mapping[str, str], token: str) -> Reply | None:
    """Make access worth nothing; None when that could not be told."""
    try:
        return _post(wire, gate.revoke, kept, {"token": token}) if gate.revoke else None
    except (NotReached, Lost):
        return None


def _post(wire: Wire, address: str, kept: Mapping[str, str], form: Mapping[str, str]) -> Reply:
    """Hand in a form, with the proofs that it is us."""

    def whole() -> dict[str, str]:
        return {**form, **who_we_are.proof(kept["client_id"], kept["client_key"], kept["issuer"])}

    return dpop.call(wire, kept["dpop"], "POST", address, form=whole)


def _answer(reply: Reply) -> dict[str, Any]:
    """What an answer says, whatever its status; empty when it cannot be read."""
    try:
        told = reply.json()
    except (Lost, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _words(told: Mapping[str, Any]) -> str:
    return str(told.get("error_description") or told.get("error") or "")
