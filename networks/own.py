"""What an account itself has posted, whoever wrote it: by us, or on the network's own page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OwnPost:
    """A post of the account: its id there, its public address, its words, when it was posted (aware UTC)."""

    id: str
    url: str
    text: str
    at: datetime
