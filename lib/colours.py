"""Colours as people write them, and how well one reads on another."""

import re

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_RGB = re.compile(r"(?:rgb\()?\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*\)?", re.IGNORECASE)

WHITE, BLACK = "#ffffff", "#000000"
TEXT, LARGE = 4.5, 3.0  # contrast that text needs, and large text or signs (WCAG 2.2, 1.4.3 and 1.4.11)


def parse(text: str) -> str:
    """The colour as #rrggbb, from #rrggbb, #rgb or rgb(r, g, b), with or without signs. Raises ValueError."""
    if found := _HEX.fullmatch(text.strip()):
        digits = found[1].lower()
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
    if found := _RGB.fullmatch(text.strip()):
        parts = [int(part) for part in found.groups()]
        if max(parts) <= 255:
            return "#{:02x}{:02x}{:02x}".format(*parts)
    raise ValueError(f"no colour: {text!r}")


def luminance(colour: str) -> float:
    """How light #rrggbb is, from 0 to 1 (WCAG relative luminance)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21 (WCAG)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
