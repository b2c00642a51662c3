"""Ideas: noted, worked out, moved over the board, made drafts of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.ideas import ideas
from editorial.ideas.ideas import Thought
from editorial.models import Idea, PostState, Stage, Star
from lib.states import StaleState
from listening import handling as mentions
from moderation import handling as inbox
from tests import factories


@pytest.fixture
def at(brand):
    return lambda name, *args: reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture
def idea(brand, author) -> Idea:
    return ideas.note(brand, Thought("Les coulisses", "Une matinée à l'atelier"), by=author)


def order(brand, stage=Stage.THOUGHT) -> list[str]:
    rows = brand.ideas.filter(stage=stage, archived_at=None).order_by("place", "pk")
    return list(rows.values_list("title", flat=True))


def test_a_new_idea_stands_on_top_and_moves_in_front_of_another_or_to_the_end(brand, author):
    a, b, c = (ideas.note(brand, Thought(name), by=author) for name in "abc")
    assert order(brand) == ["c", "b", "a"]
    ideas.move(a, Stage.THOUGHT, by=author, before=b)
    assert order(brand) == ["c", "a", "b"]
    ideas.move(c, Stage.THOUGHT, by=author, last=True)
    assert order(brand) == ["a", "b", "c"]
    ideas.move(b, Stage.READY, by=author)
    ideas.move(c, Stage.READY, by=author, before=b)
    assert order(brand, Stage.READY) == ["c", "b"]


def test_who_moves_an_idea_that_a_colleague_moved_first_is_told(idea, author):
    stale = Idea.objects.get(pk=idea.pk)
    ideas.move(idea, Stage.WORK, by=author)
    with pytest.raises(StaleState):
        ideas.move(stale, Stage.READY, by=author)


def test_a_move_that_comes_late_does_not_take_back_what_was_written_since(idea, author, sign_in, at):
    ideas.draft(idea, by=author)
    client = sign_in(author)
    client.post(at("move_idea", idea.pk), {"stage": Stage.WORK, "seen": idea.stage, "before": "last"})
    assert Idea.objects.get(pk=idea.pk).stage == Stage.DONE
    client.post(at("move_idea", idea.pk), {"stage": Stage.WORK, "seen": Stage.DONE, "before": "last"})
    assert Idea.objects.get(pk=idea.pk).stage == Stage.WORK


def test_an_idea_becomes_one_draft_with_its_words_pictures_and_place_in_the_plan(brand, author, idea):
    theme = factories.make_theme(campaign=factories.make_campaign(brand=brand))
    picture = factories.make_asset(brand=brand)
    thought = Thought(
        "Les coulisses", body="On allume le four à six heures.", theme=theme, campaign=theme.campaign, pictures=[picture]
    )
    ideas.change(idea, thought, by=author, revision=1)
    post = ideas.draft(idea, by=author)
    assert (post.text, post.state, post.theme) == ("On allume le four à six heures.", PostState.DRAFT, theme)
    assert [image.asset for image in post.pictures.all()] == [picture]
    idea.refresh_from_db()
    assert (idea.post, idea.stage) == (post, Stage.DONE)
    assert ideas.draft(idea, by=author) == post
    assert brand.posts.count() == 1


def test_the_draft_of_a_bare_idea_says_its_title_and_its_line(idea, author):
    assert ideas.draft(idea, by=author).text == "Les coulisses\n\nUne matinée à l'atelier"


def test_a_message_and_a_mention_become_ideas_that_know_where_they_come_from(brand, author):
    conversation = factories.make_conversation(account=factories.make_account(brand=brand), text="Et la recette du levain ?")
    noted = inbox.note_idea(conversation.messages.get(), by=author)
    assert noted.title == "Et la recette du levain ?"
    assert noted.origin_url.endswith(f"/inbox/{conversation.pk}/#message-{conversation.messages.get().pk}")
    mention = factories.make_mention(watch=factories.make_watch(brand=brand), title="Le retour du levain", excerpt="Partout.")
    found = mentions.note_idea(mention, by=author)
    mention.refresh_from_db()
    assert (found.origin, found.origin_url, mention.state) == ("La Gazette", mention.url, "seen")
    assert found.body == "Le retour du levain\n\nPartout."
    assert mentions.note_idea(mention, by=author) == found


def test_the_board_notes_shows_finds_and_puts_away(brand, author, sign_in, at):
    client = sign_in(author)
    assert "No idea noted yet" in client.get(at("ideas")).content.decode()
    refused = client.post(at("note_idea"), {"title": "", "line": "perdue ?"})
    assert refused.status_code == 422
    assert "Say in a few words" in refused.content.decode() and "perdue ?" in refused.content.decode()
    client.post(at("note_idea"), {"title": "Le goût du café crème", "line": ""})
    idea = brand.ideas.get()
    client.post(at("star_idea", idea.pk), {"on": "1"})
    client.post(at("star_idea", idea.pk), {"on": "1"})
    assert Star.objects.count() == 1
    assert "Le goût" in client.get(at("ideas"), {"q": "GOUT creme"}).content.decode()
    assert "Le goût" not in client.get(at("ideas"), {"q": "thé"}).content.decode()
    client.post(at("archive_idea", idea.pk))
    assert "Le goût" not in client.get(at("ideas")).content.decode()
    assert "Le goût" in client.get(at("ideas"), {"show": "archive"}).content.decode()
    client.post(at("restore_idea", idea.pk))
    assert order(brand) == ["Le goût du café crème"]


def test_who_saves_after_somebody_else_loses_no_word(author, idea, sign_in, at):
    client = sign_in(author)
    typed = {"title": "Les coulisses", "line": "", "body": "Mon texte", "tags": "#four, Four, aube", "revision": "1"}
    ideas.change(idea, Thought("Autrement"), by=author, revision=1)
    answer = client.post(at("idea", idea.pk), typed)
    assert answer.status_code == 409
    assert "Mon texte" in answer.content.decode() and "Autrement" in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()
    assert client.post(at("idea", idea.pk), typed | {"revision": "2"}).status_code == 302
    idea.refresh_from_db()
    assert (idea.body, idea.tags) == ("Mon texte", ["Four", "aube"])


def test_a_reader_sees_the_board_and_gives_stars_but_changes_nothing(idea, reader, sign_in, at):
    client = sign_in(reader)
    page = client.get(at("ideas")).content.decode()
    assert "Les coulisses" in page and at("note_idea") not in page and at("move_idea", idea.pk) not in page
    assert client.post(at("star_idea", idea.pk), {"on": "1"}).status_code == 302
    assert client.post(at("idea", idea.pk), {"title": "Autre", "revision": "1"}).status_code == 200
    idea.refresh_from_db()
    assert idea.title == "Les coulisses"


def test_the_board_asks_the_same_whatever_its_number_of_ideas(brand, author, sign_in, at):
    client = sign_in(author)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(at("ideas")).status_code == 200
        return len(found)

    for number in range(2):
        factories.make_idea(brand=brand, title=f"Idée {number}", owner=author, tags=["four"])
    few = queries()
    for number in range(50):
        factories.make_idea(brand=brand, title=f"Idée {number}", owner=author, tags=["four"])
    assert queries() <= few
    assert "12 more" in client.get(at("ideas")).content.decode()
