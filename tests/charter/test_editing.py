"""Versions of the charter: each save is one, and nobody's words are lost to somebody else's."""

import itertools

import pytest
from django.utils import translation

from charter import changes, current, editing
from charter.models import Charter
from charter.sections import SECTIONS, content, rows
from team.models import AuditEntry
from tests.concurrency import at_once


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def save(brand, name, by, base=None, **said):
    charter = current.of(brand)
    merged = {**content(charter, SECTIONS[name]), **said}
    return editing.save(brand, SECTIONS[name], merged, by=by, base=charter.number if base is None else base)


def never(brand, by, *words, **more):
    return save(brand, "never", by, rows=[{"text": word, "instead": "", "reason": ""} for word in words], **more)


def texts(charter):
    return [word.text for word in rows(charter, SECTIONS["never"])]


def woven(charter, before):
    return [
        (change.label, [(piece.kind, piece.text) for piece in change.pieces])
        for section in changes.between(before, charter)
        for change in section.changes
    ]


def test_the_first_save_makes_version_one_and_keeps_who_and_what(brand, lead):
    charter = save(brand, "voice", lead, voice="Warm.", address="vous")
    assert (charter.number, charter.voice, charter.address) == (1, "Warm.", "vous")
    assert (charter.author, charter.who, charter.changed) == (lead, "Léa Lead", ["voice"])
    assert current.of(brand).pk == charter.pk


def test_each_save_is_a_new_version_and_carries_the_other_sections_over(brand, lead):
    never(brand, lead, "promo", "pas cher")
    save(brand, "colours", lead, rows=[{"name": "Nuit", "value": "#1f2a44"}])
    charter = save(brand, "voice", lead, voice="Warm.")
    assert charter.number == 3
    assert texts(charter) == ["promo", "pas cher"]
    assert [colour.name for colour in charter.colours.all()] == ["Nuit"]
    assert [old.number for old in brand.charters.order_by("number")] == [1, 2, 3]


def test_a_save_that_changes_nothing_makes_no_version(brand, lead):
    first = never(brand, lead, "promo")
    assert never(brand, lead, "promo").pk == first.pk
    assert brand.charters.count() == 1
    assert AuditEntry.objects.filter(verb="charter.saved").count() == 1


def test_both_kinds_of_words_stay_apart(brand, lead):
    never(brand, lead, "promo")
    charter = save(brand, "prefer", lead, rows=[{"text": "client", "instead": "invité", "reason": ""}])
    assert texts(charter) == ["promo"]
    assert [word.text for word in rows(charter, SECTIONS["prefer"])] == ["client"]


def test_two_writers_of_different_sections_both_stay(brand, lead, admin):
    base = save(brand, "voice", lead, voice="Warm.").number
    never(brand, admin, "promo", base=base)
    charter = save(brand, "signs", lead, base=base, signature="L'équipe")
    assert (charter.voice, charter.signature, texts(charter)) == ("Warm.", "L'équipe", ["promo"])


def test_the_second_of_two_writers_of_one_section_is_stale(brand, lead, admin):
    base = save(brand, "voice", lead, voice="Warm.").number
    theirs = save(brand, "voice", admin, base=base, voice="Warm and precise.")
    with pytest.raises(editing.Stale) as stale:
        save(brand, "voice", lead, base=base, voice="Cold.")
    assert stale.value.theirs.pk == theirs.pk
    assert current.of(brand).voice == "Warm and precise."


def test_a_writer_who_saw_the_others_version_may_replace_it(brand, lead, admin):
    save(brand, "voice", lead, voice="Warm.")
    theirs = save(brand, "voice", admin, voice="Cold.")
    assert save(brand, "voice", lead, base=theirs.number, voice="Warm again.").voice == "Warm again."


def test_a_number_is_given_once(brand, lead):
    save(brand, "voice", lead, voice="Warm.")
    with pytest.raises(Exception, match="one_charter_a_number"):
        Charter.objects.create(brand=brand, number=1)


def test_an_old_version_comes_back_as_a_new_one(brand, lead, admin):
    never(brand, lead, "promo")
    save(brand, "voice", lead, voice="Warm.")
    never(brand, lead)
    charter = editing.restore(brand, 1, by=admin)
    assert (charter.number, charter.restored, charter.voice, texts(charter)) == (4, 1, "", ["promo"])
    assert AuditEntry.objects.filter(verb="charter.restored", brand=brand, user=admin.user).exists()


def test_a_version_of_another_brand_cannot_be_brought_back(brand, other_brand, lead, stranger):
    save(other_brand, "voice", stranger, voice="Theirs.")
    with pytest.raises(Charter.DoesNotExist):
        editing.restore(brand, 1, by=lead)


def test_the_audit_says_which_sections_changed_and_no_words(brand, lead):
    never(brand, lead, "promo")
    entry = AuditEntry.objects.get(verb="charter.saved")
    assert (entry.brand, entry.details) == (brand, {"number": 1, "changed": ["never"]})


# --- what changed, in words ------------------------------------------------------------------------------------------
def test_a_changed_text_is_woven_word_by_word(brand, lead):
    old = save(brand, "voice", lead, voice="Warm and precise.")
    new = save(brand, "voice", lead, voice="Warm, never hurried.")
    ((label, pieces),) = woven(new, old)
    assert label == "voice"
    assert "".join(text for kind, text in pieces if kind != "new") == "Warm and precise."
    assert "".join(text for kind, text in pieces if kind != "gone") == "Warm, never hurried."
    assert ("same", "Warm") in pieces


def test_a_changed_choice_number_or_rule_says_what_it_was(brand, lead):
    old = save(brand, "voice", lead, address="vous")
    new = save(brand, "voice", lead, address="tu")
    assert woven(new, old) == [("form of address", [("gone", "vous"), ("new", "tu")])]
    newer = save(brand, "signs", lead, max_emoji=2, french_spaces=True)
    assert woven(newer, new) == [
        ("emoji at most", [("gone", "no limit"), ("new", "2")]),
        ("check the spaces of French typography", [("gone", "no"), ("new", "yes")]),
    ]


def test_words_that_came_and_went_are_lines_of_their_own(brand, lead):
    old = never(brand, lead, "promo", "cheap")
    rows = [{"text": "promo", "instead": "offre", "reason": "rare"}, {"text": "buzz", "instead": "", "reason": ""}]
    new = save(brand, "never", lead, rows=rows)
    assert woven(new, old) == [
        ("", [("same", "promo"), ("new", " → offre (rare)")]),
        ("", [("gone", "cheap")]),
        ("", [("new", "buzz")]),
    ]


def test_the_same_words_in_another_order_are_said_to_be_that(brand, lead):
    old = never(brand, lead, "promo", "cheap")
    assert woven(never(brand, lead, "cheap", "promo"), old) == [("", [("new", "the same, in another order")])]


# --- at the same moment ----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_each_get_a_version_of_their_own(brand, lead):
    turns = itertools.count()

    def write():
        words = f"Text {next(turns)}."
        try:
            return editing.save(brand, SECTIONS["voice"], {"voice": words, "address": "vous"}, by=lead, base=0).number
        except editing.Stale:
            return "stale"

    assert sorted(map(str, at_once(4, write))) == ["1", "stale", "stale", "stale"]
    assert brand.charters.count() == 1
