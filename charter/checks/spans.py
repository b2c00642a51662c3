"""Stretches of a text that are left out of a check."""

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Stretches (start, end), asked quickly whether they hold or touch a place."""

    def __init__(self, spans: Iterable[Span]):
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, place: int) -> bool:
        """Whether the place lies in one of them."""
        return self.touch(place, place + 1)

    def touch(self, start: int, end: int) -> bool:
        """Whether the stretch from `start` to before `end` overlaps one of them."""
        before = bisect_right(self._starts, end - 1) - 1
        return before >= 0 and start < self._ends[before]
