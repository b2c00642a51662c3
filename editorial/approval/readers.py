"""Those who decide by a link."""

from dataclasses import dataclass

from team.models import Membership


@dataclass(frozen=True)
class Reader:
    """Somebody with a link: the name they gave, the address the link was mailed to (empty for none), the step it counts for.

    `step` 0 is for reading and commenting only. `member` is the colleague to whom the link was mailed: they decide as
    themselves.
    """

    name: str
    step: int = 0
    email: str = ""
    member: Membership | None = None

    def __str__(self) -> str:
        return self.name
