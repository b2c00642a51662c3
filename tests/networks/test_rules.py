"""Rules are data; the check says in sentences what breaks them, and the counters count what leaves."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lib.findings import Blocker
from networks.contract import picture, video
from networks.media_rules import lasting
from networks.options import Option, check_options
from networks.parcels import Poll
from networks.rules import (
    Counter,
    PictureRules,
    PollRules,
    Rules,
    Source,
    TextLimit,
    VideoRules,
    check,
    counters,
    outgoing_text,
)

SOURCE = Source("a test", "2026-01-01", "lab")
PICTURES = PictureRules(
    max_count=2,
    mimes=("image/jpeg",),
    max_bytes=2_000_000,
    source=SOURCE,
    min_ratio=0.8,
    max_ratio=1.91,
    min_width=320,
    max_width=1440,
    max_pixels=2_000_000,
    max_alt=20,
)
RULES = Rules(
    texts=(TextLimit(20, "graphemes", SOURCE), TextLimit(60, "utf8_bytes", SOURCE)),
    reply_texts=(TextLimit(10, "graphemes", SOURCE),),
    pictures=PICTURES,
    link="card",
    max_hashtags=2,
)


def rules_broken(text: str = "Bonjour", media=(), link: str = "", *, rules: Rules = RULES, reply: bool = False) -> list[str]:
    findings = check(rules, text, media, link, reply=reply)
    assert all(isinstance(finding, Blocker) and finding.sentence for finding in findings)
    return [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Bonjour", []),
        ("", ["text.empty"]),
        ("  \n", ["text.empty"]),
        ("a" * 20, []),
        ("a" * 21, ["text.graphemes"]),
        ("👨‍👩‍👧‍👦" * 3, ["text.utf8_bytes"]),
        ("漢" * 21, ["text.graphemes", "text.utf8_bytes"]),
        ("#un #deux", []),
        ("#un #deux #trois", ["text.hashtags"]),
        ("n#1 #2026 &#39; #un", []),
    ],
)
def test_a_text_that_breaks_a_rule_is_told_so(text, broken):
    assert rules_broken(text) == broken


def test_an_answer_has_its_own_limit():
    assert rules_broken("a" * 11, reply=True) == ["text.graphemes"]
    assert rules_broken("a" * 11) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({}, []),
        ({"mime": "image/gif"}, ["pictures.mime"]),
        ({"size": 2_000_001}, ["pictures.max_bytes"]),
        ({"width": 700, "height": 1000}, ["pictures.min_ratio"]),
        ({"width": 1400, "height": 700}, ["pictures.max_ratio"]),
        ({"width": 864, "height": 1080}, []),
        ({"width": 300, "height": 300}, ["pictures.min_width"]),
        ({"width": 1500, "height": 1300}, ["pictures.max_width"]),
        ({"width": 1440, "height": 1440}, ["pictures.max_pixels"]),
        ({"alt": "a" * 21}, ["pictures.max_alt"]),
        ({"width": 0, "height": 0}, ["pictures.min_ratio", "pictures.min_width"]),
    ],
)
def test_a_picture_that_breaks_a_rule_is_told_so(change, broken):
    assert rules_broken(media=[replace(picture(1, "Une"), **change)]) == broken


def test_pictures_are_counted_both_ways():
    assert rules_broken(media=[picture(n, "x") for n in range(3)]) == ["pictures.max_count"]
    wanting = replace(RULES, pictures=replace(PICTURES, min_count=1))
    assert rules_broken(rules=wanting) == ["pictures.min_count"]
    assert rules_broken(rules=wanting, reply=True) == []


def test_a_link_is_refused_where_none_is_shown():
    assert rules_broken(link="https://example.com/", rules=replace(RULES, link="none")) == ["link.none"]
    assert rules_broken("", link="https://example.com/") == []
    assert rules_broken("", link="https://example.com/", rules=replace(RULES, link="none")) == ["text.empty", "link.none"]


@pytest.mark.parametrize(
    ("kind", "with_pictures", "pictures", "leaves"),
    [
        ("card", True, 1, "Lire"),
        ("card", False, 0, "Lire"),
        ("card", False, 1, "Lire\n\nhttps://a.fr"),
        ("text", True, 0, "Lire\n\nhttps://a.fr"),
        ("none", True, 0, "Lire"),
    ],
)
def test_a_link_without_a_card_stands_in_the_text_and_is_counted(kind, with_pictures, pictures, leaves):
    rules = replace(RULES, link=kind, card_with_pictures=with_pictures)
    media = [picture(1, "x")] * pictures
    assert outgoing_text(rules, "Lire", "https://a.fr", media) == leaves
    assert counters(rules, "Lire", "https://a.fr", media)[0].used == len(leaves)


def test_a_link_that_is_in_the_text_is_not_added():
    rules = replace(RULES, link="text")
    assert outgoing_text(rules, "Lire https://a.fr", "https://a.fr") == "Lire https://a.fr"
    assert outgoing_text(rules, "", "https://a.fr") == "https://a.fr"


@given(st.text(max_size=60))
def test_the_counter_and_the_check_agree(text):
    over = [f"text.{counter.unit}" for counter in counters(RULES, text) if counter.level == "over"]
    assert [
        rule for rule in rules_broken(text) if rule.startswith("text.") and rule not in ("text.empty", "text.hashtags")
    ] == over


@pytest.mark.parametrize(
    ("used", "level", "left"), [(0, "ok", 100), (79, "ok", 21), (80, "near", 20), (100, "near", 0), (101, "over", -1)]
)
def test_a_counter_warns_before_the_end(used, level, left):
    counter = Counter("graphemes", used, 100)
    assert (counter.level, counter.left) == (level, left)


def test_an_instance_sets_its_own_limits():
    rules = RULES.with_limits(text=5000, pictures=6, picture_bytes=10, alt=1500)
    assert [limit.limit for limit in rules.texts] == [5000, 60]
    assert (rules.pictures.max_count, rules.pictures.max_bytes, rules.pictures.max_alt) == (6, 10, 1500)
    assert RULES.texts[0].limit == 20
    assert RULES.with_limits() == RULES
    with pytest.raises(ValueError, match="stories"):
        RULES.with_limits(stories=3)


def test_the_sentences_are_french_for_the_french():
    with translation.override("fr"):
        (finding,) = check(RULES, "a" * 21, [])
    assert finding.sentence == "Le texte est trop long de 1 caractère\u00a0: 21 sur 20."
    with translation.override("en"):
        (finding,) = check(RULES, "a" * 22, [])
    assert finding.sentence == "The text is 2 characters too long: 22 of 20."


# --- videos, polls, options --------------------------------------------------------------------------------------------
VIDEOS = VideoRules(
    max_count=1,
    mimes=("video/mp4",),
    source=SOURCE,
    max_bytes=1_000,
    min_seconds=3,
    max_seconds=90,
    min_ratio=0.5,
    max_ratio=2.0,
    max_pixels=2_000_000,
    max_alt=10,
)
POLLS = PollRules(2, 4, TextLimit(10, "graphemes", SOURCE), 300, 86_400, SOURCE, multiple=False)
RICH = replace(RULES, videos=VIDEOS, polls=POLLS)


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({}, []),
        ({"mime": "video/webm"}, ["videos.mime"]),
        ({"size": 1_001}, ["videos.max_bytes"]),
        ({"seconds": 2.9}, ["videos.min_seconds"]),
        ({"seconds": 90.5}, ["videos.max_seconds"]),
        ({"width": 400}, ["videos.min_ratio"]),
        ({"height": 300}, ["videos.max_ratio"]),
        ({"width": 1920, "height": 1080}, ["videos.max_pixels"]),
        ({"alt": "x" * 11}, ["videos.max_alt"]),
    ],
)
def test_a_video_that_breaks_a_rule_is_told_so(changes, broken):
    assert rules_broken(media=[replace(video(), **changes)], rules=RICH) == broken


def test_a_video_has_no_limit_where_there_is_none():
    free = replace(RULES, videos=VideoRules(1, ("video/mp4",), SOURCE))
    assert rules_broken(media=[video("x" * 5000, seconds=9e6, size=10**12)], rules=free) == []


def test_videos_are_counted_apart_and_not_mixed_unless_they_may():
    assert rules_broken(media=[video(), video()], rules=RICH) == ["videos.max_count"]
    assert rules_broken(media=[picture(), video()], rules=RICH) == ["media.mixed"]
    assert rules_broken(media=[picture(), picture(2), video()], rules=replace(RICH, mixed_media=True)) == []
    assert rules_broken(media=[picture(), video()]) == ["videos.none"]


def test_a_video_will_do_where_something_to_look_at_is_wanted():
    wanting = replace(RICH, pictures=replace(PICTURES, min_count=1))
    assert rules_broken(rules=wanting) == ["pictures.min_count"]
    assert rules_broken(media=[video()], rules=wanting) == []


@pytest.mark.parametrize(
    ("poll", "broken"),
    [
        (Poll(("Oui", "Non"), 3600), []),
        (Poll(("Oui",), 3600), ["poll.min_choices"]),
        (Poll(tuple("abcde"), 3600), ["poll.max_choices"]),
        (Poll(("Oui", "Non", " "), 3600), ["poll.empty"]),
        (Poll(("Oui", "oui "), 3600), ["poll.twice"]),
        (Poll(("Oui", "é" * 11), 3600), ["poll.choice"]),
        (Poll(("Oui", "Non"), 299), ["poll.min_seconds"]),
        (Poll(("Oui", "Non"), 86_401), ["poll.max_seconds"]),
        (Poll(("Oui", "Non"), 3600, multiple=True), ["poll.multiple"]),
    ],
)
def test_a_poll_that_breaks_a_rule_is_told_so(poll, broken):
    findings = check(RICH, "Alors ?", [], poll=poll)
    assert [finding.rule for finding in findings] == broken
    assert all(finding.about == "poll" and "%(" not in finding.sentence for finding in findings)


def test_a_poll_stands_beside_pictures_only_where_it_may():
    poll = Poll(("Oui", "Non"), 3600)
    assert [finding.rule for finding in check(RICH, "Alors ?", [picture()], poll=poll)] == ["poll.with_media"]
    assert check(replace(RICH, polls=replace(POLLS, with_media=True)), "Alors ?", [picture()], poll=poll) == []
    assert [finding.rule for finding in check(RULES, "Alors ?", [], poll=poll)] == ["poll.none"]


def test_an_instance_announces_limits_of_videos_and_polls():
    told = RICH.with_limits(video_bytes=5, video_seconds=6, poll_choices=7, poll_choice=8, poll_max_seconds=9, picture_pixels=10)
    assert (told.videos.max_bytes, told.videos.max_seconds, told.pictures.max_pixels) == (5, 6, 10)
    assert (told.polls.max_choices, told.polls.choice.limit, told.polls.max_seconds) == (7, 8, 9)
    bare = RULES.with_limits(video_bytes=5, poll_choice=8)
    assert (bare.videos, bare.polls) == (None, None)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(45, "45 s"), (2.94, "2.9 s"), (90, "1.5 min"), (300, "5 min"), (7200, "2 h"), (86_400, "24 h"), (2_629_746, "30.4 days")],
)
def test_durations_are_told_as_people_say_them(seconds, told):
    with translation.override("en"):
        assert lasting(seconds) == told


OPTIONS = (
    Option("who", "Visibility", "choice", (("all", "Everybody"), ("some", "Some"))),
    Option("note", "Note", max_length=5),
    Option("quiet", "Quiet", "flag"),
)


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        ({}, []),
        ({"who": "all", "note": "court", "quiet": True}, []),
        ({"who": "", "note": None}, []),
        ({"who": "nobody"}, ["options.who"]),
        ({"note": "trop long"}, ["options.note"]),
        ({"note": 5}, ["options.note"]),
        ({"quiet": "yes"}, ["options.quiet"]),
        ({"colour": "blue"}, ["options.unknown"]),
    ],
)
def test_an_option_unknown_or_wrong_is_told(given, broken):
    findings = check_options("Toy", OPTIONS, given)
    assert [finding.rule for finding in findings] == broken
    assert all(isinstance(finding, Blocker) and "%(" not in finding.sentence for finding in findings)
