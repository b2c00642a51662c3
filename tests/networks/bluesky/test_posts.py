"""What leaves for Bluesky, and what is done there: records, cards, options, acts."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from networks.base import Declined, MemorySteps
from networks.bluesky.keys import tid
from networks.bluesky.stub import Stub
from networks.contract import picture
from networks.figures import Metric
from networks.incoming import Author, Kind
from networks.outcomes import NotSent, Sent, Trouble, Unknown
from networks.parcels import Card, Parcel, Ref
from networks.stubs import reply
from networks.stubs.page import Pages
from tests.networks.bluesky.conftest import Watched, record_of

MOMENT = datetime(2026, 3, 1, 9, 0, 7, tzinfo=UTC)


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
    at = (datetime.now(UTC) - timedelta(minutes=2)).isoformat(timespec="milliseconds")
    steps, kept = MemorySteps(), {"$type": "app.bsky.feed.post", "text": "Avant", "createdAt": at.replace("+00:00", "Z")}
    steps.record("record", json.dumps(kept))
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Avant"), steps)
    assert record_of(stub, far) == kept


def test_what_has_waited_for_long_is_dated_anew_and_still_there_once(net, connection, far, stub):
    parcel, steps = Parcel(net.make_key(datetime.now(UTC)), "Merci @zoe.bsky.social"), MemorySteps()
    stub.faults.add("hang", times=1)
    net.send(connection, parcel, steps)
    kept = json.loads(steps.done["record"])
    steps.record("record", json.dumps({**kept, "createdAt": "2026-01-02T03:04:05.000Z"}))
    wire = Watched(connection.wire)
    assert isinstance(net.send(replace(connection, wire=wire), parcel, steps), Sent)
    assert abs(datetime.fromisoformat(wire.put[0]["record"]["createdAt"]) - datetime.now(UTC)) < timedelta(seconds=10)
    assert len(far.posts()) == 1


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


# --- the stub's memory -----------------------------------------------------------------------------------------------
def test_likes_blocks_and_gates_are_there_after_a_start_of_the_practice_network(net, connection, far, stub):
    sent = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Dites"), MemorySteps())
    answer = Ref(far.reply(sent.remote_id, "Non"))
    net.like(connection, answer)
    net.hide(connection, answer, Ref(sent.remote_id))
    net.block(connection, Author(far.other.id, far.other.handle))
    again = Stub(stub.base)
    for line in stub.journal:
        again.apply(line)
    assert (again.records, again.hidden, again.blocks) == (stub.records, {answer.id}, stub.blocks)
    assert again.likes[answer.id].keys() == {far.account.id}


def test_the_page_of_the_practice_network_shows_the_card(net, connection, far, stub):
    card = Card("La carte <b>", "Douze cafés", picture(1))
    net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "Lisez", link=LINK, card=card), MemorySteps())
    page = Pages(stub, "fr").find(f"/@{far.account.handle}", "")
    assert f"<b>La carte &lt;b&gt;</b><p>Douze cafés</p>{LINK}" in page
    assert card.picture.digest in page
