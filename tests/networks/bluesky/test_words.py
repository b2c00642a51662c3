"""What Bluesky's adapter does beside the contract: keys, facets, the connect screen, paging, addresses."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.base import Busy, Connection, ConnectRefused, MemorySteps
from networks.bluesky.facets import facets
from networks.bluesky.keys import key_for, second_of, tid
from networks.bluesky.links import post_url, profile_url
from networks.bluesky.stub import TID, Stub
from networks.contract import StubSide
from networks.figures import Metric
from networks.parcels import Parcel
from networks.stubs import reply, route
from networks.wires import NotReached, Reply, StubWire

SPECS = os.environ.get("NETWORK_SPECS")


# --- keys ------------------------------------------------------------------------------------------------------------
MOMENT = datetime(2026, 3, 1, 9, 0, 7, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_every_key_is_a_tid(moment):
    assert TID.fullmatch(tid(moment))


@given(MOMENTS, st.integers(1, 10**6))
def test_keys_sort_as_their_seconds_do(moment, seconds):
    assert tid(moment) < tid(moment + timedelta(seconds=seconds + 1))


def test_keys_of_one_minute_do_not_meet():
    moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert len({tid(moment) for _ in range(2000)}) == 2000


def test_the_second_of_a_key_is_the_one_it_was_made_of():
    assert second_of(tid(MOMENT)) == MOMENT
    assert second_of("not a key") is None
    assert TID.fullmatch(key_for("at://did:plc:x/app.bsky.feed.post/3jzfcijpj2z2a"))


@pytest.mark.skipif(not SPECS, reason="NETWORK_SPECS does not name a folder with bluesky/interop")
def test_the_stub_knows_a_tid_as_the_interoperability_files_do():
    def lines(name: str) -> list[str]:
        text = (Path(SPECS) / "bluesky/interop" / name).read_text()
        return [line for line in text.splitlines() if line and not line.startswith("#")]

    assert lines("tid_syntax_valid.txt") and all(TID.fullmatch(line) for line in lines("tid_syntax_valid.txt"))
    assert not any(TID.fullmatch(line) for line in lines("tid_syntax_invalid.txt"))


# --- facets ----------------------------------------------------------------------------------------------------------
KNOWN = {"zoe.bsky.social": "did:plc:zoe"}


def shown(text: str) -> list[tuple[str, str]]:
    """The parts of the text that facets mark, with what they stand for."""
    found = facets(text, KNOWN.get)
    parts = [text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode() for facet in found]
    stands_for = [next(value for name, value in facet["features"][0].items() if name != "$type") for facet in found]
    return list(zip(parts, stands_for, strict=True))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Rien du tout", []),
        ("🌞 https://example.com/é?a=1#b.", [("https://example.com/é?a=1#b", "https://example.com/é?a=1#b")]),
        ("(voir https://example.com/a_(b))", [("https://example.com/a_(b)", "https://example.com/a_(b)")]),
        ("« https://example.com » !", [("https://example.com", "https://example.com")]),
        ("Sur maisonlune.fr, demain", [("maisonlune.fr", "https://maisonlune.fr")]),
        ("maisonlune.fr/carte.", [("maisonlune.fr/carte", "https://maisonlune.fr/carte")]),
        ("contact@maisonlune.fr", []),
        ("Fin de phrase.Com une autre", [("phrase.Com", "https://phrase.Com")]),
        ("3.5 et M. Dupont", []),
        ("https://", []),
        ("Merci @zoe.bsky.social !", [("@zoe.bsky.social", "did:plc:zoe")]),
        ("Merci @ZOE.bsky.social.", [("@ZOE.bsky.social", "did:plc:zoe")]),
        ("Merci @inconnu.bsky.social", []),
        ("@zoe", []),
        ("#café #été2026", [("#café", "café"), ("#été2026", "été2026")]),
        ("(#café), #thé.", [("#café", "café"), ("#thé", "thé")]),
        ("#2026 et n#1", []),
        ("#️⃣ touche", []),
        ("＃日本", [("＃日本", "日本")]),
        ("#" + "a" * 65, []),
        ("https://example.com/#ancre", [("https://example.com/#ancre", "https://example.com/#ancre")]),
        ("d'#automne", [("#automne", "automne")]),
    ],
)
def test_what_stands_in_a_text_is_marked(text, marks):
    assert shown(text) == marks


@given(st.text(alphabet=st.sampled_from("aé🌞 .#@:/()https://x.fr\n"), max_size=80))
def test_marks_are_whole_and_do_not_overlap(text):
    end = 0
    for facet in facets(text, KNOWN.get):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert end <= start < stop <= len(text.encode())
        text.encode()[start:stop].decode()
        end = stop


# --- connecting ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "service", ["not an address", "ftp://example.com", "https://", "https://[::1", "https://a b.c", "https://x/?a"]
)
def test_what_is_no_address_is_said_at_the_address(net, stub, far, service):
    with pytest.raises(ConnectRefused) as refusal:
        net.connect(StubWire(stub), {**far.answers(), "service": service})
    assert refusal.value.field == "service"


def test_a_service_that_cannot_be_reached_is_not_reached(net, stub, far):
    with pytest.raises(NotReached):
        net.connect(StubWire(stub), {**far.answers(), "service": "https://elsewhere.test"})


class Fixed:
    """A wire with always the same answer."""

    def __init__(self, answer: Reply):
        self.answer = answer

    def request(self, *args, **more) -> Reply:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Reply(200, b"<html>Welcome</html>"), "service"),
        (Reply(200, b"{}"), "service"),
        (Reply(200, b"[]"), "service"),
        (Reply(404, b"<html>"), "service"),
        (Reply(301, b""), "service"),
        (Reply(405, b"{}"), "service"),
        (Reply(502, b"Bad gateway"), "service"),
        (reply({"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, 429), "service"),
        (reply({"error": "AuthFactorTokenRequired", "message": "x"}, 401), "password"),
        (reply({"error": "AccountTakedown", "message": "Account has been taken down"}, 401), "service"),
        (reply({"did": "d", "handle": "h", "accessJwt": "a", "refreshJwt": "r", "active": False}), "handle"),
    ],
)
def test_each_way_not_to_connect_has_its_sentence(net, answer, field):
    with pytest.raises(ConnectRefused) as refusal:
        net.connect(Fixed(answer), {"service": "https://pds.test", "handle": "a.test", "password": "p"})
    assert refusal.value.field == field
    assert len(str(refusal.value)) > 20


def test_an_account_connects_where_no_app_view_can_tell_its_name(net, stub, far):
    stub.faults.add("crash", on="read", times=None)
    session = {"did": "did:plc:x", "handle": "a.test", "accessJwt": "a.b.c", "refreshJwt": "r"}

    class PdsAlone:
        def request(self, method, url, **more):
            known = url.endswith("createSession")
            return reply(session) if known else reply({"error": "UpstreamFailure", "message": "x"}, 502)

    identity = net.connect(PdsAlone(), {"service": "https://pds.test", "handle": "a.test", "password": "p"})
    assert (identity.remote_id, identity.name, identity.expires_at) == ("did:plc:x", "", None)
    connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, PdsAlone())
    with pytest.raises(Busy, match="AppView"):
        net.fetch(connection, "", [])


# --- reading ---------------------------------------------------------------------------------------------------------
def test_a_thousand_messages_come_in_rounds_none_twice_none_lost(net, connection, far, stub):
    began = datetime.now(UTC) - timedelta(days=3)
    wanted = [
        stub.say(far.other, f"Message {n}", at=began + timedelta(minutes=n), mentions=(far.account.id,)).id for n in range(1050)
    ]
    found, cursor, rounds = [], "", 0
    while True:
        batch = net.fetch(connection, cursor, [])
        found, cursor, rounds = found + [message.ref.id for message in batch.messages], batch.cursor, rounds + 1
        if rounds == 1:
            wanted.append(far.mention("Arrivé pendant la lecture"))
        if not batch.more:
            break
    found += [message.ref.id for message in net.fetch(connection, cursor, []).messages]
    assert sorted(found) == sorted(wanted)
    assert rounds == 3
    assert len(cursor) < 60_000


def test_what_carries_an_earlier_date_is_not_missed(net, connection, far, stub):
    now = datetime.now(UTC)
    stub.say(far.other, "D'abord", at=now - timedelta(minutes=1), mentions=(far.account.id,))
    cursor = net.fetch(connection, "", []).cursor
    late = stub.say(far.other, "Plus tôt", at=now - timedelta(minutes=5), mentions=(far.account.id,))
    assert [message.ref.id for message in net.fetch(connection, cursor, []).messages] == [late.id]


def test_an_unreadable_cursor_begins_anew(net, connection, far):
    far.mention("Bonjour")
    assert len(net.fetch(connection, "{broken", []).messages) == 1


class OddStub(Stub):
    @route("GET", "/xrpc/app.bsky.notification.listNotifications")
    def list_notifications(self, request):
        return reply({"notifications": [{"reason": "reply"}]})

    @route("GET", "/xrpc/app.bsky.feed.getPosts")
    def get_posts(self, request):
        return reply([1])

    @route("GET", "/xrpc/app.bsky.actor.getProfile")
    def get_profile(self, request):
        return reply({"did": "x", "followersCount": "many", "postsCount": -1})


def test_answers_of_an_odd_shape_are_busy_and_odd_counts_are_unknown(net):
    stub = OddStub("https://stub.test/bluesky")
    far = StubSide(stub, "maison.bsky.social", "zoe.bsky.social")
    identity = net.connect(StubWire(stub), far.answers())
    connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, StubWire(stub))
    post = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "x"), MemorySteps())
    for read in (lambda: net.fetch(connection, "", []), lambda: net.post_figures(connection, [post])):
        with pytest.raises(Busy):
            read()
    assert net.account_figures(connection).values == {Metric.FOLLOWERS: None, Metric.POSTS: None}


def test_figures_of_many_posts_are_asked_for_25_at_a_time(net, connection, stub):
    posts = [net.send(connection, Parcel(net.make_key(datetime.now(UTC)), f"Post {n}"), MemorySteps()) for n in range(60)]
    refs = [type("R", (), {"id": post.remote_id})() for post in posts]
    assert len(net.post_figures(connection, refs)) == 60


# --- addresses -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("https://bsky.social", "https://bsky.app/profile/a.bsky.social/post/3jzfcijpj2z2a"),
        ("https://pds.maisonlune.fr", "https://bsky.app/profile/a.bsky.social/post/3jzfcijpj2z2a"),
        ("http://127.0.0.1:9090/bluesky", "http://127.0.0.1:9090/bluesky/@a.bsky.social/3jzfcijpj2z2a"),
        (
            "http://localhost:2583",
            "http://localhost:2583/xrpc/com.atproto.repo.getRecord"
            "?repo=did%3Aplc%3Ax&collection=app.bsky.feed.post&rkey=3jzfcijpj2z2a",
        ),
    ],
)
def test_a_post_has_an_address_that_people_can_open(service, address):
    assert post_url(service, "a.bsky.social", "at://did:plc:x/app.bsky.feed.post/3jzfcijpj2z2a") == address
    assert profile_url(service, "a.bsky.social").startswith("http")
