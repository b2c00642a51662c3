"""What nobody did anything with is forgotten, once no feed lists it any more; and does not come back."""

from datetime import timedelta

import pytest

from lib import clock
from lib.answers import NotReached, Reply
from listening import forgetting, gathering, handling
from listening.models import Feed, Mention
from tests import factories
from tests.listening.paper import item, rss

ADDRESS = "https://gazette.fr/rss"
LONG = timedelta(days=181)


@pytest.fixture
def long_ago(watch):
    """A maker of mentions that no feed has listed for long, though theirs was read since."""
    Feed.objects.update(read_at=clock.now())
    then = clock.now() - LONG
    return lambda **fields: factories.make_mention(watch=watch, at=then, found_at=then, listed_at=then, **fields)


def left() -> list[str]:
    return sorted(Mention.objects.values_list("title", flat=True))


def read(noon, paper, days: float, page) -> int:
    """Read the feed so many days later, when this stands there."""
    noon.shift(timedelta(days=days))
    paper.pages[ADDRESS] = page
    Feed.objects.update(next_at=clock.now())
    return gathering.gather(Feed.objects.get().pk)


def test_what_nobody_did_anything_with_is_forgotten_whatever_they_called_it(long_ago, watch):
    for state in ("new", "seen", "noise"):
        long_ago(title=state, state=state)
    factories.make_mention(watch=watch, title="of today")
    assert forgetting.forget_old() == 3 and left() == ["of today"]


def test_what_somebody_kept_drafted_followed_or_noted_as_an_idea_stays(long_ago, author):
    long_ago(title="to follow", state="follow")
    long_ago(title="was followed", state="seen", assignee=author)
    long_ago(title="noted why", state="seen", note="À rappeler en mars")
    handling.draft(long_ago(title="drafted"), by=author)
    handling.note_idea(long_ago(title="an idea"), by=author)
    long_ago(title="nothing", url="")
    forgetting.forget_old()
    assert left() == ["an idea", "drafted", "noted why", "to follow", "was followed"]


def test_what_a_feed_still_lists_stays_and_does_not_come_back_as_new(watch, noon, paper):
    listed = rss(item("Une bougie"), item("Deux bougies", 2))
    assert read(noon, paper, 0, listed) == 2
    assert read(noon, paper, 200, listed) == 0 and forgetting.forget_old() == 0
    assert read(noon, paper, 200, Reply(304, b"", {})) == 0 and forgetting.forget_old() == 0
    assert read(noon, paper, 1, rss(item("Deux bougies", 2))) == 0 and forgetting.forget_old() == 0
    assert read(noon, paper, 200, rss(item("Deux bougies", 2))) == 0
    assert forgetting.forget_old() == 1 and left() == ["Deux bougies"]


def test_where_nothing_answers_or_the_watch_rests_nothing_is_forgotten(watch, noon, paper):
    read(noon, paper, 0, rss(item("Une bougie")))
    read(noon, paper, 200, NotReached(ADDRESS))
    assert forgetting.forget_old() == 0 and left() == ["Une bougie"]


def test_what_was_found_in_a_feed_that_is_not_read_any_more_is_forgotten(long_ago):
    Mention.objects.filter(pk=long_ago().pk).update(feed=None)
    assert forgetting.forget_old() == 1


def test_with_no_days_set_nothing_is_ever_forgotten(long_ago, settings):
    settings.FORGET_AFTER_DAYS = 0
    long_ago()
    assert forgetting.forget_old() == 0
