"""Text from outside: made fit to be kept, folded, shown."""

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lib.text import fold, one_line, shown, storable, storable_json, words

anything = st.text(st.characters(codec=None, exclude_categories=()))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False, allow_infinity=False), anything),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(anything, inner)),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "folded"), [("Éléphant", "elephant"), ("ŒUVRE", "œuvre"), ("Straße", "strasse"), ("ﬁn", "fin"), ("日本", "日本")]
)
def test_folding_takes_away_case_and_accents(text, folded):
    assert fold(text) == folded


def test_words_are_found_without_signs():
    assert words("L’été, c'est « fini » & |!:* #Noël") == ["l", "ete", "c", "est", "fini", "noel"]


@pytest.mark.django_db
@given(anything)
def test_every_text_becomes_one_that_the_database_keeps(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", [storable(text)])
        assert cursor.fetchone()[0] == storable(text)


@pytest.mark.django_db
@given(values)
def test_every_value_becomes_one_that_the_database_keeps(value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb IS NOT NULL", [json.dumps(storable_json(value))])
        assert cursor.fetchone()[0]


@given(st.text(), st.integers(2, 40))
def test_one_line_is_one_line_and_no_longer_than_asked(text, length):
    line = one_line(text, length)
    assert len(line) <= length and "\n" not in line


@pytest.mark.parametrize(
    ("length", "line"),
    [
        (30, "Deux cuillerées de cacao, pas…"),
        (27, "Deux cuillerées de cacao…"),
        (8, "Deux cu…"),
        (99, "Deux cuillerées de cacao, pas trois"),
    ],
)
def test_a_line_that_is_cut_ends_behind_a_word_where_that_costs_little(length, line):
    assert one_line("Deux cuillerées de cacao, pas trois", length) == line


def test_a_sign_stays_beside_its_word_on_the_line():
    assert one_line("Le café\u00a0:\n dix\u202f; non\u00a0?", 40) == "Le café\u00a0: dix\u202f; non\u00a0?"


def test_signs_that_turn_text_around_are_shown():
    assert shown("a\u202eb\x07c\td\n") == "a⟨U+202E⟩b⟨U+0007⟩c\td\n"
