"""A stub of Bluesky: a PDS, its AppView and the video service in one, with their words and shapes."""

import base64
import json
import re
import secrets
from datetime import timedelta

from lib.answers import Reply
from networks.bluesky.stub_appview import AppView
from networks.bluesky.stub_names import error
from networks.bluesky.stub_oauth import OAuth
from networks.bluesky.stub_repo import TID, Repositories
from networks.bluesky.stub_video import Videos
from networks.stubs import Person, Request, reply, route

HOURS = {"access": 2, "refresh": 24 * 90}


class Stub(OAuth, AppView, Videos, Repositories):
    """Bluesky as a stub."""

    def normal_handle(self, handle: str) -> str:
        """A handle of Bluesky is a domain name."""
        words = re.sub(r"[^a-z0-9.]+", "-", handle.strip().lstrip("@").lower()).strip("-.")
        return words if "." in words else f"{words or 'practice'}.bsky.social"

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        return {"service": self.base, "handle": person.handle, "password": person.password}

    @route("POST", "/xrpc/com.atproto.server.createSession")
    def create_session(self, request: Request) -> Reply:
        """Sign in."""
        asked = request.json or {}
        person = self.by_handle(str(asked.get("identifier", ""))) or self.people.get(str(asked.get("identifier", "")))
        if not person or not person.password or asked.get("password") != person.password:
            return error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session(person)

    @route("POST", "/xrpc/com.atproto.server.refreshSession")
    def refresh_session(self, request: Request) -> Reply:
        """Renew the access; each refresh token holds once."""
        if request.body:
            return error(400, "InvalidRequest", "A request body was provided when none was expected")
        value = request.headers.get("authorization", "").partition(" ")[2]
        person = self.holder(value, "refresh")
        return self._session(person)

    def _session(self, person: Person) -> Reply:
        return reply(
            {
                "accessJwt": self._token(person, "access"),
                "refreshJwt": self._token(person, "refresh"),
                "handle": person.handle,
                "did": person.id,
                "active": True,
            }
        )

    def _token(self, person: Person, kind: str) -> str:
        until = self.now() + timedelta(hours=HOURS[kind])
        rights = person.extra.get("scope", "com.atproto.appPass") if kind == "access" else f"com.atproto.{kind}"
        claims = {"sub": person.id, "scope": rights, "exp": int(until.timestamp())}
        parts = [{"typ": "at+jwt", "alg": "none"}, claims]
        coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        return self.issue(person, kind, ".".join([*coded, secrets.token_urlsafe(18)]), until)

    @route("GET", "/xrpc/com.atproto.server.getSession")
    def get_session(self, request: Request) -> Reply:
        """Whose the access is."""
        person = self.who(request)
        return reply({"handle": person.handle, "did": person.id, "active": True, "didDoc": self.document(person)})

    @route("GET", "/xrpc/com.atproto.server.getServiceAuth", "step")
    def get_service_auth(self, request: Request) -> Reply:
        """A pass for one method of another service."""
        person, asked = self.who(request), request.params
        left = int(asked.get("exp") or 0) - self.now().timestamp()
        if left > 3600:
            message = "cannot request a token with an expiration more than an hour in the future"
            return error(400, "BadExpiration", message)
        until = self.now() + timedelta(seconds=left if left > 0 else 60)
        return reply({"token": self.issue(person, f"{asked['aud']} {asked['lxm']}", until=until)})

    @route("GET", "/xrpc/com.atproto.identity.resolveHandle", "step")
    def resolve_handle(self, request: Request) -> Reply:
        """Who has a handle."""
        person = self.by_handle(request.params.get("handle", ""))
        return reply({"did": person.id}) if person else error(400, "InvalidRequest", "Unable to resolve handle")


__all__ = ["TID", "Stub"]
