"""Making a visual: a template filled in, drawn in the brand's look, held to what the charter and readers ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise

import regex
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charter.models import Charter
from editorial.library import assets
from editorial.library.assets import Taken
from editorial.models import Asset
from editorial.refusals import NotPossible
from editorial.visuals import look
from editorial.visuals.templates import FORMATS, LEAST, TEMPLATES, Format, Slot, Template
from lib import colours, visuals
from lib.findings import Advice, Blocker, Finding
from lib.visuals import Board, Box, Shape, Text, Visual
from team.models import Membership

MARGIN, GAP = 8.0, 4.0  # hundredths of the shorter side
BAR = (9.0, 1.1)
LARGE = 6.0  # letters of that size are large: 24 pixels on a phone
PREVIEW = 720
MARKS = {"fr": ("«\u00a0", "\u00a0»")}
_TOGETHER = regex.compile(r" (?=[:;?!»%€])|(?<=«) |(?<=\d) (?=(?:h|€|km|kg|g|cl|ans|min)\b)|(?<=\d h) (?=\d)")


@dataclass(frozen=True)
class Wish:
    """What somebody wants: a template, a format, the words by the names of slots, colours ("" as they read best), a logo
    (its name, "" for the fitting one, "none")."""

    template: str
    format: str
    words: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""
    ink: str = ""
    accent: str = ""
    logo: str = ""
    language: str = "fr"

    @classmethod
    def of(cls, asset: Asset) -> "Wish | None":
        """What a picture of the library was drawn from; None for one that no template of today has made."""
        kept = asset.visual or {}
        return cls(**kept) if kept.get("template") in TEMPLATES and kept.get("format") in FORMATS else None

    @property
    def name(self) -> str:
        """What its file is called."""
        first = next((text for _slot, text in self.said), self.template)
        return f"{slugify(first)[:60] or self.template}.png"

    @property
    def kind(self) -> Template:
        """The template."""
        return TEMPLATES[self.template]

    @property
    def shape(self) -> Format:
        """The format."""
        return FORMATS[self.format]

    @property
    def said(self) -> list[tuple[Slot, str]]:
        """The texts that are filled in, in their order."""
        texts = ((slot, self.words.get(slot.name, "").strip()) for slot in self.kind.slots)
        return [(slot, self._marked(slot, text)) for slot, text in texts if text]

    @property
    def example(self) -> "Wish":
        """The same with what each text is called in its place: what an empty one will look like."""
        return replace(self, words={slot.name: str(slot.label) for slot in self.kind.slots})

    def _marked(self, slot: Slot, text: str) -> str:
        opened, closed = MARKS.get(self.language, ("“", "”"))
        bare = text.strip('«»“”"\u00a0\u202f ')
        return f"{opened}{bare}{closed}" if self.kind.quoted and slot.name == "title" else text

    def coloured(self, palette: look.Palette) -> "Wish":
        """The same with every colour chosen."""
        ground = self.ground or (palette.all[0])
        ink = self.ink or palette.ink_on(ground)
        return replace(self, ground=ground, ink=ink, accent=self.accent or palette.accent_on(ground, ink))


@dataclass(frozen=True)
class Made:
    """A drawn visual, and what is to be said of it."""

    visual: Visual
    findings: list[Finding]
    ratio: float  # the weakest contrast of words with their ground

    @property
    def blocked(self) -> bool:
        """Whether it must not be kept as it is."""
        return any(isinstance(finding, Blocker) for finding in self.findings)


def make(charter: Charter, wish: Wish, *, preview: bool = False) -> Made:
    """Draw it. The charter is one from `charter.current.of`. Raises lib.visuals.CannotDraw."""
    wish = wish.coloured(look.palette(charter))
    name, fitting = look.logo_for(charter, wish.ground, wish.logo)
    board = _board(charter, wish, name)
    drawn = visuals.draw(board, preview=PREVIEW if preview else None)
    found = [*_words(wish, drawn), *_contrasts(wish, drawn), *_logo(charter, board, drawn, name, fitting=fitting)]
    return Made(drawn, sorted(found, key=lambda finding: not isinstance(finding, Blocker)), _weakest(wish))


def alt_of(wish: Wish) -> str:
    """What the picture shows in words: those that stand on it."""
    texts = [text for _slot, text in wish.said]
    ends = ["" if text[-1] in ".!?…»”" or after[:1].islower() else "." for text, after in pairwise([*texts, "."])]
    return " ".join(text + end for text, end in zip(texts, ends, strict=True))


@transaction.atomic
def keep(charter: Charter, wish: Wish, *, by: Membership, alt: str = "") -> Taken:
    """Draw it and put it into the library. Raises NotPossible where words do not fit, CannotDraw, BadFile."""
    made = make(charter, wish)
    if blockers := [finding.sentence for finding in made.findings if isinstance(finding, Blocker)]:
        raise NotPossible(" ".join(blockers))
    file = SimpleUploadedFile(wish.name, made.visual.data, "image/png")
    taken = assets.take_in(by.brand, file, by=by, alt=alt.strip() or alt_of(wish))
    Asset.objects.filter(pk=taken.asset.pk).update(visual=asdict(wish))
    return taken


# --- where everything stands --------------------------------------------------------------------------------------------
def _board(charter: Charter, wish: Wish, name: str) -> Board:
    shape = wish.shape
    unit = min(shape.width, shape.height) / 100
    margin, veiled = round(MARGIN * unit), round(shape.veiled * shape.height)
    found = look.logo(charter, name, unit) if name else None
    bottom, placed = shape.height - veiled - margin, None
    if found:
        data, wide, high = found
        room = look.room(charter, Box(0, 0, wide, high))
        edge = max(margin, room)
        place = Box(edge, shape.height - veiled - edge - high, wide, high)
        placed, bottom = (data, place), place.y - max(room, round(GAP * unit))
    zone = Box(margin, veiled + margin, shape.width - 2 * margin, max(bottom - veiled - margin, 1))
    bar = Shape(0, 0, round(BAR[0] * unit), round(BAR[1] * unit), wish.accent) if wish.kind.bar else None
    texts = _texts(wish, zone, unit)
    gap, sits = round(GAP * unit), wish.kind.sits
    colour, fonts = wish.ground, look.faces(charter)
    return Board(shape.width, shape.height, colour, zone, gap, texts, (), bar, sits, placed, fonts)


def _texts(wish: Wish, zone: Box, unit: float) -> list[Text]:
    """The texts with their sizes, and the room that each has of the whole."""
    said = wish.said
    whole, above = sum(slot.share for slot, _text in said), GAP + BAR[1] if wish.kind.bar else 0
    free = zone.h - (above + GAP * max(len(said) - 1, 0)) * unit
    return [
        Text(
            slot.name,
            _TOGETHER.sub("\u00a0", text),
            slot.font,
            slot.weight,
            getattr(wish, slot.tint),
            round(slot.most * unit),
            round(LEAST * unit),
            max(round(free * slot.share / whole), 1),
        )
        for slot, text in said
    ]


# --- what is to be said of it -------------------------------------------------------------------------------------------
def _words(wish: Wish, drawn: Visual) -> Iterator[Finding]:
    if not any(slot.required for slot, _text in wish.said):
        wanted = next(slot for slot in wish.kind.slots if slot.required)
        yield Blocker("visual.empty", _("Fill in “%(field)s”.") % {"field": wanted.label}, about=wanted.name)
    for slot, text in wish.said:
        written = drawn.texts[slot.name]
        if written.fits is not None:
            sentence = _("“%(field)s” does not fit, even in the smallest letters: %(fits)d of %(all)d characters do. Shorten it.")
            words = {"field": slot.label, "fits": written.fits, "all": len(text)}
            yield Blocker("visual.over", sentence % words, about=slot.name)
        if written.lacks:
            sentence = _("The font has no %(signs)s: other signs stand in their place.")
            yield Blocker("visual.letters", sentence % {"signs": " ".join(written.lacks[:10])}, about=slot.name)


def _contrasts(wish: Wish, drawn: Visual) -> Iterator[Finding]:
    """What is hard to read: large letters need less contrast than small ones (WCAG 2.2, 1.4.3)."""
    unit = min(wish.shape.width, wish.shape.height) / 100
    for slot, _text in wish.said:
        ratio = colours.contrast(getattr(wish, slot.tint), wish.ground)
        wanted = colours.LARGE if drawn.texts[slot.name].size >= LARGE * unit else colours.TEXT
        if ratio < wanted:
            sentence = _("“%(field)s” is hard to read: its contrast with the ground is %(ratio)s, and %(wanted)s is wanted.")
            yield Advice(
                "visual.contrast",
                sentence % {"field": slot.label, "ratio": number_format(ratio, 1), "wanted": number_format(wanted, 1)},
                about=slot.name,
            )


def _weakest(wish: Wish) -> float:
    return min((colours.contrast(getattr(wish, slot.tint), wish.ground) for slot, _text in wish.said), default=21.0)


def _logo(charter: Charter, board: Board, drawn: Visual, name: str, *, fitting: bool) -> Iterator[Finding]:
    if board.logo is None:
        if not look.logos_of(charter):
            yield Advice("visual.logo", _("The charter has no logo yet: nothing tells whose picture this is."), about="logo")
        elif name:
            yield Advice("visual.logo", _("The file of the logo is lost: put it into the charter again."), about="logo")
        else:
            yield Advice("visual.logo", _("The logo of the charter is not on it."), about="logo")
        return
    if not fitting:
        sentence = _("The charter has no logo for dark grounds: look whether this one can be seen, or choose a light ground.")
        yield Advice("visual.ground", sentence, about="logo")
    safe = board.logo[1].wider(look.room(charter, board.logo[1]))
    inside = safe.x >= 0 and safe.y >= 0 and safe.x + safe.w <= board.width and safe.y + safe.h <= board.height
    if not inside or any(safe.meets(text.box) for text in drawn.texts.values()):
        yield Advice("visual.room", _("Something stands in the room that the charter keeps free around the logo."), about="logo")
