"""Each unit of length, with the vectors of the networks themselves where these exist."""

import os
import time
import unicodedata
from pathlib import Path

import pytest
import regex
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import UNITS, graphemes

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
SPECS = os.environ.get("NETWORK_SPECS")

VECTORS = [
    ("x_weighted", "hello", 5),
    ("x_weighted", "caf\u00e9", 4),
    ("x_weighted", "cafe\u0301", 4),
    ("x_weighted", "漢", 2),
    ("x_weighted", FAMILY, 2),
    ("x_weighted", "https://example.com/very/long/path", 23),
    ("x_weighted", "Voir example.com.", 5 + 23 + 1),
    ("graphemes", "é" * 300, 300),
    ("utf8_bytes", "é" * 300, 600),
    ("graphemes", FAMILY * 110, 110),
    ("utf8_bytes", FAMILY * 110, 2750),
    ("utf8_bytes", FAMILY * 200, 5000),
    ("graphemes", "a\r\nb", 3),
    ("graphemes", "🇫🇷🇧🇪", 2),
    ("codepoints", FAMILY, 7),
    ("utf16", FAMILY, 11),
    ("utf16", "🎉", 2),
    ("emoji_bytes", "🎉", 4),
    ("emoji_bytes", FAMILY, 25),
    ("emoji_bytes", "Bonjour 🎉", 12),
    ("emoji_bytes", "1\ufe0f\u20e3 et 🇫🇷", 7 + 4 + 8),
    ("emoji_bytes", "prix 10 € © 2026", 16),
    ("graphemes_short_urls", "Lire https://example.com/" + "a" * 200, 5 + 23),
    ("graphemes_short_urls", "https://example.com/fin.", 23 + 1),
    ("graphemes_short_urls", "(https://exemple.fr/a(b))", 1 + 23 + 1),
    ("graphemes_short_urls", "example.com/sans-protocole", 26),
    ("graphemes_short_urls", "Bonjour @lea@mastodon.social !", len("Bonjour @lea !")),
    ("graphemes_short_urls", "lea@mastodon.social", 19),
    ("graphemes_short_urls", FAMILY, 1),
    ("graphemes_short_urls", "Un café ☕️", 9),
    ("after_entities", "<b>gras</b> &amp; <i>fin</i>", 10),
    ("after_entities", "3 < 4", 5),
    ("after_entities", "🎉", 2),
]


@pytest.mark.parametrize(("unit", "text", "length"), VECTORS)
def test_a_text_counts_as_its_network_counts_it(unit, text, length):
    assert UNITS[unit](text) == length


@given(st.text())
def test_every_unit_counts_any_text(text):
    assert all(count(text) >= 0 for count in UNITS.values())


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_the_plain_units_agree_with_python(text):
    assert UNITS["utf16"](text) == len(text.encode("utf-16-le")) // 2
    assert UNITS["utf8_bytes"](text) == len(text.encode())
    assert UNITS["graphemes"](text) <= UNITS["codepoints"](text) <= UNITS["utf16"](text) <= UNITS["utf8_bytes"](text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), max_codepoint=0x24F)))
def test_x_counts_a_text_the_same_composed_and_decomposed(text):
    assert UNITS["x_weighted"](text) == UNITS["x_weighted"](unicodedata.normalize("NFD", text))


LONG = {
    "ascii": "mot " * 25_000,
    "accents": "é" * 100_000,
    "families": FAMILY * 14_000,
    "urls": "https://example.com/a " * 4_500,
    "a url of dots": "https://example.com/" + "." * 100_000,
    "a host without end": "https://" + "a" * 100_000,
    "many hosts": "http://a." * 11_000,
    "mentions": "@lea@b.c " * 11_000,
    "dashes": "@a@b" + "-" * 100_000,
    "tags": "<" * 100_000,
    "open tags": "<b " * 33_000,
    "marks": "a" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_hundred_thousand_characters_count_quickly(unit, text):
    UNITS[unit]("warm")
    began = time.process_time()
    UNITS[unit](text)
    assert time.process_time() - began < 2.0


def official(section: str) -> list[dict]:
    if not SPECS:
        return []
    return yaml.safe_load((Path(SPECS) / "x/twitter-text/validate.yml").read_text())["tests"][section]


@pytest.mark.skipif(not SPECS, reason="NETWORK_SPECS does not name a folder with x/twitter-text/validate.yml")
@pytest.mark.parametrize("section", ["WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest"])
def test_x_counts_as_its_own_vectors_say(section):
    cases = official(section)
    assert cases
    wrong = {
        case["description"]: (UNITS["x_weighted"](case["text"]), case["expected"]["weightedLength"])
        for case in cases
        if UNITS["x_weighted"](case["text"]) != case["expected"]["weightedLength"]
    }
    assert not wrong


@pytest.mark.skipif(not SPECS, reason="NETWORK_SPECS does not name a folder with x/twitter-text/validate.yml")
def test_what_x_calls_a_valid_length_fits_280():
    cases = official("tweets")
    assert len(cases) > 5
    assert all(UNITS["x_weighted"](case["text"]) <= 280 for case in cases if case["expected"])


SINGLE = [chr(number) for span in (range(0x300), range(0x2010, 0x2028), range(0x20A0, 0x20C1)) for number in span]


@given(st.text(st.sampled_from([*SINGLE, "\u0301", "\u200d", "👍", "🏽"])))
def test_signs_that_never_join_are_counted_as_clusters_are(text):
    assert graphemes(text) == len(regex.findall(r"\X", text))
