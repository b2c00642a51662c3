"""What was already done for a parcel that takes several calls."""

from typing import Protocol

ABSENT = "absent"  # the step by which a person has said that the parcel is not there, since it was last sent


class Steps(Protocol):
    """What was already done for a parcel that takes several calls; `record` has returned only when it is kept for good."""

    def recall(self, name: str) -> str | None: ...

    def record(self, name: str, result: str) -> None: ...


class MemorySteps:
    """Steps kept in a dict, for tests and for parcels nobody will resume."""

    def __init__(self) -> None:
        self.done: dict[str, str] = {}

    def recall(self, name: str) -> str | None:
        """The result of the step, or None."""
        return self.done.get(name)

    def record(self, name: str, result: str) -> None:
        """Keep the result of the step."""
        self.done[name] = result
