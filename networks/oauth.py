"""Allowing us in by OAuth 2 with a code and PKCE (RFC 6749, RFC 7636): what is asked is made here, our wire carries it.

What is asked stands in the address the person is led to (`begin`), or was handed in before (`pushed`, RFC 9126).
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from networks.identity import Authorization
from networks.refusals import ODD_ANSWER, ConnectRefused

VERIFIER = 64  # characters; 43 to 128 are allowed (RFC 7636, 4.1)


def begin(page: str, client_id: str, redirect_uri: str, scopes: Sequence[str], state: str, **pending: str) -> Authorization:
    """Where the person goes: `page` is the network's, `pending` what `exchange` will need besides."""
    asked, verifier = question(client_id, redirect_uri, scopes, state)
    kept = {**pending, "client_id": client_id, "redirect_uri": redirect_uri, "verifier": verifier}
    return Authorization(add_params_to_uri(page, list(asked.items())), kept)


def pushed(page: str, client_id: str, request_uri: str, **pending: str) -> Authorization:
    """Where the person goes when what is asked was handed in before: `request_uri` is what the network calls it."""
    address = add_params_to_uri(page, [("client_id", client_id), ("request_uri", request_uri)])
    return Authorization(address, {**pending, "client_id": client_id})


def question(client_id: str, redirect_uri: str, scopes: Sequence[str], state: str) -> tuple[dict[str, str], str]:
    """What is asked, and the verifier that proves later that we asked it."""
    client = WebApplicationClient(client_id)
    verifier = client.create_code_verifier(VERIFIER)
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes),
        "state": state,
        "code_challenge": client.create_code_challenge(verifier, "S256"),
        "code_challenge_method": "S256",
    }
    return asked, verifier


def code_of(label: str, params: Mapping[str, str]) -> str:
    """The code the person came back with. Raises ConnectRefused with a sentence when they did not allow it."""
    if params.get("error") == "access_denied":
        raise ConnectRefused(_("The access was not allowed on %(network)s. Nothing was connected.") % {"network": label})
    if params.get("error") or not params.get("code"):
        words = params.get("error_description") or params.get("error") or "code"
        raise ConnectRefused(
            _("%(network)s sent you back without access (“%(words)s”). Try again.") % {"network": label, "words": words[:200]}
        )
    return params["code"]


def form_of(pending: Mapping[str, str], code: str) -> dict[str, str]:
    """The fields that turn a code into a token."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": pending["client_id"],
        "redirect_uri": pending["redirect_uri"],
        "code_verifier": pending["verifier"],
    }
    return {**form, "client_secret": pending["client_secret"]} if pending.get("client_secret") else form


def token_of(label: str, body: bytes) -> Mapping[str, Any]:
    """The token in an answer. Raises ConnectRefused when there is none."""
    try:
        token = WebApplicationClient("").parse_request_body_response(body.decode("utf-8", "replace"))
        if not isinstance(token["access_token"], str) or not token["access_token"]:
            raise ValueError("no access token")
        return token
    except (OAuth2Error, *ODD_ANSWER) as error:
        raise ConnectRefused(
            _("%(network)s did not take the permission it gave (“%(words)s”). Try again.")
            % {"network": label, "words": getattr(error, "description", "") or getattr(error, "error", "") or "answer"}
        ) from error


def new_state() -> str:
    """A state nobody can guess."""
    return secrets.token_urlsafe(32)
