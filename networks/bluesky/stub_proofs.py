"""What the stub of Bluesky wants proved: that a caller holds its key (DPoP), and that an application is who it says."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lib import jose
from lib.answers import Reply
from networks.bluesky.stub_names import Names
from networks.stubs import Person, Request, Stop, reply

NONCE_SECONDS = 180
PROOF_SECONDS = 60  # how far a proof may be from our clock
SEEN = 50_000  # proofs remembered at most


def no(status: int, name: str, words: str, **headers: str) -> Reply:
    """An error in the words of OAuth."""
    return reply({"error": name, "error_description": words}, status, **headers)


class Proofs(Names):
    """Proofs, and what is refused without. Each is good once."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.proofs: set[str] = set()  # the marks of proofs that were seen
        super().__init__(*args, **kwargs)

    @property
    def nonce(self) -> str:
        """What the next proof must hold."""
        return self._nonce(0)

    def _nonce(self, ago: int) -> str:
        return jose.digest(f"{self.base} {int(self.now().timestamp()) // NONCE_SECONDS - ago}")

    def proved(self, request: Request, access: str = "") -> str:
        """The thumbprint of the key that a request proves; ends it when the proof is wrong, or holds no nonce of ours."""
        proof = request.headers.get("dpop", "")
        try:
            header, claims = jose.peek(proof)
            jose.verify(proof, header["jwk"])
            mark = jose.thumbprint(header["jwk"])
        except (jose.Forged, LookupError, TypeError) as error:
            raise Stop(
                self._unproved(
                    "invalid_dpop_proof",
                    "Failed to verify DPoP proof: Invalid Compact JWS" if proof else "DPoP proof required",
                    access,
                )
            ) from error
        if claims.get("nonce") not in (self.nonce, self._nonce(1)):
            raise Stop(self._unproved("use_dpop_nonce", 'DPoP "nonce" mismatch', access))
        if not self._is_about(claims, header, request, access) or not self._is_new(claims["jti"]):
            raise Stop(self._unproved("invalid_dpop_proof", "DPoP proof mismatch", access))
        return mark

    def _is_new(self, mark: str) -> bool:
        if len(self.proofs) > SEEN:
            self.proofs.clear()
        known = len(self.proofs)
        self.proofs.add(mark)
        return len(self.proofs) > known

    def _is_about(self, claims: Mapping[str, Any], header: Mapping[str, Any], request: Request, access: str) -> bool:
        return (
            header.get("typ") == "dpop+jwt"
            and claims.get("htm") == request.method
            and claims.get("htu") == self.base + request.path
            and abs(claims.get("iat", 0) - self.now().timestamp()) < PROOF_SECONDS
            and claims.get("ath") == (jose.digest(access) if access else None)
            and bool(claims.get("jti"))
        )

    def _unproved(self, name: str, words: str, access: str) -> Reply:
        if access:
            asks = f'DPoP algs="ES256", error="{name}"'
            return reply({"error": name, "message": words}, 401, dpop_nonce=self.nonce, www_authenticate=asks)
        return no(400, name, words, dpop_nonce=self.nonce)

    def who(self, request: Request) -> Person:
        """As for every network; a token that is bound to a key needs its proof."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        token = self.tokens.get(value)
        bound = token.extra.get("jkt") if token else None
        if not bound and scheme.lower() != "dpop":
            return super().who(request)
        mark = self.proved(request, value) if scheme.lower() == "dpop" else ""
        if token is None or token.kind != "access" or token.state_at(self.now()) != "good":
            raise Stop(self._unproved("invalid_token", "Invalid token", value))
        if bound != mark:
            raise Stop(self._unproved("invalid_token", "Invalid DPoP key binding", value))
        return self.people[token.by]

    def client_of(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """What stands at the address that is an application's name; one with keys must prove that it holds one."""
        id = str(asked.get("client_id") or "")
        parts = urlsplit(id)
        if id.partition("?")[0] in ("http://localhost", "http://localhost/"):
            told = parse_qs(parts.query)
            scope = told.get("scope", ["atproto"])[0]
            return {"client_name": "Loopback client", "redirect_uris": told.get("redirect_uri", []), "scope": scope}
        try:
            client = json.loads(self.fetch(id))
            if parts.scheme != "https" or parts.port or client["client_id"] != id or not client["dpop_bound_access_tokens"]:
                raise ValueError(id)
            if "jwks" in client:
                self._check_proof(client, asked)
            return client
        except (OSError, ValueError, LookupError, TypeError) as error:
            words = f"Unable to obtain client metadata for {id}"
            raise Stop(no(400, "invalid_client_metadata", words, dpop_nonce=self.nonce)) from error

    def _check_proof(self, client: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
        try:
            token = str(asked.get("client_assertion") or "")
            header, _ = jose.peek(token)
            (key,) = [key for key in client["jwks"]["keys"] if key["kid"] == header.get("kid")]
            claims = jose.verify(token, key)
            good = claims["iss"] == claims["sub"] == client["client_id"] and claims["aud"] == self.base
            if not good or claims["exp"] < self.now().timestamp() or not self._is_new(claims["jti"]):
                raise jose.Forged("of another, or used before")
        except (jose.Forged, ValueError, LookupError) as error:
            words = "Validation of the client assertion failed"
            raise Stop(no(401, "invalid_client", words, dpop_nonce=self.nonce)) from error
