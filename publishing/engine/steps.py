"""Steps of a publication, kept in its rows. Who sends does not write them: one ledger commits those of many at once."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue
from types import MappingProxyType
from typing import Any

from django.db import connections

from lib import clock
from publishing.models import Publication, Step

PATIENCE = 20.0  # seconds that a step may take to be kept; then the sending stops, and nothing visible has happened


class NotKept(Exception):
    """A step could not be written down, so the call after it must not be made."""


@dataclass
class Entry:
    """One step on its way into the database."""

    publication: int
    name: str
    result: str
    kept: threading.Event = field(default_factory=threading.Event)
    trouble: Exception | None = None


class Ledger:
    """Writes steps that many threads hand in, as many in a transaction as wait. Used as a context; its thread ends with it."""

    def __init__(self) -> None:
        self._entries: SimpleQueue[Entry | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._thread:
            self._entries.put(None)
            self._thread.join()

    def keep(self, publication: int, name: str, result: str) -> None:
        """Return when the step is committed. Raises NotKept when it is not."""
        entry = Entry(publication, name, result)
        self._entries.put(entry)
        self._start()
        if not entry.kept.wait(PATIENCE) or entry.trouble:
            raise NotKept(str(entry.trouble or "the database does not answer"))

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_all, daemon=True, name="steps")
                self._thread.start()

    def _write_all(self) -> None:
        try:
            while (entry := self._entries.get()) is not None:
                batch, over = [entry], False
                while not self._entries.empty():
                    if (more := self._entries.get()) is None:
                        over = True
                        break
                    batch.append(more)
                _write(batch)
                if over:
                    return
        finally:
            connections.close_all()


def _write(batch: list[Entry]) -> None:
    newest = {(entry.publication, entry.name): entry for entry in batch}
    try:
        _upsert(newest.values())
    except Exception as error:
        connections.close_all()
        for entry in batch:
            entry.trouble = error
    for entry in batch:
        entry.kept.set()


def _upsert(entries: Iterable[Entry]) -> None:
    rows = [Step(publication_id=entry.publication, name=entry.name, result=entry.result, at=clock.now()) for entry in entries]
    Step.objects.bulk_create(rows, update_conflicts=True, unique_fields=["publication", "name"], update_fields=["result", "at"])


class RowSteps:
    """What was already done for a publication; `record` returns when the row is committed. Raises NotKept."""

    def __init__(self, publication: int, ledger: Ledger, done: Mapping[str, str] = MappingProxyType({})):
        self.publication, self.ledger, self.done = publication, ledger, dict(done)

    def recall(self, name: str) -> str | None:
        """The result of the step, or None."""
        return self.done.get(name)

    def record(self, name: str, result: str) -> None:
        """Keep the result of the step for good; a step done anew replaces what it gave before."""
        self.ledger.keep(self.publication, name, result)
        self.done[name] = result


def keep(publication: Publication, name: str, result: str) -> None:
    """Keep one step in the transaction at hand."""
    Step.objects.update_or_create(publication=publication, name=name, defaults={"result": result, "at": clock.now()})


def done_for(publications: Iterable[Publication]) -> dict[int, dict[str, str]]:
    """The steps that earlier tries of these publications have left, by publication."""
    tried = [row.pk for row in publications if row.tries]
    found: dict[int, dict[str, str]] = defaultdict(dict)
    if tried:
        for step in Step.objects.filter(publication_id__among=tried):
            found[step.publication_id][step.name] = step.result
    return found
