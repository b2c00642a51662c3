"""Facebook holds the contract of networks, and its own words."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from networks import granting, waiting
from networks.base import AccessLost, Busy, ConnectRefused, Declined, MemorySteps
from networks.contract import OverHttp, picture, video
from networks.errors import Failed
from networks.facebook import reels
from networks.facebook.metrics import INSIGHTS
from networks.figures import Metric
from networks.graph import alive
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from networks.parcels import Ref
from networks.steps import ABSENT
from tests.networks.graph_contract import GraphContract


class TestFacebook(GraphContract):
    name = "facebook"

    # --- acts -------------------------------------------------------------------------------------------------------

    def test_nobody_is_blocked_for_a_comment_of_somebody_unnamed(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.names_authors = False
        far.reply(post.remote_id, "Grossier")
        (message,) = net.fetch(connection, "", [Ref(post.remote_id)]).messages
        with pytest.raises(Declined) as refusal:
            net.block(connection, message.author)
        assert refusal.value.trouble is Trouble.PERMISSION
        assert stub.blocks == {}

    def test_a_post_of_another_page_is_not_deleted(self, net, connection, far, stub):
        theirs = stub.say(stub.open_account("autre", "Autre"), "Chez nous")
        with pytest.raises(Declined):
            net.delete(connection, Ref(theirs.id))
        assert far.there(theirs.id)

    # --- films ------------------------------------------------------------------------------------------------------

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch):
        monkeypatch.setattr(waiting, "PAUSES", (0, 0, 0, 0, 0))

    def film(self, net, text="Le torréfacteur chante"):
        return self.parcel(net, text, pictures=[video()])

    def test_a_film_becomes_a_reel_whose_comments_are_read_by_its_post(self, net, connection, far):
        sent = self.send(net, connection, self.film(net))
        (post,) = far.posts()
        assert (sent.remote_id, post.text, len(post.videos)) == (post.id, "Le torréfacteur chante", 1)
        assert sent.url.startswith("https://www.facebook.com/reel/")
        far.reply(post.id, "Encore !")
        assert [message.text for message in net.fetch(connection, "", [Ref(sent.remote_id)]).messages] == ["Encore !"]

    def test_a_film_that_is_worked_on_for_long_is_looked_for_and_never_published_again(self, net, connection, far, stub):
        stub.working, steps = 20, MemorySteps()
        parcel, since = self.film(net), datetime.now(UTC)
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, Unknown) and outcome.trouble is Trouble.WORKING and far.posts() == []
        assert isinstance(net.reconcile(connection, parcel, steps, since), Unknown)
        stub.left.clear()
        assert isinstance(net.reconcile(connection, parcel, steps, since), Sent) and len(far.posts()) == 1
        assert isinstance(net.send(connection, parcel, steps), Sent) and len(far.posts()) == 1

    @pytest.mark.parametrize("kind", ["hang", "error", "reset", "garble"])
    def test_a_film_whose_answer_was_lost_is_found_by_its_own_state(self, net, connection, far, stub, kind):
        stub.faults.add(kind, times=1, seconds=0)
        parcel, steps, since = self.film(net), MemorySteps(), datetime.now(UTC)
        assert isinstance(net.send(connection, parcel, steps), Unknown) and len(far.posts()) == 1
        found = net.reconcile(connection, parcel, steps, since)
        assert isinstance(found, Sent) and found.remote_id == far.posts()[0].id

    def test_a_film_that_was_never_published_is_proved_absent_and_goes_on_where_it_was(self, net, connection, far, stub):
        stub.faults.add("drop", times=1, seconds=0)
        parcel, steps, since = self.film(net), MemorySteps(), datetime.now(UTC)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert isinstance(net.reconcile(connection, parcel, steps, since), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent)
        assert len(far.posts()) == len(stub.films) == 1, "the session and the bytes were used again"

    def test_a_lost_step_of_a_film_is_surely_not_sent_and_taken_up_again(self, net, connection, far, stub):
        stub.faults.add("hang", on="step", times=1, seconds=0)
        parcel, steps = self.film(net), MemorySteps()
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent) and len(far.posts()) == 1

    def test_once_published_no_trouble_says_that_it_did_not_leave(self, net, connection, far, stub, monkeypatch):
        finish = stub._finish

        def finish_and_go_away(*asked):
            stub.faults.add("refuse", on="read", seconds=1)
            return finish(*asked)

        monkeypatch.setattr(stub, "_finish", finish_and_go_away)
        outcome = net.send(connection, self.film(net), MemorySteps())
        assert isinstance(outcome, Unknown) and len(far.posts()) == 1

    def test_a_film_that_facebook_cannot_work_on_is_refused_with_its_words(self, net, connection, far, stub):
        stub.spoils = "The video codec is not supported."
        outcome = net.send(connection, self.film(net), MemorySteps())
        assert isinstance(outcome, Refused) and outcome.trouble is Trouble.MEDIA and "codec" in str(outcome.reason)
        assert far.posts() == []

    def test_a_session_that_is_gone_before_it_was_to_be_published_is_begun_anew(self, net, connection, far, stub):
        parcel, steps = self.film(net), MemorySteps()
        reels._begun(net, connection, parcel.media[0], steps)
        stub.films.clear()
        assert isinstance(net.reconcile(connection, parcel, steps, datetime.now(UTC)), NotSent)
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        assert isinstance(net.send(connection, parcel, steps), Sent) and len(far.posts()) == 1

    @pytest.mark.parametrize("whole", [True, False])
    def test_a_reel_taken_away_after_a_lost_answer_is_never_told_as_there_and_made_anew_only_when_a_person_says_so(
        self, net, connection, far, stub, whole
    ):
        stub.faults.add("hang", times=1, seconds=0)
        parcel, steps, since = self.film(net), MemorySteps(), datetime.now(UTC)
        net.send(connection, parcel, steps)
        (old,) = far.posts()
        net.delete(connection, Ref(old.id))
        if whole:
            stub.films.clear()
        for outcome in (net.reconcile(connection, parcel, steps, since), net.send(connection, parcel, steps)):
            assert isinstance(outcome, Unknown) and outcome.trouble is Trouble.GONE and far.posts() == []
        steps.record(ABSENT, "2026-11-26")
        assert isinstance(net.send(connection, parcel, steps), NotSent)
        sent = net.send(connection, parcel, steps)
        assert isinstance(sent, Sent) and [post.id for post in far.posts()] == [sent.remote_id] != [old.id]
        assert not steps.recall(ABSENT), "once said, once done"

    def test_a_film_that_is_worked_on_is_not_asked_for_again_whatever_a_person_says(self, net, connection, far, stub):
        stub.working, steps = 40, MemorySteps()
        parcel = self.film(net)
        net.send(connection, parcel, steps)
        stub.faults.add("error", on="visible", seconds=60)
        steps.record(ABSENT, "2026-11-26")
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, Unknown) and outcome.trouble is Trouble.WORKING, "nothing visible was called"

    def test_a_film_that_was_to_be_published_long_ago_is_asked_what_became_of_it(self, net, connection, far, stub):
        stub.faults.add("hang", times=1, seconds=0)
        parcel, steps = self.film(net), MemorySteps()
        net.send(connection, parcel, steps)
        with time_machine.travel(datetime.now(UTC) + 2 * reels.LIVES, tick=True):
            sent = net.send(connection, parcel, steps)
        assert isinstance(sent, Sent) and len(stub.films) == len(far.posts()) == 1

    def test_the_bytes_of_a_film_go_to_facebook_alone(self, net, connection):
        with pytest.raises(Failed):
            reels._upload(net, connection, video(), "https://elsewhere.example/video-upload/v25.0/1")

    def test_a_film_that_is_not_upright_or_answers_a_comment_never_leaves(self, net, connection, far):
        wide = self.parcel(net, pictures=[replace(video(), width=1920, height=1080)])
        self.is_refused(net, connection, wide, Trouble.MEDIA, "videos.max_ratio")
        post = self.send(net, connection, self.parcel(net))
        answer = self.parcel(net, "Voyez", pictures=[video()], reply_to=Ref(far.reply(post.remote_id, "Un film ?")))
        assert isinstance(net.send(connection, answer, MemorySteps()), Refused)

    # --- rights -----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("person", [True, False], ids=["a person's token", "the Page's own token"])
    def test_what_was_declined_is_told_by_what_cannot_be_done(self, net, far, wire, person):
        far.account.extra |= {"person": person, "scopes": ["pages_show_list", "pages_manage_posts", "read_insights"]}
        granted = net.connect(wire, far.answers()).granted
        assert sorted(granted) == ["pages_manage_posts", "pages_show_list", "read_insights"]
        without = [need.rights[0] for need in granting.missing(net.needs, granted)]
        assert without == ["pages_read_engagement", "pages_read_user_content", "pages_manage_engagement"]

    def test_where_nobody_tells_the_rights_they_are_not_known_and_the_page_is_connected(self, net, far, wire, stub):
        stub._routes = [known for known in stub._routes if known[3].__name__ not in ("permissions", "debug_token")]
        assert net.connect(wire, far.answers()).granted is None

    # --- connecting -------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "typed",
        [
            "maison_lune",
            "@maison_lune",
            "facebook.com/maison_lune",
            "https://www.facebook.com/maison_lune/",
            "https://www.facebook.com/profile.php?id={id}",
        ],
    )
    def test_the_page_may_be_typed_in_many_ways(self, net, far, wire, typed):
        answers = {**far.answers(), "page": typed.format(id=far.account.id)}
        assert net.connect(wire, answers).remote_id == far.account.id

    @pytest.mark.parametrize("typed", ["", "Maison Lune & fils", "https://www.facebook.com/"])
    def test_what_names_no_page_is_said_at_the_field(self, net, far, wire, typed):
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, {**far.answers(), "page": typed})
        assert refusal.value.field == "page"

    def test_a_page_facebook_does_not_know_is_said_at_the_field(self, net, far, wire):
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, {**far.answers(), "page": "424242"})
        assert refusal.value.field == "page"

    def test_a_page_of_others_cannot_be_connected(self, net, far, wire, stub):
        theirs = stub.open_account("atelier_nord", "Atelier Nord")
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, {**far.answers(), "page": theirs.id})
        assert refusal.value.field == "token"

    # --- publishing -------------------------------------------------------------------------------------------------

    def test_pictures_are_invisible_until_the_post_shows_them(self, net, connection, far, stub):
        stub.faults.add("crash", times=1)
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une"), picture(2, "Deux")]), MemorySteps()
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert far.posts() == []
        assert len(stub.blobs) == 2
        assert isinstance(net.send(connection, parcel, steps), Sent)
        assert len(stub.blobs) == 2

    def test_a_link_beside_pictures_stands_in_the_text(self, net, connection, far):
        parcel = self.parcel(net, "Lisez", pictures=[picture(1, "Une")], link="https://example.com/lire")
        self.send(net, connection, parcel)
        (post,) = far.posts()
        assert (post.text, post.link) == ("Lisez\n\nhttps://example.com/lire", "")

    def test_the_same_words_twice_in_a_row_are_refused_as_double(self, net, connection, far):
        self.send(net, connection, self.parcel(net, "Deux fois"))
        outcome = net.send(connection, self.parcel(net, "Deux fois"), MemorySteps())
        assert isinstance(outcome, Refused)
        assert (outcome.trouble, outcome.code) == (Trouble.DUPLICATE, "506")

    def test_an_answer_takes_one_picture(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        comment = Ref(far.reply(post.remote_id, "Une photo ?"))
        self.send(net, connection, self.parcel(net, "La voici", pictures=[picture(1, "Une tasse")], reply_to=comment))
        assert far.posts()[-1].pictures[0][1] == "Une tasse"
        two = self.parcel(net, "Les voici", pictures=[picture(1), picture(2)], reply_to=comment)
        assert isinstance(net.send(connection, two, MemorySteps()), Refused)

    def test_answering_what_is_gone_says_so(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        comment = far.reply(post.remote_id, "Oups")
        far.delete(comment)
        outcome = net.send(connection, self.parcel(net, "Oui ?", reply_to=Ref(comment)), MemorySteps())
        assert isinstance(outcome, Refused)
        assert outcome.trouble is Trouble.GONE

    @pytest.mark.parametrize(
        ("error", "kind", "trouble"),
        [
            ({"code": 190, "error_subcode": 460}, NotSent, Trouble.AUTH),
            ({"code": 10}, Refused, Trouble.PERMISSION),
            ({"code": 283}, Refused, Trouble.PERMISSION),
            ({"code": 4}, NotSent, Trouble.RATE),
            ({"code": 368}, Refused, Trouble.POLICY),
            ({"code": 1609005}, Refused, Trouble.CONTENT),
            ({"code": 1, "error_subcode": 1366046}, Refused, Trouble.MEDIA),
            ({"code": 1}, Unknown, Trouble.UNCLEAR),
            ({"code": 2}, Unknown, Trouble.UNCLEAR),
            ({"code": 99_999, "is_transient": True}, Unknown, Trouble.UNCLEAR),
            ({"code": 99_999}, Refused, Trouble.CONTENT),
        ],
    )
    @pytest.mark.parametrize("status", [200, 400])
    def test_errors_mean_what_the_table_says_even_in_a_200(
        self, net, connection, monkeypatch, stub, status, error, kind, trouble
    ):
        from networks.stubs import reply

        if status == 200 and error == {"code": 99_999}:
            kind, trouble = Unknown, Trouble.UNCLEAR
        monkeypatch.setattr(stub, "answer", lambda request: reply({"error": {"message": "Words", **error}}, status))
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, kind)
        assert outcome.trouble is trouble
        assert "Words" in outcome.reason

    def test_a_success_that_says_it_is_none_is_not_taken_for_one(self, net, connection, monkeypatch, stub):
        from networks.stubs import reply

        monkeypatch.setattr(stub, "answer", lambda request: reply({"success": False}))
        assert isinstance(net.send(connection, self.parcel(net), MemorySteps()), Unknown)

    # --- looking ----------------------------------------------------------------------------------------------------

    def test_a_lost_answer_to_a_comment_is_found_below_it(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        comment = Ref(far.reply(post.remote_id, "Ouvert ?"))
        parcel, since = self.parcel(net, "Oui.", reply_to=comment), datetime.now(UTC)
        assert isinstance(net.reconcile(connection, parcel, MemorySteps(), since), NotSent)
        stub.faults.add("hang", times=1)
        assert isinstance(net.send(connection, parcel, MemorySteps()), Unknown)
        found = net.reconcile(connection, parcel, MemorySteps(), since)
        assert isinstance(found, Sent)
        assert found.remote_id == far.posts()[-1].id

    def test_a_post_with_other_pictures_is_not_taken_for_it(self, net, connection, far):
        self.send(net, connection, self.parcel(net, "Même texte", pictures=[picture(1)]))
        lost = self.parcel(net, "Même texte", pictures=[picture(1), picture(2)])
        assert isinstance(net.reconcile(connection, lost, MemorySteps(), datetime.now(UTC)), NotSent)

    def test_lists_that_lag_do_not_prove_absence_at_the_first_look(self, net, connection, far, stub):
        assert net.looks_before_absent >= 2
        self.send(net, connection, self.parcel(net, "Pas encore là"))
        stub.faults.set([{"kind": "lag", "seconds": 60}])
        parcel = self.parcel(net, "Pas encore là")
        assert isinstance(net.reconcile(connection, parcel, MemorySteps(), datetime.now(UTC)), NotSent)
        stub.faults.set([])
        assert isinstance(net.reconcile(connection, parcel, MemorySteps(), datetime.now(UTC)), Sent)

    # --- conversation -----------------------------------------------------------------------------------------------

    def test_answers_to_answers_belong_to_the_post_and_hang_below_the_head(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        first = far.reply(post.remote_id, "Une question")
        second = far.reply(first, "Moi aussi")
        third = far.reply(second, "Et moi")
        found = {message.ref.id: message for message in net.fetch(connection, "", [Ref(post.remote_id)]).messages}
        assert {found[id].about for id in (first, second, third)} == {post.remote_id}
        assert [found[id].parent for id in (first, second, third)] == [post.remote_id, first, first]

    def test_who_wrote_may_be_unknown_and_then_each_is_somebody_else(self, net, connection, far, stub):
        stub.names_authors = False
        post = self.send(net, connection, self.parcel(net))
        for text in ("Un", "Deux"):
            far.reply(post.remote_id, text)
        messages = net.fetch(connection, "", [Ref(post.remote_id)]).messages
        assert len({message.author.id for message in messages}) == 2
        assert {message.author.handle for message in messages} == {"Facebook"}

    def test_posts_without_news_are_not_asked_for_their_comments(self, net, connection, far, stub, monkeypatch):
        posts = []
        for number in range(60):
            post = stub.say(far.account, f"Publication {number}", at=datetime.now(UTC) - timedelta(hours=number + 1))
            posts.append(Ref(post.id))
        cursor = net.fetch(connection, "", posts).cursor
        asked = []
        answer = stub.answer
        monkeypatch.setattr(stub, "answer", lambda request: asked.append(request.path) or answer(request))
        far.reply(posts[42].id, "Tiens !")
        (message,) = net.fetch(connection, cursor, posts).messages
        assert message.about == posts[42].id
        assert len(asked) == 3  # two pages of posts, and the comments of one

    def test_hundreds_of_comments_come_whole_and_once(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        start = datetime.now(UTC) - timedelta(hours=2)
        said = [stub.say(far.other, f"{n}", parent=post.remote_id, at=start + timedelta(seconds=n)).id for n in range(230)]
        batch = net.fetch(connection, "", [Ref(post.remote_id)])
        assert [message.ref.id for message in batch.messages] == said
        late = stub.say(far.other, "En retard", parent=post.remote_id, at=start + timedelta(seconds=200)).id
        batch = net.fetch(connection, batch.cursor, [Ref(post.remote_id)])
        assert [message.ref.id for message in batch.messages] == [late]
        assert net.fetch(connection, batch.cursor, [Ref(post.remote_id)]).messages == ()

    def test_a_post_that_comes_later_brings_its_comments_from_the_start(self, net, connection, far):
        first, second = (self.send(net, connection, self.parcel(net, text)) for text in ("Un", "Deux"))
        earlier = far.reply(second.remote_id, "Plus tôt")
        far.reply(first.remote_id, "Plus tard")
        cursor = net.fetch(connection, "", [Ref(first.remote_id)]).cursor
        batch = net.fetch(connection, cursor, [Ref(first.remote_id), Ref(second.remote_id)])
        assert [message.ref.id for message in batch.messages] == [earlier]

    def test_an_unreadable_cursor_starts_from_the_beginning(self, net, connection, far):
        post = self.send(net, connection, self.parcel(net))
        far.reply(post.remote_id, "Bonjour")
        for cursor in ("nonsense", "[]", '{"1": 2}'):
            assert len(net.fetch(connection, cursor, [Ref(post.remote_id)]).messages) == 1

    # --- figures ----------------------------------------------------------------------------------------------------

    def test_without_the_right_to_insights_the_plain_counts_remain(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.gives_insights = False
        figures = net.post_figures(connection, [Ref(post.remote_id)])[post.remote_id]
        assert figures.values[Metric.LIKES] == 0
        assert Metric.VIEWS not in figures.values

    def test_a_name_retired_unheard_costs_only_the_insights(self, net, connection, far, monkeypatch):
        from networks.facebook import stub as facebook_stub

        post = self.send(net, connection, self.parcel(net))
        monkeypatch.setattr(facebook_stub, "INSIGHTS", {"post_clicks": "clicks"})
        figures = net.post_figures(connection, [Ref(post.remote_id)])[post.remote_id]
        assert figures.values[Metric.LIKES] == 0
        assert Metric.VIEWS not in figures.values

    def test_many_posts_are_asked_for_at_once(self, net, connection, far, stub, monkeypatch):
        posts = [Ref(stub.say(far.account, f"Publication {number}").id) for number in range(60)]
        asked = []
        answer = stub.answer
        monkeypatch.setattr(stub, "answer", lambda request: asked.append(request.path) or answer(request))
        assert len(net.post_figures(connection, posts)) == 60
        assert len(asked) == 2

    def test_the_lost_access_is_said_even_where_only_insights_were_asked(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.revoke(far.account)
        with pytest.raises(AccessLost):
            net.post_figures(connection, [Ref(post.remote_id)])

    def test_a_server_that_fell_over_is_busy_and_not_empty(self, net, connection, far, stub):
        post = self.send(net, connection, self.parcel(net))
        stub.faults.add("crash", on="read")
        with pytest.raises(Busy):
            net.post_figures(connection, [Ref(post.remote_id)])


def test_retired_names_are_not_asked_for():
    assert alive(INSIGHTS, date(2025, 11, 14))["post_impressions"] is Metric.VIEWS
    assert "post_impressions" not in alive(INSIGHTS, date(2025, 11, 15))
    assert alive(INSIGHTS, date(2026, 11, 22))["post_media_view"] is Metric.VIEWS


def test_the_stub_starts_without_django():
    import subprocess
    import sys

    names = [f"networks.{name}.stub" for name in ("facebook", "instagram", "mastodon")]
    code = f"import sys, {', '.join(names)}; print(json.dumps('django' in sys.modules))".replace(
        "import sys", "import json, sys", 1
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) is False


class TestFacebookOverHttp(OverHttp, GraphContract):
    """The same contract over real sockets."""

    name = "facebook"
