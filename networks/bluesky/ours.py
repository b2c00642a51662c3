"""Who we are to a server of AT Protocol: a document at an address of ours, which is our name (atproto.com/specs/oauth, 2026-11).

An installation at a public https address proves by a key that it is itself; then access may last for as long as it is
used (three months unused, seen). One on this machine only has a name made of its answers, and no proof: a server
may end such access after a week or two.
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from lib import clock, jose
from networks.identity import Installation
from networks.refusals import ConnectRefused

NAME = "Tribu"
SCOPES = ("atproto", "transition:generic")
HERE = ("127.0.0.1", "::1")
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HOLDS = 60  # seconds an assertion is good, as short as servers want it (seen)


def client_of(ours: Installation) -> tuple[str, str]:
    """Our name there, and the key that proves it, "" where there is none. Raises ConnectRefused where we can have no name."""
    back, public = urlsplit(ours.redirect_uri), urlsplit(ours.document)
    if back.scheme == "http" and back.hostname in HERE:
        return "http://localhost?" + urlencode({"redirect_uri": ours.redirect_uri, "scope": " ".join(SCOPES)}), ""
    if public.scheme != "https" or public.port or not ours.keys:
        sentence = _(
            "Bluesky lets in only installations at an https address without a port, or on 127.0.0.1; "
            "this one is %(address)s. Connect with an app password instead."
        )
        raise ConnectRefused(sentence % {"address": f"{back.scheme}://{back.netloc}"})
    return ours.document, ours.keys[-1]


def document(ours: Installation) -> Mapping[str, Any]:
    """What stands at our address: who we are, where people are sent back to, what we may ask for, our public keys."""
    site = urlsplit(ours.document)
    keys = [jose.public(key) for key in ours.keys]
    return {
        "client_id": ours.document,
        "client_name": NAME,
        "client_uri": f"{site.scheme}://{site.netloc}",
        "application_type": "web",
        "redirect_uris": [ours.redirect_uri],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": " ".join(SCOPES),
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": jose.ALGORITHM,
        "jwks": {"keys": [{**key, "use": "sig", "alg": jose.ALGORITHM, "kid": jose.thumbprint(key)} for key in keys]},
    }


def proof(client_id: str, key: str, issuer: str) -> dict[str, str]:
    """The fields of a form that say who asks, and prove it where there is a key."""
    if not key:
        return {"client_id": client_id}
    now = int(clock.now().timestamp())
    claims = {"iss": client_id, "sub": client_id, "aud": issuer, "jti": secrets.token_urlsafe(16), "iat": now, "exp": now + HOLDS}
    signed = jose.sign(key, {"kid": jose.thumbprint(jose.public(key))}, claims)
    return {"client_id": client_id, "client_assertion_type": ASSERTION, "client_assertion": signed}
