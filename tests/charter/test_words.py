"""The charter's words in a text: whole words, in their forms, whatever the case and the accents."""

import pytest

from charter.checks import words
from charter.checks.words import conflict, find
from charter.rules import WordRule


def written(text, *words, **fields):
    return [found.written for found in find(tuple(WordRule(word, **fields) for word in words), text)]


def mended(text, word, instead):
    for found in reversed(find((WordRule(word, instead=instead),), text)):
        if found.mend is not None:
            start, end = found.at or found.place
            text = text[:start] + found.mend + text[end:]
    return text


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("promo", "La PROMO du jour", ["PROMO"]),
        ("promo", "Des promos partout", ["promos"]),
        ("réduction", "Une REDUCTION de 10 %", ["REDUCTION"]),
        ("réduction", "des reductions", ["reductions"]),
        ("pas cher", "Des sacs pas chers et pas chères", ["pas chers", "pas chères"]),
        ("bon marché", "Un sac bon-marché", ["bon-marché"]),
        ("bon marché", "Un sac bon\u00a0marché", ["bon\u00a0marché"]),
        ("aujourd'hui", "Aujourd’hui seulement", ["Aujourd’hui"]),
        ("consommateur", "nos consommatrices", ["consommatrices"]),
        ("vendeur", "une vendeuse", ["vendeuse"]),
        ("acheter", "Achetez ! J'achète, tu as acheté, nous achèterons", ["Achetez", "achète", "acheté", "achèterons"]),
        ("garantir", "Résultat garanti, livraison garantie", ["garanti", "garantie"]),
        ("vendre", "Tout est vendu, nous vendons", ["vendu", "vendons"]),
        ("génial", "Des amis géniaux", ["géniaux"]),
        ("cadeaux", "Un cadeau", ["cadeau"]),
        ("clients", "Un client", ["client"]),
        ("clients", "Nos clientes et nos clients", ["clientes", "clients"]),
        ("œuvre", "Une oeuvre, des ŒUVRES", ["oeuvre", "ŒUVRES"]),
        ("cheap", "So cheap!", ["cheap"]),
        ("launch", "launched, launching, launches", ["launched", "launching", "launches"]),
        ("company", "two companies", ["companies"]),
        ("100 %", "100 % naturel, 100% bio", ["100 %", "100%"]),
        ("n°1", "Le n°1 du secteur", ["n°1"]),
        ("🔥", "Ça chauffe 🔥", ["🔥"]),
        ("promo", "#PromoFlash et #promo", ["Promo", "promo"]),
        ("e\u0301té", "En été", ["été"]),
        ("sûr", "C'est sûr, SUR", ["sûr", "SUR"]),
    ],
)
def test_a_word_is_found_in_its_forms(word, text, found):
    assert written(text, word) == found


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("art", "Un article sur le départ"),
        ("promo", "promotion, compromis"),
        ("sûr", "Un regard sur la ville"),
        ("cher", "Chez nous"),
        ("pas cher", "N'attendez pas. Cher public, bienvenue"),
        ("pas cher", "ce n'est pas\nCher ami"),
        ("100 %", "100 euros"),
        ("promo", "https://exemple.fr/promo et www.promo.fr et promo@exemple.fr et @promo_paris"),
        ("cours", "La course"),
        ("", "rien"),
        ("…", "rien"),
    ],
)
def test_another_word_is_left_alone(word, text):
    assert written(text, word) == []


def test_a_word_within_its_own_replacement_is_left_alone():
    rule = WordRule("client", instead="client fidèle")
    assert find((rule,), "Nos clients fidèles") == []
    assert [found.written for found in find((rule,), "Nos clients")] == ["clients"]


def test_the_longest_of_two_words_is_the_one_found():
    assert written("Un sac pas cher du tout", "cher", "pas cher") == ["pas cher"]


@pytest.mark.parametrize(
    ("text", "word", "instead", "right"),
    [
        ("Nos clients sont là", "client", "invité", "Nos invités sont là"),
        ("Client du jour", "client", "invité", "Invité du jour"),
        ("CLIENTS", "client", "invité", "INVITÉS"),
        ("des sacs pas chers", "pas cher", "accessible", "des sacs accessibles"),
        ("La promo du jour", "promo", "offre", "L’offre du jour"),
        ("le jour de promo", "promo", "offre", "le jour d’offre"),
        ("Un air d'urgence", "urgence", "rareté", "Un air de rareté"),
        ("l'urgence", "urgence", "rareté", "l'urgence"),
        ("nous achetons", "acheter", "choisir", "nous achetons"),
        ("un niveau", "niveau", "palier", "un palier"),
    ],
)
def test_the_mend_keeps_case_number_and_elision(text, word, instead, right):
    assert mended(text, word, instead) == right


def test_a_replacement_that_is_itself_forbidden_is_noticed():
    offer, promo = WordRule("solde", instead="promo d'hiver"), WordRule("promo")
    assert conflict((offer, promo)) == (offer, promo)
    assert conflict((WordRule("client", instead="client fidèle"), promo)) is None


def test_of_many_words_only_those_are_searched_that_may_hold_another(monkeypatch):
    searched = []
    monkeypatch.setattr(words, "find", lambda rules, text, real=words.find: searched.append(text) or real(rules, text))
    many = tuple(WordRule(f"mot{n}", never=n % 2 == 0, instead=f"parole{n}") for n in range(600))
    assert conflict(many) is None and not searched
    advert = WordRule("réclame", never=False, instead="la parole, ou #LeMot4")
    assert conflict((*many, advert)) == (advert, many[4])
    assert searched == [advert.instead]
