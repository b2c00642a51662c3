"""Whole numbers of addresses and forms."""

import pytest

from lib.numbers import number, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", 12),
        ("", 0),
        (None, 0),
        ("x", 0),
        ("-3", 0),
        ("1.5", 0),
        ("²", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        ("9" * 5000, 0),
    ],
)
def test_what_is_no_number_of_a_row_is_none(text, found):
    assert number(text) == found


def test_a_number_may_be_held_to_fewer_digits_and_several_keep_their_order():
    assert (number("123", digits=3), number("1234", digits=3)) == (123, 0)
    assert numbers(["3", "x", "1", "²", "9" * 30]) == [3, 1]
