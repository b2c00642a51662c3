"""What a check has to say about a draft: typed, with a sentence for a person and the rule it comes from."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Finding:
    """One remark on a draft.

    `rule` names where it comes from (a charter's rule, a network's limit); `sentence` is for a person, translated;
    `place` is the (start, end) range of characters in the text when the remark is about a place; `mend` is a
    replacement for that range, or for the one at `at`, when there is one; `about` is the name of the part of the draft:
    text, media, link, when.
    """

    rule: str
    sentence: str
    place: tuple[int, int] | None = None
    mend: str | None = None
    about: str = "text"
    at: tuple[int, int] | None = None

    level: ClassVar[str] = ""

    @property
    def mended(self) -> tuple[int, int] | None:
        """The range that `mend` is for."""
        return self.at or self.place


class Blocker(Finding):
    """Stops the draft from being planned."""

    level = "blocker"


class NeedsApproval(Finding):
    """May leave only after somebody with the right has looked at it."""

    level = "needs_approval"


class Advice(Finding):
    """Worth reading; stops nothing."""

    level = "advice"


LEVELS = (Blocker.level, NeedsApproval.level, Advice.level)


def by_weight(findings: "list[Finding]") -> "list[Finding]":
    """The same findings, what blocks first."""
    return sorted(findings, key=lambda finding: LEVELS.index(finding.level))


def blocks(findings: "list[Finding]") -> bool:
    """Whether any of them stops the draft."""
    return any(isinstance(finding, Blocker) for finding in findings)
