"""Access that is bound to a key of ours (DPoP, RFC 9449): every call proves anew that we hold the key.

The other side gives out nonces that go into the next proof. A call refused for want of one has done nothing, so that
it is made again with the nonce that came along, once, whatever it does.
"""

import json
import secrets
from collections import OrderedDict
from typing import Any
from urllib.parse import urlsplit

from lib import clock, jose
from networks.wires import Reply, Wire

WANTED = "use_dpop_nonce"
KEPT = 2_000  # nonces at most; who was forgotten asks once more

_nonces: OrderedDict[tuple[str, str], str] = OrderedDict()  # (server, key) -> its latest nonce


def proof(key: str, method: str, url: str, *, nonce: str = "", access: str = "") -> str:
    """A proof for one call; `access` is the token that goes with it."""
    claims = {
        "jti": secrets.token_urlsafe(16),
        "htm": method,
        "htu": url.partition("?")[0].partition("#")[0],
        "iat": int(clock.now().timestamp()),
        **({"nonce": nonce} if nonce else {}),
        **({"ath": jose.digest(access)} if access else {}),
    }
    return jose.sign(key, {"typ": "dpop+jwt", "jwk": jose.public(key)}, claims)


def call(wire: Wire, key: str, method: str, url: str, *, access: str = "", **request: Any) -> Reply:
    """Carry a request with a proof, and with the access token it belongs to. Raises NotReached, Lost as the wire does.

    A `form` that must be made anew for each try, since it proves something too, may be a function."""
    reply = _once(wire, key, method, url, access, request)
    return _once(wire, key, method, url, access, request) if wants_nonce(reply) else reply


def _once(wire: Wire, key: str, method: str, url: str, access: str, request: dict[str, Any]) -> Reply:
    place = (urlsplit(url).netloc, key)
    proved = {"DPoP": proof(key, method, url, nonce=_nonces.get(place, ""), access=access)}
    bound = {"Authorization": f"DPoP {access}"} if access else {}
    form = {"form": request["form"]()} if callable(request.get("form")) else {}
    headers = {**bound, **request.get("headers", {}), **proved}
    reply = wire.request(method, url, **{**request, **form, "headers": headers})
    if nonce := reply.headers.get("dpop-nonce"):
        _keep(place, nonce)
    return reply


def _keep(place: tuple[str, str], nonce: str) -> None:
    _nonces[place] = nonce
    while len(_nonces) > KEPT:
        _nonces.popitem(last=False)


def wants_nonce(reply: Reply) -> bool:
    """Whether a call was refused only because its proof held no nonce, or one that is over (RFC 9449, 8 and 9)."""
    if reply.status not in (400, 401) or "dpop-nonce" not in reply.headers:
        return False
    try:
        told = json.loads(reply.body)
    except ValueError:
        told = {}
    said = told.get("error") if isinstance(told, dict) else ""
    return said == WANTED or f'error="{WANTED}"' in reply.headers.get("www-authenticate", "")
