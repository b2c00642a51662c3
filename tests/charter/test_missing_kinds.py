"""Empty links, paid collaborations, topics of the staff policy, punctuation, false alarms."""

import pytest
from django.utils import translation

from charter.checks import check, links, paid, punctuation, words_at
from charter.checks.mending import mended
from charter.rules import Rules, Topic, WordRule
from lib.findings import Advice, NeedsApproval


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def only(rule, found):
    return [finding for finding in found if finding.rule == f"charter.{rule}"]


def shown(text, places):
    return [text[slice(*place)] for place in places]


# --- links -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cliquez ici pour réserver", ["Cliquez ici"]),
        ("Clique sur ce lien !", ["Clique sur ce lien"]),
        ("Inscription : c’est par ici 👉 https://exemple.fr", ["c’est par ici"]),
        ("En savoir plus : https://exemple.fr", ["En savoir plus"]),
        ("Tap here: https://example.org", ["Tap here"]),
        ("Read more here → www.example.org", ["Read more here"]),
    ],
)
def test_words_that_say_nothing_of_the_link_are_found(text, words):
    assert shown(text, links.empty(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "Ici, on navigue toute l’année.",
        "We are here until five.",
        "Le menu de Noël : https://exemple.fr/noel",
        "Le lien est dans la bio",
        "Le déclic ici et maintenant",
        "More than ever, thank you: https://example.org",
    ],
)
def test_here_without_an_address_and_links_with_a_name_are_left_alone(text):
    assert links.empty(text) == []


# --- paid collaborations ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Une soirée en partenariat avec Sonora", ["en partenariat avec"]),
        ("Une tasse offerte par @verra", ["offerte par"]),
        ("Trois fermes, en partenariat avec la maison Alto", ["en partenariat avec"]),
        ("Verra nous a rémunérés pour ce test.", ["nous a rémunérés pour"]),
        ("Elle nous l’a prêtée en échange de cette publication.", ["en échange de cette publication"]),
        ("We were paid to try this grinder.", ["We were paid to"]),
        ("She lent it in return for an honest review.", ["in return for an honest review"]),
        ("Le code promo ZOE15 de @zoe marche", ["code promo ZOE15"]),
        ("Gifted by our friends at @verra", ["Gifted by"]),
        ("Les bénéfices de cet affiliate link vont au club", ["affiliate link"]),
    ],
)
def test_signs_of_a_paid_collaboration_are_found(text, words):
    assert shown(text, paid.unsaid(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "En partenariat avec la Ville de Lyon et l’Université",
        "En partenariat avec l’association Les Voiles",
        "Made in partnership with the city library",
        "Le deuxième café est offert par la maison",
        "Nous n’avons pas été payés pour le dire, and I paid for it myself.",
        "Le code promo LUNE10 marche jusqu’à dimanche",
        "Use code WARM10 at the till",
        "#pub Une tasse offerte par @verra",
        "Collaboration commerciale : une tasse offerte par @verra",
        "Ad: gifted by @verra",
        "Contenu sponsorisé par Verra",
    ],
)
def test_public_partners_own_codes_and_what_is_said_are_left_alone(text):
    assert paid.unsaid(text) == []


def test_the_mention_of_the_charter_is_the_one_that_counts_and_the_one_proposed():
    text = "Une tasse offerte par @verra"
    (found,) = only("mention", check(Rules(mention="Partenaire de la maison"), text, language="fr"))
    assert isinstance(found, NeedsApproval)
    assert text[slice(*found.place)] == "offerte par"
    start, end = found.mended
    better = text[:start] + found.mend + text[end:]
    assert better == "Partenaire de la maison · Une tasse offerte par @verra"
    assert not only("mention", check(Rules(mention="Partenaire de la maison"), better, language="fr"))


def test_without_words_in_the_charter_the_mention_is_proposed_in_the_language_of_the_text():
    (french,) = only("mention", check(Rules(), "Une tasse offerte par @verra", language="fr"))
    (english,) = only("mention", check(Rules(), "A cup gifted by @verra", language="en"))
    assert (french.mend, english.mend) == ("Collaboration commerciale · ", "Paid partnership · ")


# --- topics ----------------------------------------------------------------------------------------------------------
def test_a_topic_of_the_staff_policy_needs_approval_and_names_the_topic():
    rules = Rules(topics=(Topic("politics", ("élection", "parti politique")),))
    (found,) = only("topic", check(rules, "Les élections approchent", language="fr"))
    assert isinstance(found, NeedsApproval)
    assert found.sentence == ("“élections” touches on politics: the staff policy keeps this for those who speak for the brand.")


# --- punctuation -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Et puis...", "Et puis…"),
        ("Lundi , mardi", "Lundi, mardi"),
        ("C’est fini .", "C’est fini."),
        ("Pommes,poires", "Pommes, poires"),
        ("Oui,, bien sûr", "Oui, bien sûr"),
    ],
)
def test_punctuation_is_mended_in_both_languages(text, right):
    assert mended(text, punctuation.wrong(text, english=False)) == right


@pytest.mark.parametrize("text", ["1,5 km", "https://a.fr/a,b...c", "camille@exemple.fr", "Le .fr est là", "Fin… Et"])
def test_numbers_addresses_and_right_marks_are_left_alone(text):
    assert punctuation.wrong(text, english=False) == []


def test_a_space_before_a_mark_is_wrong_in_english_only():
    text = "It is open again !"
    assert only("punctuation", check(Rules(), text, language="en"))[0].mend == ""
    assert not only("punctuation", check(Rules(), "C’est ouvert !", language="fr"))


def test_one_finding_mends_all_marks_and_quotes_the_first():
    text = "Lundi , mardi... et fin"
    (found,) = only("punctuation", check(Rules(), text, language="fr"))
    assert isinstance(found, Advice)
    assert "“Lundi , mardi...”" in found.sentence or "“Lundi ,”" in found.sentence
    start, end = found.place
    assert text[:start] + found.mend + text[end:] == "Lundi, mardi… et fin"


# --- false alarms ----------------------------------------------------------------------------------------------------
def test_a_muted_word_of_a_rule_is_found_no_more_and_others_are():
    rules = Rules(words=(WordRule("promo"), WordRule("mail")))
    (first, second) = check(rules, "La promo par mail", language="fr")
    quiet = Rules(words=rules.words, muted=frozenset({("charter.never", words_at(second, "La promo par mail"))}))
    assert check(quiet, "La promo par mail", language="fr") == [first]


def test_a_muted_word_of_address_leaves_the_others_of_the_text():
    rules = Rules(address="vous", muted=frozenset({("charter.address", "toi")}))
    assert only("address", check(rules, "Bar Chez Toi, un bar pour toi", language="fr")) == []
    (found,) = only("address", check(rules, "Chez Toi, et tu viens", language="fr"))
    assert "“tu”" in found.sentence


# --- marks ---------------------------------------------------------------------------------------------------------------
def test_more_exclamation_marks_than_the_charter_allows_need_approval_and_the_next_one_is_mended():
    text = "Bonjour ! Ouvert dimanche ! Voir https://exemple.fr/a! et b."
    (found,) = only("exclamations", check(Rules(max_exclamations=1), text, language="fr"))
    assert (found.level, text[: found.place[0]] + found.mend + text[found.place[1] :]) == (
        "needs_approval",
        "Bonjour ! Ouvert dimanche. Voir https://exemple.fr/a! et b.",
    )
    assert "1 exclamation mark; there are 2" in found.sentence
    assert "no exclamation marks" in only("exclamations", check(Rules(max_exclamations=0), "Oui !"))[0].sentence
    assert not only("exclamations", check(Rules(max_exclamations=2), text))
    assert not only("exclamations", check(Rules(), "Oui ! " * 9))


def test_dots_that_trail_off_are_advised_against_where_the_charter_wants_none():
    text = "Bientôt… Devinez... quoi. « Le café […] réveille. » (…)"
    found = only("ellipses", check(Rules(ellipses=False), text, language="fr"))
    assert [(text[slice(*each.place)], each.mend) for each in found] == [("…", "."), ("...", None)]
    assert not only("ellipses", check(Rules(), text, language="fr"))
