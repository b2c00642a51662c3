"""Which texts of many say the same, or nearly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lib.text import words

RUN = 2  # words that are looked at together
NEAR = 0.6  # share of such runs that two texts have in common
COMMON = 60  # texts that share a run before it counts for nothing: a signature, a line of hashtags


class Shelf:
    """Texts by what they say. Keys are whatever names a text; what is put in first is found by what comes later."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()):
        self.same: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.runs: dict[int, list[str]] = defaultdict(list)
        for key, text in texts:
            self.put(key, text)

    def put(self, key: str, text: str) -> None:
        """Keep a text."""
        said = words(text)
        if not said:
            return
        self.same.setdefault(" ".join(said), key)
        runs = _runs(said)
        self.sizes[key] = len(runs)
        for run in runs:
            if len(self.runs[run]) <= COMMON:
                self.runs[run].append(key)

    def find(self, text: str) -> tuple[str, bool] | None:
        """The key of a text that says the same (True) or nearly the same (False)."""
        said = words(text)
        if not said:
            return None
        if key := self.same.get(" ".join(said)):
            return key, True
        return self._near(_runs(said))

    def _near(self, runs: set[int]) -> tuple[str, bool] | None:
        shared: dict[str, int] = defaultdict(int)
        for run in runs:
            there = self.runs.get(run, ())
            if len(there) <= COMMON:
                for key in there:
                    shared[key] += 1
        best = max(shared, key=lambda key: self._likeness(key, shared, runs), default=None)
        return (best, False) if best and self._likeness(best, shared, runs) >= NEAR else None

    def _likeness(self, key: str, shared: Mapping[str, int], runs: set[int]) -> float:
        return shared[key] / (self.sizes[key] + len(runs) - shared[key])


def _runs(said: list[str]) -> set[int]:
    return {hash(tuple(said[place : place + RUN])) for place in range(max(len(said) - RUN + 1, 1))}
