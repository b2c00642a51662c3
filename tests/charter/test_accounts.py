"""Accounts held against the charter: their name, picture, banner and description."""

import pytest
from django.utils import translation

from charter.checks.accounts import Shown, carries, verdicts
from charter.rules import Rules, WordRule

LOGO = ("0f2944868a46290f",)
RULES = Rules(words=(WordRule("pas cher", instead="accessible"),), address="vous", palette=("#b4532a", "#f6ead7"))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def said(shown, *, logos=(LOGO,), wanted="Maison Lune"):
    return [(each.part, each.level, each.sentence) for each in verdicts(RULES, wanted, logos, shown)]


def of(part, shown, **more):
    return [(level, sentence) for name, level, sentence in said(shown, **more) if name == part]


@pytest.mark.parametrize(
    ("text", "name", "does"),
    [
        ("Maison Lune", "Maison Lune", True),
        ("maison_lune.fr", "Maison Lune", True),
        ("@MaisonLune@mastodon.example", "Maison Lune", True),
        ("Brulerie-Saint-Clair", "Brûlerie Saint-Clair", True),
        ("La Lune Maison", "Maison Lune", False),
        ("", "Maison Lune", False),
    ],
)
def test_a_name_is_carried_whatever_its_case_accents_and_signs(text, name, does):
    assert carries(text, name) is does


@pytest.mark.parametrize(
    ("name", "level"), [("maison lune", "good"), ("Maison Lune · Lyon", "advice"), ("Le café du coin", "needs_approval")]
)
def test_the_name_is_held_against_the_wanted_one(name, level):
    assert of("name", Shown(name))[0][0] == level


@pytest.mark.parametrize(
    ("marks", "level", "words"),
    [
        (["0f2944868a46290f"], "good", "shows the logo."),
        (["0f2944868a46290e"], "good", "shows the logo."),
        (["0f2944868a46d60f"], "good", "shows the logo."),
        (["0f2944868ab9d60f"], "needs_approval", "something else"),
        (["0f29448675b62900"], "needs_approval", "something else"),
        (["0f294486754a2900"], "advice", "close to the logo, but not the same"),
        ([], "needs_approval", "something else"),
        (None, "unknown", "could not be looked at"),
    ],
)
def test_the_distance_of_the_picture_from_the_logo_is_said_in_words(marks, level, words):
    ((found, sentence),) = of("picture", Shown("Maison Lune", has_picture=True, marks=marks))
    assert (found, words in sentence) == (level, True)


def test_what_is_missing_is_a_remark_and_what_the_network_does_not_give_is_none():
    empty = said(Shown("Maison Lune", "", has_picture=False, has_banner=False))
    assert [level for _part, level, _sentence in empty] == ["good", "needs_approval", "advice", "advice"]
    silent = said(Shown("Maison Lune"))
    assert [level for _part, level, _sentence in silent] == ["good", "unknown", "unknown", "unknown"]
    assert of("picture", Shown("Maison Lune", has_picture=True, marks=["0"]), logos=())[0][0] == "unknown"


def test_the_banner_is_held_against_the_colours():
    blue = Shown("Maison Lune", has_banner=True, banner={"#2f6fd0": 0.9, "#ffffff": 0.1})
    assert of("banner", blue) == [("advice", "Its banner is mostly #2f6fd0, far from the colours of the charter.")]
    assert of("banner", Shown("Maison Lune", has_banner=True, banner={"#b5542b": 1.0}))[0][0] == "good"


def test_the_description_is_held_against_the_words():
    found = of("description", Shown("Maison Lune", "Du café pas cher pour tes dimanches #cafedusoir"))
    assert [level for level, _sentence in found] == ["blocker", "needs_approval"]
    assert "accessible" in found[0][1]
    assert of("description", Shown("Maison Lune", "Torréfacteurs à Lyon."))[0][0] == "good"
