"""What a watch asks for, read and held against texts."""

from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from lib.text import words
from listening.query import LONGEST, Unreadable, parse

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
ours = st.lists(st.sampled_from([*'ab é"«»“”()-|*#& ', "OR ", "ET ", " NOT ", "café "]), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("brûlerie", "Une BRULERIE à Lyon", True),
        ("brulerie", "Une Brûlerie à Lyon", True),
        ("brûlerie", "Des brûleries à Lyon", False),
        ("brûler*", "Des brûleries à Lyon", True),
        ("café lyon", "À Lyon, le meilleur café", True),
        ("café lyon", "Le meilleur café", False),
        ("café AND lyon", "lyon, café", True),
        ("café ET lyon", "café", False),
        ('"café de spécialité"', "le café de spécialité", True),
        ("« café de spécialité »", "spécialité : café de", False),
        ("“café de spécialité”", "CAFE DE SPECIALITE", True),
        ("café -machine", "café en grains", True),
        ("café -machine", "machine à café", False),
        ('café -"machine à laver"', "café et machine", True),
        ("café SAUF machine", "machine à café", False),
        ("thé OR café", "un café", True),
        ("thé | café", "un café", True),
        ("thé OU café", "un chocolat", False),
        ("torréfacteur OR café -machine", "machine du torréfacteur", True),
        ("torréfacteur OR café -machine", "machine à café", False),
        ("(thé OR café) lyon", "café à Lyon", True),
        ("(thé OR café) lyon", "café à Paris", False),
        ("café -(lyon OR paris)", "café à Paris", False),
        ("l’atelier", "dans l'atelier", True),
        ("#CaféDeSpécialité", "j’aime #cafedespecialite", True),
        ("or et", "or et argent", True),
        ("jean-pierre", "Jean-Pierre", True),
        ("c++", "le c, puis le d", True),
        ("東京", "東京", True),
    ],
)
def test_words_find_what_a_person_means(query, text, found):
    assert parse(query).matches(text) == found


def test_words_may_stand_in_title_and_body_but_a_phrase_in_one_of_them():
    assert parse("café lyon").matches("Le café", "Lyon s’éveille")
    assert not parse('"café lyon"').matches("Le café", "Lyon s’éveille")


@pytest.mark.parametrize(
    ("query", "sentence", "place"),
    [
        ("", "Say which words", 0),
        ('café "noir', "not closed", 5),
        ("café )", "closes nothing", 5),
        ("(café", "not closed", 0),
        ("OR café", "missing here", 0),
        ("café OR", "missing here", 7),
        ("café AND AND thé", "missing here", 9),
        ("café -(", "missing here", 7),
        ("NOT NOT café", "not twice", 0),
        ("-café", "at least one word", 0),
        ("café OR -thé", "at least one word", 0),
        ("-(café)", "at least one word", 0),
        ('""', "no word", 0),
        ("café &", "no word", 5),
        ("café -", "no word", 5),
        ("(" * 11 + "a" + ")" * 11, "too many parentheses", 10),
        ("a" * (LONGEST + 1), "at most 500", LONGEST),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(query, sentence, place):
    with translation.override("en"), pytest.raises(Unreadable, match=sentence) as said:
        parse(query)
    assert said.value.place == place


@given(st.one_of(anything, ours), anything)
@example("a" * 400, "a")
def test_any_text_is_read_or_refused_with_a_place_inside_of_it(query, text):
    try:
        read = parse(query)
    except Unreadable as unreadable:
        assert str(unreadable) and 0 <= unreadable.place <= len(query)
        return
    read.matches(text, query)
    assert not read.matches("")


@given(st.lists(st.sampled_from(["café", "thé", "eau", "vin", "lait"]), min_size=1, max_size=4), anything)
def test_words_alone_find_exactly_the_texts_that_have_them_all(asked, text):
    every = {word for each in asked for word in words(each)}
    assert parse(" ".join(asked)).matches(text) == (every <= set(words(text)))


@given(ours, st.one_of(anything, ours))
def test_marks_are_in_order_apart_and_hold_a_word(query, text):
    try:
        marks = parse(query).marks(text)
    except Unreadable:
        return
    assert all(words(text[start:end]) for start, end in marks)
    assert all(before[1] < after[0] for before, after in pairwise(marks))
    assert all(0 <= start < end <= len(text) for start, end in marks)


def test_what_is_found_is_marked_as_it_is_written():
    text = "Le Café de spécialité, CAFÉ filtre, cafés"
    marks = parse('cafe OR "de specialite" -machine').marks(text)
    assert [text[start:end] for start, end in marks] == ["Café", "de spécialité", "CAFÉ"]
