"""Numbers as people write them."""

import pytest
from django.utils import translation

from lib import amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50", 123450), ("1\u202f234,50 €", 123450), ("1,234.50", 123450), ("1.234,50", 123450), ("1’234.5", 123450),
        ("12", 1200), ("12,5", 1250), ("0.05", 5), (".5", 50), ("1 234 567", 123456700), ("12 EUR", 1200),
        ("-3", -300), ("−3,10", -310), ("1,234,567.89", 123456789),
    ],
)  # fmt: skip
def test_every_way_of_writing_is_read(text, value):
    assert amounts.hundredths(text, currency="EUR") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [("fr", "1.234", 123400), ("en", "1,234", 123400), ("fr", "0,50", 50), ("en", "€1,234", 123400)],
)
def test_what_groups_thousands_goes_by_the_language(language, text, value):
    with translation.override(language):
        assert amounts.hundredths(text, currency="EUR") == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no number"), ("abc", "is no number"), ("1 23", "is no number"), ("1,2,3", "is no number"),
        ("²", "is no number"),        ("1.005", "more than two decimals"),
       ("12 $", "This is in USD; the brand counts in EUR"), ("12 chf", "This is in CHF"),
        ("9" * 30, "is too large"), ("1.²", "is no number"), ("--", "is no number"),
        ("1e9", "is no number"), (",", "is no number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(text, sentence):
    with translation.override("en"), pytest.raises(amounts.Unreadable, match=sentence.replace("(", r"\(")):
        amounts.hundredths(text, currency="EUR")


def test_money_reads_as_each_language_writes_it_and_comes_back_as_it_went():
    with translation.override("fr"):
        assert amounts.money(123450, "EUR").replace("\u202f", " ").replace("\u00a0", " ") == "1 234,50 €"
        assert amounts.written(123450) == "1234,50" and amounts.hundredths(amounts.written(-5)) == -5
    with translation.override("en"):
        assert (amounts.money(123450, "EUR"), amounts.money(-100, "GBP"), amounts.money(500, "PLN")) == (
            "€1,234.50",
            "−£1",
            "5\u00a0PLN",
        )
