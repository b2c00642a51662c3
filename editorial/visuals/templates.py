"""The templates of visuals, as data: which texts each has, how large they may be, and the formats they come in.

Sizes are hundredths of a picture's shorter side.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib.visuals import TEXT, TITLE

LEAST = 2.8  # smaller than that, words cannot be read on a phone


@dataclass(frozen=True)
class Slot:
    """A text of a template: `most` is its largest size, `share` its part of the room, `tint` says in which colour it stands."""

    name: str
    label: str | Promise
    most: float
    share: float
    font: int = TEXT
    weight: int = 400
    tint: str = "ink"
    longest: int = 120
    required: bool = False
    lines: int = 1


@dataclass(frozen=True)
class Template:
    """A kind of visual. With a `bar` a short one stands above; `quoted` puts marks around its title; `sits` as in lib.visuals."""

    name: str
    label: str | Promise
    hint: str | Promise
    slots: tuple[Slot, ...]
    bar: bool = True
    quoted: bool = False
    sits: float = 0.5


@dataclass(frozen=True)
class Format:
    """A size in pixels; nothing is written in `veiled` of its height at the top and at the bottom, where networks put signs."""

    name: str
    label: str | Promise
    width: int
    height: int
    veiled: float = 0.0


TEMPLATES = {
    each.name: each
    for each in (
        Template(
            "quote",
            _("Quote"),
            _("What somebody said, and who."),
            (
                Slot("title", _("The words"), 10, 0.8, TITLE, 450, longest=280, required=True, lines=3),
                Slot("detail", _("Who said it"), 4, 0.2, TEXT, 500, "accent"),
            ),
            quoted=True,
        ),
        Template(
            "announcement",
            _("Announcement"),
            _("Something happens: what, when and where."),
            (
                Slot("over", _("Above the title"), 3.8, 0.12, TEXT, 600, "accent", longest=60),
                Slot("title", _("Title"), 13, 0.6, TITLE, 500, longest=120, required=True, lines=2),
                Slot("detail", _("When and where"), 4.6, 0.28, TEXT, 450, longest=160, lines=2),
            ),
        ),
        Template(
            "figure",
            _("Figure"),
            _("A number, what it counts, and where it comes from."),
            (
                Slot("title", _("The figure"), 30, 0.5, TITLE, 500, "accent", longest=14, required=True),
                Slot("text", _("What it counts"), 6, 0.35, TEXT, 500, longest=140, lines=2),
                Slot("detail", _("Source"), 3.4, 0.15, TEXT, 400, longest=100),
            ),
            bar=False,
        ),
        Template(
            "tip",
            _("Tip"),
            _("A short piece of advice with its reason."),
            (
                Slot("over", _("Above the title"), 3.8, 0.1, TEXT, 600, "accent", longest=60),
                Slot("title", _("The advice"), 10, 0.45, TITLE, 500, longest=100, required=True, lines=2),
                Slot("text", _("Why, or how"), 5, 0.45, TEXT, 400, longest=320, lines=4),
            ),
            sits=0.4,
        ),
    )
}

FORMATS = {
    each.name: each
    for each in (
        Format("square", _("Square"), 1080, 1080),
        Format("portrait", _("Portrait"), 1080, 1350),
        Format("story", _("Story"), 1080, 1920, veiled=0.13),
        Format("landscape", _("Landscape"), 1600, 900),
    )
}
FIELDS = {name: max(slot.longest for each in TEMPLATES.values() for slot in each.slots if slot.name == name)
          for name in ("over", "title", "text", "detail")}  # fmt: skip
