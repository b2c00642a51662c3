"""Whether a picture's colours are far from the palette of the brand."""

import pytest
from django.utils import translation

from charter.checks import colours

PALETTE = ["#b4532a", "#0f5c5c"]  # ember and teal


@pytest.mark.parametrize("colour", ["#c0602f", "#8f4222", "#147070", "#ffffff", "#000000", "#8a8a8a", "#f2efe9"])
def test_shades_of_the_palette_and_greys_are_near(colour):
    assert not colours.is_far(colour, PALETTE)


@pytest.mark.parametrize("colour", ["#d400ff", "#2a3cff", "#39ff14"])
def test_other_colours_are_far(colour):
    assert colours.is_far(colour, PALETTE)


def test_a_picture_that_is_mostly_far_is_advised_against_and_names_its_colour():
    with translation.override("en"):
        (found,) = colours.findings(2, {"#d400ff": 0.6, "#c0602f": 0.3}, PALETTE)
    assert (found.rule, found.about, found.level) == ("charter.colours", "media", "advice")
    assert found.sentence == "Picture 2 is mostly #d400ff, far from the colours of the charter."
    assert list(colours.findings(2, {"#d400ff": 0.3, "#c0602f": 0.6}, PALETTE)) == []
    assert list(colours.findings(2, {"#d400ff": 1.0}, [])) == []
