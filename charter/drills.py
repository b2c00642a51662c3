"""Going through the crisis plan as an exercise: what was done, when, by whom, and what was learnt."""

from django.db import transaction
from django.utils.translation import gettext as _

from charter import papers
from charter.models import Drill, Paper
from charter.papers import KINDS, content
from charter.sections import Content
from lib import clock
from team import audit
from team.models import Brand, Membership


class Refused(Exception):
    """An exercise that cannot begin or go on; says why in a sentence."""


def levels(paper: Paper) -> list[str]:
    """The names of the levels, from the mildest to the gravest."""
    return [row["name"] for row in _rows(paper, "levels")]


def steps(paper: Paper) -> list[dict[str, str]]:
    """The checklist: every task of every role, in order."""
    return [{"role": row["role"], "who": row["who"], "task": task} for row in _rows(paper, "roles") for task in tasks(row)]


def tasks(row: Content) -> list[str]:
    """The tasks of a role, one a line."""
    return [line.strip() for line in row["tasks"].splitlines() if line.strip()]


@transaction.atomic
def begin(brand: Brand, level: str, *, by: Membership) -> Drill:
    """Begin an exercise of a level with the plan in force. Raises Refused."""
    paper = papers.of(brand, Paper.Kind.CRISIS)
    if level not in levels(paper):
        raise Refused(_("Choose a level of the plan."))
    if not (todo := steps(paper)):
        raise Refused(_("The plan has no tasks yet: write who does what first."))
    drill = Drill.objects.create(brand=brand, paper=paper, level=level, steps=todo, begun_by=by, who=str(by))
    audit.record("drill.begun", drill, by=by)
    return drill


@transaction.atomic
def tick(brand: Brand, pk: int, step: int, *, by: Membership) -> Drill:
    """Mark a step as done now. A step that is done stays as it is. Raises Refused, and DoesNotExist."""
    drill = _open(brand, pk)
    if not 0 <= step < len(drill.steps):
        raise Refused(_("There is no such step."))
    if "at" not in drill.steps[step]:
        drill.steps[step] |= {"at": clock.now().isoformat(), "by": str(by)}
        drill.save(update_fields=["steps"])
    return drill


@transaction.atomic
def finish(brand: Brand, pk: int, debrief: str, *, by: Membership) -> Drill:
    """End the exercise with what was learnt. Raises Refused, and DoesNotExist."""
    drill = _open(brand, pk)
    drill.ended_at, drill.debrief = clock.now(), debrief
    drill.save(update_fields=["ended_at", "debrief"])
    audit.record("drill.ended", drill, by=by, done=drill.done, steps=len(drill.steps))
    return drill


def _open(brand: Brand, pk: int) -> Drill:
    drill = Drill.objects.select_for_update(of=("self",)).get(brand=brand, pk=pk)
    if drill.ended_at:
        raise Refused(_("This exercise is over."))
    return drill


def _rows(paper: Paper, name: str) -> list[Content]:
    found: list[Content] = content(paper, KINDS[Paper.Kind.CRISIS].parts[name])["rows"]
    return found
