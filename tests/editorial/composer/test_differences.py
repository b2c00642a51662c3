"""What changed since somebody said yes: words, and what is not words."""

from editorial import content
from editorial.composer import differences, history


def test_what_changed_is_told_in_words_and_neighbours_are_one_piece():
    pieces = differences.words("L’atelier ouvre lundi matin à dix heures.", "L’atelier ouvre mardi soir à dix heures.")
    assert pieces == [
        ("same", "L’atelier ouvre "),
        ("gone", "lundi matin"),
        ("new", "mardi soir"),
        ("same", " à dix heures."),
    ]


def test_both_texts_can_be_read_from_the_pieces():
    for before, after in (("", "Bonjour"), ("a b c", "a c"), ("Été — 50 %", "Été… 40 % !"), ("même", "même")):
        pieces = differences.words(before, after)
        assert "".join(text for kind, text in pieces if kind != "new") == before
        assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_parts_and_first_comments_are_compared_and_pictures_are_named():
    before = {"accounts": {"1": {"text": "Un", "link": "", "parts": [{"text": "Deux"}]}}, "pictures": []}
    after = {"accounts": {"1": {"text": "Un", "link": "https://a.example", "comment": "Trois"}}, "pictures": [{"digest": "x"}]}
    assert differences.texts(before, after)[1][-2:] == [("gone", "Deux"), ("new", "Trois")]
    assert differences.sentences(before, after, {1: "A"}) == ["1 picture or film more.", "The link: https://a.example"]
    assert (differences.texts({}, after), differences.sentences({}, after, {})) == ({}, [])


def test_a_content_without_accounts_takes_nothing_from_anybody(account):
    empty, full = content.Content("Un"), content.Content("Un", versions=(content.Version(account),))
    assert differences.sentences(history._all_of(empty), history._all_of(full), {account.pk: "A"}) == ["Also for A."]
    assert differences.sentences(history._all_of(full), history._all_of(empty), {account.pk: "A"}) == ["No longer for A."]
