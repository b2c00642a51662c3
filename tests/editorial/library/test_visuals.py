"""Visuals: templates filled in with the brand's colours, fonts and logo, and what is said of them."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageDraw

from charter import current, editing, logos
from charter.sections import SECTIONS
from editorial import content, drafting
from editorial.approval import submission
from editorial.content import Image as Shown
from editorial.drafting import Draft
from editorial.models import PostState
from editorial.refusals import NotPossible
from editorial.visuals import look, visuals
from editorial.visuals.templates import FORMATS, TEMPLATES
from editorial.visuals.visuals import Wish
from lib.pictures import read
from tests import factories
from tests.editorial.conftest import approve, fresh

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


# --- drawn anew -------------------------------------------------------------------------------------------------------
@pytest.fixture
def visual(palette, author):
    """A visual in the library, with three colours and no logo."""
    return visuals.keep(palette, wish("tip"), by=author).asset


@pytest.fixture
def showing(brand, account, author, approver, visual):
    """`showing()` is a draft that shows the visual, `showing(state)` one that others have seen."""

    def made(state="draft"):
        image = Shown(visual, visual.alt)
        post = drafting.create(brand, Draft(content.shared("Voici.", [account], images=[image], language="fr")), by=author)
        if state != "draft":
            submission.submit(post, by=author)
        return approve(post, by=approver) if state == "approved" else fresh(post)

    return made


def change(client, asset, **more):
    said = {"template": "tip", "format": "square", "ground": CREAM, **WORDS, **more}
    return client.post(reverse("editorial:visual_change", args=[asset.brand.slug, asset.pk]), said)


def shown(post):
    return [(row.asset, row.alt) for row in post.pictures.select_related("asset")]


def test_a_visual_opens_again_as_it_was_made_and_drafts_show_its_new_version(brand, author, sign_in, visual, showing):
    client, draft = sign_in(author), showing()
    there = client.get(reverse("editorial:asset", args=[brand.slug, visual.pk])).content.decode()
    assert f"/library/visuals/{visual.pk}/" in there
    page = client.get(reverse("editorial:visual_change", args=[brand.slug, visual.pk])).content.decode()
    assert "Une phrase courte." in page and f'value="{CREAM}" selected' in page and 'value="square" selected' in page
    assert re.search(r'value="tip"[^>]* checked', page) and 'name="everywhere"' not in page
    answer = change(client, visual, title="L’atelier ferme", format="story", keep="yes")
    new = brand.assets.get()
    assert answer["Location"].endswith(f"/library/{new.pk}/") and (new.width, new.height) == (1080, 1920)
    assert new.name == "croix-rousse.png" and "L’atelier ferme" in new.alt
    assert shown(draft) == [(new, new.alt)], "nobody else had seen the old one, which is gone"
    assert Wish.of(new).words["title"] == "L’atelier ferme"


@pytest.mark.parametrize("everywhere", [{}, {"everywhere": "on"}])
def test_what_others_have_seen_changes_where_one_says_so_and_asks_again_and_what_left_never(
    brand, author, sign_in, visual, showing, everywhere
):
    waits, planned, out = showing("submitted"), showing("approved"), showing("approved")
    publication = factories.make_publication(account=out.variants.get().account, state="published")
    out.variants.update(publication=publication)
    client = sign_in(author)
    page = client.get(reverse("editorial:visual_change", args=[brand.slug, visual.pk])).content.decode()
    assert "2 posts that show it" in page
    change(client, visual, title="L’atelier ferme", keep="yes", **everywhere)
    new = brand.assets.exclude(pk=visual.pk).get()
    seen = new if everywhere else visual
    assert [shown(each)[0][0] for each in (waits, planned, out)] == [seen, seen, visual]
    assert (fresh(planned).state == PostState.APPROVED) == (not everywhere)
    assert fresh(waits).state == PostState.SUBMITTED and fresh(out).state == PostState.APPROVED
    visual.refresh_from_db()
    assert visual.replaced_by == new
    assert client.get(reverse("editorial:visual_change", args=[brand.slug, visual.pk])).status_code == 404


def test_the_same_again_is_no_new_version_and_one_may_be_kept_beside(brand, author, sign_in, visual, showing):
    client, draft = sign_in(author), showing()
    change(client, visual, keep="yes", alt="Une affichette")
    assert brand.assets.get() == visual and shown(draft) == [(visual, "Une affichette")]
    change(client, visual, keep="beside", format="story")
    other = brand.assets.exclude(pk=visual.pk).get()
    assert shown(draft)[0][0] == visual and other.replaced_by is None
    twice = change(client, other, keep="yes")
    assert twice.status_code == 422 and "in the library already" in twice.content.decode()
    assert (
        client.get(reverse("editorial:visual_change", args=[brand.slug, factories.make_asset(brand=brand).pk])).status_code == 404
    )
