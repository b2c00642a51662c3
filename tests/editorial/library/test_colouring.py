"""The colours of pictures: looked at when they come, made up for later, held against the palette of the charter."""

from charter import current, editing
from charter.sections import SECTIONS
from editorial import checks
from editorial.content import Content, Image, Version
from editorial.library import assets, colouring
from lib import clock
from lib.pictures import read_by
from lib.pictures_child import work
from tests import factories
from tests.editorial.library.test_library import upload


def test_a_picture_comes_with_its_colours(brand, author):
    with read_by(work):
        asset = assets.add(brand, upload(), by=author)
    asset.refresh_from_db()
    assert 0.8 < sum(asset.colours.values()) <= 1.01
    assert not colouring.waits(clock.now())


def test_older_pictures_are_looked_at_once_and_lost_files_not_again(brand):
    red = factories.make_asset(brand=brand, colour="#cc2211")
    lost = factories.make_asset(brand=brand, file="assets/lost.jpeg")
    assert colouring.waits(clock.now())
    with read_by(work):
        assert (colouring.work(), colouring.work()) == (2, 0)
    red.refresh_from_db()
    lost.refresh_from_db()
    (colour,) = red.colours
    assert colour.startswith("#c")
    assert lost.colours == {}


def test_a_picture_far_from_the_palette_is_remarked_on_and_one_near_it_is_not(brand, lead):
    said = {"rows": [{"name": "Clay", "value": "#b4532a"}]}
    editing.save(brand, SECTIONS["colours"], said, by=lead, base=current.of(brand).number)
    near = factories.make_asset(brand=brand, colours={"#b5542b": 0.9})
    far = factories.make_asset(brand=brand, colours={"#2a3cff": 0.7, "#ffffff": 0.3})
    unlooked = factories.make_asset(brand=brand)
    account = factories.make_account(brand=brand)
    images = tuple(Image(asset, "Une tasse") for asset in (near, far, unlooked))
    shown = Content("Bonjour", versions=(Version(account),), images=images)
    found = [each.finding for each in checks.remarks(brand, shown) if each.finding.rule == "charter.colours"]
    assert [(each.level, each.about, "2" in each.sentence, "#2a3cff" in each.sentence) for each in found] == [
        ("advice", "media", True, True)
    ]
