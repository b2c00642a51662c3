"""Asking for clips of a film and pictures of a document's pages, and changing one's mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.library import cutting, documents, keeping, moments
from editorial.models import CUT_FLOW, Asset, Cut, CutState
from editorial.refusals import Refusal
from team.audit import record
from team.models import Membership

SHORTEST = 0.5  # seconds
MOST = 30  # clips asked for at once


class BadMark(Refusal):
    """The marks of a clip cannot be used; `number` is its place among those asked for, from 0 on."""

    def __init__(self, number: int, sentence: str):
        super().__init__(sentence)
        self.number = number


@dataclass(frozen=True)
class Mark:
    """A part of a film: from where to where, in seconds, and how the clip is called."""

    starts: float
    ends: float
    name: str = ""


def check(film: Asset, marks: Sequence[Mark]) -> None:
    """Raises BadMark for the first that cannot be used, Refusal for too many or none, BadFile where there is no room."""
    if not marks:
        raise Refusal(_("Mark at least one clip: from where to where."))
    if len(marks) > MOST:
        raise Refusal(ngettext("%d clip at a time at most.", "%d clips at a time at most.", MOST) % MOST)
    for number, mark in enumerate(marks):
        if trouble := _against(film, mark):
            raise BadMark(number, trouble)
    keeping.room(film.brand, 0)


def _against(film: Asset, mark: Mark) -> str:
    lasts = film.seconds or 0.0
    if mark.starts >= lasts:
        return _("The film is over at %(end)s: begin before that.") % {"end": moments.shown(lasts)}
    if mark.ends <= mark.starts:
        return _("The clip ends before it begins: choose a later end.")
    if mark.ends > lasts + 0.1:
        return _("The film ends at %(end)s: choose an earlier end.") % {"end": moments.shown(lasts)}
    if mark.ends - mark.starts < SHORTEST:
        return _("A clip lasts half a second at least.")
    return ""


@transaction.atomic
def cut(film: Asset, marks: Sequence[Mark], *, by: Membership) -> list[Cut]:
    """Ask for clips; each becomes an asset of its own. Raises BadMark, Refusal, BadFile."""
    check(film, marks)
    lasts = film.seconds or 0.0
    asked = [
        Cut(brand=film.brand, film=film, name=_name(film, mark), starts=mark.starts, ends=min(mark.ends, lasts), by=by)
        for mark in marks
    ]
    Cut.objects.bulk_create(asked)
    record("film.cut", film, by=by, clips=len(asked))
    cutting.soon()
    return asked


@transaction.atomic
def draw(document: Asset, pages: Sequence[int], *, by: Membership) -> list[Cut]:
    """Ask for pictures of pages; each becomes an asset of its own. Raises BadFile where there is no room."""
    keeping.room(document.brand, 0)
    asked = [
        Cut(brand=document.brand, film=document, kind=Cut.Kind.PAGE, page=page, name=documents.name_of(document, page), by=by)
        for page in pages
    ]
    Cut.objects.bulk_create(asked)
    record("document.pages", document, by=by, pages=len(asked))
    cutting.soon()
    return asked


def _name(film: Asset, mark: Mark) -> str:
    stem = film.name.rpartition(".")[0] or film.name
    return (mark.name.strip() or f"{stem} {moments.shown(mark.starts)}–{moments.shown(mark.ends)}")[:200]


def cancel(asked: Cut, *, by: Membership) -> None:
    """Let it be: what is being made stops within a second or two. Raises StaleState, NoSuchMove for what is at its end."""
    CUT_FLOW.move(asked, CutState.CANCELLED)


def again(asked: Cut, *, by: Membership) -> None:
    """Try once more what failed. Raises StaleState, NoSuchMove."""
    CUT_FLOW.move(asked, CutState.WAITING, tries=0, share=0.0, trouble="", facts={}, beat_at=None)
    cutting.soon()


def parts(film: Asset, longest: float) -> list[Mark]:
    """The whole film as clips of one length, none longer than `longest` seconds."""
    lasts = film.seconds or 0.0
    count = min(MOST, max(1, ceil((lasts - 0.05) / longest)))
    step = min(longest, lasts / count)
    stem = film.name.rpartition(".")[0] or film.name
    edges = [round(step * number, 1) for number in range(count)] + [min(lasts, step * count)]
    return [Mark(edges[number], edges[number + 1], f"{stem} {number + 1}/{count}") for number in range(count)]
