"""The graphic charter: variants of the logo, fonts shown in themselves, what to do and what not."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image

from charter import changes, current, fonts, safe_areas
from lib import fonts as foreign_fonts
from lib.fonts import BadFont

SHOW = reverse("charter:show", args=["maison-lune"])


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def typeface(family="Lune Serif", style="Regular", *, letters=True):
    """A font of one square letter, as a TTF."""
    pen = TTGlyphPen(None)
    for number, point in enumerate([(0, 0), (0, 500), (500, 500), (500, 0)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"} if letters else {})
    builder.setupGlyf({".notdef": square, "A": square})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": style})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def file(data, name):
    found = io.BytesIO(data)
    found.name = name
    return found


def picture(colour="#c8553d"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return file(out.getvalue(), "picture.png")


def put(browser, section, *rows, base=0):
    data = {"base": base, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return browser.post(reverse("charter:section", args=["maison-lune", section]), data)


# --- fonts -----------------------------------------------------------------------------------------------------------
def test_a_font_is_made_anew_with_the_names_it_gives_itself_and_without_what_no_browser_draws_with():
    given = TTFont(io.BytesIO(typeface()))
    given["DSIG"] = given["name"]
    given["DSIG"].tableTag = "DSIG"
    font = foreign_fonts.read(typeface())
    assert (font.family, font.style, font.data[:4]) == ("Lune Serif", "Regular", b"wOF2")
    assert foreign_fonts.read(font.data).family == "Lune Serif"
    assert "DSIG" not in TTFont(io.BytesIO(font.data))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"ttcf" + b"\0" * 40, "collection"),
        (b"\0\1\0\0" + b"\xff" * 400, "broken"),
        (b"wOF2" + b"\xff" * 400, "broken"),
        (b"OTTO" + b"\0" * 5_000_000, "size"),
    ],
)
def test_a_font_that_is_no_font_is_refused_with_a_sentence(data, code):
    with pytest.raises(BadFont) as refusal:
        foreign_fonts.read(data)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


def test_a_font_cut_short_or_without_letters_is_refused():
    for data in (typeface()[:300], typeface(letters=False)):
        with pytest.raises(BadFont):
            foreign_fonts.read(data)


def test_fonts_are_shown_in_themselves_and_kept_when_nothing_new_is_chosen(sign_in, brand, lead, reader, stranger):
    browser = sign_in(lead)
    assert put(browser, "fonts", {"file": file(typeface(), "x.ttf"), "use": "Titles"}, {"use": ""}).status_code == 302
    (row,) = current.of(brand).fonts
    assert (row["family"], row["style"], row["use"]) == ("Lune Serif", "Regular", "Titles")
    page = sign_in(reader).get(SHOW).content.decode()
    assert f"typeface-{row['file'][:12]}" in page
    sheet = reverse("charter:typefaces", args=["maison-lune", 1])
    assert sheet in page
    served = sign_in(reader).get(sheet)
    address = reverse("charter:font", args=["maison-lune", row["file"]])
    assert served.headers["Content-Type"].startswith("text/css")
    assert address in served.content.decode()
    assert sign_in(reader).get(address).headers["Content-Type"] == "font/woff2"
    assert sign_in(stranger).get(address).status_code == 404
    put(browser, "fonts", {"kept": row["file"], "use": "Titles and figures"}, base=1)
    assert current.of(brand).fonts == [{**row, "use": "Titles and figures"}]
    put(browser, "fonts", {"kept": row["file"], "use": "Titles", "remove": "on"}, base=2)
    assert current.of(brand).fonts == []


def test_what_is_no_font_is_said_in_the_form_and_nothing_typed_is_lost(sign_in, brand, lead):
    answer = put(
        sign_in(lead), "fonts", {"file": file(typeface(), "a.ttf"), "use": "Titles"}, {"file": picture(), "use": "Running text"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This is no font that is taken." in text
    assert "Running text" in text
    kept = answer.context["form"].forms[0].shown
    assert fonts.is_kept(brand, kept)
    assert kept in text
    assert not brand.charters.exists()


def test_a_font_of_another_brand_is_not_taken(sign_in, brand, other_brand, lead):
    theirs = fonts.keep(other_brand, foreign_fonts.read(typeface()))
    assert put(sign_in(lead), "fonts", {"kept": theirs, "use": "Titles"}).status_code == 422
    assert sign_in(lead).get(reverse("charter:font", args=["maison-lune", theirs])).status_code == 404


# --- variants and examples -------------------------------------------------------------------------------------------
def test_variants_and_examples_keep_their_pictures_words_and_reasons(sign_in, brand, lead, reader):
    browser = sign_in(lead)
    put(browser, "variants", {"use": "dark", "file": picture(), "alt": "The moon in white"}, {"use": "mono"})
    put(
        browser,
        "examples",
        {"kind": "dont", "file": picture("#111111"), "alt": "A stretched moon", "text": "Never stretched"},
        base=1,
    )
    old = current.of(brand)
    assert [(row["use"], row["alt"]) for row in old.variants] == [("dark", "The moon in white")]
    text = sign_in(reader).get(SHOW).content.decode()
    for words in ("on a dark ground", "The moon in white", "Never stretched", "A stretched moon"):
        assert words in text
    again = {"use": "dark", "file": picture("#fefefe"), "kept": old.variants[0]["file"], "alt": "The moon in white"}
    put(browser, "variants", again, base=2)
    ((change,),) = [section.changes for section in changes.between(old, current.of(brand))]
    assert [piece.text for piece in change.pieces] == ["a file", "another file"]


def test_a_picture_without_words_is_asked_for_them_and_need_not_be_chosen_again(sign_in, brand, lead):
    answer = put(sign_in(lead), "variants", {"use": "dark", "file": picture(), "alt": ""})
    assert "Say in words what the picture shows." in answer.content.decode()
    kept = answer.context["form"].forms[0].shown
    assert put(sign_in(lead), "variants", {"use": "dark", "kept": kept, "alt": "The moon"}).status_code == 302
    assert current.of(brand).variants == [{"use": "dark", "file": kept, "alt": "The moon"}]


def test_the_room_around_the_logo_is_said_beside_it(sign_in, brand, lead):
    data = {"logo": picture(), "logo_alt": "A moon", "safe_area": "The height of the moon", "base": 0}
    sign_in(lead).post(reverse("charter:section", args=["maison-lune", "logo"]), data)
    assert current.of(brand).safe_area == "The height of the moon"
    assert "The height of the moon" in sign_in(lead).get(SHOW).content.decode()


def test_the_safe_area_is_a_share_of_the_logos_height_and_drawn_to_scale(sign_in, brand, lead):
    data = {"logo": picture(), "logo_alt": "A moon", "safe_area": "Half a moon", "safe_share": 25, "base": 0}
    browser, address = sign_in(lead), reverse("charter:section", args=["maison-lune", "logo"])
    refused = browser.post(address, {**data, "safe_share": 900, "logo": picture()})
    assert (refused.status_code, refused.context["form"].kept_now != "") == (422, True)
    browser.post(address, {**data, "logo": picture()})
    plan = safe_areas.plan(current.of(brand))
    assert (plan.wide, plan.room, plan.start) == (133, 25, 31)  # 40 by 30 pixels
    assert (plan.across, plan.down) == ((195, 183), (162, 150))
    page = browser.get(SHOW).content.decode()
    assert 'viewBox="0 0 195 162"' in page
    assert "Nothing stands nearer than 25 % of its height, on any side." in page
