"""Allowing us in on an instance's own page: an application of ours there, a permission, a token, and giving it back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from networks import oauth
from networks.base import Authorization, Connection, ConnectRefused, Identity, Unsupported
from networks.errors import Effect, Failed, parse
from networks.mastodon.connect import identify, no_instance, refusal
from networks.outcomes import Trouble
from networks.typed import service_address
from networks.wires import Wire

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

APPS = "/api/v1/apps"
PAGE = "/oauth/authorize"
TOKEN = "/oauth/token"  # noqa: S105 - an address
REVOKE = "/oauth/revoke"
NAME = "Tribu"
SCOPES = (
    "profile",
    "read:notifications",
    "read:statuses",
    "write:blocks",
    "write:favourites",
    "write:media",
    "write:statuses",
)
BEFORE_4_3 = ("read:accounts", *SCOPES[1:])  # `profile` is known from Mastodon 4.3 on


def authorize(net: "Mastodon", wire: Wire, answers: Mapping[str, str], redirect_uri: str, state: str) -> Authorization:
    """Register an application on the instance, and say where the person allows it."""
    service = service_address(answers.get("service", ""), "https://mastodon.social")
    app, scopes = _app(net, wire, service, redirect_uri)
    kept = {"service": service, "client_secret": str(app["client_secret"])}
    return oauth.begin(f"{service}{PAGE}", str(app["client_id"]), redirect_uri, scopes, state, **kept)


def _app(net: "Mastodon", wire: Wire, service: str, redirect_uri: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """An application of ours there, and the rights it asks for; an older instance refuses the name of one of them."""
    for scopes in (SCOPES, BEFORE_4_3):
        form = {"client_name": NAME, "redirect_uris": redirect_uri, "scopes": " ".join(scopes)}
        try:
            app = parse(net.label, net.errors, wire.request("POST", service + APPS, form=form), Effect.STEP)
        except Failed as failure:
            if failure.outcome.trouble is Trouble.CONTENT and scopes is SCOPES:
                continue
            raise refusal(failure) from failure
        if isinstance(app, dict) and app.get("client_id") and app.get("client_secret"):
            return app, scopes
        break
    raise no_instance()


def exchange(net: "Mastodon", wire: Wire, pending: Mapping[str, str], params: Mapping[str, str]) -> Identity:
    """Turn the code the person came back with into access, and see whose it is."""
    form = oauth.form_of(pending, oauth.code_of(net.label, params))
    reply = wire.request("POST", pending["service"] + TOKEN, form=form)
    if reply.status == 429 or reply.status >= 500:
        raise ConnectRefused(net.sentence(Trouble.DOWN), "service")
    token = oauth.token_of(net.label, reply.body)
    client = {name: pending[name] for name in ("client_id", "client_secret")}
    return identify(net, wire, pending["service"], {"access": str(token["access_token"]), **client})


def revoke(net: "Mastodon", connection: Connection) -> None:
    """Make the token worth nothing; one that was pasted belongs to an application of the person's own."""
    secrets = connection.secrets
    if not secrets.get("client_id"):
        raise Unsupported(f"{net.label}: revoke a token that was pasted")
    form = {"client_id": secrets["client_id"], "client_secret": secrets["client_secret"], "token": secrets["access"]}
    net.act(connection, "POST", REVOKE, form=form)
