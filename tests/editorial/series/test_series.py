"""Series: texts approved once, posts made ahead of their days, changed as one, from a day on, or all; nothing else leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from editorial import content, drafting, scheduling
from editorial.approval import approval, submission
from editorial.calendar.freezing import Frozen
from editorial.drafting import Draft
from editorial.models import STOCKED, Decision, Filling, Post, PostState, Series
from editorial.refusals import BadMoment, NotPossible, NotYours
from editorial.series import changes, laying, occurrences
from editorial.series import series as verbs
from editorial.series.changes import Scope
from editorial.series.rhythm import Rhythm
from lib import clock
from lib.recurrence import Rule
from lib.states import StaleState
from publishing.models import Publication, State
from tests.concurrency import at_once
from tests.editorial.conftest import ZONE, approve, digest, fresh

NOW = datetime(2030, 1, 14, 12, tzinfo=UTC)  # a Monday
TUESDAYS = Rhythm(Rule.parse("FREQ=WEEKLY;BYDAY=TU"), date(2030, 1, 15), time(9), ZONE)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """A Monday, from which posts are made for a month only."""
    for module in (laying, changes):
        monkeypatch.setattr(module, "WINDOW", timedelta(days=30))
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def weekly(brand, author, post) -> Series:
    """A series of the author's draft, nobody has decided on yet."""
    return verbs.begin(brand, TUESDAYS, by=author, name="Le café du mardi", post=post)


@pytest.fixture
def running(weekly, author, approver) -> Series:
    """A series whose text is approved, made ahead."""
    return approve_all(weekly, author, approver)


def approve_all(series: Series, author, approver) -> Series:
    verbs.submit(series, by=author)
    digests = {text.pk: digest(text) for text in occurrences.texts(series) if text.state == PostState.SUBMITTED}
    verbs.approve(series, by=approver, digests=digests)
    laying.lay(series)
    return Series.objects.get(pk=series.pk)


def text_of(series: Series) -> Post:
    return occurrences.texts(series).first()


def made(series: Series) -> list[Post]:
    return list(series.posts.filter(occurrence__isnull=False).order_by("occurrence"))


def on(series: Series, day: int, month: int = 1) -> Post:
    return series.posts.get(occurrence=date(2030, month, day))


def said(post: Post, text: str) -> Draft:
    draft = drafting.of(post)
    return replace(draft, content=replace(draft.content, text=text))


def rewrite(post: Post, text: str, by) -> Post:
    return drafting.save(post, said(post, text), by=by, revision=fresh(post).revision)


def leaving() -> set[str]:
    """The words that will leave."""
    return {row.text for row in Publication.objects.filter(state__in=[State.PLANNED, State.HELD])}


# --- ahead of their days ---------------------------------------------------------------------------------------------
def test_a_draft_becomes_the_text_and_posts_are_made_ahead(running, post, author):
    posts = made(running)
    assert [row.occurrence.day for row in posts] == [15, 22, 29, 5, 12]
    assert {(row.state, row.wall.hour, row.text, row.author) for row in posts} == {(PostState.APPROVED, 9, post.text, author)}
    assert fresh(post).planned_for is None and fresh(post).is_pattern
    rows = Publication.objects.all()
    assert {(row.state, row.series) for row in rows} == {(State.PLANNED, f"series:{running.pk}")} and len(rows) == 2 * len(posts)
    assert Decision.objects.filter(post=posts[0]).get().who == "Aline Approuve"


def test_before_the_approval_nothing_is_made(weekly):
    laying.lay(weekly)
    assert not made(weekly) and not Publication.objects.exists()


def test_of_a_post_that_is_decided_on_a_copy_repeats(approved, brand, author):
    series = verbs.begin(brand, TUESDAYS, by=author, name="Encore", post=approved)
    assert fresh(approved).series_id is None and text_of(series).text == approved.text


def test_the_window_moves_on_by_itself_and_twice_makes_nothing_new(running):
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert laying.lay(running) == 0 and not laying.waits(clock.now())
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert laying.waits(clock.now()) and laying.lay_all() == 1
    assert len(made(running)) == 6


def test_a_series_keeps_its_hour_over_the_clock_change(running):
    with time_machine.travel(datetime(2030, 3, 18, 12, tzinfo=UTC), tick=False):
        laying.lay(running)
    moments = [on(running, 26, 3), on(running, 2, 4)]  # clocks go forward on 31 March
    assert {post.wall.time() for post in moments} == {time(9)}
    assert [post.planned_for.hour for post in moments] == [8, 7]
    for post in moments:
        assert set(Publication.objects.filter(variant__post=post).values_list("due_at", flat=True)) == {post.planned_for}


@pytest.mark.parametrize(
    "line", ["editorial.drafting._write_parts", "editorial.approval.approval.follow", "editorial.handover._plan"]
)
def test_where_it_dies_no_half_made_post_is_left_and_the_next_one_goes_on(weekly, author, approver, line, monkeypatch):
    verbs.submit(weekly, by=author)
    approve(text_of(weekly), approver)
    module, name = line.rsplit(".", 1)
    import importlib

    there, calls = getattr(importlib.import_module(module), name), []

    def dies(*args, **more):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return there(*args, **more)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(line, dies)
        laying.lay(weekly)
    assert {row.state for row in made(weekly)} == {PostState.APPROVED}
    laying.lay(weekly)
    assert len(made(weekly)) == 5 and Publication.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_post_once(weekly, author, approver):
    verbs.submit(weekly, by=author)
    approve(text_of(weekly), approver)
    counts = at_once(2, lambda: laying.lay(weekly))
    assert sum(counts) == 5 == len(made(weekly)) and Publication.objects.count() == 10


# --- the gate --------------------------------------------------------------------------------------------------------
def test_what_was_not_approved_cannot_leave_by_a_series(running, author, approver):
    """Every way in which words could slip into a series, one after the other."""
    words = {text_of(running).text}
    assert leaving() == words
    rewrite(text_of(running), "Des mots que personne n’a lus", author)
    assert not leaving()
    laying.lay(running)
    submission.submit(text_of(running), by=author)
    laying.lay(running)
    assert not leaving(), "submitted is not approved"
    Post.objects.filter(pk=on(running, 22).pk).update(text="Glissé dans la base")
    approve(text_of(running), approver)
    laying.lay(running)
    assert leaving() == {"Des mots que personne n’a lus"}
    assert fresh(on(running, 22)).state == PostState.DRAFT
    rewrite(on(running, 29), "Une semaine à part", author)
    laying.lay(running)
    fresh_text = verbs.add_text(running, by=author)
    rewrite(fresh_text, "Un second texte", author)
    laying.lay(running)
    assert leaving() == {"Des mots que personne n’a lus"}
    with pytest.raises(NotPossible, match="does not say"):
        approval.follow(on(running, 29), text_of(running))
    verbs.begin(running.brand, TUESDAYS, by=author, name="Autre", post=drafting.copy(on(running, 29), by=author))
    for series in Series.objects.all():
        laying.lay(series)
    assert leaving() == {"Des mots que personne n’a lus"}


def test_an_edit_of_the_text_takes_all_back_until_it_is_approved_again(running, author, approver):
    rewrite(text_of(running), "Nouveau café", author)
    assert {row.state for row in made(running)} == {PostState.DRAFT} and not leaving()
    approve_all(running, author, approver)
    assert {(row.state, row.text) for row in made(running)} == {(PostState.APPROVED, "Nouveau café")} and len(made(running)) == 5


def test_a_withdrawn_approval_of_the_text_takes_all_back_too(running, approver):
    approval.withdraw(text_of(running), by=approver)
    assert not leaving()


def test_a_decision_of_a_person_on_one_post_is_left_alone(running, author, approver):
    approval.withdraw(on(running, 22), by=approver)
    rewrite(on(running, 29), "Une semaine à part", author)
    submission.submit(on(running, 29), by=author)
    approve(on(running, 29), approver)
    rewrite(text_of(running), "Nouveau café", author)
    assert leaving() == {"Une semaine à part"}
    approve_all(running, author, approver)
    assert on(running, 22).state == PostState.DRAFT and on(running, 29).text == "Une semaine à part"


def test_what_was_not_approved_again_by_its_hour_is_put_away_not_sent_in_a_burst(running, author, approver):
    rewrite(text_of(running), "Nouveau café", author)
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        approve_all(running, author, approver)
    assert [row.state for row in made(running)][:3] == [PostState.ARCHIVED, PostState.ARCHIVED, PostState.APPROVED]


def test_what_has_left_never_changes(running, author, approver):
    Publication.objects.filter(variant__post=on(running, 15)).update(state=State.PUBLISHED, remote_id="1", published_at=NOW)
    before = fresh(on(running, 15))
    rewrite(text_of(running), "Nouveau café", author)
    changes.change(running, replace(TUESDAYS, at=time(18)), by=author)
    verbs.end(running, by=author)
    after = fresh(before)
    assert (after.text, after.wall, after.state) == (before.text, before.wall, PostState.APPROVED)


def test_a_text_that_the_charter_now_forbids_stays_a_draft_and_its_author_is_told(weekly, author, approver, monkeypatch):
    from lib.findings import Blocker

    verbs.submit(weekly, by=author)
    approve(text_of(weekly), approver)
    monkeypatch.setattr("editorial.checks._on_accounts", lambda content: [Blocker("x", "Not these words.")])
    laying.lay(weekly)
    assert {row.state for row in made(weekly)} == {PostState.DRAFT} and not leaving()
    assert "Not these words." in author.user.notices.get(key__startswith="series").text


def test_a_text_has_no_date_and_never_comes_into_stock(running, author, brand):
    with pytest.raises(NotPossible, match="days are those of the series"):
        scheduling.set_date(text_of(running), datetime(2030, 2, 1, 9), ZONE, by=author)
    assert text_of(running) not in brand.posts.filter(STOCKED)


# --- texts in turn ---------------------------------------------------------------------------------------------------
def test_texts_take_turns_once_all_are_approved(weekly, author, approver):
    second = verbs.add_text(weekly, by=author)
    assert content.of(second).versions == content.of(text_of(weekly)).versions
    rewrite(second, "Le thé du mardi", author)
    first = text_of(weekly).text
    submission.submit(text_of(weekly), by=author)
    approve(text_of(weekly), approver)
    laying.lay(weekly)
    assert not made(weekly), "all are approved together"
    approve_all(weekly, author, approver)
    assert [row.text for row in made(weekly)][:4] == [first, "Le thé du mardi", first, "Le thé du mardi"]


def test_a_new_text_joins_the_turns_of_what_is_planned(running, author, approver):
    second = verbs.add_text(running, by=author)
    rewrite(second, "Le thé du mardi", author)
    laying.lay(running)
    assert "Le thé du mardi" not in leaving()
    approve_all(running, author, approver)
    assert [row.text for row in made(running)][1] == "Le thé du mardi" and len(made(running)) == 5
    rewrite(second, "Le chocolat du mardi", author)
    assert leaving() == {text_of(running).text}, "only the posts of the changed text are taken back"


def test_a_text_that_is_put_away_leaves_its_turns_to_the_others(running, author, approver):
    second = verbs.add_text(running, by=author)
    rewrite(second, "Le thé du mardi", author)
    approve_all(running, author, approver)
    drafting.archive(text_of(running), by=author)
    assert leaving() == {"Le thé du mardi"}
    laying.lay(running)
    assert {row.text for row in made(running)} == {"Le thé du mardi"}
    assert {row.state for row in made(running)} == {PostState.APPROVED}


# --- changing it -----------------------------------------------------------------------------------------------------
def test_another_hour_for_all_leaves_what_was_moved_by_hand(running, author):
    scheduling.set_date(on(running, 22), datetime(2030, 1, 23, 11), ZONE, by=author)
    changes.change(running, replace(TUESDAYS, at=time(18)), by=author)
    hours = {row.occurrence.day: row.wall for row in made(running)[:3]}
    assert (hours[15].hour, hours[22], hours[29].hour) == (18, datetime(2030, 1, 23, 11), 18)
    assert {row.due_at.hour for row in Publication.objects.filter(variant__post=on(running, 29))} == {17}


def test_one_post_is_moved_for_itself_for_those_after_it_or_for_all(running, author):
    changes.move(on(running, 22), datetime(2030, 1, 23, 10), ZONE, scope=Scope.THIS, by=author)
    assert [row.wall.day for row in made(running)][:3] == [15, 23, 29]
    changes.move(on(running, 5, 2), datetime(2030, 2, 6, 10), ZONE, scope=Scope.NEXT, by=author)
    assert [row.wall for row in made(running)] == [datetime(2030, 1, 15, 9), datetime(2030, 1, 23, 10), datetime(2030, 1, 29, 9)]
    rest = Series.objects.get(continues=running)
    assert [(row.wall.month, row.wall.day, row.wall.hour) for row in made(rest)][:2] == [(2, 6, 10), (2, 13, 10)]
    assert {row.state for row in made(rest)} == {PostState.APPROVED}
    assert Publication.objects.filter(variant__post__series=rest, series=f"series:{rest.pk}").count() == 2 * len(made(rest))
    changes.move(on(rest, 13, 2), datetime(2030, 2, 14, 8), ZONE, scope=Scope.ALL, by=author)
    assert [(row.wall.day, row.wall.hour) for row in made(rest)][:2] == [(7, 8), (14, 8)]
    before = Post.objects.count()
    for series in (running, rest):
        laying.lay(series)
    assert Post.objects.count() == before


def test_other_words_for_those_after_it_ask_again_and_leave_those_before(running, author, approver):
    words = text_of(running).text
    post = on(running, 5, 2)
    text = changes.save(post, said(post, "Dès février"), scope=Scope.NEXT, by=author, revision=post.revision)
    assert text.is_pattern and text.state == PostState.DRAFT and text.series.continues_id == running.pk
    assert leaving() == {words} and Publication.objects.filter(state=State.PLANNED).count() == 6
    approve_all(text.series, author, approver)
    laying.lay(running)
    assert [row.text for row in made(running)] == [words] * 3
    assert {row.text for row in made(text.series)} == {"Dès février"}


def test_other_words_for_all_or_for_one(running, author):
    post = on(running, 22)
    assert changes.save(post, said(post, "Une fois"), scope=Scope.THIS, by=author, revision=post.revision).pk == post.pk
    post = on(running, 29)
    text = changes.save(post, said(post, "Toujours"), scope=Scope.ALL, by=author, revision=post.revision)
    assert text.pk == text_of(running).pk and not leaving()


def test_a_longer_interval_takes_away_what_falls_out_and_a_later_end_brings_more(running, author):
    changes.change(running, replace(TUESDAYS, rule=Rule.parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")), by=author)
    assert [row.occurrence.day for row in made(running)] == [15, 29, 12]
    changes.change(running, replace(TUESDAYS, ends_on=date(2030, 1, 31)), by=author)
    laying.lay(running)
    assert [row.occurrence.day for row in made(running)] == [15, 22, 29]


def test_another_weekday_takes_the_posts_along(running, author):
    pks = [row.pk for row in made(running)]
    changes.change(running, replace(TUESDAYS, rule=Rule.parse("FREQ=WEEKLY;BYDAY=TH")), by=author)
    assert [row.wall.day for row in made(running)][:2] == [17, 24] and [row.pk for row in made(running)] == pks


def test_two_people_changing_a_series_are_told_and_a_rule_that_never_comes_is_refused(running, author):
    changes.change(running, TUESDAYS, by=author, revision=running.revision)
    with pytest.raises(StaleState):
        changes.change(running, TUESDAYS, by=author, revision=running.revision)
    with pytest.raises(BadMoment):
        changes.change(running, replace(TUESDAYS, ends_on=date(2029, 1, 1)), by=author)


def test_who_may_not_schedule_does_not_move_what_is_approved(running, approver):
    with pytest.raises(NotYours):
        changes.change(running, replace(TUESDAYS, at=time(18)), by=approver)


def test_what_leaves_within_the_frozen_hours_stays_unless_it_is_said_of_that_very_post(running, brand, author):
    Filling.objects.create(brand=brand, freeze_hours=48)
    changes.change(running, replace(TUESDAYS, at=time(18)), by=author)
    assert [row.wall.hour for row in made(running)][:2] == [9, 18]
    with pytest.raises(Frozen):
        changes.move(on(running, 15), datetime(2030, 1, 15, 19), ZONE, scope=Scope.ALL, by=author)
    changes.move(on(running, 15), datetime(2030, 1, 15, 19), ZONE, scope=Scope.ALL, by=author, anyway=True)
    assert {row.wall.hour for row in made(running)} == {19}


def test_another_zone_of_the_brand_leaves_the_series_in_its_own(running, brand, author):
    brand.zone = "America/Martinique"
    brand.save()
    laying.lay(running)
    assert {row.zone for row in made(running)} == {ZONE} and made(running)[0].planned_for == datetime(2030, 1, 15, 8, tzinfo=UTC)
    changes.change(running, replace(TUESDAYS, zone="America/Martinique"), by=author)
    assert made(running)[0].planned_for == datetime(2030, 1, 15, 13, tzinfo=UTC)


# --- days out, and the end -------------------------------------------------------------------------------------------
def test_a_day_is_left_out_and_brought_back(running, author):
    verbs.skip(running, date(2030, 1, 22), by=author)
    verbs.skip(running, date(2030, 4, 30), by=author)
    laying.lay(running)
    assert on(running, 22).state == PostState.ARCHIVED and len(made(running)) == 5
    verbs.bring_back(running, date(2030, 1, 22), by=author)
    laying.lay(running)
    assert on(running, 22).state == PostState.APPROVED
    assert Publication.objects.filter(variant__post=on(running, 22), state=State.PLANNED).count() == 2
    with pytest.raises(NotPossible):
        verbs.skip(running, date(2030, 1, 23), by=author)


def test_the_end_puts_away_what_is_to_come_and_can_be_taken_back(running, author):
    verbs.skip(running, date(2030, 1, 29), by=author)
    assert verbs.end(running, by=author) == 4 and not leaving()
    laying.lay(running)
    assert not leaving()
    verbs.resume(running, by=author)
    laying.lay(running)
    assert Publication.objects.filter(state=State.PLANNED).count() == 8


def test_of_what_is_late_at_most_one_goes_out(running):
    from publishing.engine import late

    with time_machine.travel(NOW + timedelta(days=16), tick=False):
        late.set_aside(clock.now())
    states = Publication.objects.filter(account__network_name="mastodon").order_by("due_at").values_list("state", flat=True)
    assert list(states)[:4] == [State.MISSED, State.MISSED, State.HELD, State.PLANNED]


def test_a_daily_series_without_end_makes_no_more_than_the_window_holds():
    daily = replace(TUESDAYS, rule=Rule.parse("FREQ=DAILY"))
    assert len(list(daily.comings(NOW, NOW + timedelta(days=60)))) == 60
