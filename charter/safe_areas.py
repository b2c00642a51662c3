"""The room that nothing may enter around the logo, drawn to scale."""

from dataclasses import dataclass

from charter import logos
from charter.models import Charter

HIGH = 100  # units of the drawing that the logo is high


@dataclass(frozen=True)
class Plan:
    """A drawing in units of which the logo is 100 high: `wide` it is, `room` is left free on every side, `around` is the
    drawing's edge; `across` and `down` are the sizes of the whole and of the safe area."""

    wide: int
    room: int
    around: int = 6

    @property
    def across(self) -> tuple[int, int]:
        """How wide the drawing and the safe area are."""
        area = self.wide + 2 * self.room
        return area + 2 * self.around, area

    @property
    def down(self) -> tuple[int, int]:
        """How high they are."""
        area = HIGH + 2 * self.room
        return area + 2 * self.around, area

    @property
    def start(self) -> int:
        """Where the logo begins, from the left and from the top."""
        return self.room + self.around


def plan(charter: Charter) -> Plan | None:
    """The drawing of a charter that has a logo and says its room; None for others, and where the file is lost."""
    if not charter.logo or not charter.safe_share:
        return None
    try:
        logo = logos.drawn(charter.brand, charter.logo)
    except FileNotFoundError:
        return None
    return Plan(round(HIGH * logo.width / logo.height), charter.safe_share)
