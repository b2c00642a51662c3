"""How far the accounts are recognisably the brand: what their networks told of their names when they were connected."""

from dataclasses import dataclass

from lib.text import words
from publishing.models import Account
from team.models import Brand


@dataclass(frozen=True)
class Likeness:
    """An account held against the brand's name: whether its own name carries it, and whether its handle does."""

    account: Account
    named: bool
    handled: bool


def of_brand(brand: Brand) -> list[Likeness]:
    """Every account that is not disconnected; one query."""
    known = brand.accounts.exclude(state=Account.State.DISCONNECTED).order_by("network_name", "handle")
    return [Likeness(account, carries(account.name, brand.name), carries(account.handle, brand.name)) for account in known]


def carries(text: str, name: str) -> bool:
    """Whether the words of the name stand in the text, whatever the case, accents and signs between them."""
    return "".join(words(name)) in "".join(words(text.replace("_", " ")))
