"""How the stub of Bluesky lets applications in: asked beforehand, by a name that is an address, with access bound to a key.

The words are those of the PDS of @atproto/dev-env 0.3.215 (seen on 2026-11-26).
"""

import html
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from lib import jose
from lib.answers import Reply
from networks.bluesky.stub_proofs import Proofs, no
from networks.stubs import Person, Request, Stop, reply, route
from networks.stubs.page import Pages

ASKED_HOLDS = timedelta(minutes=5)
HOLDS = {"access": timedelta(hours=1), "refresh": timedelta(days=90)}
KNOWN = {"atproto", "transition:generic", "transition:email", "transition:chat.bsky"}
WORDS = {
    "fr": ("Autoriser l’accès", "demande à utiliser ce compte. Droits demandés :", "Autoriser", "Refuser"),
    "en": ("Allow access", "asks to use this account. Rights asked for:", "Allow", "Deny"),
}


class OAuth(Proofs):
    """Letting applications in."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.asked: dict[str, Mapping[str, Any]] = {}  # what was handed in, by the name it was given
        self.codes: dict[str, Mapping[str, Any]] = {}
        super().__init__(*args, **kwargs)

    # --- what is kept -----------------------------------------------------------------------------------------------

    def apply_asked(self, **fields: Any) -> None:
        """An application handed in what it asks."""
        self.asked[fields["name"]] = fields

    def apply_code(self, **fields: Any) -> None:
        """A code was given out."""
        self.codes[fields["value"]] = fields

    def apply_code_used(self, value: str) -> None:
        """A code was turned in."""
        self.codes.pop(value, None)

    def apply_session(self, session: str, state: str, value: str = "") -> None:
        """All tokens of one permission change their state, or the one of that value."""
        for token in self.tokens.values():
            if token.extra.get("session") == session and value in ("", token.value):
                token.state = state

    # --- who lets in, and where accounts live -----------------------------------------------------------------------

    @route("GET", "/.well-known/oauth-protected-resource")
    def resource(self, request: Request) -> Reply:
        """Who lets in here."""
        return reply({"resource": self.base, "authorization_servers": [self.base], "bearer_methods_supported": ["header"]})

    @route("GET", "/.well-known/oauth-authorization-server")
    def server(self, request: Request) -> Reply:
        """How one is let in."""
        ends = {"pushed_authorization_request": "par", "authorization": "authorize", "token": "token", "revocation": "revoke"}
        return reply(
            {
                "issuer": self.base,
                **{f"{name}_endpoint": f"{self.base}/oauth/{path}" for name, path in ends.items()},
                "scopes_supported": sorted(KNOWN),
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["S256"],
                "dpop_signing_alg_values_supported": ["ES256"],
                "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
                "authorization_response_iss_parameter_supported": True,
                "require_pushed_authorization_requests": True,
                "client_id_metadata_document_supported": True,
            }
        )

    @route("GET", "/_directory/{did}")
    def directory(self, request: Request, did: str) -> Reply:
        """The document of an account, as the directory of all accounts has it."""
        person = self.people.get(did)
        return reply(self.document(person)) if person else reply({"message": f"DID not registered: {did}"}, 404)

    def document(self, person: Person) -> dict[str, Any]:
        """What an account says of itself: its handle, and where it lives."""
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.base}
        return {"id": person.id, "alsoKnownAs": [f"at://{person.handle}"], "service": [service]}

    # --- asking, and being allowed ----------------------------------------------------------------------------------

    @route("POST", "/oauth/par", "step")
    def push(self, request: Request) -> Reply:
        """What an application asks, handed in before."""
        asked, mark = request.params, self.proved(request)
        client = self.client_of(asked)
        if asked.get("redirect_uri") not in client["redirect_uris"]:
            return no(400, "invalid_request", "Invalid redirect_uri", dpop_nonce=self.nonce)
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256" or not asked.get("state"):
            return no(400, "invalid_request", "Invalid authorization request", dpop_nonce=self.nonce)
        scopes = set(str(asked.get("scope") or "").split())
        if "atproto" not in scopes or not scopes <= KNOWN & set(client["scope"].split()):
            return no(400, "invalid_scope", "Scope not allowed", dpop_nonce=self.nonce)
        name = f"urn:ietf:params:oauth:request_uri:req-{secrets.token_hex(16)}"
        kept = ("client_id", "redirect_uri", "scope", "state", "code_challenge", "login_hint")
        fields = {field: str(asked.get(field) or "") for field in kept}
        self.record("asked", name=name, jkt=mark, at=self.now().timestamp(), client_name=client["client_name"], **fields)
        return reply({"request_uri": name, "expires_in": 299}, 201, dpop_nonce=self.nonce)

    def _pending(self, request: Request) -> Mapping[str, Any]:
        asked = self.asked.get(str(request.params.get("request_uri")))
        if asked is None or asked["client_id"] != request.params.get("client_id"):
            raise Stop(no(400, "invalid_request", "This request does not exist"))
        if self.now().timestamp() - asked["at"] > ASKED_HOLDS.total_seconds():
            raise Stop(no(400, "access_denied", "This request has expired"))
        return asked

    @route("GET", "/oauth/authorize")
    def ask(self, request: Request) -> Reply:
        """The page on which a person allows it."""
        asked = self._pending(request)
        pages = Pages(self, request.headers.get("accept-language", "fr"))
        title, asks, allow, deny = WORDS[pages.language]
        hinted = self.person_of(asked["login_hint"])
        people = [hinted] if hinted else [person for person in self.people.values() if person.password]
        kept = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(str(request.params[name]))}">'
            for name in ("client_id", "request_uri")
        )
        choices = "".join(
            f'<p><label><input type="radio" name="account" value="{html.escape(person.id)}"{"" if number else " checked"}> '
            f"<b>{html.escape(person.name)}</b> @{html.escape(person.handle)}</label></p>"
            for number, person in enumerate(people)
        )
        body = (
            f"<h1>{title}</h1><article><p><b>{html.escape(asked['client_name'])}</b> {asks}</p>"
            f"<p class='quiet'>{html.escape(asked['scope'])}</p>"
            f'<form method="post" action="{self.base}/oauth/authorize">{kept}{choices}'
            f'<p><button name="decision" value="allow">{allow}</button> <button name="decision" value="deny">{deny}</button></p>'
            "</form></article>"
        )
        return pages.answer(title, body)

    def person_of(self, hint: str) -> Person | None:
        """Who is meant by a handle or a DID."""
        return self.people.get(hint) or self.by_handle(hint)

    @route("POST", "/oauth/authorize", "step")
    def decide(self, request: Request) -> Reply:
        """What the person decided."""
        asked = self._pending(request)
        person = self.people.get(str(request.params.get("account")))
        if request.params.get("decision") != "allow" or person is None:
            told = {"error": "access_denied", "error_description": "Access denied"}
        else:
            value = f"cod-{secrets.token_hex(32)}"
            self.record("code", **{**asked, "value": value, "by": person.id, "at": self.now().timestamp()})
            told = {"code": value}
        query = urlencode({"state": asked["state"], "iss": self.base, **told})
        return Reply(302, b"", {"location": f"{asked['redirect_uri']}?{query}"})

    # --- tokens -----------------------------------------------------------------------------------------------------

    @route("POST", "/oauth/token", "step")
    def token(self, request: Request) -> Reply:
        """A pair for a code, or for a refresh token, which is worth nothing from then on."""
        asked, mark = request.params, self.proved(request)
        self.client_of(asked)
        if asked.get("grant_type") == "authorization_code":
            return self._for_code(asked, mark)
        if asked.get("grant_type") == "refresh_token":
            return self._for_refresh(asked, mark)
        return no(400, "unsupported_grant_type", "Grant type not supported", dpop_nonce=self.nonce)

    def _for_code(self, asked: Mapping[str, Any], mark: str) -> Reply:
        code = self.codes.get(str(asked.get("code")))
        good = (
            code is not None
            and code["jkt"] == mark
            and all(code[field] == asked.get(field) for field in ("client_id", "redirect_uri"))
            and code["code_challenge"] == jose.digest(str(asked.get("code_verifier") or ""))
            and self.now().timestamp() - code["at"] < ASKED_HOLDS.total_seconds()
        )
        if code is None or not good:
            return no(400, "invalid_grant", "Invalid code", dpop_nonce=self.nonce)
        self.record("code_used", value=code["value"])
        shared = {"session": secrets.token_hex(8), "jkt": mark, "client_id": code["client_id"], "scope": code["scope"]}
        return self._pair(self.people[code["by"]], shared)

    def _for_refresh(self, asked: Mapping[str, Any], mark: str) -> Reply:
        token = self.tokens.get(str(asked.get("refresh_token")))
        if token is None or token.kind != "refresh" or token.extra.get("jkt") != mark:
            return no(400, "invalid_grant", "Invalid refresh token", dpop_nonce=self.nonce)
        if token.state == "used":
            self.record("session", session=token.extra["session"], state="revoked")
            return no(400, "invalid_grant", "Refresh token replayed", dpop_nonce=self.nonce)
        if token.state_at(self.now()) != "good" or token.extra["client_id"] != asked["client_id"]:
            return no(400, "invalid_grant", "Invalid refresh token", dpop_nonce=self.nonce)
        self.record("session", session=token.extra["session"], state="used")
        return self._pair(self.people[token.by], token.extra)

    def _pair(self, person: Person, shared: dict[str, Any]) -> Reply:
        access, refresh = (
            self.issue(person, kind, f"{kind[:3]}-{secrets.token_hex(32)}", self.now() + HOLDS[kind], shared)
            for kind in ("access", "refresh")
        )
        told = {"access_token": access, "token_type": "DPoP", "refresh_token": refresh, "scope": shared["scope"]}
        return reply({**told, "expires_in": 3599, "sub": person.id}, dpop_nonce=self.nonce)

    @route("POST", "/oauth/revoke", "step")
    def give_back(self, request: Request) -> Reply:
        """A permission is over."""
        self.proved(request)
        self.client_of(request.params)
        token = self.tokens.get(str(request.params.get("token")))
        if token and token.extra.get("client_id") == request.params.get("client_id"):
            self.record("session", session=token.extra["session"], state="revoked")
        return reply({}, dpop_nonce=self.nonce)
