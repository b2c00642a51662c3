"""Instagram holds the contract of networks, and its own words."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine

from lib import clock
from networks import granting, waiting
from networks.base import AccessLost, Connection, ConnectRefused, MemorySteps
from networks.contract import picture, video
from networks.figures import Metric
from networks.limits import Allowance
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Ref
from networks.rules import check
from networks.steps import ABSENT
from networks.stubs.server import Server
from networks.wires import HttpWire, NotReached
from tests.networks.graph_contract import GraphContract


class TestInstagram(GraphContract):
    banners = False
    name = "instagram"

    def test_where_the_biography_may_not_be_asked_the_rest_of_the_profile_is_told(self, net, connection, stub):
        stub.tells_biography = False
        shown = net.profile(connection)
        assert (shown.name, shown.description, shown.picture_url) == ("Maison Lune", None, "")

    # --- connecting and renewing ------------------------------------------------------------------------------------

    def test_a_young_token_is_kept_and_renewed_a_day_later(self, net, far, wire, stub):
        answers = far.answers()
        identity = net.connect(wire, answers)
        assert identity.secrets == {"access": answers["token"]}
        assert timedelta(hours=20) < identity.expires_at - clock.now() < timedelta(hours=25)

    def test_a_token_is_renewed_at_half_its_life(self, net, far, wire, stub):
        identity = net.connect(wire, far.answers())
        connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
        tomorrow = datetime.now(UTC) + timedelta(hours=25)
        with time_machine.travel(tomorrow):
            fresh = net.refresh(connection)
            assert fresh.secrets["access"] != identity.secrets["access"]
            assert timedelta(days=29) < fresh.expires_at - clock.now() < timedelta(days=31)
            again = Connection(identity.service, identity.remote_id, identity.handle, fresh.secrets, wire)
            assert net.account_figures(again).values[Metric.FOLLOWERS] is not None

    def test_with_a_renewed_token_come_its_rights(self, net, far, wire, stub):
        far.account.extra["scopes"] = ["instagram_business_basic", "instagram_business_content_publish"]
        assert net.connect(wire, far.answers()).granted is None, "too young to be renewed"
        answers = far.answers()
        stub.tokens[answers["token"]].until -= timedelta(days=2)
        granted = net.connect(wire, answers).granted
        assert granted == ["instagram_business_basic", "instagram_business_content_publish"]
        assert [need.act for need in granting.missing(net.needs, granted)] == [granting.ANSWER, granting.MEASURE]

    def test_a_token_that_cannot_be_renewed_yet_stays_in_use(self, net, connection):
        assert net.refresh(connection).secrets == connection.secrets

    def test_a_dead_token_asks_for_a_person(self, net, connection, far, stub):
        stub.expire(far.account)
        with pytest.raises(AccessLost):
            net.refresh(connection)

    def test_renewing_while_the_network_is_away_changes_nothing(self, net, connection, stub):
        stub.faults.add("crash", on="any")
        assert net.refresh(connection).secrets == connection.secrets

    def test_a_token_of_a_person_is_refused(self, net, far, wire, stub, monkeypatch):
        monkeypatch.setattr(stub, "_user", lambda me, asked: {"id": "1", "name": "Zoé"})
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, far.answers())
        assert refusal.value.field == "token"

    # --- containers -------------------------------------------------------------------------------------------------

    def test_nothing_is_seen_before_the_second_step(self, net, connection, far, stub):
        stub.faults.add("crash", times=1)
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une")]), MemorySteps()
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert far.posts() == []
        assert steps.recall("container")

    def test_a_story_is_one_picture_in_a_list_of_its_own_and_is_found_there(self, net, connection, far, stub):
        parcel = self.parcel(net, "Personne ne le lit", pictures=[picture(1, "Une")], options={"story": True})
        since, steps = datetime.now(UTC), MemorySteps()
        stub.faults.add("hang", times=1)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert [post.extra for post in stub.posts.values()] == [{"story": True}]
        found = net.reconcile(connection, parcel, steps, since)
        assert isinstance(found, Sent) and found.remote_id in stub.posts

    def test_a_film_is_a_story_when_it_lasts_no_longer_than_a_minute(self, net, connection, far, stub):
        parcel = self.parcel(net, "", pictures=[video("Une théière", seconds=59)], options={"story": True})
        assert isinstance(net.send(connection, parcel, MemorySteps()), Sent)
        (made,) = stub.containers.values()
        assert made.story and not made.reel and [post.extra for post in stub.posts.values()] == [{"story": True}]
        long = self.parcel(net, "", pictures=[video("Une théière", seconds=61)], options={"story": True})
        assert [finding.rule for finding in net.findings(long, {})] == ["videos.max_seconds"]
        assert net.findings(replace(long, options={}), {}) == [], "as a reel it may be longer"

    def test_the_picture_of_a_story_is_made_as_tall_as_a_phone_and_taken_in_any_ratio(self, net):
        made, posted = net.pictures_for({}, {"story": True}), net.pictures_for({})
        assert made.min_ratio == made.max_ratio == 9 / 16 and posted.min_ratio == 0.8
        wide = self.parcel(net, "", pictures=[replace(picture(1, "Une"), width=1440, height=400)], options={"story": True})
        assert net.findings(wide, {}) == []
        assert [finding.rule for finding in net.findings(replace(wide, options={}), {})] == ["pictures.max_ratio"]

    def test_a_story_of_several_pictures_never_leaves_and_says_what_is_not_shown(self, net, connection, far):
        parcel = self.parcel(net, "Un texte", pictures=[picture(1, "Une"), picture(2, "Deux")], options={"story": True})
        assert [finding.rule for finding in net.findings(parcel, {})] == ["story.one", "story.text"]
        assert isinstance(net.send(connection, parcel, MemorySteps()), Refused)
        assert [finding.rule for finding in net.check_chain(parts=0, comment=True, options={"story": True})] == ["comment.story"]
        assert far.posts() == []

    def test_a_first_comment_stands_below_our_post_and_answers_to_it_below_that(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        comment = self.send(
            net, connection, self.parcel(net, "La recette", reply_to=Ref(post.remote_id, post.url, {"ours": True}))
        )
        assert (stub.posts[comment.remote_id].parent, comment.extra["top"]) == (post.remote_id, comment.remote_id)

    def test_a_published_container_is_never_published_again(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, "Une seule fois"), MemorySteps()
        stub.faults.add("hang", times=1)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, Sent)
        assert outcome.remote_id == far.posts()[0].id
        assert len(far.posts()) == 1

    def test_published_but_not_listed_yet_is_not_taken_for_absent(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, "Pas encore là"), MemorySteps()
        stub.faults.add("hang", times=1)
        net.send(connection, parcel, steps)
        stub.faults.set([{"kind": "lag", "seconds": 60}])
        assert isinstance(net.reconcile(connection, parcel, steps, datetime.now(UTC)), Unknown)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert len(far.posts()) == 1

    def test_a_post_taken_away_after_a_lost_answer_is_made_anew_only_when_a_person_says_so(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, "Encore une fois"), MemorySteps()
        stub.faults.add("hang", times=1)
        net.send(connection, parcel, steps)
        far.delete(far.posts()[0].id)
        assert isinstance(net.send(connection, parcel, steps), Unknown) and far.posts() == []
        steps.record(ABSENT, "2026-11-26")
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent) and len(far.posts()) == 1
        assert not steps.recall(ABSENT)

    def test_a_container_still_worked_on_is_waited_for(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0, 0, 0, 0))
        stub.processing = 3
        self.send(net, connection, self.parcel(net, pictures=[picture(1, "Une"), picture(2, "Deux")]))
        assert len(far.posts()[0].pictures) == 2

    def test_a_container_that_takes_too_long_is_gone_on_with_later(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0,))
        stub.processing = 4
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une"), picture(2, "Deux")]), MemorySteps()
        outcomes = [net.send(connection, parcel, steps) for _ in range(8)]
        assert isinstance(outcomes[0], NotSent)
        assert outcomes[0].retry_at
        assert isinstance(outcomes[-1], Sent)
        assert len(stub.containers) == 3
        assert len(far.posts()) == 1

    def test_a_container_that_failed_is_made_anew_next_time(self, net, connection, far, stub):
        parcel, steps = self.parcel(net), MemorySteps()
        stub.faults.add("crash", times=1)
        net.send(connection, parcel, steps)
        (container,) = stub.containers.values()
        container.status = "ERROR"
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, Refused)
        assert (outcome.trouble, outcome.code) == (Trouble.MEDIA, "2207026")
        assert isinstance(net.send(connection, parcel, steps), Sent)

    def test_a_container_of_yesterday_is_made_anew(self, net, connection, far, stub):
        parcel, steps = self.parcel(net), MemorySteps()
        stub.faults.add("crash", times=1)
        net.send(connection, parcel, steps)
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
            assert isinstance(net.send(connection, parcel, steps), Sent)
        assert len(stub.containers) == 2

    def test_the_quota_of_the_day_is_asked_before_a_container_is_made(self, net, connection, far, stub):
        stub.quota = 1
        self.send(net, connection, self.parcel(net, "Le premier"))
        outcome = net.send(connection, self.parcel(net, "Le second"), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.QUOTA
        assert outcome.retry_at
        assert len(stub.containers) == 1

    def test_the_account_s_allowance_is_what_instagram_counts(self, net, connection, far, stub):
        stub.quota = 50
        assert isinstance(net.send(connection, self.parcel(net), MemorySteps()), Sent)
        assert net.allowance(connection) == Allowance(used=1, limit=50, seconds=86_400)

    def test_a_quota_that_runs_out_meanwhile_is_not_a_refusal(self, net, connection, far, stub):
        parcel, steps = self.parcel(net, "Le premier"), MemorySteps()
        stub.faults.add("crash", times=1)
        net.send(connection, parcel, steps)
        stub.quota = 0
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, NotSent)
        assert (outcome.trouble, outcome.code) == (Trouble.QUOTA, "9/2207042")

    def test_a_container_that_is_gone_is_made_anew(self, net, connection, far, stub):
        parcel, steps = self.parcel(net), MemorySteps()
        stub.faults.add("crash", times=1)
        net.send(connection, parcel, steps)
        stub.containers.clear()
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent)

    def test_the_address_of_a_post_that_cannot_be_read_is_that_of_the_account(self, net, connection, far, stub, monkeypatch):
        monkeypatch.setattr(stub, "_media", lambda post, asked: {"id": post.id})
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, Sent)
        assert outcome.url.endswith("/@maison_lune")

    # --- pictures ---------------------------------------------------------------------------------------------------

    def test_a_picture_that_stands_nowhere_is_said_in_instagrams_words(self, net, connection, far):
        item = picture(1, "Une")
        nowhere = Media(item.digest, item.mime, item.size, item.width, item.height, url="https://pictures.test/nowhere.jpg")
        outcome = net.send(connection, self.parcel(net, pictures=[nowhere]), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert (outcome.trouble, outcome.code) == (Trouble.CONFIG, "9004/2207052")
        assert "could not be fetched from this URI: https://pictures.test/nowhere.jpg" in outcome.reason

    def test_without_a_public_address_nothing_is_tried(self, net, connection, far, stub):
        item = picture(1, "Une")
        private = Media(item.digest, item.mime, item.size, item.width, item.height)
        outcome = net.send(connection, self.parcel(net, pictures=[private]), MemorySteps())
        assert isinstance(outcome, Refused)
        assert outcome.trouble is Trouble.CONFIG
        assert stub.containers == {}

    @pytest.mark.parametrize(
        ("url", "reachable"),
        [
            ("https://tribu.example/media/a.jpg", True),
            ("https://203.0.113.9/a.jpg", False),
            ("https://8.8.8.8/a.jpg", True),
            ("http://tribu.example/a.jpg", False),
            ("https://127.0.0.1:8000/a.jpg", False),
            ("https://192.168.1.4/a.jpg", False),
            ("https://localhost/a.jpg", False),
            ("https://machine.local/a.jpg", False),
            ("", False),
        ],
    )
    def test_for_the_real_network_only_public_addresses_are_tried(self, net, stub, far, url, reachable):
        asked = []

        class Counting:
            def request(self, method, url, **more):
                asked.append(url)
                raise NotReached("enough")

        connection = Connection(net.home, "17841400000000000", "maison_lune", {"access": "x"}, Counting())
        item = picture(1, "Une")
        media = Media(item.digest, item.mime, item.size, item.width, item.height, url=url)
        outcome = net.send(connection, self.parcel(net, pictures=[media]), MemorySteps())
        assert (outcome.trouble is Trouble.CONFIG) is not reachable
        assert bool(asked) is reachable

    @pytest.mark.parametrize(
        ("size", "rule"),
        [((1000, 1300), "min_ratio"), ((1100, 500), "max_ratio"), ((300, 300), "min_width"), ((1500, 1500), "max_width")],
    )
    def test_a_picture_of_the_wrong_shape_never_leaves(self, net, connection, stub, size, rule):
        outcome = net.send(connection, self.parcel(net, pictures=[picture(1, "", *size)]), MemorySteps())
        assert isinstance(outcome, Refused)
        assert outcome.code == f"pictures.{rule}"
        assert stub.containers == {}

    @pytest.mark.parametrize(("size", "sub"), [((1000, 1300), "2207009"), ((1100, 500), "2207009")])
    def test_the_stub_judges_pictures_as_instagram_does(self, net, connection, stub, monkeypatch, size, sub):
        monkeypatch.setattr(type(net), "_refusal", lambda *_: None)
        outcome = net.send(connection, self.parcel(net, pictures=[picture(1, "", *size)]), MemorySteps())
        assert isinstance(outcome, Refused)
        assert (outcome.trouble, outcome.code) == (Trouble.MEDIA, f"36003/{sub}")

    def test_what_is_no_jpeg_is_refused_over_there_too(self, net, connection, stub, monkeypatch):
        monkeypatch.setattr(stub, "fetch", lambda url: b"\x89PNG\r\n\x1a\n" + bytes(100))
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, Refused)
        assert outcome.code == "36001/2207005"

    # --- text -------------------------------------------------------------------------------------------------------

    def test_thirty_hashtags_are_taken_and_more_than_five_are_advised_against(self, net):
        def levels(number):
            text = " ".join(f"#mot{n}" for n in range(number))
            return [finding.level for finding in check(net.rules, text, [picture(1)])]

        assert levels(5) == []
        assert levels(6) == levels(30) == ["advice"]
        assert levels(31) == ["blocker"]

    def test_an_emoji_counts_twice(self, net, connection, far):
        self.send(net, connection, self.parcel(net, "🎉" * 1100))
        outcome = net.send(connection, self.parcel(net, "🎉" * 1101), MemorySteps())
        assert isinstance(outcome, Refused)
        assert outcome.code == "text.utf16"

    # --- conversation -----------------------------------------------------------------------------------------------

    def test_an_answer_to_an_answer_hangs_below_the_head_and_names_whom_it_is_for(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        first = far.reply(post.remote_id, "Une question")
        far.reply(first, "Moi aussi")
        messages = {message.text: message for message in net.fetch(connection, "", [Ref(post.remote_id)]).messages}
        deep = messages["Moi aussi"]
        assert (deep.parent, deep.about) == (first, post.remote_id)
        self.send(net, connection, self.parcel(net, "Réponse à tous deux", reply_to=deep.ref))
        answer = far.posts()[-1]
        assert (answer.parent, answer.text) == (first, "@zoe_durand Réponse à tous deux")

    def test_a_new_answer_below_an_old_comment_is_found(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        ago = datetime.now(UTC) - timedelta(days=3)
        old = stub.say(far.other, "Ancien", parent=post.remote_id, at=ago)
        for number in range(70):
            stub.say(far.other, f"{number}", parent=post.remote_id, at=ago + timedelta(hours=1, minutes=number))
        batch = net.fetch(connection, "", [Ref(post.remote_id)])
        assert len(batch.messages) == 71
        new = far.reply(old.id, "Du nouveau")
        batch = net.fetch(connection, batch.cursor, [Ref(post.remote_id)])
        assert [message.ref.id for message in batch.messages] == [new]

    def test_a_long_thread_below_one_comment_comes_whole(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        head = far.reply(post.remote_id, "Débat")
        start = datetime.now(UTC) - timedelta(hours=1)
        for number in range(60):
            stub.say(far.other, f"{number}", parent=head, at=start + timedelta(seconds=number))
        assert len(net.fetch(connection, "", [Ref(post.remote_id)]).messages) == 61

    def test_a_lost_answer_to_a_comment_is_found_below_it(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        far.reply(post.remote_id, "Ouvert ?")
        (message,) = net.fetch(connection, "", [Ref(post.remote_id)]).messages
        parcel, since = self.parcel(net, "Oui.", reply_to=message.ref), datetime.now(UTC)
        assert isinstance(net.reconcile(connection, parcel, MemorySteps(), since), NotSent)
        stub.faults.add("hang", times=1)
        assert isinstance(net.send(connection, parcel, MemorySteps()), Unknown)
        found = net.reconcile(connection, parcel, MemorySteps(), since)
        assert isinstance(found, Sent)
        assert found.remote_id == far.posts()[-1].id

    # --- figures ----------------------------------------------------------------------------------------------------

    def test_without_insights_the_plain_counts_remain(self, net, connection, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.gives_insights = False
        figures = net.post_figures(connection, [Ref(post.remote_id)])[post.remote_id]
        assert figures.values == {Metric.LIKES: 0, Metric.REPLIES: 0}

    def test_all_figures_come_with_insights(self, net, connection, stub, far):
        post = stub.say(
            far.account, "Ancienne", at=datetime.now(UTC) - timedelta(days=30), figures={"views": 900, "reach": 700, "saves": 9}
        )
        figures = net.post_figures(connection, [Ref(post.id)])[post.id]
        assert (figures.values[Metric.VIEWS], figures.values[Metric.SAVES]) == (900, 9)
        assert set(figures.values) == net.post_metrics


class Shop(BaseHTTPRequestHandler):
    """A web server with one picture."""

    def do_GET(self):
        found = self.path == "/tasse.jpg"
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(picture(1).read() if found else b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def serving():
    """Starts servers that end with the test."""
    started = []

    def serve(server):
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        started.append(server)
        return server

    yield serve
    for server in started:
        server.shutdown()
        server.server_close()


def test_over_http_the_stub_fetches_the_picture_from_its_address(serving):
    from networks import network

    net, shop = network("instagram"), serving(ThreadingHTTPServer(("127.0.0.1", 0), Shop))
    there = serving(Server("127.0.0.1", 0, None, names=["instagram"]))
    stub, wire = there.net.stubs["instagram"], HttpWire([there.url.partition("://")[2]])
    identity = net.connect(wire, stub.answers(stub.open_account("maison_lune", "Maison Lune")))
    connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
    base, item = f"http://127.0.0.1:{shop.server_port}", picture(1)

    def parcel(url):
        media = Media(item.digest, item.mime, item.size, item.width, item.height, "Une tasse", url)
        return TestInstagram().parcel(net, pictures=[media])

    outcome = net.send(connection, parcel(f"{base}/nowhere.jpg"), MemorySteps())
    assert isinstance(outcome, NotSent)
    assert outcome.trouble is Trouble.CONFIG
    assert isinstance(net.send(connection, parcel(f"{base}/tasse.jpg"), MemorySteps()), Sent)
    (post,) = stub.posts.values()
    assert stub.content(stub.blobs[post.pictures[0]]) == item.read()


def test_containers_survive_a_restart_of_the_stub(tmp_path):
    from networks import network
    from networks.contract import PICTURES
    from networks.instagram.stub import Stub
    from networks.stubs import Journal
    from networks.wires import StubWire

    def start():
        stub = Stub("https://stub.test/instagram", Journal(tmp_path / "audit.jsonl"), tmp_path / "media", PICTURES.__getitem__)
        for line in stub.journal:
            stub.apply(line)
        return stub

    net, first = network("instagram"), start()
    answers = first.answers(first.open_account("maison_lune", "Maison Lune"))
    identity = net.connect(StubWire(first), answers)
    first.faults.add("crash", times=1)
    parcel, steps = TestInstagram().parcel(net), MemorySteps()

    def connection(stub):
        return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, StubWire(stub))

    assert isinstance(net.send(connection(first), parcel, steps), Unknown)
    second = start()
    assert isinstance(net.send(connection(second), parcel, steps), Sent)
    assert len(second.containers) == len(second.posts) == 1
