"""The stub of Bluesky answers word for word as a real server does."""

import json
import re

import pytest

from networks import stub_class
from networks.contract import StubSide
from networks.wires import HttpWire, StubWire
from tests.networks.bluesky_server import BlueskySide

pytestmark = pytest.mark.node


def text_record(text: str = "Bonjour", **more) -> dict:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-01-02T03:04:05.000Z", **more}


def image(size: int = 10) -> dict:
    cid = "bafkreiadw7xfzq4ojdu4vqdkhvtm6qf6rhm5ubmvxgjjuecpkqbtefkoc4"
    blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/jpeg", "size": size}
    return {"alt": "", "image": blob}


def blob(size: int, mime: str) -> dict:
    return {**image(size)["image"], "mimeType": mime}


def film(size: int) -> dict:
    return {"$type": "app.bsky.embed.video", "video": blob(size, "video/mp4"), "alt": ""}


def card(size: int) -> dict:
    external = {"uri": "https://example.com", "title": "", "description": "", "thumb": blob(size, "image/jpeg")}
    return {"$type": "app.bsky.embed.external", "external": external}


GATE = {
    "$type": "app.bsky.feed.threadgate",
    "post": "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a",
    "allow": [],
    "createdAt": "2026-01-02T03:04:05.000Z",
}
FAR_AWAY = 4_000_000_000
SERVICE_AUTH = "com.atproto.server.getServiceAuth"
KEY, OTHER = "3jzfcijpj2z2a", "3jzfcijpj2z2b"
APPLY = "com.atproto.repo.applyWrites"
PUT, GET = "com.atproto.repo.putRecord", "com.atproto.repo.getRecord"
SESSION, REFRESH = "com.atproto.server.createSession", "com.atproto.server.refreshSession"
# What is asked, in order, of the stub and of the real server: (method, procedure, body or params, token).
ASKED = {
    "a wrong password": [("POST", SESSION, {"identifier": "{handle}", "password": "wrong"}, "")],
    "an unknown handle": [("POST", SESSION, {"identifier": "nobody.test", "password": "wrong"}, "")],
    "no token": [("POST", PUT, {"repo": "{did}", "collection": "app.bsky.feed.post", "rkey": KEY, "record": text_record()}, "")],
    "a token that is none": [("GET", "app.bsky.notification.listNotifications", {}, "nonsense")],
    "another's repository": [("PUT", KEY, text_record(), {"repo": "did:plc:ewvi7nxzyoun6zhxrhs64oiz"})],
    "a record": [("PUT", KEY, text_record(), {})],
    "the same record twice": [("PUT", KEY, text_record(), {}), ("PUT", KEY, text_record(), {})],
    "another record under the key": [("PUT", KEY, text_record(), {}), ("PUT", KEY, text_record("Autre"), {})],
    "301 graphemes": [("PUT", KEY, text_record("é" * 301), {})],
    "5000 bytes": [("PUT", KEY, text_record("👨‍👩‍👧‍👦" * 200), {})],
    "five pictures": [("PUT", KEY, text_record(embed={"$type": "app.bsky.embed.images", "images": [image()] * 5}), {})],
    "a picture too heavy": [
        ("PUT", KEY, text_record(embed={"$type": "app.bsky.embed.images", "images": [image(), image(1_000_001)]}), {})
    ],
    "four languages": [("PUT", KEY, text_record(langs=["fr", "en", "nl", "de"]), {})],
    "a language that is none": [("PUT", KEY, text_record(langs=["not a language"]), {})],
    "a video too heavy": [("PUT", KEY, text_record(embed=film(100_000_001)), {})],
    "a thumbnail too heavy": [("PUT", KEY, text_record(embed=card(1_000_001)), {})],
    "several records at once": [("APPLY", KEY, text_record(), GATE)],
    "several records at once, again": [("APPLY", KEY, text_record(), GATE), ("APPLY", KEY, text_record(), GATE)],
    "several records of which one is wrong": [("APPLY", KEY, text_record("é" * 301), GATE)],
    "a gate put twice": [("APPLY", KEY, text_record(), GATE), ("PUT", KEY, GATE, {"collection": GATE["$type"]})],
    "taking away what is not there": [
        ("POST", "com.atproto.repo.deleteRecord", {"repo": "{did}", "collection": GATE["$type"], "rkey": OTHER}, "mine")
    ],
    "taking away what is not ours": [
        (
            "POST",
            "com.atproto.repo.deleteRecord",
            {"repo": "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "collection": GATE["$type"], "rkey": OTHER},
            "mine",
        )
    ],
    "a pass for the video service": [("GET", SERVICE_AUTH, {"aud": "did:web:video.bsky.app", "lxm": "app.bsky.video.x"}, "mine")],
    "a pass that holds too long": [
        ("GET", SERVICE_AUTH, {"aud": "did:web:video.bsky.app", "lxm": "app.bsky.video.x", "exp": FAR_AWAY}, "mine")
    ],
    "a pass for nobody": [("GET", SERVICE_AUTH, {"aud": "did:web:video.bsky.app", "lxm": "app.bsky.video.x"}, "nonsense")],
    "a picture nobody uploaded": [("PUT", KEY, text_record(embed={"$type": "app.bsky.embed.images", "images": [image()]}), {})],
    "a key that is none": [("PUT", "not-a-tid", text_record(), {})],
    "a record without its date": [("PUT", KEY, {"$type": "app.bsky.feed.post", "text": "x"}, {})],
    "what is there": [
        ("PUT", KEY, text_record(), {}),
        ("GET", GET, {"repo": "{did}", "collection": "app.bsky.feed.post", "rkey": KEY}, ""),
    ],
    "what is not there": [("GET", GET, {"repo": "{did}", "collection": "app.bsky.feed.post", "rkey": OTHER}, "")],
    "an unknown person": [("GET", "com.atproto.identity.resolveHandle", {"handle": "nobody.test"}, "")],
    "posts nobody knows": [
        (
            "GET",
            "app.bsky.feed.getPosts",
            {"uris": "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a"},
            "mine",
        )
    ],
    "a refresh with a body": [("POST", REFRESH, {}, "refresh")],
    "a refresh with the wrong token": [("POST", REFRESH, None, "nonsense")],
    "a method that does not exist": [("GET", "com.atproto.repo.nothing", {}, "mine")],
}


@pytest.mark.parametrize("steps", ASKED.values(), ids=ASKED)
def test_the_stub_answers_as_the_real_server_does(steps, bluesky_server):
    older = stub_class("bluesky")("https://stub.test/bluesky")
    older.heaviest |= {"image": 1_000_000, "video": 100_000_000}
    real, stub = BlueskySide(bluesky_server), StubSide(older, "maison.test", "zoe.test")
    wires = [HttpWire(allowed_hosts=[bluesky_server.url.removeprefix("http://")]), StubWire(stub.stub)]
    told = [tell(wire, side.answers(), steps) for wire, side in zip(wires, (real, stub), strict=True)]
    assert told[1] == told[0]


def tell(wire, answers: dict, steps: list) -> list[tuple]:
    """What a server says to the steps: status, error, the shape of the answer and the words of a refusal."""
    credentials = {"identifier": answers["handle"], "password": answers["password"]}
    session = wire.request("POST", f"{answers['service']}/xrpc/{SESSION}", json=credentials).json()
    return [shape(ask(wire, answers, session, *step)) for step in steps]


def ask(wire, answers: dict, session: dict, method: str, *asked):
    if method == "PUT":
        rkey, record, more = asked
        body = {"repo": session["did"], "collection": "app.bsky.feed.post", "rkey": rkey, "record": record, "swapRecord": None}
        return ask(wire, answers, session, "POST", PUT, {**body, **more}, "mine")
    if method == "APPLY":
        rkey, *records = asked
        kind = "com.atproto.repo.applyWrites#create"
        writes = [{"$type": kind, "collection": value["$type"], "rkey": rkey, "value": value} for value in records]
        return ask(wire, answers, session, "POST", APPLY, {"repo": session["did"], "writes": writes}, "mine")
    name, body, token = asked
    tokens = {"mine": session["accessJwt"], "refresh": session["refreshJwt"]}
    headers = {"Authorization": f"Bearer {tokens.get(token, token)}"} if token else {}
    filled = body and {key: value.format(**session) if isinstance(value, str) else value for key, value in body.items()}
    carried = {"params": filled} if method == "GET" else {} if filled is None else {"json": filled}
    return wire.request(method, f"{answers['service']}/xrpc/{name}", headers=headers, **carried)


def shape(reply) -> tuple:
    body = json.loads(reply.body)
    if reply.ok:
        return reply.status, sorted(set(body) - {"commit"})
    words = re.sub(r"did:\w+:\w+|bafy\w+|at://\S+", "…", body["message"])
    return reply.status, body["error"], words
