"""The pages of the charter: read, written in place, tried, compared."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from charter import current, editing
from charter.models import Colour, Word
from charter.sections import SECTIONS, content

HTMX = {"HX-Request": "true"}


def address(name, *args, brand="maison-lune"):
    return reverse(f"charter:{name}", args=[brand, *args])


def words(*rows, base=0):
    data = {"base": base, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in zip(("text", "instead", "reason"), row, strict=False)}
    return data


def colour_rows(*rows, base=0):
    data = {"base": base, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, (name, value) in enumerate(rows):
        data |= {f"rows-{number}-name": name, f"rows-{number}-value": value}
    return data


def picture(size=(40, 30), kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, "#c8553d").save(file, kind)
    file.seek(0)
    file.name = f"logo.{kind.lower()}"
    return file


def voice(brand, by, text):
    said = {**content(current.of(brand), SECTIONS["voice"]), "voice": text}
    return editing.save(brand, SECTIONS["voice"], said, by=by, base=current.of(brand).number)


# --- who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["show", "history"])
def test_every_member_reads_the_charter_and_a_stranger_finds_nothing(sign_in, brand, reader, stranger, name):
    assert sign_in(reader).get(address(name)).status_code == 200
    assert sign_in(stranger).get(address(name)).status_code == 404


@pytest.mark.parametrize("section", list(SECTIONS))
def test_lead_and_administrator_write_it_and_nobody_else(sign_in, brand, lead, admin, author, approver, stranger, section):
    for member, status in ((lead, 200), (admin, 200), (author, 403), (approver, 403), (stranger, 404)):
        assert sign_in(member).get(address("section", section)).status_code == status


def test_who_may_not_write_changes_nothing(sign_in, brand, author, stranger):
    for member, status in ((author, 403), (stranger, 404)):
        assert sign_in(member).post(address("section", "voice"), {"voice": "Mine", "address": "tu"}).status_code == status
    assert not brand.charters.exists()


def test_only_who_may_write_sees_a_form_or_an_edit_button(sign_in, brand, author, lead):
    page = sign_in(author).get(address("show") + "?edit=voice").content.decode()
    assert "<form" in page
    assert "edit-here" not in page
    assert 'name="base"' not in page
    assert "edit-here" in sign_in(lead).get(address("show")).content.decode()


# --- writing ---------------------------------------------------------------------------------------------------------
def test_a_section_is_written_in_place_without_a_script(sign_in, brand, lead):
    browser = sign_in(lead)
    page = browser.get(address("show") + "?edit=voice")
    assert 'name="voice"' in page.content.decode()
    answer = browser.post(address("section", "voice"), {"voice": "Warm, never hurried.", "address": "vous", "base": 0})
    assert answer.url == address("show") + "#voice"
    charter = current.of(brand)
    assert (charter.number, charter.voice, charter.address) == (1, "Warm, never hurried.", "vous")
    assert "Warm, never hurried." in browser.get(address("show")).content.decode()


def test_with_a_script_the_section_comes_back_alone_with_the_new_version(sign_in, brand, lead):
    answer = sign_in(lead).post(address("section", "voice"), {"voice": "Warm.", "address": "tu", "base": 0}, headers=HTMX)
    text = answer.content.decode()
    assert "Warm." in text
    assert "<html" not in text
    assert "Version 1, in force, by Léa Lead" in text
    assert "Version 1 of the charter is in force." in answer.headers["HX-Trigger"]


def test_the_second_writer_is_told_loses_nothing_and_may_decide(sign_in, brand, lead, admin):
    voice(brand, lead, "Warm.")
    voice(brand, admin, "Cold and exact.")
    answer = sign_in(lead).post(address("section", "voice"), {"voice": "Warm and slow.", "address": "free", "base": 1})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Anne Admin saved version 2 of this section while you were writing." in text
    assert "Warm and slow.</textarea>" in text
    assert "<ins>Cold and exact</ins>" in text
    assert 'name="base" value="2"' in text
    again = sign_in(lead).post(address("section", "voice"), {"voice": "Warm and slow.", "address": "free", "base": 2})
    assert again.status_code == 302
    assert current.of(brand).voice == "Warm and slow."


def test_a_base_that_nobody_gave_out_counts_as_none(sign_in, brand, lead):
    voice(brand, lead, "Warm.")
    for base in ("", "x", "-1", "99999999999999999999", "²"):
        answer = sign_in(lead).post(address("section", "voice"), {"voice": "Cold.", "address": "free", "base": base})
        assert answer.status_code == 422
    assert current.of(brand).voice == "Warm."


def test_words_are_written_with_what_to_say_instead_and_why(sign_in, brand, lead):
    data = words(("pas cher", "accessible", "on parle de valeur"), ("", "", ""), ("promo", "", ""))
    assert sign_in(lead).post(address("section", "never"), data).status_code == 302
    assert [(word.kind, word.text, word.instead, word.reason) for word in Word.objects.all()] == [
        ("never", "pas cher", "accessible", "on parle de valeur"),
        ("never", "promo", "", ""),
    ]


def test_an_emptied_row_takes_the_word_away(sign_in, brand, lead):
    browser = sign_in(lead)
    browser.post(address("section", "never"), words(("promo",), ("cheap",)))
    browser.post(address("section", "never"), words(("",), ("cheap",), base=1))
    assert [word.text for word in current.of(brand).words.all()] == ["cheap"]


@pytest.mark.parametrize(
    ("section", "rows", "sentence"),
    [
        ("never", [("", "accessible", "")], "Say which word, or empty the whole row."),
        ("never", [("Promo",), ("promo",)], "“promo” is there twice."),
        ("never", [("solde", "promo d'hiver", ""), ("promo", "", "")], "“promo” is never to be used."),
        ("never", [("https://exemple.fr", "", "")], "is an address or a sign"),
        ("never", [("x" * 81, "", "")], "at most 80 characters"),
        ("prefer", [("client", "", "")], "Say which word you prefer to “client”."),
    ],
)
def test_a_word_that_cannot_be_is_refused_with_a_sentence_and_kept_in_the_form(sign_in, brand, lead, section, rows, sentence):
    answer = sign_in(lead).post(address("section", section), words(*rows))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence.replace("'", "&#x27;") in text
    assert rows[0][0] in text
    assert not brand.charters.exists()


def test_a_preferred_word_that_is_never_to_be_used_is_refused(sign_in, brand, lead):
    browser = sign_in(lead)
    browser.post(address("section", "never"), words(("promo", "", "")))
    answer = browser.post(address("section", "prefer"), words(("rabais", "promo", ""), base=1))
    assert "For “rabais” you would say “promo”; but “promo” is never to be used." in answer.content.decode()


def test_more_words_than_there_may_be_are_refused_with_a_sentence(sign_in, brand, lead):
    answer = sign_in(lead).post(address("section", "never"), words(*[(f"mot{n}",) for n in range(301)]))
    assert answer.status_code == 422
    assert "300 rows at most" in answer.content.decode()


def test_three_hundred_words_of_each_kind_are_taken(sign_in, brand, lead):
    browser = sign_in(lead)
    assert browser.post(address("section", "never"), words(*[(f"mot{n}", "x", "y") for n in range(300)])).status_code == 302
    rows = [(f"autre{n}", "y", "z") for n in range(300)]
    assert browser.post(address("section", "prefer"), words(*rows, base=1)).status_code == 302
    assert current.of(brand).words.count() == 600


def test_colours_are_taken_as_people_write_them(sign_in, brand, lead):
    data = colour_rows(("Nuit", "1F2A44"), ("Cire", "#abc"), ("Braise", "rgb(200, 85, 61)"))
    assert sign_in(lead).post(address("section", "colours"), data).status_code == 302
    assert [(c.name, c.value) for c in Colour.objects.all()] == [("Nuit", "#1f2a44"), ("Cire", "#aabbcc"), ("Braise", "#c8553d")]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [(("Bleu", "bleu"), "“bleu” is no colour."), (("", "#fff"), "Give this colour a name"), (("Bleu", ""), "is no colour")],
)
def test_a_colour_that_is_none_is_refused(sign_in, brand, lead, row, sentence):
    answer = sign_in(lead).post(address("section", "colours"), colour_rows(row))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_page_says_what_reads_on_what(sign_in, brand, lead):
    sign_in(lead).post(address("section", "colours"), colour_rows(("Nuit", "#1f2a44"), ("Cire", "#f2e3c6")))
    text = sign_in(lead).get(address("show")).content.decode()
    assert "11.3" in text
    assert "does not read" in text


def test_hashtags_get_their_sign_and_stand_once(sign_in, brand, lead):
    sign_in(lead).post(address("section", "signs"), {"hashtags": "MaisonLune, #SoirDeLune maisonlune", "base": 0})
    assert current.of(brand).hashtags == "#MaisonLune #SoirDeLune"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"hashtags": "#maison-lune"}, "#maison-lune would be no hashtag"),
        ({"max_emoji": "-1"}, "greater than or equal to 0"),
        ({"max_hashtags": "beaucoup"}, "Enter a whole number"),
    ],
)
def test_signs_that_cannot_be_are_refused(sign_in, brand, lead, data, sentence):
    answer = sign_in(lead).post(address("section", "signs"), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


# --- logo ------------------------------------------------------------------------------------------------------------
def test_a_logo_is_made_anew_and_served_as_a_picture_and_nothing_else(sign_in, brand, lead, stranger):
    answer = sign_in(lead).post(address("section", "logo"), {"logo": picture(), "logo_alt": "A red square", "base": 0})
    assert answer.status_code == 302
    charter = current.of(brand)
    served = sign_in(lead).get(address("logo", charter.logo))
    assert served.headers["Content-Type"] == "image/png"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert Image.open(io.BytesIO(served.content)).size == (40, 30)
    assert charter.logo in sign_in(lead).get(address("show")).content.decode()
    assert sign_in(stranger).get(address("logo", charter.logo)).status_code == 404
    assert sign_in(stranger).get(address("logo", charter.logo, brand="atelier-nord")).status_code == 404


@pytest.mark.parametrize("name", ["..%2Fsecret", "x" * 64 + ".png", "a" * 64 + ".svg", "a" * 64 + ".png"])
def test_no_other_file_is_served(sign_in, brand, reader, name):
    assert sign_in(reader).get(f"/b/maison-lune/charter/logo/{name}/").status_code == 404


def test_a_logo_without_words_is_asked_for_them_and_need_not_be_chosen_again(sign_in, brand, lead):
    browser = sign_in(lead)
    answer = browser.post(address("section", "logo"), {"logo": picture(), "logo_alt": "", "base": 0})
    assert "Say in words what the logo shows." in answer.content.decode()
    kept = answer.context["form"].kept_now
    assert browser.post(address("section", "logo"), {"kept": kept, "logo_alt": "A red square", "base": 0}).status_code == 302
    assert (current.of(brand).logo, current.of(brand).logo_alt) == (kept, "A red square")


def test_what_is_no_picture_is_refused_with_a_sentence(sign_in, brand, lead):
    file = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    file.name = "logo.png"
    answer = sign_in(lead).post(address("section", "logo"), {"logo": file, "logo_alt": "A red square"})
    assert answer.status_code == 422
    assert "This is an SVG drawing." in answer.content.decode()
    assert "A red square" in answer.content.decode()


def test_the_logo_can_be_taken_away(sign_in, brand, lead):
    browser = sign_in(lead)
    browser.post(address("section", "logo"), {"logo": picture(), "logo_alt": "A red square", "base": 0})
    browser.post(
        address("section", "logo"), {"kept": current.of(brand).logo, "logo_alt": "A red square", "remove": "on", "base": 1}
    )
    assert current.of(brand).logo == ""


def test_a_logo_of_another_brand_cannot_be_taken(sign_in, brand, other_brand, lead, stranger):
    sign_in(stranger).post(address("section", "logo", brand="atelier-nord"), {"logo": picture(), "logo_alt": "Theirs", "base": 0})
    theirs = current.of(other_brand).logo
    sign_in(lead).post(address("section", "logo"), {"kept": theirs, "logo_alt": "Mine", "base": 0})
    assert current.of(brand).logo == ""


# --- trying and history ----------------------------------------------------------------------------------------------
def test_anybody_tries_a_text_and_nothing_is_kept(sign_in, brand, lead, reader):
    sign_in(lead).post(address("section", "never"), words(("promo", "offre", "")))
    text = sign_in(reader).post(address("try"), {"text": "La promo !"}, headers=HTMX).content.decode()
    assert "The charter never uses “promo”." in text
    assert "<html" not in text
    assert "The charter never uses" in sign_in(reader).post(address("try"), {"text": "La promo !"}).content.decode()
    assert "nothing against it" in sign_in(reader).post(address("try"), {"text": "Une bougie"}).content.decode()
    assert sign_in(reader).post(address("try"), {"text": ""}).status_code == 422


def test_the_history_names_versions_people_and_sections_and_a_version_its_changes(sign_in, brand, lead, admin, reader):
    voice(brand, lead, "Warm.")
    voice(brand, admin, "Warm and slow.")
    browser = sign_in(reader)
    text = browser.get(address("history")).content.decode()
    assert "Version 2" in text
    assert "Anne Admin" in text
    assert "How we speak" in text
    assert "<ins> and slow</ins>" in browser.get(address("version", 2)).content.decode()
    assert browser.get(address("version", 3)).status_code == 404
    assert "Put back in force" not in browser.get(address("version", 1)).content.decode()


def test_an_old_version_is_put_back_by_who_may(sign_in, brand, lead, author):
    voice(brand, lead, "Warm.")
    voice(brand, lead, "Cold.")
    assert sign_in(author).post(address("restore", 1)).status_code == 403
    assert sign_in(lead).get(address("restore", 1)).status_code == 405
    assert sign_in(lead).post(address("restore", 1)).status_code == 302
    assert current.of(brand).voice == "Warm."
    assert sign_in(lead).post(address("restore", 9)).status_code == 404


def test_the_history_is_paged_by_key(sign_in, brand, lead):
    for number in range(42):
        voice(brand, lead, f"Version {number}.")
    browser = sign_in(lead)
    first = browser.get(address("history"))
    assert len(first.context["rows"]) == 40
    rest = browser.get(address("history") + f"?after={first.context['after']}")
    assert [row["edition"].number for row in rest.context["rows"]] == [2, 1]


def test_the_page_takes_the_same_queries_whatever_the_charter_holds(sign_in, brand, lead, django_assert_max_num_queries):
    browser = sign_in(lead)
    browser.get(address("show"))
    for size in (1, 60):
        said = {"rows": [{"text": f"mot{size}x{n}", "instead": "", "reason": ""} for n in range(size)]}
        editing.save(brand, SECTIONS["never"], said, by=lead, base=current.of(brand).number)
        with django_assert_max_num_queries(12):
            browser.get(address("show"))


def test_an_unknown_section_is_not_found(sign_in, brand, lead):
    assert sign_in(lead).get(address("section", "sounds")).status_code == 404
    assert sign_in(lead).get(address("show") + "?edit=sounds").status_code == 200


def test_a_form_is_closed_without_saving(sign_in, brand, lead):
    text = sign_in(lead).get(address("read", "voice"), headers=HTMX).content.decode()
    assert "How we speak" in text
    assert "<textarea" not in text
    assert sign_in(lead).get(address("read", "voice")).url == address("show") + "#voice"
