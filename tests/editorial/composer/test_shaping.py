"""What the composer's buttons do to what was typed, and texts that are cut into threads."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.composer import shaping
from editorial.content import NO_POLL, Content, Part, Version
from lib.counting import UNITS
from lib.splitting import split
from networks.parcels import Poll
from publishing.models import Account

HERE = Account(pk=12, network_name="mastodon", handle="@lune")
PAGE = Account(pk=13, network_name="facebook", handle="Maison Lune")
SAID = Content("Un", versions=(Version(PAGE), Version(HERE)), parts=(Part("Deux"), Part("Trois")))
pieces = st.sampled_from(
    [
        "Un café. ",
        "mot ",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "\u0301",
        "مرحبا ",
        "\n\n",
        "https://example.org/une/longue/adresse ",
        "x" * 40,
        "。",
        " ",
    ]
)


def after(words: str, content: Content = SAID) -> Content:
    return shaping.shaped(content, shaping.read(words))


@settings(max_examples=30)
@given(
    st.lists(pieces, max_size=60).map("".join),
    st.sampled_from([("graphemes", 30), ("utf8_bytes", 40), ("graphemes_short_urls", 40)]),
)
def test_cutting_loses_no_character_and_no_piece_is_too_long(text, limit):
    unit, most = limit
    cut = split(text, lambda piece, number: UNITS[unit](piece) <= most, most=500)
    assert "".join("".join(cut or ()).split()) == "".join(text.split())
    assert all(piece and UNITS[unit](piece) <= most for piece in cut or ())


@pytest.mark.parametrize(
    "text, cut",
    [
        ("Une phrase courte. Une autre.", ["Une phrase courte.", "Une autre."]),
        ("Un premier mot\n\net la suite", ["Un premier mot", "et la suite"]),
        ("sans point ni virgule ici", ["sans point ni", "virgule ici"]),
        ("abcdefghijklmnopqrstuvwxyz", ["abcdefghijklmnopqrst", "uvwxyz"]),
        ("Court", ["Court"]),
        ("  ", None),
    ],
)
def test_a_text_is_cut_between_paragraphs_sentences_or_words(text, cut):
    assert split(text, lambda piece, number: len(piece) <= 20) == cut


def test_a_text_that_would_take_too_many_pieces_is_left_as_it_is():
    assert split("mot " * 5_000, lambda piece, number: len(piece) <= 20, most=24) is None
    long = replace(SAID, text="mot " * 25_000)
    assert after("split text", long) == long


def test_parts_are_added_moved_and_taken_out():
    assert after("add part").parts == (*SAID.parts, Part())
    assert after("up part_2").parts == (Part("Trois"), Part("Deux"))
    assert after("drop part_1").parts == (Part("Trois"),)
    assert after("up part_1") == after("drop part_9") == after("dance part_1") == SAID
    assert shaping.read("<script>") is None


def test_what_is_changed_on_an_account_becomes_its_own():
    assert after("drop part_12_1").versions == (Version(PAGE), Version(HERE, parts=(Part("Trois"),)))
    assert after("drop part_12_1").parts == SAID.parts
    assert after("add poll_12").versions[1].poll == shaping.NEW_POLL
    assert after("drop poll_12", replace(SAID, poll=Poll(("a", "b"), 60))).versions[1].poll == NO_POLL
    assert after("add part_99") == SAID


def test_choices_of_a_poll_come_and_go():
    poll = after("add choice", after("add poll")).poll
    assert poll.choices == ("", "", "")
    assert after("drop choice_1", replace(SAID, poll=Poll(("a", "b", "c"), 60))).poll.choices == ("b", "c")
    assert after("drop poll", after("add poll")).poll is None


def test_a_long_text_goes_on_as_a_thread_and_stays_whole_where_there_are_none():
    text = "Voici une phrase de taille moyenne, comme on en écrit. " * 20
    changed = after("split text", replace(SAID, text=text.strip()))
    here = next(each for each in changed.versions if each.account == HERE)
    letters = changed.letters(here)
    assert len(letters) > 3 and [part.text for part in changed.parts[-2:]] == ["Deux", "Trois"]
    assert all(UNITS["graphemes_short_urls"](letter.text) <= 500 for letter in letters)
    page = next(each for each in changed.versions if each.account == PAGE)
    assert [letter.text for letter in changed.letters(page)] == [text.strip()]


def test_a_link_and_a_content_warning_count_where_a_text_is_cut():
    options = {"spoiler": "x" * 400}
    said = Content("mot " * 60, versions=(Version(HERE, options=options),))
    (version,) = after("split text", said).versions
    assert [len(letter.text) <= 100 for letter in after("split text", said).letters(version)] == [True, True, True]


def test_a_part_is_cut_in_its_place():
    parts = after("split part_1", replace(SAID, parts=(Part("mot " * 200, (7,)), Part("Fin")))).parts
    assert len(parts) == 3 and parts[0].pictures == (7,) and parts[-1] == Part("Fin")
