"""What the charter has to say about a draft, as a whole."""

import time
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from charter import current
from charter.checks import check, findings
from charter.checks.mending import mended
from charter.checks.typography import wrong_spaces
from charter.models import Charter, Word
from charter.rules import Rules, WordRule
from lib.findings import LEVELS, Advice, Blocker, NeedsApproval

HOUSE = Rules(
    words=(
        WordRule("pas cher", instead="accessible", reason="we speak of what it is worth"),
        WordRule("client", never=False, instead="invité"),
        WordRule("concurrent"),
    ),
    address="vous",
    hashtags=("#MaisonLune",),
    max_emoji=1,
    max_hashtags=2,
    french_spaces=True,
    alt_required=True,
    names=("Maison Lune",),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def rules_of(found):
    return [finding.rule.removeprefix("charter.") for finding in found]


def only(rule, found):
    return [finding for finding in found if finding.rule == f"charter.{rule}"]


# --- each rule -------------------------------------------------------------------------------------------------------
def test_a_clean_draft_has_no_findings():
    text = "Les bougies d’hiver sont là\u202f! Venez les sentir samedi à la boutique. 🕯️ #MaisonLune"
    assert check(HOUSE, text, alts=["Trois bougies sur une table en bois"], language="fr") == []


def test_a_forbidden_word_blocks_with_its_place_its_reason_and_a_mend():
    text = "Des bougies pas chères et pas cher"
    first, second = only("never", check(HOUSE, text, language="fr"))
    assert isinstance(second, Blocker)
    assert text[slice(*second.place)] == "pas cher"
    assert second.sentence == "The charter never uses “pas cher” (we speak of what it is worth). Say “accessible” instead."
    assert (first.mend, second.mend) == (None, "accessible")


def test_a_forbidden_word_without_replacement_says_so_plainly():
    (found,) = only("never", check(HOUSE, "Mieux que nos concurrents", language="fr"))
    assert found.sentence == "The charter never uses “concurrents”."
    assert found.mend is None


def test_a_preferred_word_is_advice():
    (found,) = only("prefer", check(HOUSE, "Merci à nos clients", language="fr"))
    assert isinstance(found, Advice)
    assert found.mend == "invités"


def test_tu_in_a_brand_that_says_vous_needs_approval_and_is_quoted():
    text = "Et toi, tu viens avec tes amis et ton chien"
    (found,) = only("address", check(HOUSE, text, language="fr"))
    assert isinstance(found, NeedsApproval)
    assert "“toi”, “tu”, “tes”…" in found.sentence
    assert text[slice(*found.place)] == "toi"


def test_vous_in_a_brand_that_says_tu_needs_approval():
    assert only("address", check(Rules(address="tu"), "Découvrez votre cadeau", language="fr"))


def test_the_form_of_address_is_no_matter_in_english_nor_in_a_free_brand():
    assert not only("address", check(HOUSE, "A ton of gifts for you and your friends, to te amo", language="en"))
    assert not only("address", check(HOUSE, "This is what we have for you: ton of the new toi", language="fr"))
    assert not only("address", check(Rules(), "Tu viens ?", language="fr"))


def test_a_draft_without_a_language_is_judged_by_its_small_words():
    assert only("address", check(HOUSE, "Tu viens avec nous pour la fête"))
    assert not only("address", check(HOUSE, "With us at the tu toi party of the year"))


def test_too_many_hashtags_need_approval_and_point_at_the_first_too_many():
    text = "#Un #Deux #Trois #Quatre"
    (found,) = only("hashtags", check(HOUSE, text))
    assert isinstance(found, NeedsApproval)
    assert found.sentence == "The charter allows 2 hashtags; there are 4."
    assert text[slice(*found.place)] == "#Trois"


def test_numbers_and_addresses_are_no_hashtags():
    assert not only("hashtags", check(Rules(max_hashtags=0), "Nous sommes #1, voir https://exemple.fr/#haut"))


def test_too_many_emoji_need_approval_and_a_family_is_one():
    assert not only("emoji", check(HOUSE, "👩‍👩‍👧‍👦"))
    (found,) = only("emoji", check(HOUSE, "👩‍👩‍👧‍👦 ❤️"))
    assert found.sentence == "The charter allows 1 emoji; there are 2."
    assert only("emoji", check(Rules(max_emoji=0), "🎉"))[0].sentence == "The charter wants no emoji; there are 1."


@pytest.mark.parametrize(
    "text", ["GRANDE VENTE ce soir", "INCROYABLE", "Venez!!!", "Quoi ?!?", "Oui ! ! !", "PROFITEZ DE LA VENTE"]
)
def test_shouting_is_advice(text):
    assert isinstance(only("shouting", check(Rules(), text))[0], Advice)


@pytest.mark.parametrize(
    "text",
    [
        "L'UNESCO, la SNCF",
        "MAISON LUNE ouvre",
        "Vraiment ?!",
        "#GRANDEVENTE",
        "à 10 H",
        "https://a.fr/GRANDE/VENTE",
        "TVA, RGPD, CSE",
    ],
)
def test_abbreviations_and_the_brand_itself_do_not_shout(text):
    assert not only("shouting", check(HOUSE, text))


def test_a_row_of_marks_is_mended_to_one():
    assert only("shouting", check(Rules(), "Venez!!!"))[0].mend == "!"


def test_a_brand_hashtag_in_small_letters_is_mended():
    (found,) = only("hashtag_case", check(HOUSE, "#maisonlune"))
    assert found.mend == "#MaisonLune"


def test_a_long_hashtag_in_one_case_is_advice_and_a_short_or_cased_one_is_not():
    assert only("hashtag_case", check(HOUSE, "#developpementdurable"))[0].mend is None
    assert not only("hashtag_case", check(HOUSE, "#chocolat #DeveloppementDurable #developpement_durable"))


def test_a_picture_without_alternative_text_blocks_where_the_charter_asks_for_it_and_is_advice_elsewhere():
    (found,) = check(HOUSE, "", alts=["Une bougie", "  "])
    assert isinstance(found, Blocker)
    assert (found.about, found.place) == ("media", None)
    assert "picture 2" in found.sentence
    (advice,) = check(Rules(), "", alts=[""])
    assert isinstance(advice, Advice)


def test_what_blocks_comes_first():
    found = check(HOUSE, "Tu veux du pas cher, ami client?", alts=[""], language="fr")
    levels = [LEVELS.index(finding.level) for finding in found]
    assert levels == sorted(levels)
    assert set(rules_of(found)) == {"never", "alt", "address", "prefer", "spaces"}


def test_the_sentences_speak_french():
    with translation.override("fr"):
        (found,) = check(Rules(words=(WordRule("promo", instead="offre"),)), "La promo")
    assert found.sentence == "La charte n’emploie jamais «\u00a0promo\u00a0». Dites plutôt «\u00a0offre\u00a0»."


# --- French spaces ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Bonjour!", "Bonjour\u202f!"),
        ("Bonjour !", "Bonjour\u202f!"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("Au menu : soupe", "Au menu\u00a0: soupe"),
        ("Au menu: soupe", "Au menu\u00a0: soupe"),
        ("Il dit «oui»", "Il dit «\u00a0oui\u00a0»"),
        ("Il dit « oui »", "Il dit «\u00a0oui\u00a0»"),
        ("10% à 20 €", "10\u00a0% à 20\u00a0€"),
        ("Oui ; non", "Oui\u202f; non"),
    ],
)
def test_french_spaces_are_mended(text, right):
    assert mended(text, wrong_spaces(text)) == right


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/a?b=c:d!",
        "à 10:30",
        "Super :) ;-)",
        "Bonjour\u202f!",
        "camille@exemple.fr",
        "!",
        "Une ligne\n! autre",
        "Bonjour\u00a0!",
    ],
)
def test_what_is_right_or_no_punctuation_is_left_alone(text):
    assert wrong_spaces(text) == []


def test_one_finding_mends_all_spaces_of_the_text():
    text = "Bonjour! Il dit «oui» et voilà ; à 10% ?"
    (found,) = only("spaces", check(HOUSE, text, language="fr"))
    start, end = found.place
    assert text[:start] + found.mend + text[end:] == mended(text, wrong_spaces(text))


def test_french_spaces_are_not_asked_of_english():
    assert not only("spaces", check(HOUSE, "Hello! This is the one: new, and for you", language="en"))


# --- any text --------------------------------------------------------------------------------------------------------
PIECES = st.sampled_from(
    [
        "tu ",
        "vous ",
        "ton ",
        "t'",
        "pas cher",
        "Client",
        "!!!",
        "GRANDE VENTE",
        "#maisonlune",
        " :",
        "«",
        "»",
        "10%",
        "🎉",
        "👩‍👩‍👧",
        "\n",
        "https://x.fr/",
        "é",
        "ﬁ",
        "İ",
        "ß",
        "＃",
        "\u0301",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join)


@given(TEXTS, st.sampled_from(["", "fr", "en"]), st.sampled_from(["tu", "vous"]))
@settings(max_examples=150)
def test_every_place_lies_within_the_text_and_every_sentence_is_whole(text, language, address):
    loud = Rules(**{**HOUSE.__dict__, "address": address, "max_hashtags": 0, "max_emoji": 0})
    for finding in check(loud, text, language=language):
        start, end = finding.place
        assert 0 <= start < end <= len(text) or (finding.rule == "charter.spaces" and 0 <= start <= end <= len(text))
        assert "%(" not in finding.sentence


@given(TEXTS)
@settings(max_examples=150)
def test_mended_spaces_are_right_and_change_nothing_else(text):
    right = mended(text, wrong_spaces(text))
    assert wrong_spaces(right) == []
    assert "".join(right.split()) == "".join(text.split())


@given(st.lists(st.text(max_size=12), max_size=6), TEXTS)
@settings(max_examples=150)
def test_a_word_written_as_the_charter_writes_it_is_found(words, around):
    rules = Rules(words=tuple(WordRule(word) for word in words))
    places = [finding.place for finding in check(rules, around)]
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(place for place in places if place)))


@given(st.text("abcdéèçœ", min_size=1, max_size=10), st.sampled_from([" ", "\n", ", ", " « "]))
@settings(max_examples=100)
def test_a_plain_word_is_found_whatever_its_case(word, gap):
    text = f"Avant{gap}{word.upper()}{gap}après"
    found = check(Rules(words=(WordRule(word),)), text)
    assert word.upper() in [text[slice(*finding.place)] for finding in found if finding.rule == "charter.never"]


# --- with a brand ----------------------------------------------------------------------------------------------------
def test_the_check_of_a_brand_takes_one_query(brand, django_assert_num_queries):
    charter = Charter.objects.create(brand=brand, number=1, address="vous")
    Word.objects.bulk_create(Word(charter=charter, kind="never", text=f"mot{n}") for n in range(40))
    with django_assert_num_queries(1):
        found = findings(brand, "Voici mot7, tu vois", language="fr")
    assert rules_of(found) == ["never", "address"]


def test_the_check_with_a_loaded_charter_takes_none(brand, django_assert_num_queries):
    Charter.objects.create(brand=brand, number=1, max_hashtags=0)
    charter = current.of(brand)
    with django_assert_num_queries(0):
        assert rules_of(findings(brand, "#Un", charter=charter)) == ["hashtags"]


def test_the_newest_version_is_the_one_that_counts(brand):
    Charter.objects.create(brand=brand, number=1, max_hashtags=0)
    Charter.objects.create(brand=brand, number=2)
    assert findings(brand, "#Un") == []


def test_a_brand_without_a_charter_asks_for_nothing(brand, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert findings(brand, "TU VIENS VRAIMENT? pas cher #un #deux", language="fr", alts=["Une bougie"]) != []
    assert [finding.level for finding in findings(brand, "Tu viens ?", alts=[""])] == ["advice"]


def test_the_words_of_another_brand_count_for_nothing(brand, other_brand):
    charter = Charter.objects.create(brand=other_brand, number=1)
    Word.objects.create(charter=charter, kind="never", text="promo")
    assert findings(brand, "La promo") == []


def test_a_long_draft_is_checked_against_five_hundred_words_in_twenty_milliseconds():
    words = tuple(
        WordRule(f"{stem}{n}", n % 2 == 0, instead=f"autre{n}")
        for n in range(100)
        for stem in ("acheter", "promo a", "client", "vendeur", "or")
    )
    house = Rules(words=words, address="vous", max_emoji=2, max_hashtags=2, french_spaces=True)
    text = ("Bonjour! Le ton du jour: découvrez la promo a7 et nos clients 🎉 #maisonlune à 10%, tu vois? " * 40)[:3000]
    check(house, text, language="fr")
    spent = []
    for _turn in range(5):
        start = time.process_time()
        check(house, text, language="fr")
        spent.append(time.process_time() - start)
    assert min(spent) < 0.020, f"{min(spent) * 1000:.1f} ms"
