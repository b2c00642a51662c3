"""What Bluesky's adapter does beside the contract: keys, facets, the connect screen, paging, addresses."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks import network
from networks.base import Busy, Connection, ConnectRefused, Declined, MemorySteps
from networks.bluesky.facets import facets
from networks.bluesky.keys import key_for, second_of, tid
from networks.bluesky.links import post_url, profile_url
from networks.bluesky.stub import TID, Stub
from networks.contract import StubSide, picture
from networks.figures import Metric
from networks.incoming import Kind
from networks.outcomes import NotSent, Sent, Trouble, Unknown
from networks.parcels import Card, Parcel, Ref
from networks.stubs import reply, route
from networks.wires import NotReached, Reply, StubWire

SPECS = os.environ.get("NETWORK_SPECS")


@pytest.fixture
def net():
    return network("bluesky")


@pytest.fixture
def stub() -> Stub:
    return Stub("https://stub.test/bluesky")


@pytest.fixture
def far(stub) -> StubSide:
    return StubSide(stub, "maison.bsky.social", "zoe.bsky.social")


@pytest.fixture
def connection(net, stub, far) -> Connection:
    identity = net.connect(StubWire(stub), far.answers())
    return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, StubWire(stub))


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


class Watched:
    """A wire that keeps the records that are put."""

    def __init__(self, wire):
        self.wire, self.put = wire, []

    def request(self, method, url, **more) -> Reply:
        self.put += [more["json"]] if url.endswith("putRecord") else []
        return self.wire.request(method, url, **more)


# --- publishing ------------------------------------------------------------------------------------------------------
def test_the_record_is_the_same_each_time_it_is_put(net, connection, far, stub):
    parcel, steps = Parcel(net.make_key(datetime.now(UTC)), "Bonjour @zoe.bsky.social", (picture(1, "Une"),)), MemorySteps()
    stub.faults.add("hang", times=1)
    net.send(connection, parcel, steps)
    (first,) = (post.extra["record"] for post in stub.posts_by(far.account))
    wire = Watched(connection.wire)
    assert isinstance(net.send(replace(connection, wire=wire), parcel, steps), Sent)
    assert [put["record"] for put in wire.put] == [first]
    assert wire.put[0]["swapRecord"] is None
    assert [post.extra["record"] for post in stub.posts_by(far.account)] == [first]
    assert len(stub.blobs) == 1


def test_a_picture_that_the_server_threw_away_is_uploaded_again(net, connection, stub):
    parcel, steps = Parcel(net.make_key(datetime.now(UTC)), "Photo", (picture(1, "Une"),)), MemorySteps()
    stub.faults.add("crash", times=1)
    net.send(connection, parcel, steps)
    stub.blobs.clear()
    gone = net.send(connection, parcel, steps)
    assert isinstance(gone, NotSent)
    assert gone.trouble is Trouble.MEDIA
    assert isinstance(net.send(connection, parcel, steps), Sent)


def test_a_link_beside_pictures_stands_in_the_text_and_is_counted(net, connection, far):
    parcel = Parcel(net.make_key(datetime.now(UTC)), "a" * 280, (picture(1, "Une"),), link="https://example.com/carte")
    assert net.send(connection, parcel, MemorySteps()).code == "text.graphemes"
    shorter = Parcel(parcel.key, "La carte", parcel.media, parcel.link)
    assert isinstance(net.send(connection, shorter, MemorySteps()), Sent)
    assert far.posts()[0].text == "La carte\n\nhttps://example.com/carte"


def test_the_language_goes_with_the_post(net, connection, far, stub):
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Bonjour", language="fr"), MemorySteps())
    assert stub.posts_by(far.account)[0].extra["record"]["langs"] == ["fr"]


def test_an_answer_names_the_head_of_the_thread_and_what_it_answers_with_their_contents(net, connection, far, stub):
    post = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "À la une"), MemorySteps())
    question = far.reply(post.remote_id, "Vraiment ?")
    (message,) = net.fetch(connection, "", []).messages
    answer = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Oui", reply_to=message.ref), MemorySteps())
    head, asked = ({"uri": uri, "cid": stub.cid(stub.posts[uri])} for uri in (post.remote_id, question))
    assert stub.posts[answer.remote_id].extra["record"]["reply"] == {"root": head, "parent": asked}


def record_of(stub, far, number: int = -1) -> dict:
    return stub.posts_by(far.account)[number].extra["record"]


def test_a_text_leaves_in_one_call_and_keeps_no_step(net, connection, far, stub):
    steps = MemorySteps()
    assert isinstance(net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Bonjour #lune"), steps), Sent)
    assert steps.done == {}


def test_a_post_is_dated_by_its_key_when_it_leaves_about_then(net, connection, far, stub):
    moment = datetime.now(UTC) - timedelta(minutes=3)
    parcel = Parcel(tid(moment), "À l'heure")
    net.send(connection, parcel, MemorySteps())
    wire = Watched(connection.wire)
    net.send(replace(connection, wire=wire), parcel, MemorySteps())
    assert wire.put[0]["record"] == record_of(stub, far)
    assert record_of(stub, far)["createdAt"] == moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize("away", [timedelta(days=-7), timedelta(minutes=-11), timedelta(hours=1)])
def test_what_leaves_at_another_time_than_its_key_says_is_dated_when_it_leaves(net, connection, far, stub, away):
    net.send(connection, Parcel(tid(datetime.now(UTC) + away), "Plus tard"), MemorySteps())
    dated = datetime.fromisoformat(record_of(stub, far)["createdAt"])
    assert abs(dated - datetime.now(UTC)) < timedelta(seconds=10)


def test_a_record_kept_by_an_earlier_version_is_put_as_it_is(net, connection, far, stub):
    steps, kept = MemorySteps(), {"$type": "app.bsky.feed.post", "text": "Avant", "createdAt": "2026-01-02T03:04:05.000Z"}
    steps.record("record", json.dumps(kept))
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Avant"), steps)
    assert record_of(stub, far) == kept


def test_the_second_of_a_key_is_the_one_it_was_made_of():
    assert second_of(tid(MOMENT)) == MOMENT
    assert second_of("not a key") is None
    assert TID.fullmatch(key_for("at://did:plc:x/app.bsky.feed.post/3jzfcijpj2z2a"))


# --- the card of a link ----------------------------------------------------------------------------------------------
LINK = "https://example.com/carte"


def test_a_card_says_what_the_page_says_and_shows_its_picture(net, connection, far, stub):
    card = Card("La carte", "Douze cafés", picture(1))
    parcel = Parcel(net.make_key(datetime.now(UTC)), "Lisez", link=LINK, card=card)
    assert isinstance(net.send(connection, parcel, MemorySteps()), Sent)
    external = record_of(stub, far)["embed"]["external"]
    assert (external["uri"], external["title"], external["description"]) == (LINK, "La carte", "Douze cafés")
    (blob,) = stub.blobs.values()
    assert external["thumb"]["ref"]["$link"] == blob.id
    assert stub.content(blob) == card.picture.read()


def test_a_card_of_which_nothing_is_known_says_where_the_link_leads(net, connection, far, stub):
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Lisez", link=LINK), MemorySteps())
    assert record_of(stub, far)["embed"]["external"] == {"uri": LINK, "title": "example.com", "description": ""}


def test_a_picture_the_server_does_not_take_leaves_the_card_without_it(net, connection, far, stub):
    class Picky(Watched):
        def request(self, method, url, **more):
            if url.endswith("uploadBlob"):
                return reply({"error": "InvalidMimeType", "message": "no"}, 400)
            return super().request(method, url, **more)

    parcel = Parcel(net.make_key(datetime.now(UTC)), "Lisez", link=LINK, card=Card("La carte", "", picture(1)))
    assert isinstance(net.send(replace(connection, wire=Picky(connection.wire)), parcel, MemorySteps()), Sent)
    assert "thumb" not in record_of(stub, far)["embed"]["external"]


# --- options ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("replies", "rules"), [("nobody", []), ("mentioned", ["mentionRule"]), ("followers", ["followerRule"])])
def test_who_may_answer_is_put_with_the_post(net, connection, far, stub, replies, rules):
    parcel = Parcel(net.make_key(datetime.now(UTC)), "Lisez", options={"replies": replies, "no_quotes": True})
    sent = net.send(connection, parcel, MemorySteps())
    gates = {uri.split("/")[3]: value for uri, value in stub.records.items()}
    assert [rule["$type"] for rule in gates["app.bsky.feed.threadgate"]["allow"]] == [
        f"app.bsky.feed.threadgate#{rule}" for rule in rules
    ]
    assert gates["app.bsky.feed.postgate"]["embeddingRules"] == [{"$type": "app.bsky.feed.postgate#disableRule"}]
    assert {value["post"] for value in gates.values()} == {sent.remote_id}


@pytest.mark.parametrize("kind", ["hang", "error", "reset", "garble", "drop", "crash"])
def test_a_post_with_gates_whose_answer_is_lost_is_there_whole_or_not_at_all(net, connection, far, stub, kind):
    parcel = Parcel(net.make_key(datetime.now(UTC)), "Lisez", options={"replies": "nobody"})
    stub.faults.add(kind, times=1)
    first = net.send(connection, parcel, MemorySteps())
    accepted = kind not in ("drop", "crash")
    assert len(stub.records) == len(far.posts()) == accepted
    assert isinstance(first, Sent) == (kind in ("error", "garble")) or isinstance(first, Unknown)
    assert isinstance(net.reconcile(connection, parcel, MemorySteps(), MOMENT), Sent if accepted else NotSent)
    assert isinstance(net.send(connection, parcel, MemorySteps()), Sent)
    assert len(stub.records) == len(far.posts()) == 1


def test_everybody_may_answer_and_quote_when_nothing_is_chosen(net, connection, far, stub):
    options = {"replies": "everybody", "no_quotes": False, "warning": "", "languages": ""}
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Dites", options=options), MemorySteps())
    assert stub.records == {}
    assert set(record_of(stub, far)) == {"$type", "text", "createdAt"}


def test_an_answer_has_no_gate_of_its_own(net, connection, far, stub):
    first = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "1/2"), MemorySteps())
    ref = Ref(first.remote_id, first.url, first.extra)
    part = Parcel(net.make_key(datetime.now(UTC)), "2/2", reply_to=ref, options={"replies": "nobody"})
    assert isinstance(net.send(connection, part, MemorySteps()), Sent)
    assert stub.records == {}


def test_a_warning_and_further_languages_stand_in_the_record(net, connection, far, stub):
    options = {"warning": "nudity", "languages": "en, nl"}
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Bonjour", language="fr", options=options), MemorySteps())
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "nudity"}]}
    assert (record_of(stub, far)["langs"], record_of(stub, far)["labels"]) == (["fr", "en", "nl"], labels)


@pytest.mark.parametrize("typed", ["anglais", "en, nl, de", "en-"])
def test_languages_that_are_none_or_too_many_are_refused_before_anything_leaves(net, connection, far, typed):
    parcel = Parcel(net.make_key(datetime.now(UTC)), "Bonjour", options={"languages": typed})
    assert net.send(connection, parcel, MemorySteps()).code == "options.languages"
    assert far.posts() == []


# --- acts ------------------------------------------------------------------------------------------------------------
def test_a_gate_that_somebody_else_changes_meanwhile_is_read_again(net, connection, far, stub):
    sent = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Dites"), MemorySteps())
    first, second = (Ref(far.reply(sent.remote_id, text)) for text in ("Un", "Deux"))
    about = Ref(sent.remote_id)

    class Overtaken(Watched):
        def request(self, method, url, **more):
            if url.endswith("putRecord") and not self.put:
                self.put.append(more["json"])
                net.hide(connection, second, about)
            return self.wire.request(method, url, **more)

    net.hide(replace(connection, wire=Overtaken(connection.wire)), first, about)
    (gate,) = stub.records.values()
    assert gate["hiddenReplies"] == [second.id, first.id]


def test_an_answer_below_a_post_of_others_cannot_be_hidden(net, connection, far):
    post = far.mention("Bonjour")
    with pytest.raises(Declined, match="compte"):
        net.hide(connection, Ref(far.reply(post, "Non")), Ref(post))


def test_a_quote_is_a_message_about_the_post_it_quotes(net, connection, far, stub):
    sent = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "À citer"), MemorySteps())
    embed = {"$type": "app.bsky.embed.record", "record": {"uri": sent.remote_id, "cid": sent.extra["cid"]}}
    quoting = {"$type": "app.bsky.feed.post", "text": "Voyez", "createdAt": "2026-01-02T03:04:05.000Z", "embed": embed}
    stub.say(far.other, "Voyez", extra={"record": quoting})
    far.like(sent.remote_id)
    (message,) = net.fetch(connection, "", []).messages
    assert (message.kind, message.about, message.text) == (Kind.MENTION, sent.remote_id, "Voyez")
    assert net.post_figures(connection, [Ref(sent.remote_id)])[sent.remote_id].values[Metric.SHARES] == 1


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
