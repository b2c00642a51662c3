"""What the charter has to say about a draft. Pure: the charter's words in, findings out."""

from lib.findings import Finding
from team.models import Brand


def findings(brand: Brand, text: str, *, alts: list[str] | None = None) -> list[Finding]:
    """Findings of the charter in force on a text and the alternative texts of its pictures, worst first."""
    raise NotImplementedError
