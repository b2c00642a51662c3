"""What a network shows of an account to whoever comes by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """An account as people see it. What is left empty there is ""; what the network does not give at all is None.

    `picture_url` and `banner_url` are open addresses: asking for them takes no proof of the account.
    """

    name: str
    description: str | None = None
    picture_url: str | None = None
    banner_url: str | None = None
