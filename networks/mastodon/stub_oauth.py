"""How the stub of Mastodon lets applications in: registration, the page that asks, codes with PKCE, tokens, giving them back."""

import base64
import hashlib
import html
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from lib.answers import Reply
from networks.mastodon.stub_shapes import Shapes, error
from networks.stubs import Person, Request, Stop, reply, route
from networks.stubs.page import Pages

EVERYTHING = ("profile", "read", "write")  # the rights of a token that a person made in their preferences
PARTS = ("accounts", "blocks", "favourites", "media", "mutes", "notifications", "statuses")
SCOPES = {*EVERYTHING, "follow", "push", *(f"{wide}:{part}" for wide in ("read", "write") for part in PARTS)}
CODE_LIVES = timedelta(minutes=10)
ASKED = ("client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "response_type")
CLIENT = (
    "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."
)
GRANT = (
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the "
    "authorization request, or was issued to another client."
)
WORDS = {
    "fr": ("Autoriser l’accès", "demande à utiliser un de ces comptes. Droits demandés :", "Autoriser", "Refuser"),
    "en": ("Allow access", "asks to use one of these accounts. Rights asked for:", "Allow", "Deny"),
}


class OAuth(Shapes):
    """Letting applications in. `scopes_known` are the rights this instance has a name for; older ones lack `profile`."""

    scopes_known = frozenset(SCOPES)

    def __init__(self, *args: Any, **kwargs: Any):
        self.apps: dict[str, Mapping[str, Any]] = {}
        self.codes: dict[str, Mapping[str, Any]] = {}
        super().__init__(*args, **kwargs)

    # --- what is kept -----------------------------------------------------------------------------------------------

    def apply_app(self, **fields: Any) -> None:
        """An application is known."""
        self.apps[fields["id"]] = fields
        self.made += 1

    def apply_code(self, **fields: Any) -> None:
        """A code was given out."""
        self.codes[fields["value"]] = fields

    def apply_code_used(self, value: str) -> None:
        """A code was turned in."""
        self.codes.pop(value, None)

    def apply_token_ended(self, value: str) -> None:
        """One token is worth nothing any more."""
        self.tokens[value].state = "revoked"

    # --- rights -----------------------------------------------------------------------------------------------------

    def rights(self, request: Request) -> list[str]:
        """The rights of the token of a request."""
        me, token = self.who(request), self.tokens[request.headers["authorization"].partition(" ")[2]]
        return list(token.extra.get("scopes") or me.extra.get("scopes") or EVERYTHING)

    def allowed(self, request: Request, *rights: str) -> Person:
        """The account of a token that has one of these rights, or a wider one; ends the request when it has none."""
        me = self.who(request)
        wide = {right.partition(":")[0] for right in rights}
        if not {*rights, *wide} & set(self.rights(request)):
            raise Stop(error(403, "This action is outside the authorized scopes"))
        return me

    # --- applications -----------------------------------------------------------------------------------------------

    @route("POST", "/api/v1/apps", "step")
    def register(self, request: Request) -> Reply:
        """A new application."""
        asked = request.params
        name, uri = str(asked.get("client_name") or ""), str(asked.get("redirect_uris") or "")
        scopes = str(asked.get("scopes") or "read").split()
        if not name:
            return error(422, "Validation failed: Name can't be blank")
        if "://" not in uri:
            return error(422, "Validation failed: Redirect URI must be an absolute URI.")
        if not set(scopes) <= self.scopes_known:
            return error(422, "Validation failed: Scopes doesn't match configured on the server.")
        id, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.record("app", id=id, secret=secret, name=name, redirect_uris=uri.split(), scopes=scopes)
        shown = {"name": name, "website": None, "scopes": scopes, "redirect_uris": uri.split(), "redirect_uri": uri}
        return reply({"id": str(self.made), **shown, "client_id": id, "client_secret": secret})

    @route("GET", "/oauth/authorize")
    def ask(self, request: Request) -> Reply:
        """The page on which a person allows it."""
        self._check_asked(request.params)
        return self._question(request, self.apps[request.params["client_id"]]["name"])

    def _check_asked(self, asked: Mapping[str, Any]) -> None:
        app = self.apps.get(str(asked.get("client_id")))
        if app is None:
            raise Stop(error(401, "invalid_client", error_description=CLIENT))
        if asked.get("redirect_uri") not in app["redirect_uris"]:
            raise Stop(error(400, "invalid_redirect_uri", error_description="The redirect uri included is not valid."))
        if asked.get("response_type") != "code":
            raise Stop(self._back(asked, error="unsupported_response_type"))
        if not set(str(asked.get("scope") or "read").split()) <= set(app["scopes"]):
            raise Stop(self._back(asked, error="invalid_scope"))
        if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
            raise Stop(self._back(asked, error="invalid_code_challenge_method"))

    def _back(self, asked: Mapping[str, Any], **told: str) -> Reply:
        query = urlencode({**told, **({"state": asked["state"]} if asked.get("state") else {})})
        return Reply(302, b"", {"location": f"{asked['redirect_uri']}?{query}"})

    def _question(self, request: Request, name: str) -> Reply:
        pages = Pages(self, request.headers.get("accept-language", "fr"))
        title, asks, allow, deny = WORDS[pages.language]
        kept = "".join(
            f'<input type="hidden" name="{field}" value="{html.escape(str(request.params.get(field, "")))}">' for field in ASKED
        )
        choices = "".join(
            f'<p><label><input type="radio" name="account" value="{html.escape(person.handle)}"{" checked" if first else ""}> '
            f"<b>{html.escape(person.name)}</b> @{html.escape(person.handle)}</label></p>"
            for first, person in zip([True, *[False] * len(self.people)], self._connectable(), strict=False)
        )
        rights = html.escape(str(request.params.get("scope", "")))
        body = (
            f"<h1>{title}</h1><article><p><b>{html.escape(name)}</b> {asks}</p><p class='quiet'>{rights}</p>"
            f'<form method="post" action="{self.base}/oauth/authorize">{kept}{choices}'
            f'<p><button name="decision" value="allow">{allow}</button> <button name="decision" value="deny">{deny}</button></p>'
            "</form></article>"
        )
        return pages.answer(title, body)

    def _connectable(self) -> list[Person]:
        return [person for person in self.people.values() if person.password]

    @route("POST", "/oauth/authorize", "step")
    def decide(self, request: Request) -> Reply:
        """What the person decided."""
        asked = request.params
        self._check_asked(asked)
        person = self.by_handle(str(asked.get("account", "")))
        if asked.get("decision") != "allow" or person is None:
            words = "The resource owner or authorization server denied the request."
            return self._back(asked, error="access_denied", error_description=words)
        return self._back(asked, code=self.give_code(person, asked))

    def give_code(self, person: Person, asked: Mapping[str, Any]) -> str:
        """The code that a person's permission is worth."""
        value = secrets.token_urlsafe(32)
        kept = {name: asked.get(name) or "" for name in ("client_id", "redirect_uri", "scope", "code_challenge")}
        self.record("code", value=value, by=person.id, at=self.now().timestamp(), **kept)
        return value

    # --- tokens -----------------------------------------------------------------------------------------------------

    def _client(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        app = self.apps.get(str(asked.get("client_id")))
        if app is None or app["secret"] != asked.get("client_secret"):
            raise Stop(error(401, "invalid_client", error_description=CLIENT))
        return app

    @route("POST", "/oauth/token", "step")
    def token(self, request: Request) -> Reply:
        """A token for a code."""
        asked = request.params
        self._client(asked)
        if asked.get("grant_type") != "authorization_code":
            words = "The authorization grant type is not supported by the authorization server."
            return error(400, "unsupported_grant_type", error_description=words)
        code = self.codes.get(str(asked.get("code")))
        if code is None or not self._fits(code, asked):
            return error(400, "invalid_grant", error_description=GRANT)
        self.record("code_used", value=code["value"])
        scope = code["scope"] or "read"
        value = self.issue(self.people[code["by"]], extra={"scopes": scope.split(), "client_id": asked["client_id"]})
        made = int(self.now().timestamp())
        return reply({"access_token": value, "token_type": "Bearer", "scope": scope, "created_at": made})

    def _fits(self, code: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
        proof = hashlib.sha256(str(asked.get("code_verifier") or "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        return (
            code["client_id"] == asked.get("client_id")
            and code["redirect_uri"] == asked.get("redirect_uri")
            and self.now().timestamp() - code["at"] < CODE_LIVES.total_seconds()
            and code["code_challenge"] in ("", challenge)
        )

    @route("POST", "/oauth/revoke", "step")
    def give_back(self, request: Request) -> Reply:
        """A token is worth nothing any more."""
        app, token = self._client(request.params), self.tokens.get(str(request.params.get("token")))
        if token and token.extra.get("client_id") != app["id"]:
            return error(403, "unauthorized_client", error_description="You are not authorized to revoke this token")
        if token:
            self.record("token_ended", value=token.value)
        return reply({})
