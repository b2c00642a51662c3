"""States as declared data, and the one door through which a row changes state.

class State(models.TextChoices): ...
FLOW = Flow(State, {State.DRAFT: {State.SUBMITTED}, State.SUBMITTED: {State.DRAFT, State.APPROVED}, State.APPROVED: set()})
FLOW.move(post, State.SUBMITTED)
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _


class StaleState(Exception):
    """Somebody else changed the row first. `row` is as it was seen; reload it to see what happened."""

    def __init__(self, row: models.Model):
        super().__init__(_("Somebody else was first: this has changed in the meantime."))
        self.row = row


class NoSuchMove(Exception):
    """The flow has no arrow from the row's state to the wanted one."""


class Flow:
    """The states of a kind of row and the moves between them; a hole in the declaration raises when the module loads."""

    def __init__(self, states: type[models.TextChoices], moves: Mapping[Any, Iterable[Any]], field: str = "state"):
        self.states, self.field = states, field
        self.moves = {states(source): frozenset(map(states, targets)) for source, targets in moves.items()}
        missing = set(states) - set(self.moves)
        if missing:
            raise ValueError(f"{states.__name__}: no line for {sorted(missing)}")
        reached = frozenset().union(*self.moves.values())
        orphans = set(states) - reached - {next(iter(states))}
        if orphans:
            raise ValueError(f"{states.__name__}: nothing leads to {sorted(orphans)}")

    def allows(self, source: str, target: str) -> bool:
        """Whether an arrow leads from `source` to `target`."""
        return self.states(target) in self.moves[self.states(source)]

    def check(self, source: str, target: str) -> None:
        """Raises NoSuchMove when no arrow leads from `source` to `target`: for updates that are written by hand."""
        if not self.allows(source, target):
            raise NoSuchMove(f"{self.states.__name__}: {source} -> {target}")

    def sources(self, target: str) -> list[str]:
        """The states from which `target` can be reached in one move."""
        return [source for source, targets in self.moves.items() if self.states(target) in targets]

    def move(self, row: models.Model, to: str, **fields: Any) -> None:
        """Move `row` to state `to`, setting `fields` in the same update.

        The update holds only while the row is still in the state in which it was read: raises StaleState when somebody
        else was first, NoSuchMove when the flow has no such arrow.
        """
        source = getattr(row, self.field)
        if not self.allows(source, to):
            raise NoSuchMove(f"{type(row).__name__}: {source} -> {to}")
        changes = {self.field: to, **fields}
        moved = type(row)._base_manager.filter(pk=row.pk, **{self.field: source}).update(**changes)
        if not moved:
            raise StaleState(row)
        for name, value in changes.items():
            setattr(row, name, value)

    def stay(self, row: models.Model, **fields: Any) -> None:
        """Set `fields` while `row` is still in the state in which it was read; raises StaleState when it is not."""
        kept = type(row)._base_manager.filter(pk=row.pk, **{self.field: getattr(row, self.field)}).update(**fields)
        if not kept:
            raise StaleState(row)
        for name, value in fields.items():
            setattr(row, name, value)

    def move_all(self, rows: "QuerySet[Any]", source: str, to: str, **fields: Any) -> int:
        """Move those of `rows` that are in state `source`, in one update; returns how many moved.

        Raises NoSuchMove when the flow has no such arrow.
        """
        if not self.allows(source, to):
            raise NoSuchMove(f"{rows.model.__name__}: {source} -> {to}")
        return rows.filter(**{self.field: source}).update(**{self.field: to, **fields})
