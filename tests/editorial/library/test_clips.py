"""Clips of a film: asked for, made by a worker, cancelled, taken up again; films made to fit networks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import checks, content, drafting
from editorial.library import assets, clips, cutting, fitting, moments
from editorial.library.clips import BadMark, Mark
from editorial.models import Asset, Cut, CutState
from lib import clock
from lib import films as reading
from networks.facebook.network import Facebook
from networks.mastodon.network import Mastodon
from publishing.engine import draining
from publishing.letters import payloads
from tests import factories
from tests.editorial.conftest import fresh
from tests.films import made, upload


@pytest.fixture
def film(brand) -> Asset:
    return factories.make_film(brand=brand, seconds=4.0, seed=1)


@pytest.fixture
def other(brand) -> Asset:
    """A film that is encoded in a way that networks do not take."""
    return assets.add(brand, upload(made(seconds=2, codec="mpeg4")), by=None, alt="Une tasse")


# --- asking ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text, seconds", [("83", 83), ("1:23", 83), ("1:23.5", 83.5), ("1:23,5", 83.5), ("1:02:03", 3723)])
def test_moments_are_read_as_people_write_them(text, seconds):
    assert moments.read(text) == seconds and moments.read(moments.shown(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-3", "1;3"])
def test_what_is_no_moment_is_said(text):
    with pytest.raises(ValueError, match=r"1:23"):
        moments.read(text)


@pytest.mark.parametrize(
    "starts, ends, words",
    [(2, 1, "before it begins"), (5, 6, "over at 0:04"), (1, 9, "ends at 0:04"), (1, 1.2, "half a second")],
)
def test_a_mark_that_cannot_be_used_is_told_why(film, author, starts, ends, words):
    with pytest.raises(BadMark, match=words) as bad:
        clips.cut(film, [Mark(0, 1), Mark(starts, ends)], by=author)
    assert bad.value.number == 1 and not Cut.objects.exists()


def test_a_long_film_is_offered_as_clips_of_one_length(film):
    film.seconds = 1800.0
    parts = clips.parts(film, 180)
    assert len(parts) == 10 and parts[0].starts == 0 and parts[-1].ends == 1800
    assert all(part.ends - part.starts <= 180 for part in parts)


# --- making ----------------------------------------------------------------------------------------------------------
def test_several_clips_of_one_film_become_films_of_their_own(film, author):
    clips.cut(film, [Mark(0.5, 1.5, "Début"), Mark(2, 4)], by=author)
    assert cutting.work() == 2
    first, second = Cut.objects.all()
    assert {first.state, second.state} == {CutState.DONE}
    assert (first.made.name, first.made.seconds, first.made.mime) == ("Début", 1.0, "video/mp4")
    assert second.made.seconds == 2.0 and second.made.made_from == film and second.made.alt == film.alt
    assert not list(settings.WORKPLACE.iterdir())


def test_a_clip_that_is_cancelled_while_it_is_made_stops_and_leaves_nothing(film, author, monkeypatch):
    monkeypatch.setattr(cutting, "EVERY", 0.0)
    [asked] = clips.cut(film, [Mark(0, 4)], by=author)
    real = cutting._alive

    def cancelled(cut):
        clips.cancel(Cut.objects.get(pk=cut.pk), by=author)
        return real(cut)

    monkeypatch.setattr(cutting, "_alive", cancelled)
    cutting.work()
    asked.refresh_from_db()
    assert asked.state == CutState.CANCELLED and Asset.objects.count() == 1 and not list(settings.WORKPLACE.iterdir())


def test_what_a_dead_worker_left_is_made_again_and_given_up_after_three(film, author):
    [asked] = clips.cut(film, [Mark(0, 1)], by=author)
    dead = clock.now() - cutting.SILENCE - timedelta(seconds=1)
    Cut.objects.filter(pk=asked.pk).update(state=CutState.WORKING, tries=1, beat_at=dead)
    assert cutting.waits(clock.now())
    cutting.work()
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (CutState.DONE, 2)
    Cut.objects.filter(pk=asked.pk).update(state=CutState.WORKING, tries=3, beat_at=dead)
    cutting.work()
    asked.refresh_from_db()
    assert asked.state == CutState.FAILED and "broken off" in cutting.why(asked)
    clips.again(asked, by=author)
    assert asked.state == CutState.WAITING and asked.tries == 0


def test_a_worker_that_is_asked_to_end_gives_its_clip_back(film, author, monkeypatch):
    monkeypatch.setattr(cutting, "EVERY", 0.0)
    [asked] = clips.cut(film, [Mark(0, 4)], by=author)
    real = cutting._alive

    def ending(cut):
        draining.ending.set()
        return real(cut)

    monkeypatch.setattr(cutting, "_alive", ending)
    try:
        cutting.work()
    finally:
        draining.ending.clear()
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (CutState.WAITING, 0)


def test_what_cannot_be_made_says_why(film, author, monkeypatch):
    def broken(*args, **more):
        raise reading.refusal("broken", {})

    monkeypatch.setattr(reading, "cut", broken)
    [asked] = clips.cut(film, [Mark(0, 1)], by=author)
    cutting.work()
    asked.refresh_from_db()
    assert asked.state == CutState.FAILED and "broken" in cutting.why(asked)


# --- fitting ---------------------------------------------------------------------------------------------------------
def test_a_film_that_only_needs_another_encoding_is_made_to_fit_when_it_enters_a_post(other, account, author, brand):
    shown = content.shared("Regardez.", [account], images=[content.Image(other, "Une tasse")], language="fr")
    said = [remark.finding for remark in checks.remarks(brand, shown)]
    assert any(finding.rule == "videos.mime" for finding in said)
    post = drafting.create(brand, drafting.Draft(shown), by=author)
    drafting.autosave(post, drafting.Draft(shown), by=author, revision=post.revision)
    [asked] = Cut.objects.all()
    assert (asked.kind, asked.state, asked.ends) == ("fit", CutState.WAITING, 2.0)
    [finding] = [remark.finding for remark in checks.remarks(brand, content.of(fresh(post))) if remark.finding.about == "media"]
    assert finding.rule == "videos.making" and "0 % done" in finding.sentence
    cutting.work()
    assert not [remark for remark in checks.remarks(brand, content.of(fresh(post))) if remark.finding.about == "media"]
    kept = content.of(fresh(post))
    [video] = payloads.payload_of(account, kept.letter(kept.versions[0]))["media"]
    assert video["mime"] == "video/mp4" and video["digest"] != other.digest and video["alt"] == "Une tasse"
    [standing] = fitting.standings(other, [account])
    assert standing.kind == "made" and fitting.fit(other, account, by=author) is None


def test_how_a_film_stands_with_each_account(brand, film, account, second_account, author, monkeypatch):
    rules = Mastodon.rules
    monkeypatch.setattr(Mastodon, "rules", replace(rules, videos=replace(rules.videos, max_seconds=3)))
    monkeypatch.setattr(Facebook, "rules", replace(Facebook.rules, videos=None))
    long, none = fitting.standings(film, [account, second_account])
    assert (long.kind, long.longest, none.kind) == ("long", 3, "none")
    assert "3 s" in long.sentence and "clips" in long.sentence
    assert fitting.fit(film, account, by=author) is None and fitting.fit(film, second_account, by=author) is None


# --- pages -----------------------------------------------------------------------------------------------------------
def test_the_page_of_a_film_takes_several_clips_at_once_and_loses_nothing_typed(brand, film, author, reader, sign_in):
    client, address = sign_in(author), reverse("editorial:cut_film", args=[brand.slug, film.pk])
    typed = {"name": ["Début", "Fin"], "starts": ["0:00", "0:03"], "ends": ["0:01,5", "0:02"]}
    page = client.post(address, typed)
    text = page.content.decode()
    assert page.status_code == 422 and "before it begins" in text and 'value="Début"' in text and 'value="0:01,5"' in text
    typed["ends"][1] = "0:04"
    assert client.post(address, typed).status_code == 302 and Cut.objects.count() == 2
    page = client.get(reverse("editorial:film", args=[brand.slug, film.pk])).content.decode()
    assert "2 clips are being made" in page and 'data-behaviour="live"' in page and page.count("Cancel") >= 2
    assert "Mark clips" not in sign_in(reader).get(reverse("editorial:film", args=[brand.slug, film.pk])).content.decode()


def test_without_a_script_there_is_room_for_one_more_clip(brand, film, author, sign_in):
    answer = sign_in(author).post(
        reverse("editorial:cut_film", args=[brand.slug, film.pk]), {"name": "", "starts": "0:01", "ends": "0:02", "more": "1"}
    )
    assert answer.status_code == 200 and answer.content.decode().count("data-clip>") == 3  # one typed, one more, the script's


def test_a_long_film_offers_clips_that_a_network_takes(brand, film, account, author, sign_in, monkeypatch):
    rules = Mastodon.rules
    monkeypatch.setattr(Mastodon, "rules", replace(rules, videos=replace(rules.videos, max_seconds=2)))
    client, address = sign_in(author), reverse("editorial:film", args=[brand.slug, film.pk])
    assert "Mark 2 clips of 2 s at most" in client.get(address).content.decode()
    assert 'value="tasse 2/2"' in client.get(address, {"parts": "2"}).content.decode()


def test_the_page_asks_the_same_number_of_questions_however_much_was_cut(brand, film, account, author, sign_in):
    client, address = sign_in(author), reverse("editorial:film", args=[brand.slug, film.pk])
    counts = []
    for _round in range(2):
        clips.cut(film, [Mark(0, 1), Mark(1, 2), Mark(2, 3)], by=author)
        factories.make_account(brand=brand, network="bluesky")
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_moment_that_is_none_is_said_beside_the_field(brand, film, author, sign_in):
    page = sign_in(author).post(reverse("editorial:film_poster", args=[brand.slug, film.pk]), {"at": "soon"})
    assert page.status_code == 422 and "write it like 1:23" in page.content.decode()
    assert sign_in(author).post(reverse("editorial:film_poster", args=[brand.slug, film.pk]), {"at": "0:03"}).status_code == 302
