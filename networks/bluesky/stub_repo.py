"""The stub's repositories: pictures and records, judged as a server of AT Protocol judges them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from lib.answers import Reply
from networks.bluesky.stub_names import POST, Names, error
from networks.stubs import Person, Request, Stop, reply, route
from networks.stubs.world import Blob

TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
GRAPHEME = regex.compile(r"\X")
LIKE = "app.bsky.feed.like"
BLOCK = "app.bsky.graph.block"
THREADGATE = "app.bsky.feed.threadgate"
POSTGATE = "app.bsky.feed.postgate"
REQUIRED = {
    POST: ("createdAt", "text"),
    LIKE: ("createdAt", "subject"),
    BLOCK: ("createdAt", "subject"),
    THREADGATE: ("createdAt", "post"),
    POSTGATE: ("createdAt", "post"),
}
BLOB_BYTES = 52_428_800


def subject_of(value: Mapping[str, Any]) -> str:
    """What a like or a block is about."""
    subject = value.get("subject", "")
    return subject.get("uri", "") if isinstance(subject, dict) else subject


def media_of(record: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str, str]]:
    """The blobs a post shows: where they stand in it, the blob, its alternative text, and of what kind it must be."""
    embed = record.get("embed") or {}
    for number, image in enumerate(embed.get("images", [])):
        yield f"embed.images[{number}].image", image["image"], image["alt"], "image"
    if "video" in embed:
        yield "embed.video", embed["video"], embed.get("alt", ""), "video"
        for number, caption in enumerate(embed.get("captions", [])):
            yield f"embed.captions[{number}].file", caption["file"], "", "caption"
    if thumb := (embed.get("external") or {}).get("thumb"):
        yield "embed.external.thumb", thumb, "", "thumb"


class Repositories(Names):
    """What stands at com.atproto.repo. `heaviest` is what a blob may weigh by its kind; older servers take less."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.heaviest = {"image": 2_000_000, "video": 300_000_000, "caption": 20_000, "thumb": 1_000_000}
        super().__init__(*args, **kwargs)

    @route("POST", "/xrpc/com.atproto.repo.uploadBlob", "step")
    def upload_blob(self, request: Request) -> Reply:
        """Keep a picture until a record uses it."""
        person = self.who(request)
        if len(request.body) > BLOB_BYTES:
            return error(413, "PayloadTooLarge", "request entity too large")
        mime = request.headers.get("content-type", "application/octet-stream")
        return reply({"blob": self.blob_ref(self.store(person, request.body, mime))})

    def blob_ref(self, blob: Blob) -> dict[str, Any]:
        """A blob as records name it."""
        return {"$type": "blob", "ref": {"$link": blob.id}, "mimeType": blob.mime, "size": blob.size}

    @route("POST", "/xrpc/com.atproto.repo.putRecord", "visible")
    def put_record(self, request: Request) -> Reply:
        """Put a record under a key; a `swapRecord` must name what stands there, null that nothing does."""
        person, asked = self._asked(request)
        uri, record = self._judged(person, asked)
        known = self._value_at(uri)
        if known == record:
            return reply({"uri": uri, "cid": self._cid_at(uri), "validationStatus": "valid"})
        if "swapRecord" in asked and asked["swapRecord"] != (known and self._cid_at(uri)):
            was = f"Record was at {self._cid_at(uri)}" if known else "Record was at null"
            return error(400, "InvalidSwap", was)
        return reply(self._accept(person, uri, record))

    @route("POST", "/xrpc/com.atproto.repo.createRecord", "visible")
    def create_record(self, request: Request) -> Reply:
        """Make a record; a key that is taken fells the server, as it does the real one."""
        person, asked = self._asked(request)
        uri, record = self._judged(person, asked)
        return self.broken() if self._value_at(uri) else reply(self._accept(person, uri, record))

    @route("POST", "/xrpc/com.atproto.repo.applyWrites", "visible")
    def apply_writes(self, request: Request) -> Reply:
        """Make several records, all or none."""
        person, asked = self._asked(request)
        made = [
            self._judged(person, {**write, "record": write["value"]}, f"$.writes[{number}].record")
            for number, write in enumerate(asked["writes"])
        ]
        if any(self._value_at(uri) for uri, _ in made):
            return self.broken()
        kind = "com.atproto.repo.applyWrites#createResult"
        results = [{**self._accept(person, uri, record), "$type": kind} for uri, record in made]
        return reply({"commit": {"cid": self.fake_cid(made[0][0]), "rev": made[0][0][-13:]}, "results": results})

    @route("POST", "/xrpc/com.atproto.repo.deleteRecord", "visible")
    def delete_record(self, request: Request) -> Reply:
        """Take a record away; one that is not there is taken away too."""
        person, asked = self._asked(request)
        uri = f"at://{person.id}/{asked.get('collection')}/{asked.get('rkey')}"
        if uri in self.posts:
            self.delete(uri)
        elif uri in self.records:
            self._effect(person, asked["collection"], self.records[uri], {})
            self.record("kept", uri=uri, value=None)
        return reply({})

    @route("GET", "/xrpc/com.atproto.repo.getRecord")
    def get_record(self, request: Request) -> Reply:
        """One record; open to everybody."""
        asked = request.params
        repo = self.by_handle(asked.get("repo", "")) or self.people.get(asked.get("repo", ""))
        uri = f"at://{repo.id if repo else ''}/{asked.get('collection')}/{asked.get('rkey')}"
        value = self._value_at(uri)
        if value is None:
            return error(400, "RecordNotFound", f"Could not locate record: {uri}")
        return reply({"uri": uri, "cid": self._cid_at(uri), "value": value})

    @route("GET", "/xrpc/com.atproto.repo.listRecords")
    def list_records(self, request: Request) -> Reply:
        """The posts of a repository by their keys, the latest first, a page at a time; open to everybody."""
        asked = request.params
        repo = self.by_handle(asked.get("repo", "")) or self.people.get(asked.get("repo", ""))
        if repo is None:
            return error(400, "InvalidRequest", f"Could not find repo: {asked.get('repo')}")
        kept = {post.id.rpartition("/")[2]: post for post in self.posts_by(repo) if f"/{asked.get('collection')}/" in post.id}
        before, limit = asked.get("cursor") or "~", min(int(asked.get("limit", 50)), 100)
        page = sorted((key for key in kept if key < before), reverse=True)[:limit]
        records = [{"uri": kept[key].id, "cid": self.cid(kept[key]), "value": self.value(kept[key])} for key in page]
        return reply({"records": records, **({"cursor": page[-1]} if page else {})})

    @route("GET", "/xrpc/com.atproto.sync.getBlob")
    def get_blob(self, request: Request) -> Reply:
        """The bytes of a picture; open to everybody."""
        blob = self.blobs.get(request.params.get("cid", ""))
        if blob is None:
            return error(400, "BlobNotFound", "Blob not found")
        return Reply(200, self.content(blob), {"content-type": blob.mime})

    # --- judging ----------------------------------------------------------------------------------------------------

    def _asked(self, request: Request) -> tuple[Person, dict[str, Any]]:
        person, asked = self.who(request), request.json or {}
        if asked.get("repo") not in (person.id, person.handle):
            if asked.get("repo") in self.people:
                raise Stop(error(401, "AuthenticationRequired", "Authentication Required"))
            raise Stop(error(403, "AccountNotFound", "Account not found"))
        return person, asked

    def _judged(self, person: Person, asked: Mapping[str, Any], place: str = "$.record") -> tuple[str, dict[str, Any]]:
        collection, record, rkey = asked["collection"], asked.get("record") or {}, asked.get("rkey") or self.tid(self.now())
        if problem := self._problem(collection, record, rkey, place):
            raise Stop(problem)
        return f"at://{person.id}/{collection}/{rkey}", record

    def _problem(self, collection: str, record: Mapping[str, Any], rkey: str, place: str) -> Reply | None:
        if missing := [name for name in REQUIRED[collection] if name not in record]:
            return self._invalid(collection, f'Missing required key "{missing[0]}" at {place}')
        if not TID.fullmatch(rkey):
            return error(400, "InvalidRequest", f'Invalid record key for {collection}: Invalid TID string (got "{rkey}") at $')
        return self._problem_of_post(record, place) if collection == POST else None

    def _problem_of_post(self, record: Mapping[str, Any], place: str) -> Reply | None:
        text, embed, langs = record["text"], record.get("embed") or {}, record.get("langs", [])
        counts = [
            ("string", 3000, len(text.encode()), "text"),
            ("grapheme", 300, len(GRAPHEME.findall(text)), "text"),
            ("array", 3, len(langs), "langs"),
            ("array", 4, len(embed.get("images", [])), "embed.images"),
        ]
        media = list(media_of(record))
        counts += [("blob", self.heaviest[kind], blob["size"], where) for where, blob, _alt, kind in media]
        for what, limit, count, where in counts:
            if count > limit:
                return self._invalid(POST, f"{what} too big (maximum {limit}, got {count}) at {place}.{where}")
        for number, lang in enumerate(langs):
            if not LANGUAGE.fullmatch(lang):
                return self._invalid(POST, f'Invalid language (got "{lang}") at {place}.langs[{number}]')
        unknown = [cid for _where, blob, _alt, _kind in media if (cid := blob["ref"]["$link"]) not in self.blobs]
        return error(400, "BlobNotFound", f"Could not find blob: {unknown[0]}") if unknown else None

    def _invalid(self, collection: str, problem: str) -> Reply:
        return error(400, "InvalidRequest", f"Invalid {collection} record: {problem}")

    # --- keeping ----------------------------------------------------------------------------------------------------

    def _value_at(self, uri: str) -> dict[str, Any] | None:
        return self.value(self.posts[uri]) if uri in self.posts else self.records.get(uri)

    def _cid_at(self, uri: str) -> str:
        if uri in self.posts:
            return self.cid(self.posts[uri])
        return self.fake_cid(uri + repr(sorted(self.records[uri].items())))

    def _accept(self, person: Person, uri: str, record: dict[str, Any]) -> dict[str, Any]:
        collection = uri.split("/")[3]
        if collection == POST:
            self._say(person, uri, record)
        else:
            self._effect(person, collection, self.records.get(uri, {}), record)
            self.record("kept", uri=uri, value=record)
        return {"uri": uri, "cid": self._cid_at(uri), "validationStatus": "valid"}

    def _say(self, person: Person, uri: str, record: dict[str, Any]) -> None:
        media = [item for item in media_of(record) if item[3] in ("image", "video")]
        external = (record.get("embed") or {}).get("external") or {}
        picture = external.get("thumb", {}).get("ref", {}).get("$link", "")
        card = {"title": external.get("title", ""), "about": external.get("description", ""), "picture": picture}
        self.say(
            person,
            record["text"],
            id=uri,
            parent=((record.get("reply") or {}).get("parent") or {}).get("uri", ""),
            pictures=tuple(blob["ref"]["$link"] for _where, blob, _alt, _kind in media),
            alts=tuple(alt for _where, _blob, alt, _kind in media),
            key=uri.rpartition("/")[2],
            mentions=tuple(
                feature["did"] for facet in record.get("facets", []) for feature in facet["features"] if "did" in feature
            ),
            extra={"record": record, "link": external.get("uri", ""), "card": card},
        )

    def _effect(self, person: Person, collection: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """What a record about others brings about, or ends."""
        subject, done = subject_of(after or before), bool(after)
        if collection == LIKE and subject in self.posts:
            (self.like if done else self.unlike)(subject, person)
        elif collection == BLOCK and subject in self.people:
            self.block(person, self.people[subject], done)
        elif collection == THREADGATE:
            hidden = set(after.get("hiddenReplies", ()))
            for uri in hidden ^ set(before.get("hiddenReplies", ())):
                if uri in self.posts:
                    self.hide(uri, uri in hidden)
