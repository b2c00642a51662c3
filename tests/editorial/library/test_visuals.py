"""Visuals: templates filled in with the brand's colours, fonts and logo, and what is said of them."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageDraw

from charter import current, editing, logos
from charter.sections import SECTIONS
from editorial.refusals import NotPossible
from editorial.visuals import look, visuals
from editorial.visuals.templates import FORMATS, TEMPLATES
from editorial.visuals.visuals import Wish
from lib.pictures import read

CLAY, COFFEE, CREAM = "#b4532a", "#2b211c", "#f6ead7"
WORDS = {"over": "Croix-Rousse", "title": "L’atelier ouvre", "text": "Une phrase courte.", "detail": "Samedi à 10 h"}


@pytest.fixture
def palette(brand, lead):
    """A charter with three colours."""
    rows = [{"name": name, "value": value} for name, value in (("Terre", CLAY), ("Café", COFFEE), ("Crème", CREAM))]
    editing.save(brand, SECTIONS["colours"], {"rows": rows}, by=lead, base=0)
    return current.of(brand)


@pytest.fixture
def charter(brand, lead, palette):
    """The same with a logo that wants as much room around it as it is high."""
    drawn, out = Image.new("RGB", (400, 200), "white"), io.BytesIO()
    ImageDraw.Draw(drawn).ellipse((20, 20, 180, 180), fill=CLAY)
    drawn.save(out, "PNG")
    said = {"logo": logos.keep(brand, read(out.getvalue())), "logo_alt": "Logo", "safe_share": 100, "safe_area": ""}
    editing.save(brand, SECTIONS["logo"], said, by=lead, base=palette.number)
    return current.of(brand)


def rules(made):
    return {finding.rule for finding in made.findings}


def wish(template="announcement", shape="square", **more):
    return Wish(template, shape, **{"words": WORDS, "ground": CREAM, **more})


@pytest.mark.parametrize("shape", FORMATS)
def test_every_template_stands_in_every_format_with_its_logo_and_nothing_against_it(charter, shape):
    for template in TEMPLATES:
        words = WORDS | ({"title": "93 %"} if template == "figure" else {})
        made = visuals.make(charter, wish(template, shape, words=words))
        picture = Image.open(io.BytesIO(made.visual.data))
        assert picture.size == (FORMATS[shape].width, FORMATS[shape].height)
        assert not made.findings
        assert made.ratio >= 4.5
        assert all(text.box.x > 0 and text.box.y > 0 for text in made.visual.texts.values())


def test_words_that_are_hard_to_read_are_told_with_their_contrast(charter):
    made = visuals.make(charter, wish(ink=CLAY, ground=COFFEE, logo="none"))
    told = [finding.sentence for finding in made.findings if finding.rule == "visual.contrast"]
    assert any("3.1" in sentence or "3.2" in sentence for sentence in told), told
    assert "visual.contrast" not in rules(visuals.make(charter, wish(ground=COFFEE)))


def test_what_does_not_fit_is_said_and_not_kept(charter, author, brand):
    long = wish("quote", words={"title": "anticonstitutionnellement " * 40})
    made = visuals.make(charter, long)
    assert made.blocked and "does not fit" in made.findings[0].sentence
    with pytest.raises(NotPossible, match="does not fit"):
        visuals.keep(charter, long, by=author)
    assert not brand.assets.exists()
    assert "visual.over" in rules(visuals.make(charter, wish(words={"title": "x" * 120})))
    assert "visual.empty" in rules(visuals.make(charter, wish(words={"detail": "Samedi"})))
    assert "visual.letters" in rules(visuals.make(charter, wish(words={"title": "カフェ"})))


def test_the_logo_is_there_unless_somebody_leaves_it_out_and_keeps_its_room(charter, palette):
    assert "visual.logo" in rules(visuals.make(charter, wish(logo="none")))
    assert "visual.logo" in rules(visuals.make(palette, wish()))
    dark = visuals.make(charter, wish(ground=COFFEE))
    assert rules(dark) == {"visual.ground"}
    board = visuals._board(charter, wish().coloured(look.palette(charter)), charter.logo)
    place = board.logo[1]
    assert place.w == 2 * place.h
    assert place.wider(place.h).y >= board.zone.y + board.zone.h
    assert place.x >= place.h and board.height - place.y - place.h >= place.h


def test_colours_are_chosen_so_that_they_read_and_the_brands_own_go_first(palette):
    own = look.palette(palette)
    assert own.ink_on(CREAM) == COFFEE
    assert own.accent_on(COFFEE, CREAM) == CREAM
    assert look.Palette(()).ink_on("#ffffff") == "#000000"


def test_a_visual_comes_into_the_library_with_its_words_as_alternative_text(brand, charter, author, sign_in):
    client, address = sign_in(author), reverse("editorial:visual", args=[brand.slug])
    said = {"template": "quote", "format": "portrait", "ground": CREAM, "title": "“Le café est patient”", "detail": "Inès"}
    page = client.get(address).content.decode()
    assert page.count('name="template"') == 4 and "Terre" in page
    preview = client.post(reverse("editorial:visual_preview", args=[brand.slug]), said).content.decode()
    assert "data:image/webp;base64," in preview and "Everything fits" in preview
    looked = client.post(address, said)
    assert looked.status_code == 200 and "data:image/webp" in looked.content.decode() and not brand.assets.exists()
    kept = client.post(address, said | {"keep": "yes"})
    asset = brand.assets.get()
    assert kept.status_code == 302 and kept["Location"].endswith(f"/library/{asset.pk}/")
    assert (asset.width, asset.height, asset.added_by) == (1080, 1350, author)
    assert asset.alt == "«\u00a0Le café est patient\u00a0» Inès."
    wrong = client.post(address, said | {"keep": "yes", "title": "", "text": "attend", "ground": "#123456"})
    assert wrong.status_code == 422 and 'name="text" value="attend"' in wrong.content.decode()


def test_without_colours_the_page_says_where_to_put_them(brand, author, lead, sign_in):
    address = reverse("editorial:visual", args=[brand.slug])
    assert "The charter has no colours yet" in sign_in(author).get(address).content.decode()
    assert "edit=colours" not in sign_in(author).get(address).content.decode()
    assert "edit=colours" in sign_in(lead).get(address).content.decode()


def test_signs_stay_with_their_words_and_french_quotes_with_french(charter):
    with translation.override("fr"):
        made = visuals.make(charter, wish(words={"title": "Samedi : " * 8 + "à 18 h 30"}, shape="landscape"))
    assert not made.blocked
    english = Wish("quote", "square", {"title": "Coffee waits"}, language="en")
    assert visuals.alt_of(english) == "“Coffee waits”"
