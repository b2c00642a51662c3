"""Colours as people write them, and the contrast between two."""

import pytest

from lib.colours import contrast, parse


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#1D4F91", "#1d4f91"),
        ("1d4f91", "#1d4f91"),
        (" #abc ", "#aabbcc"),
        ("rgb(29, 79, 145)", "#1d4f91"),
        ("29 79 145", "#1d4f91"),
    ],
)
def test_a_colour_is_read_as_people_write_it(text, colour):
    assert parse(text) == colour


@pytest.mark.parametrize("text", ["", "bleu", "#12345", "#12345g", "rgb(300, 0, 0)", "#1d4f9100"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="no colour"):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_guidelines_either_way_round(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)
