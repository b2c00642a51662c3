"""A stub of Bluesky: a PDS and its AppView in one, with their words and shapes."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import regex

from lib.answers import Reply
from networks import stubs
from networks.stubs import Person, Post, Request, Stop, reply, route
from networks.stubs.world import Blob

LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
POSTS = "app.bsky.feed.post"
HOURS = {"access": 2, "refresh": 24 * 90}
GRAPHEME = regex.compile(r"\X")


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _letters(seed: str, count: int) -> str:
    number = int.from_bytes(hashlib.sha512(seed.encode()).digest(), "big")
    return "".join(LETTERS[(number >> 5 * place) & 31] for place in range(count))


def _error(status: int, error: str, message: str) -> Reply:
    return reply({"error": error, "message": message}, status)


class Stub(stubs.Stub):
    """Bluesky as a stub."""

    name = "bluesky"
    label = "Bluesky"
    accent = "#1185fe"
    counted = ("replies", "shares", "likes")

    def normal_handle(self, handle: str) -> str:
        """A handle of Bluesky is a domain name."""
        words = re.sub(r"[^a-z0-9.]+", "-", handle.strip().lstrip("@").lower()).strip("-.")
        return words if "." in words else f"{words or 'practice'}.bsky.social"

    # --- sessions ---------------------------------------------------------------------------------------------------

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        return {"service": self.base, "handle": person.handle, "password": person.password}

    @route("POST", "/xrpc/com.atproto.server.createSession")
    def create_session(self, request: Request) -> Reply:
        """Sign in."""
        asked = request.json or {}
        person = self.by_handle(str(asked.get("identifier", ""))) or self.people.get(str(asked.get("identifier", "")))
        if not person or not person.password or asked.get("password") != person.password:
            return _error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session(person)

    @route("POST", "/xrpc/com.atproto.server.refreshSession")
    def refresh_session(self, request: Request) -> Reply:
        """Renew the access; each refresh token holds once."""
        if request.body:
            return _error(400, "InvalidRequest", "A request body was provided when none was expected")
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
        claims = {"sub": person.id, "scope": f"com.atproto.{kind}", "exp": int(until.timestamp())}
        parts = [{"typ": "at+jwt", "alg": "none"}, claims]
        coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        return self.issue(person, kind, ".".join([*coded, secrets.token_urlsafe(18)]), until)

    @route("GET", "/xrpc/com.atproto.server.getSession")
    def get_session(self, request: Request) -> Reply:
        """Whose the access is."""
        person = self.who(request)
        return reply({"handle": person.handle, "did": person.id, "active": True})

    @route("GET", "/xrpc/com.atproto.identity.resolveHandle", "step")
    def resolve_handle(self, request: Request) -> Reply:
        """Who has a handle."""
        person = self.by_handle(request.params.get("handle", ""))
        return reply({"did": person.id}) if person else _error(400, "InvalidRequest", "Unable to resolve handle")

    # --- records ----------------------------------------------------------------------------------------------------

    @route("POST", "/xrpc/com.atproto.repo.uploadBlob", "step")
    def upload_blob(self, request: Request) -> Reply:
        """Keep a picture until a record uses it."""
        person = self.who(request)
        if len(request.body) > 52_428_800:
            return _error(413, "PayloadTooLarge", "request entity too large")
        mime = request.headers.get("content-type", "application/octet-stream")
        return reply({"blob": self._blob_ref(self.store(person, request.body, mime))})

    def _blob_ref(self, blob: Blob) -> dict[str, Any]:
        return {"$type": "blob", "ref": {"$link": blob.id}, "mimeType": blob.mime, "size": blob.size}

    @route("POST", "/xrpc/com.atproto.repo.putRecord", "visible")
    def put_record(self, request: Request) -> Reply:
        """Put a record under a key; with `swapRecord: null` only where nothing else stands."""
        person, asked, uri, record = self._asked(request)
        there = self.posts.get(uri)
        if there and there.extra.get("record") == record:
            return reply({"uri": uri, "cid": self.cid(there), "validationStatus": "valid"})
        if there and "swapRecord" in asked and asked["swapRecord"] is None:
            return _error(400, "InvalidSwap", f"Record was at {self.cid(there)}")
        return self._accept(person, uri, record)

    @route("POST", "/xrpc/com.atproto.repo.createRecord", "visible")
    def create_record(self, request: Request) -> Reply:
        """Make a record; a key that is taken fells the server, as it does the real one."""
        person, _, uri, record = self._asked(request)
        return (
            _error(500, "InternalServerError", "Internal Server Error")
            if uri in self.posts
            else self._accept(person, uri, record)
        )

    @route("POST", "/xrpc/com.atproto.repo.deleteRecord", "visible")
    def delete_record(self, request: Request) -> Reply:
        """Take a record away; one that is not there is taken away too."""
        person, asked = self.who(request), request.json or {}
        uri = f"at://{person.id}/{asked.get('collection')}/{asked.get('rkey')}"
        if uri in self.posts:
            self.delete(uri)
        return reply({})

    @route("GET", "/xrpc/com.atproto.repo.getRecord")
    def get_record(self, request: Request) -> Reply:
        """One record; open to everybody."""
        asked = request.params
        repo = self.by_handle(asked.get("repo", "")) or self.people.get(asked.get("repo", ""))
        uri = f"at://{repo.id if repo else ''}/{asked.get('collection')}/{asked.get('rkey')}"
        post = self.posts.get(uri)
        if post is None:
            return _error(400, "RecordNotFound", f"Could not locate record: {uri}")
        return reply({"uri": uri, "cid": self.cid(post), "value": self.value(post)})

    @route("GET", "/xrpc/com.atproto.sync.getBlob")
    def get_blob(self, request: Request) -> Reply:
        """The bytes of a picture; open to everybody."""
        blob = self.blobs.get(request.params.get("cid", ""))
        if blob is None:
            return _error(400, "BlobNotFound", "Blob not found")
        return Reply(200, self.content(blob), {"content-type": blob.mime})

    def _asked(self, request: Request) -> tuple[Person, dict[str, Any], str, dict[str, Any]]:
        person, asked = self.who(request), request.json or {}
        record, rkey = asked.get("record") or {}, asked.get("rkey") or self.tid(self.now())
        if asked.get("repo") not in (person.id, person.handle):
            raise Stop(_error(403, "AccountNotFound", "Account not found"))
        if problem := self._problem(asked, record, rkey):
            raise Stop(problem)
        return person, asked, f"at://{person.id}/{asked['collection']}/{rkey}", record

    def _problem(self, asked: Mapping[str, Any], record: Mapping[str, Any], rkey: str) -> Reply | None:
        text, images = record.get("text", ""), (record.get("embed") or {}).get("images", [])
        if missing := [name for name in ("createdAt", "text") if name not in record]:
            return self._invalid(f'Missing required key "{missing[0]}" at $.record')
        if not TID.fullmatch(rkey):
            message = f'Invalid record key for {POSTS}: Invalid TID string (got "{rkey}") at $'
            return _error(400, "InvalidRequest", message)
        if (count := len(text.encode())) > 3000:
            return self._too_big("string", 3000, count, "text")
        if (count := len(GRAPHEME.findall(text))) > 300:
            return self._too_big("grapheme", 300, count, "text")
        if len(images) > 4:
            return self._too_big("array", 4, len(images), "embed.images")
        for number, image in enumerate(images):
            if image["image"]["size"] > 1_000_000:
                return self._too_big("blob", 1_000_000, image["image"]["size"], f"embed.images[{number}].image")
        cids = [image["image"]["ref"]["$link"] for image in images]
        unknown = [cid for cid in cids if cid not in self.blobs]
        return _error(400, "BlobNotFound", f"Could not find blob: {unknown[0]}") if unknown else None

    def _invalid(self, problem: str) -> Reply:
        return _error(400, "InvalidRequest", f"Invalid {POSTS} record: {problem}")

    def _too_big(self, what: str, limit: int, count: int, place: str) -> Reply:
        return self._invalid(f"{what} too big (maximum {limit}, got {count}) at $.record.{place}")

    def _accept(self, person: Person, uri: str, record: dict[str, Any]) -> Reply:
        embed = record.get("embed") or {}
        images = embed.get("images", [])
        post = self.say(
            person,
            record["text"],
            id=uri,
            parent=((record.get("reply") or {}).get("parent") or {}).get("uri", ""),
            pictures=tuple(image["image"]["ref"]["$link"] for image in images),
            alts=tuple(image["alt"] for image in images),
            key=uri.rpartition("/")[2],
            mentions=tuple(
                feature["did"] for facet in record.get("facets", []) for feature in facet["features"] if "did" in feature
            ),
            extra={"record": record, "link": (embed.get("external") or {}).get("uri", "")},
        )
        return reply({"uri": uri, "cid": self.cid(post), "validationStatus": "valid"})

    # --- the AppView ------------------------------------------------------------------------------------------------

    @route("GET", "/xrpc/app.bsky.notification.listNotifications")
    def list_notifications(self, request: Request) -> Reply:
        """What others did to or about the account, newest first."""
        me = self.who(request)
        reasons = {value for name, value in request.fields if name == "reasons"}
        found = [item for item in self._notifications(me) if not reasons or item["reason"] in reasons]
        start, limit = int(request.params.get("cursor") or 0), min(int(request.params.get("limit", 50)), 100)
        page = {"notifications": found[start : start + limit]}
        return reply({**page, "cursor": str(start + limit)} if start + limit < len(found) else page)

    def _notifications(self, me: Person) -> list[dict[str, Any]]:
        items = []
        for post in self.seen():
            reason = self._reason(me, post)
            if reason:
                items.append(self._notification(post.id, self.cid(post), self.people[post.by], reason, self.value(post), post.at))
        for post in self.posts_by(me):
            for by, at in self.likes.get(post.id, {}).items():
                uri = f"at://{by}/app.bsky.feed.like/{_letters(post.id + by, 13)}"
                subject = {
                    "$type": "app.bsky.feed.like",
                    "subject": {"uri": post.id, "cid": self.cid(post)},
                    "createdAt": _iso(at),
                }
                items.append(self._notification(uri, self.fake_cid(uri), self.people[by], "like", subject, at))
        return sorted(items, key=lambda item: item["indexedAt"], reverse=True)

    def _reason(self, me: Person, post: Post) -> str:
        if post.by == me.id:
            return ""
        above = [self.posts[id] for id in (post.parent, self.root(post).id) if post.parent and id in self.posts]
        if any(other.by == me.id for other in above):
            return "reply"
        return "mention" if me.id in post.mentions else ""

    def _notification(self, uri: str, cid: str, by: Person, reason: str, record: Any, at: datetime) -> dict[str, Any]:
        subject = ((record.get("reply") or {}).get("parent") or record.get("subject") or {}).get("uri")
        item = {
            "uri": uri, "cid": cid, "author": self._author(by), "reason": reason, "record": record, "isRead": False,
            "indexedAt": _iso(at), "labels": [],
        }  # fmt: skip
        return {**item, "reasonSubject": subject} if subject else item

    @route("GET", "/xrpc/app.bsky.feed.getPosts")
    def get_posts(self, request: Request) -> Reply:
        """Posts with their counts; unknown ones are left out."""
        self.who(request)
        uris = [value for name, value in request.fields if name == "uris"]
        if len(uris) > 25:
            return _error(400, "InvalidRequest", "Error: uris must not have more than 25 elements")
        return reply({"posts": [self._view(self.posts[uri]) for uri in uris if uri in self.posts]})

    @route("GET", "/xrpc/app.bsky.actor.getProfile")
    def get_profile(self, request: Request) -> Reply:
        """A person with their counts."""
        self.who(request)
        asked = request.params.get("actor", "")
        person = self.people.get(asked) or self.by_handle(asked)
        if person is None:
            return _error(400, "InvalidRequest", "Profile not found")
        counts = {"followersCount": self.followers(person), "followsCount": 0, "postsCount": len(self.posts_by(person))}
        return reply({**self._author(person), **counts, "description": person.about})

    def _author(self, person: Person) -> dict[str, Any]:
        return {"did": person.id, "handle": person.handle, "displayName": person.name, "labels": []}

    def _view(self, post: Post) -> dict[str, Any]:
        counts = self.figures(post)
        return {
            "uri": post.id,
            "cid": self.cid(post),
            "author": self._author(self.people[post.by]),
            "record": self.value(post),
            "replyCount": counts["replies"],
            "repostCount": counts.get("shares", 0),
            "likeCount": counts["likes"],
            "quoteCount": 0,
            "indexedAt": _iso(post.at),
            "labels": [],
        }

    # --- shapes -----------------------------------------------------------------------------------------------------

    def value(self, post: Post) -> dict[str, Any]:
        """The record of a post; made up for what people said through the control API."""
        if "record" in post.extra:
            return post.extra["record"]
        made = {"$type": POSTS, "text": post.text, "createdAt": _iso(post.at), "langs": ["fr"]}
        if not post.parent:
            return made
        parent, root = self.posts.get(post.parent), self.root(post)
        strong = [{"uri": item.id, "cid": self.cid(item)} for item in (root, parent or root)]
        return {**made, "reply": {"root": strong[0], "parent": strong[1]}}

    def cid(self, post: Post) -> str:
        """The content address of a post."""
        return self.fake_cid(post.id + json.dumps(post.extra.get("record", post.text), sort_keys=True))

    def fake_cid(self, seed: str) -> str:
        """Something that looks like a content address."""
        return f"bafyrei{_letters(seed, 52)}"

    def tid(self, at: datetime) -> str:
        """A record key of a moment."""
        number = (int(at.timestamp() * 1_000_000) << 10) | self.made % 1024
        return "".join(LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))

    def new_person_id(self) -> str:
        """A DID."""
        return f"did:plc:{_letters(f'person {self.made} {self.base}', 24)}"

    def new_post_id(self, by: Person, at: datetime) -> str:
        """The address of a post."""
        return f"at://{by.id}/{POSTS}/{self.tid(at)}"

    def new_blob_id(self, digest: str) -> str:
        """The content address of a picture."""
        return f"bafkrei{_letters(digest, 52)}"

    # --- errors -----------------------------------------------------------------------------------------------------

    def denied(self, why: str) -> Reply:
        """The answer to a token that does not hold."""
        if why == "missing":
            return _error(401, "AuthMissing", "Authentication Required")
        if why == "expired":
            return _error(400, "ExpiredToken", "Token has expired")
        return _error(400, "InvalidToken", "Token could not be verified")

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests: Bluesky names the moment, in seconds since 1970."""
        moment = int((self.now() + timedelta(seconds=seconds)).timestamp())
        body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
        return reply(body, 429, ratelimit_limit="5000", ratelimit_remaining="0", ratelimit_reset=str(moment))

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        return _error(500, "InternalServerError", "Internal Server Error")

    def nowhere(self, request: Request) -> Reply:
        """The answer for a method that does not exist."""
        return _error(501, "MethodNotImplemented", "Method Not Implemented")
