"""Every pair of colours that meets on a page reads well by day and by night (WCAG 2.2: 4.5 for words, 3 for signs)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static/css/tokens.css").read_text()
DAY, NIGHT = 0, 1
GROUNDS = ("paper", "surface", "sunk")
WORDS = ("ink", "ink-2", "ink-3", "accent", "accent-strong", "good", "warn", "bad", "info", "note")
TONES = ("accent", "good", "warn", "bad", "info", "note")
TINTS = dict(re.findall(r'\[data-tint="(\w+)"\] \{ (.*?) \}', TOKENS))


def colour(name: str, theme: int) -> tuple[float, float, float]:
    """The red, green and blue of a token, 0 to 1."""
    value = re.search(rf"--{name}: (.*?);", TOKENS)[1]
    if value.startswith("var("):
        return colour(value[6:-1], theme)
    pair = re.fullmatch(r"light-dark\((#\w{6}), (#\w{6})\)", value)
    assert pair, f"--{name} is not light-dark(#day, #night)"
    text = pair[theme + 1]
    return tuple(int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))


def tint(name: str, theme: int, *, soft: bool) -> tuple[float, float, float]:
    hue = float(re.search(r"--tint-hue: ([\d.]+)", TINTS[name])[1])
    found = re.search(r"--tint-chroma: ([\d.]+)", TINTS[name])
    chroma = float(found[1]) if found else 0.1
    if soft:
        return oklch(*((0.94, 0.032), (0.3, 0.045))[theme], hue)
    return oklch(*((0.48, chroma), (0.79, chroma * 0.9))[theme], hue)


def oklch(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """To sRGB, as in CSS Color 4; what lies outside of the screen's colours is cut."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return tuple(min(max(_encode(part), 0), 1) for part in linear)


def _encode(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def luminance(rgb) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
class TestBothThemes:
    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("words", WORDS)
    def test_words_read_on_every_ground(self, words, ground, theme):
        assert contrast(colour(words, theme), colour(ground, theme)) >= 4.5

    @pytest.mark.parametrize("tone", TONES)
    def test_a_tone_and_ink_read_on_its_soft_ground(self, tone, theme):
        soft = colour(f"{tone}-soft", theme)
        assert contrast(colour(tone, theme), soft) >= 4.5
        assert contrast(colour("ink", theme), soft) >= 4.5
        assert contrast(colour("ink-2", theme), soft) >= 4.5

    def test_quiet_words_read_on_a_quiet_pill(self, theme):
        assert contrast(colour("ink-2", theme), colour("idle-soft", theme)) >= 4.5

    @pytest.mark.parametrize(
        ("words", "ground"),
        [("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-bad", "bad"), ("accent-strong", "accent-soft")],
    )
    def test_words_read_on_filled_buttons(self, words, ground, theme):
        assert contrast(colour(words, theme), colour(ground, theme)) >= 4.5

    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("edge", ["line-strong", "accent", "bad"])
    def test_edges_of_fields_and_the_focus_are_seen(self, edge, ground, theme):
        assert contrast(colour(edge, theme), colour(ground, theme)) >= 3

    @pytest.mark.parametrize("name", sorted(TINTS))
    def test_tints_are_seen_and_carry_words(self, name, theme):
        assert contrast(tint(name, theme, soft=False), colour("paper", theme)) >= 3
        assert contrast(colour("ink", theme), tint(name, theme, soft=True)) >= 4.5
        assert contrast(colour("ink-2", theme), tint(name, theme, soft=True)) >= 4.5


def test_the_measure_knows_black_on_white():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert oklch(1, 0, 0) == pytest.approx((1, 1, 1), abs=0.001)
