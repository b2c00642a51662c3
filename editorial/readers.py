"""Those who decide without an account, by a link."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Somebody with a link: the name they gave, the address the link was mailed to (empty for none), the step it counts for.

    `step` 0 is for reading and commenting only.
    """

    name: str
    step: int = 0
    email: str = ""

    def __str__(self) -> str:
        return self.name
