"""Which texts of many say the same, or nearly, as `lib.alike` judges it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from lib import alike

RUN = 2  # words that are looked at together
COMMON = 60  # texts that share a run before it counts for nothing: a signature, a line of hashtags
COMPARED = 5  # texts that share most runs with one, and are compared with it


class Shelf:
    """Texts by what they say. Keys are whatever names a text; what is put in first is found by what comes later."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()):
        self.texts: dict[str, str] = {}
        self.same: dict[str, str] = {}
        self.runs: dict[int, list[str]] = defaultdict(list)
        for key, text in texts:
            self.put(key, text)

    def put(self, key: str, text: str) -> None:
        """Keep a text."""
        said = alike.bare(text)
        if not said:
            return
        self.same.setdefault(said, key)
        self.texts[key] = said
        for run in _runs(said):
            if len(self.runs[run]) <= COMMON:
                self.runs[run].append(key)

    def find(self, text: str) -> tuple[str, bool] | None:
        """The key of a text that says the same (True) or nearly the same (False)."""
        said = alike.bare(text)
        if key := self.same.get(said):
            return key, True
        shared = Counter(key for run in _runs(said) for key in self._sharing(run))
        likeness = {key: alike.likeness(said, self.texts[key]) for key, _runs in shared.most_common(COMPARED)}
        best = max(likeness, key=lambda key: likeness[key], default=None)
        return (best, False) if best is not None and likeness[best] >= alike.ALIKE else None

    def _sharing(self, run: int) -> list[str]:
        there = self.runs.get(run, [])
        return there if len(there) <= COMMON else []


def _runs(said: str) -> set[int]:
    """The runs of a text's words; none of those with too few to tell anything by."""
    words = said.split()
    return {hash(tuple(words[place : place + RUN])) for place in range(len(words) - 1)} if len(words) >= alike.FEWEST else set()
