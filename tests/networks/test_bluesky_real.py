"""Bluesky holds the contract against a real server, and does there what the stub claims it does."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from networks.base import AccessLost, ConnectRefused
from networks.contract import NetworkContract, picture, video
from networks.incoming import Author, Kind
from networks.parcels import Card, Ref
from networks.wires import HttpWire
from tests.networks.bluesky_server import BlueskyServer, BlueskySide

pytestmark = pytest.mark.node


class TestRealBluesky(NetworkContract):
    name = "bluesky"
    dedups = True
    wait_seconds = 15.0

    @pytest.fixture
    def far(self, bluesky_server: BlueskyServer) -> BlueskySide:
        return BlueskySide(bluesky_server)

    @pytest.fixture
    def wire(self, bluesky_server: BlueskyServer) -> HttpWire:
        return HttpWire(allowed_hosts=[bluesky_server.url.removeprefix("http://")])

    # --- what only a real server can show -----------------------------------------------------------------------------

    def test_a_mention_and_a_quote_are_messages_and_a_like_is_none(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net, "À citer"))
        far.like(post.remote_id)
        mention = far.mention("vous avez vu ?")
        there = far.server.record(post.remote_id)
        record = {"$type": "app.bsky.embed.record", "record": {"uri": there["uri"], "cid": there["cid"]}}
        quote = far.other.create("app.bsky.feed.post", {"text": "À lire", "embed": record})["uri"]
        found = {message.ref.id: message for message in self.fetch_until(net, connection, "", [], 2).messages}
        assert set(found) == {mention, quote}
        assert {message.kind for message in found.values()} == {Kind.MENTION}
        assert (found[quote].about, found[mention].about) == (post.remote_id, "")
        assert found[mention].text == f"@{far.account.handle} vous avez vu ?"

    def test_links_mentions_and_hashtags_are_found_where_they_stand(self, net, connection, far):
        text = f"Été 🌞 avec @{far.other.handle} : https://example.com/é #CaféLune"
        self.send(net, connection, self.parcel(net, text))
        (record,) = far.account.posts()
        shown = {
            next(iter(set(feature) - {"$type"})): (bytes_of(text, facet["index"]), feature)
            for facet in record["value"]["facets"]
            for feature in facet["features"]
        }
        assert shown["did"][0] == f"@{far.other.handle}"
        assert shown["did"][1]["did"] == far.other.did
        assert shown["uri"][0] == shown["uri"][1]["uri"] == "https://example.com/é"
        assert shown["tag"][0] == "#CaféLune"

    def test_a_picture_of_just_the_weight_is_taken(self, net, connection, far):
        limit = net.rules_for(connection.limits).pictures.max_bytes
        assert limit == 1_000_000
        item = picture(1, "Lourde")
        content = item.read() + bytes(limit - item.size)
        heavy = replace(item, digest=hashlib.sha256(content).hexdigest(), size=limit, read=lambda: content)
        self.send(net, connection, self.parcel(net, pictures=[heavy]))
        assert far.posts()[0].pictures == ((content, "Lourde"),)

    def test_a_thread_hangs_together(self, net, connection, far):
        first = self.send(net, connection, self.parcel(net, "1/2"))
        ref = Ref(first.remote_id, first.url, first.extra)
        second = self.send(net, connection, self.parcel(net, "2/2", reply_to=ref))
        third = self.send(net, connection, self.parcel(net, "Et puis", reply_to=Ref(second.remote_id)))
        replies = {record["uri"]: record["value"].get("reply") for record in far.account.posts()}
        assert replies[second.remote_id]["root"]["uri"] == replies[second.remote_id]["parent"]["uri"] == first.remote_id
        assert replies[third.remote_id]["parent"]["uri"] == second.remote_id

    def test_a_thread_of_five_keeps_its_head_and_each_part_its_parent(self, net, connection, far):
        parts, before = [], None
        for number in range(1, 6):
            ref = Ref(before.remote_id, before.url, before.extra) if before else None
            before = self.send(net, connection, self.parcel(net, f"{number}/5", reply_to=ref))
            parts.append(before.remote_id)
        replies = {record["uri"]: record["value"].get("reply") for record in far.account.posts()}
        assert replies[parts[0]] is None
        assert {replies[part]["root"]["uri"] for part in parts[1:]} == {parts[0]}
        assert [replies[part]["parent"]["uri"] for part in parts[1:]] == parts[:-1]
        far.other.wait_for(parts[-1])
        asked = {"uri": parts[0], "depth": 10}
        view, shown = far.server.ask("app.bsky.feed.getPostThread", asked, token=far.other.token)["thread"], []
        while view:
            shown.append(view["post"]["uri"])
            view = next(iter(view.get("replies", [])), None)
        assert shown == parts

    def test_who_may_answer_and_quote_stands_from_the_first_moment(self, net, connection, far):
        options = {"replies": "nobody", "no_quotes": True, "warning": "graphic-media", "languages": "en, nl"}
        parcel = self.parcel(net, "Lisez seulement", language="fr", options=options)
        sent = self.send(net, connection, parcel)
        far.other.wait_for(sent.remote_id)
        view = far.other.view(sent.remote_id)
        assert view["viewer"]["replyDisabled"]
        assert view["viewer"]["embeddingDisabled"]
        assert [label["val"] for label in view["labels"]] == ["graphic-media"]
        assert view["record"]["langs"] == ["fr", "en", "nl"]
        assert self.send(net, connection, parcel).remote_id == sent.remote_id
        assert len(far.posts()) == 1

    def test_hiding_an_answer_leaves_who_may_answer_as_it_was(self, net, connection, far):
        sent = self.send(net, connection, self.parcel(net, f"@{far.other.handle} ?", options={"replies": "mentioned"}))
        ref = Ref(sent.remote_id, sent.url, sent.extra)
        answer = Ref(far.reply(sent.remote_id, "Non"))
        net.hide(connection, answer, ref)
        (gate,) = far.account.records("app.bsky.feed.threadgate")
        assert gate["value"]["allow"] == [{"$type": "app.bsky.feed.threadgate#mentionRule"}]
        assert gate["value"]["hiddenReplies"] == [answer.id]
        net.delete(connection, ref)
        assert far.account.records("app.bsky.feed.threadgate") == far.account.posts() == []

    def test_what_was_liked_and_blocked_on_bluesky_itself_is_taken_back_too(self, net, connection, far):
        ref = Ref(far.mention("bonjour"))
        far.account.like(ref.id)
        self.becomes(lambda: far.liked(ref.id), True)
        net.unlike(connection, ref)
        far.account.create("app.bsky.graph.block", {"subject": far.other.did})
        self.becomes(lambda: far.blocked(far.other.did), True)
        net.unblock(connection, Author(far.other.did, far.other.handle))
        assert far.account.records("app.bsky.feed.like") == far.account.records("app.bsky.graph.block") == []

    def test_a_card_with_its_picture_and_a_video_with_subtitles_are_taken(self, net, connection, far):
        card = Card("La carte", "Douze cafés", picture(1))
        carded = self.send(net, connection, self.parcel(net, "Lisez", link="https://example.com/", card=card))
        far.other.wait_for(carded.remote_id)
        shown = far.other.view(carded.remote_id)["embed"]["external"]
        assert (shown["title"], shown["description"], "thumb" in shown) == ("La carte", "Douze cafés", True)
        words = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n"
        film = self.parcel(net, "Voyez", [video("Une théière")], language="fr", options={"captions": words})
        filmed = self.send(net, connection, film)
        far.other.wait_for(filmed.remote_id)
        embed = far.other.view(filmed.remote_id)["embed"]
        assert (embed["$type"], embed["alt"]) == ("app.bsky.embed.video#view", "Une théière")

    def test_another_text_under_the_same_key_changes_nothing(self, net, connection, far):
        first = self.parcel(net, "Le premier")
        sent = self.send(net, connection, first)
        assert self.send(net, connection, replace(first, text="Un autre")).remote_id == sent.remote_id
        assert [post.text for post in far.posts()] == ["Le premier"]

    def test_access_is_renewed_and_the_old_refresh_gives_way(self, net, connection, far):
        fresh = net.refresh(connection)
        assert fresh.secrets["refresh"] != connection.secrets["refresh"]
        assert timedelta(hours=1) < fresh.expires_at - datetime.now(UTC) < timedelta(hours=3)
        self.send(net, replace(connection, secrets=fresh.secrets), self.parcel(net))
        with pytest.raises(AccessLost):
            net.refresh(replace(connection, secrets={"access": "x", "refresh": "y"}))

    def test_the_address_of_another_server_is_no_service(self, net, wire, far):
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, {**far.answers(), "service": f"{far.server.url}/elsewhere"})
        assert refusal.value.field == "service"

    def test_handles_and_addresses_are_taken_as_people_paste_them(self, net, wire, far):
        answers = far.answers()
        pasted = {"service": f" {answers['service']}/xrpc/ ", "handle": f"\u202a@{answers['handle'].upper()}\u202c"}
        identity = net.connect(wire, {**answers, **pasted})
        assert (identity.service, identity.handle) == (answers["service"], answers["handle"])


def bytes_of(text: str, index: dict) -> str:
    return text.encode()[index["byteStart"] : index["byteEnd"]].decode()
