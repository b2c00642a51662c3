"""Mastodon holds the contract of networks, on its stub and on a server of its kind; and its own words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from mastodon_mock.config import SeedAccount, SeedConfig
from mastodon_mock.testing.server import MockServer

from networks import waiting
from networks.base import AccessLost, Connection, ConnectRefused, Declined, MemorySteps, Unsupported
from networks.contract import OURS, FarPost, NetworkContract, StubContract, picture, video
from networks.figures import Metric
from networks.incoming import Kind
from networks.mastodon.words import from_html
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from networks.parcels import Poll, Ref
from networks.wires import HttpWire


class MockSide:
    """mastodon_mock as the far side, over its API with the tokens it was seeded with."""

    def __init__(self, server):
        self.server, self.wire = server, HttpWire([server.base_url.partition("://")[2]])

    def answers(self):
        return {"service": self.server.base_url, "token": "lune-token"}

    def posts(self):
        me = self._ask("GET", "/api/v1/accounts/verify_credentials")
        shown = self._ask("GET", f"/api/v1/accounts/{me['id']}/statuses?limit=40")
        return [self._far(status) for status in reversed(shown)]

    def reply(self, post, text):
        return self._ask("POST", "/api/v1/statuses", "zoe", {"status": f"@lune {text}", "in_reply_to_id": post})["id"]

    def mention(self, text):
        return self._ask("POST", "/api/v1/statuses", "zoe", {"status": f"Merci @lune ! {text}"})["id"]

    def like(self, post):
        self._ask("POST", f"/api/v1/statuses/{post}/favourite", "zoe")

    def delete(self, post):
        self._ask("DELETE", f"/api/v1/statuses/{post}")

    def there(self, id):
        return self._answer("GET", f"/api/v1/statuses/{id}").status == 200

    def liked(self, id):
        return self._ask("GET", f"/api/v1/statuses/{id}")["favourited"]

    def blocked(self, author):
        return self._ask("GET", f"/api/v1/accounts/relationships?id[]={author}")[0]["blocking"]

    def _far(self, status):
        media = status["media_attachments"]
        pictures, videos = (
            tuple(
                (self.wire.request("GET", item["url"]).body, item["description"] or "") for item in media if item["type"] in kinds
            )
            for kinds in (("image",), ("video", "gifv", "unknown"))
        )
        poll = tuple(option["title"] for option in (status["poll"] or {"options": []})["options"])
        return FarPost(status["id"], from_html(status["content"]), pictures, "", status["in_reply_to_id"] or "", videos, poll)

    def _ask(self, method, path, who="lune", json=None):
        return self._answer(method, path, who, json).json()

    def _answer(self, method, path, who="lune", json=None):
        headers = {"Authorization": f"Bearer {who}-token"}
        return self.wire.request(method, self.server.base_url + path, json=json, headers=headers)


@pytest.fixture(scope="module")
def server():
    people = [
        SeedAccount(username="lune", display_name="Maison Lune", access_token="lune-token"),
        SeedAccount(username="zoe", display_name="Zoé Durand", access_token="zoe-token"),
    ]
    with MockServer(seed=SeedConfig(accounts=people)) as server:
        yield server


class TestMastodonServer(NetworkContract):
    """A server with a database of its own, on loopback."""

    name = "mastodon"
    dedups = True

    @pytest.fixture
    def far(self, server):
        side = MockSide(server)
        side.wire.request("POST", f"{server.base_url}/api/v1/_mock/reset")
        return side

    @pytest.fixture
    def wire(self, far):
        return far.wire

    def test_the_limits_are_those_the_server_announces(self, identity):
        assert {name: identity.limits[name] for name in ("text", "pictures", "picture_bytes", "poll_choices")} == {
            "text": 500,
            "pictures": 4,
            "picture_bytes": 10_485_760,
            "poll_choices": 4,
        }

    def test_a_person_allows_us_in_and_the_access_is_given_back(self, net, far, wire):
        led = net.authorize(wire, far.answers(), OURS, "a-state")
        form = {**dict(parse_qsl(urlsplit(led.url).query)), "username": "lune"}
        back = wire.request("POST", f"{far.server.base_url}/oauth/authorize", form=form).headers["location"]
        identity = net.exchange(wire, led.pending, dict(parse_qsl(urlsplit(back).query)))
        assert identity.handle.startswith("lune@")
        connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
        assert net.announced(connection) == identity.limits
        self.send(net, connection, self.parcel(net))
        net.revoke(connection)
        with pytest.raises(AccessLost):
            net.account_figures(connection)


class TestMastodon(StubContract):
    name = "mastodon"
    dedups = True
    refreshes = False

    # --- connecting -------------------------------------------------------------------------------------------------

    def test_the_limits_are_those_the_instance_announces(self, net, identity):
        assert identity.limits == {
            "text": 500,
            "pictures": 4,
            "picture_bytes": 16_777_216,
            "picture_pixels": 33_177_600,
            "alt": 1500,
            "video_bytes": 103_809_024,
            "video_pixels": 8_294_400,
            "video_alt": 1500,
            "poll_choices": 4,
            "poll_choice": 50,
            "poll_min_seconds": 300,
            "poll_max_seconds": 2_629_746,
        }
        assert net.rules_for({**identity.limits, "text": 5000}).texts[0].limit == 5000

    @pytest.mark.parametrize("told", [[], "x", {"statuses": [], "polls": 5}, {"statuses": {"max_characters": "many"}}])
    def test_limits_told_in_another_way_are_as_good_as_untold(self, net, far, wire, stub, monkeypatch, told):
        monkeypatch.setattr(type(stub), "configuration", told)
        assert net.connect(wire, far.answers()).limits == {}

    def test_the_handle_has_its_server(self, identity):
        assert identity.handle == "maison_lune@mastodon.example"

    @pytest.mark.parametrize("typed", ["@zoe@{host}", "{host}", "https://{host}/", "  {host}  "])
    def test_the_instance_may_be_typed_in_many_ways(self, net, far, wire, typed):
        far.stub.base = "https://mastodon.example"
        answers = {**far.answers(), "service": typed.format(host="mastodon.example")}
        assert net.connect(wire, answers).service == "https://mastodon.example"

    @pytest.mark.parametrize("typed", ["", "not an address", "ftp://mastodon.example", "https://a:b@mastodon.example"])
    def test_what_is_no_address_is_said_at_the_field(self, net, far, wire, typed):
        with pytest.raises(ConnectRefused, match=r"https://mastodon\.social") as refusal:
            net.connect(wire, {**far.answers(), "service": typed})
        assert refusal.value.field == "service"

    def test_a_token_that_may_only_read_is_refused(self, net, far, wire):
        far.account.extra["scopes"] = ["profile", "read"]
        with pytest.raises(ConnectRefused, match="write:statuses") as refusal:
            net.connect(wire, far.answers())
        assert refusal.value.field == "token"

    def test_a_token_with_the_narrow_rights_is_taken(self, net, far, wire):
        far.account.extra["scopes"] = ["profile", "read", "write:statuses", "write:media"]
        assert net.connect(wire, far.answers()).remote_id == far.account.id

    # --- publishing -------------------------------------------------------------------------------------------------

    def test_a_picture_still_worked_on_is_waited_for(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0, 0, 0))
        stub.processing = 3
        self.send(net, connection, self.parcel(net, pictures=[picture(1, "Une tasse")]))
        assert len(far.posts()[0].pictures) == 1

    def test_a_picture_that_takes_too_long_is_gone_on_with_later(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0,))
        stub.processing = 5
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une tasse")]), MemorySteps()
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, NotSent)
        assert outcome.retry_at
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent)
        assert len(stub.blobs) == 1

    def test_a_picture_thrown_away_meanwhile_is_uploaded_anew(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une tasse")]), MemorySteps()
        stub.faults.add("crash", times=1)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        stub.blobs.clear()
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.MEDIA
        assert isinstance(net.send(connection, parcel, steps), Sent)

    def test_after_the_hour_of_the_key_our_post_is_found_by_its_picture(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, "Avec une tasse", pictures=[picture(1, "Une tasse")]), MemorySteps()
        sent = net.send(connection, parcel, steps)
        (post,) = stub.posts.values()
        post.key = "forgotten"
        assert net.send(connection, parcel, steps) == sent
        assert len(far.posts()) == 1

    def test_a_content_warning_counts_with_the_text(self, net, connection, far):
        options = {"spoiler": "Attention", "visibility": "unlisted"}
        self.send(net, connection, self.parcel(net, "a" * 491, options=options))
        assert far.stub.posts_by(far.account)[0].extra["visibility"] == "unlisted"
        outcome = net.send(connection, self.parcel(net, "a" * 492, options=options), MemorySteps())
        assert isinstance(outcome, Refused)
        assert "501" in outcome.reason

    def test_a_link_counts_23_characters_whatever_its_length(self, net, connection, far):
        link = "https://example.com/" + "a" * 300
        self.send(net, connection, self.parcel(net, "b" * 475, link=link))
        assert isinstance(net.send(connection, self.parcel(net, "b" * 476, link=link), MemorySteps()), Refused)
        assert len(far.posts()) == 1

    def test_an_answer_names_whom_it_answers(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        far.reply(post.remote_id, "Ouvert ?")
        (message,) = net.fetch(connection, "", [Ref(post.remote_id)]).messages
        self.send(net, connection, self.parcel(net, "Oui.", reply_to=message.ref))
        assert far.posts()[-1].text == "@zoe_durand Oui."
        self.send(net, connection, self.parcel(net, "Oui @zoe_durand !", reply_to=message.ref))
        assert far.posts()[-1].text == "Oui @zoe_durand !"

    def test_what_was_said_in_private_is_answered_in_private(self, net, connection, far, stub):
        stub.say(far.other, "@maison_lune Entre nous", mentions=(far.account.id,), extra={"visibility": "direct"})
        (message,) = net.fetch(connection, "", []).messages
        assert message.kind is Kind.PRIVATE
        self.send(net, connection, self.parcel(net, "Merci", reply_to=message.ref))
        assert stub.posts_by(far.account)[-1].extra["visibility"] == "direct"

    def test_a_video_worked_on_for_long_is_gone_on_with_later(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0,))
        stub.processing = 3
        parcel, steps = self.parcel(net, pictures=[video("Une théière")]), MemorySteps()
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, NotSent)
        assert outcome.retry_at
        assert isinstance(net.send(connection, parcel, steps), Sent)
        assert len(stub.blobs) == 1

    def test_a_video_the_instance_cannot_work_on_is_refused(self, net, connection, far, stub):
        stub.breaking = True
        outcome = net.send(connection, self.parcel(net, pictures=[video("Une théière")]), MemorySteps())
        assert isinstance(outcome, Refused)
        assert (outcome.trouble, outcome.code) == (Trouble.MEDIA, "media_broken")
        assert far.posts() == []

    def test_a_poll_goes_with_its_length_and_kind(self, net, connection, far, stub):
        sent = self.send(net, connection, self.parcel(net, poll=Poll(("Oui", "Non", "Un peu"), 3600, multiple=True)))
        assert stub.posts[sent.remote_id].extra["poll"] == {
            "choices": ["Oui", "Non", "Un peu"],
            "seconds": 3600,
            "multiple": True,
        }

    def test_pictures_are_covered_when_asked_for_and_below_a_warning(self, net, connection, far, stub):
        for options in ({"sensitive": True}, {"spoiler": "Araignées"}):
            sent = self.send(net, connection, self.parcel(net, pictures=[picture(1, "Une tasse")], options=options))
            assert stub.posts[sent.remote_id].extra["sensitive"] is True

    def test_the_language_is_told(self, net, connection, far, stub):
        sent = self.send(net, connection, self.parcel(net, language="en"))
        assert stub.posts[sent.remote_id].extra["language"] == "en"

    # --- looking ----------------------------------------------------------------------------------------------------

    def test_two_that_look_the_same_leave_it_open(self, net, connection, far):
        since = datetime.now(UTC)
        parcel = self.parcel(net, "Deux fois la même")
        for _ in range(2):
            far.stub.say(far.account, "Deux fois la même")
        assert isinstance(net.reconcile(connection, parcel, MemorySteps(), since), Unknown)

    def test_an_older_one_is_not_taken_for_it(self, net, connection, far):
        far.stub.say(far.account, "Comme hier", at=datetime.now(UTC) - timedelta(days=1))
        found = net.reconcile(connection, self.parcel(net, "Comme hier"), MemorySteps(), datetime.now(UTC))
        assert isinstance(found, NotSent)

    def test_links_mentions_and_lines_are_found_as_they_were_written(self, net, connection, far):
        text = "Bonjour @zoe_durand@mastodon.example & <tous> !\nLigne\n\nParagraphe #tisane"
        link = "https://example.com/une/adresse/bien/trop/longue/pour/etre/montree?a=1&b=2"
        parcel, steps = self.parcel(net, text, link=link), MemorySteps()
        since = datetime.now(UTC)
        sent = net.send(connection, parcel, steps)
        assert net.reconcile(connection, parcel, steps, since) == sent

    # --- acts -------------------------------------------------------------------------------------------------------

    def test_a_token_without_that_right_is_told_and_the_access_is_not_lost(self, net, far, wire, stub, connection):
        token = stub.issue(far.account, extra={"scopes": ["profile", "read", "write:statuses"]})
        narrow = replace(connection, secrets={"access": token})
        said = far.mention("J’adore @maison_lune")
        with pytest.raises(Declined) as refusal:
            net.like(narrow, Ref(said))
        assert refusal.value.trouble is Trouble.PERMISSION

    def test_what_is_gone_can_be_liked_no_more(self, net, connection):
        with pytest.raises(Declined) as refusal:
            net.like(connection, Ref("1"))
        assert refusal.value.trouble is Trouble.GONE

    def test_who_is_kept_away_is_heard_no_more(self, net, connection, far):
        far.mention("Encore @maison_lune")
        (message,) = net.fetch(connection, "", []).messages
        net.block(connection, message.author)
        far.mention("Toujours @maison_lune")
        assert net.fetch(connection, "", []).messages == ()

    # --- letting us in ----------------------------------------------------------------------------------------------

    def allowed(self, net, wire, stub, far):
        """The identity of an account that allowed us in."""
        led = net.authorize(wire, {"service": stub.base}, OURS, "a-state")
        code = stub.give_code(far.account, dict(parse_qsl(urlsplit(led.url).query)))
        return net.exchange(wire, led.pending, {"code": code, "state": "a-state"})

    def test_a_person_allows_us_in(self, net, wire, stub, far):
        identity = self.allowed(net, wire, stub, far)
        assert (identity.remote_id, identity.handle) == (far.account.id, "maison_lune@mastodon.example")
        assert identity.limits["text"] == 500
        connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
        self.send(net, connection, self.parcel(net, pictures=[picture(1, "Une tasse")]))
        assert net.fetch(connection, "", []).messages == ()
        assert not [secret for secret in identity.secrets.values() if secret in repr(identity)]

    def test_an_instance_older_than_the_right_profile_is_asked_without_it(self, net, wire, stub, far):
        stub.scopes_known = stub.scopes_known - {"profile"}
        assert self.allowed(net, wire, stub, far).remote_id == far.account.id

    def test_a_denial_and_an_error_are_told_apart(self, net, wire, stub):
        led = net.authorize(wire, {"service": stub.base}, OURS, "a-state")
        sentences = set()
        for params in ({"error": "access_denied"}, {"error": "invalid_scope"}, {}):
            with pytest.raises(ConnectRefused) as refusal:
                net.exchange(wire, led.pending, params)
            sentences.add(str(refusal.value))
        assert len(sentences) == 3

    def test_secrets_of_what_is_pending_are_in_no_representation(self, net, wire, stub):
        led = net.authorize(wire, {"service": stub.base}, OURS, "a-state")
        assert led.pending["client_secret"] not in repr(led)
        assert led.pending["verifier"] not in led.url

    def test_a_code_is_worth_nothing_without_the_verifier_and_only_once(self, net, wire, stub, far):
        led = net.authorize(wire, {"service": stub.base}, OURS, "a-state")
        code = stub.give_code(far.account, dict(parse_qsl(urlsplit(led.url).query)))
        with pytest.raises(ConnectRefused, match="Mastodon"):
            net.exchange(wire, {**led.pending, "verifier": "x" * 64}, {"code": code})
        net.exchange(wire, led.pending, {"code": code})
        with pytest.raises(ConnectRefused, match="Mastodon"):
            net.exchange(wire, led.pending, {"code": code})

    def test_what_speaks_no_mastodon_is_no_instance(self, net, wire, stub):
        stub.faults.add("garble", on="step")
        with pytest.raises(ConnectRefused) as refusal:
            net.authorize(wire, {"service": stub.base}, OURS, "a-state")
        assert refusal.value.field == "service"

    def test_access_is_given_back(self, net, wire, stub, far):
        identity = self.allowed(net, wire, stub, far)
        connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
        for _twice in range(2):
            net.revoke(connection)
        with pytest.raises(AccessLost):
            net.account_figures(connection)

    def test_a_token_that_was_pasted_is_not_ours_to_give_back(self, net, connection):
        with pytest.raises(Unsupported):
            net.revoke(connection)

    # --- conversation -----------------------------------------------------------------------------------------------

    def test_an_answer_deep_in_the_thread_belongs_to_our_post(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        first = far.reply(post.remote_id, "Une question")
        second = far.reply(first, "Et une autre")
        deep = {message.ref.id: message for message in net.fetch(connection, "", [Ref(post.remote_id)]).messages}[second]
        assert (deep.about, deep.parent, deep.kind) == (post.remote_id, first, Kind.REPLY)

    def test_a_mention_belongs_to_no_post(self, net, connection, far):
        spoken = far.mention("J’adore @maison_lune")
        (message,) = net.fetch(connection, "", []).messages
        assert (message.ref.id, message.kind, message.about) == (spoken, Kind.MENTION, "")
        assert message.text == "J’adore @maison_lune"

    def test_a_quote_of_our_post_belongs_to_it(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.say(far.other, "Regardez ça", extra={"quote": post.remote_id})
        (message,) = net.fetch(connection, "", []).messages
        assert (message.kind, message.about, message.text) == (Kind.MENTION, post.remote_id, "Regardez ça")

    def test_likes_and_shares_are_counted_and_no_messages(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        far.like(post.remote_id)
        assert net.fetch(connection, "", []).messages == ()
        assert net.post_figures(connection, [Ref(post.remote_id)])[post.remote_id].values[Metric.LIKES] == 1

    def test_what_came_with_an_old_date_is_not_missed(self, net, connection, far):
        far.mention("Aujourd’hui")
        cursor = net.fetch(connection, "", []).cursor
        far.stub.mention(far.account, far.other, "Hier", at=datetime.now(UTC) - timedelta(days=1))
        assert [message.text for message in net.fetch(connection, cursor, []).messages] == ["Hier"]

    def test_many_are_fetched_page_by_page_without_a_gap(self, net, connection, far):
        far.mention("Le premier")
        cursor = net.fetch(connection, "", []).cursor
        wanted = [far.mention(f"Numéro {number}") for number in range(95)]
        found, more = [], True
        while more:
            batch = net.fetch(connection, cursor, [])
            found += [message.ref.id for message in batch.messages]
            cursor, more = batch.cursor, batch.more
        assert found == wanted


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un &amp; deux</p><p>Trois<br />quatre</p>", "Un & deux\n\nTrois\nquatre"),
        ('<p><a href="https://e.x/abc"><span class="invisible">https://</span><span>e.x/abc</span></a></p>', "https://e.x/abc"),
        ("<p>2 &lt; 3<script>x</script></p>", "2 < 3x"),
        ("", ""),
    ],
)
def test_html_is_read_as_text(html, text):
    assert from_html(html) == text


def test_a_connection_with_more_room_lets_more_through():
    from networks import network

    net = network("mastodon")
    assert replace(net.rules, link="none").with_limits(text=11_000).texts[0].limit == 11_000
