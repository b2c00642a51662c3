"""A real Bluesky for tests: directory, PDS and AppView from the project's own npm packages, on loopback.

    with BlueskyServer(new_database()) as server:
        account = server.account("maison")

By hand, with DATABASE_URL naming a PostgreSQL server: `python -m tests.networks.bluesky_server maison zoe` prints the
service address and the app passwords, and serves until Ctrl-C.
"""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import environ
import psycopg
from psycopg import sql

from networks.contract import FarPost

NODE = Path(__file__).resolve().parent.parent / "node"
START_SECONDS = 90
POSTS = "app.bsky.feed.post"


def missing() -> str:
    """Why the server cannot run here; "" when it can."""
    if not shutil.which("node"):
        return "Node 20 is not installed"
    if not (NODE / "node_modules" / "@atproto" / "dev-env").exists():
        return "the packages of tests/node are not installed: run `npm ci` there"
    return ""


@contextlib.contextmanager
def new_database() -> Iterator[str]:
    """The address, as Node reads it, of an empty database on the PostgreSQL server that DATABASE_URL names."""
    known = environ.Env().db_url("DATABASE_URL")
    place = {"host": known["HOST"], "port": str(known["PORT"] or 5432), "user": known["USER"], "password": known["PASSWORD"]}
    name = f"bluesky_{secrets.token_hex(4)}"
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        query = urllib.parse.urlencode({"host": place["host"], "port": place["port"]})
        who = f"{place['user']}:{urllib.parse.quote(place['password'])}" if place["password"] else place["user"]
        try:
            yield f"postgres://{who}@/{name}?{query}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@dataclass
class BlueskyAccount:
    """An account on the server: what one types into the connect screen, and the right to act for it past our adapter."""

    server: "BlueskyServer"
    did: str
    handle: str
    app_password: str = field(repr=False)
    token: str = field(repr=False)
    password: str = field(default="", repr=False)

    @property
    def answers(self) -> dict[str, str]:
        """What one types into the connect screen."""
        return {"service": self.server.url, "handle": self.handle, "password": self.app_password}

    def create(self, collection: str, record: dict[str, Any]) -> dict[str, str]:
        """Make a record; its uri and cid."""
        stamped = {"$type": collection, "createdAt": datetime.now(UTC).isoformat().replace("+00:00", "Z"), **record}
        body = {"repo": self.did, "collection": collection, "record": stamped}
        return self.server.call("com.atproto.repo.createRecord", body, token=self.token)

    def reply(self, uri: str, text: str) -> dict[str, str]:
        """Answer a post."""
        self.wait_for(uri)
        parent = self.server.record(uri)
        strong = {"uri": parent["uri"], "cid": parent["cid"]}
        root = parent["value"].get("reply", {}).get("root", strong)
        return self.create(POSTS, {"text": text, "reply": {"root": root, "parent": strong}, "langs": ["fr"]})

    def like(self, uri: str) -> dict[str, str]:
        """Like a post."""
        self.wait_for(uri)
        there = self.server.record(uri)
        return self.create("app.bsky.feed.like", {"subject": {"uri": there["uri"], "cid": there["cid"]}})

    def wait_for(self, uri: str) -> None:
        """Return when the AppView knows a post. What answers to a post it has not seen yet is notified to nobody."""
        until = time.monotonic() + 15
        while not self.server.ask("app.bsky.feed.getPosts", {"uris": uri}, token=self.token)["posts"]:
            if time.monotonic() > until:
                raise TimeoutError(f"the AppView does not see {uri}")
            time.sleep(0.05)

    def mention(self, other: "BlueskyAccount", text: str) -> dict[str, str]:
        """Speak of another account."""
        full = f"@{other.handle} {text}"
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": other.did}
        facet = {"index": {"byteStart": 0, "byteEnd": len(other.handle) + 1}, "features": [feature]}
        return self.create(POSTS, {"text": full, "facets": [facet]})

    def posts(self) -> list[dict[str, Any]]:
        """The records of the account's posts, oldest first."""
        return self.records(POSTS)

    def records(self, collection: str) -> list[dict[str, Any]]:
        """The account's records of a kind, oldest key first."""
        asked = {"repo": self.did, "collection": collection, "limit": 100, "reverse": "true"}
        return self.server.ask("com.atproto.repo.listRecords", asked)["records"]

    def view(self, uri: str) -> dict[str, Any]:
        """A post as the AppView shows it to this account; empty for one it does not know."""
        found = self.server.ask("app.bsky.feed.getPosts", {"uris": uri}, token=self.token)["posts"]
        return found[0] if found else {}

    def delete(self, uri: str) -> None:
        """Take a post away."""
        body = {"repo": self.did, "collection": POSTS, "rkey": uri.rpartition("/")[2]}
        self.server.call("com.atproto.repo.deleteRecord", body, token=self.token)


class BlueskyServer:
    """The server as a child process that ends with us; a context manager."""

    def __init__(self, database: str):
        self.database, self.url, self.directory, self.words = database, "", "", ""

    @classmethod
    def standing(cls, places: str) -> "BlueskyServer":
        """One that another process started, and ends."""
        server = cls("")
        server.url, server.directory = places.split()
        return server

    def __enter__(self) -> "BlueskyServer":
        self.folder = tempfile.TemporaryDirectory(prefix="bluesky-")
        environment = {**os.environ, "DB_POSTGRES_URL": self.database, "TMPDIR": self.folder.name, "LOG_ENABLED": "false"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.child = subprocess.Popen(["node", "bluesky.mjs"], cwd=NODE, env=environment, text=True, **pipes)
        threading.Thread(target=self._listen, daemon=True).start()
        until = time.monotonic() + START_SECONDS
        while not self.url:
            if self.child.poll() is not None or time.monotonic() > until:
                self.__exit__()
                raise RuntimeError(f"the Bluesky server did not start:\n{self.words[-3000:]}")
            time.sleep(0.05)
        return self

    def _listen(self) -> None:
        threading.Thread(target=lambda: setattr(self, "words", self.child.stderr.read()), daemon=True).start()
        told = json.loads(self.child.stdout.readline() or '{"pds": "", "directory": ""}')
        self.directory, self.url = told["directory"], told["pds"]

    def __exit__(self, *_: object) -> None:
        self.child.stdin.close()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.folder.cleanup()

    def account(self, name: str) -> BlueskyAccount:
        """A new account with an app password."""
        handle = f"{name}-{secrets.token_hex(3)}.test"
        asked = {"handle": handle, "email": f"{handle}@example.com", "password": secrets.token_urlsafe(12)}
        made = self.call("com.atproto.server.createAccount", asked)
        app = self.call("com.atproto.server.createAppPassword", {"name": "tests"}, token=made["accessJwt"])
        return BlueskyAccount(self, made["did"], handle, app["password"], made["accessJwt"], asked["password"])

    def call(self, method: str, body: dict[str, Any], token: str = "") -> Any:
        """Call a procedure by plain HTTP."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        request = urllib.request.Request(f"{self.url}/xrpc/{method}", json.dumps(body).encode(), headers)
        return json.loads(_read(request) or b"{}")

    def ask(self, method: str, params: dict[str, Any], token: str = "") -> Any:
        """Ask by plain HTTP, as anybody may who needs no token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{self.url}/xrpc/{method}?{urllib.parse.urlencode(params)}"
        return json.loads(_read(urllib.request.Request(url, headers=headers)))

    def record(self, uri: str) -> dict[str, Any]:
        """A record as it stands there."""
        repo, collection, rkey = uri.removeprefix("at://").split("/")
        return self.ask("com.atproto.repo.getRecord", {"repo": repo, "collection": collection, "rkey": rkey})

    def blob(self, did: str, cid: str) -> bytes:
        """The bytes of a picture."""
        return _read(f"{self.url}/xrpc/com.atproto.sync.getBlob?{urllib.parse.urlencode({'did': did, 'cid': cid})}")


def _read(request: urllib.request.Request | str) -> bytes:
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


class BlueskySide:
    """The real server as the far side of a contract."""

    def __init__(self, server: BlueskyServer):
        self.server, self.account, self.other = server, server.account("maison"), server.account("zoe")

    def answers(self) -> dict[str, str]:
        return self.account.answers

    def posts(self) -> list[FarPost]:
        return [self._far(record) for record in self.account.posts()]

    def _far(self, record: dict[str, Any]) -> FarPost:
        value = record["value"]
        embed = value.get("embed", {})
        pictures = tuple(
            (self.server.blob(self.account.did, image["image"]["ref"]["$link"]), image["alt"])
            for image in embed.get("images", [])
        )
        link, parent = embed.get("external", {}).get("uri", ""), value.get("reply", {}).get("parent", {}).get("uri", "")
        videos = ((self.server.blob(self.account.did, embed["video"]["ref"]["$link"]), embed["alt"]),) if "video" in embed else ()
        return FarPost(record["uri"], value["text"], pictures, link, parent, videos)

    def reply(self, post: str, text: str) -> str:
        return self.other.reply(post, text)["uri"]

    def mention(self, text: str) -> str:
        return self.other.mention(self.account, text)["uri"]

    def like(self, post: str) -> None:
        self.other.like(post)

    def delete(self, post: str) -> None:
        self.account.delete(post)

    def there(self, id: str) -> bool:
        try:
            return bool(self.server.record(id))
        except urllib.error.HTTPError as error:
            if b"RecordNotFound" in error.read():
                return False
            raise

    def liked(self, id: str) -> bool:
        return "like" in self.account.view(id).get("viewer", {})

    def hidden(self, id: str) -> bool:
        root = self.server.record(id)["value"]["reply"]["root"]["uri"]
        gate = self.account.view(root).get("threadgate", {})
        return id in gate.get("record", {}).get("hiddenReplies", [])

    def blocked(self, author: str) -> bool:
        profile = self.server.ask("app.bsky.actor.getProfile", {"actor": author}, token=self.account.token)
        return "blocking" in profile["viewer"]


if __name__ == "__main__":
    with new_database() as database, BlueskyServer(database) as running:
        for named in sys.argv[1:] or ["maison", "zoe"]:
            print(json.dumps(running.account(named).answers), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            running.child.wait()
