"""Asking a network about an account, and what follows when it does not answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from lib import clock, patience
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from networks.base import AccessExpired, AccessLost, Busy, Connection, Unsupported
from publishing.accounts import accounts
from publishing.models import Account

REST = timedelta(minutes=2)  # how long a network that was busy and named no time is left alone
LONG_REST = timedelta(days=1)  # how long one that has no such thing is
T = TypeVar("T")


def waits(account: Account, what: str) -> bool:
    """Whether the network asked to be left alone with this."""
    return patience.waits(f"{what}:{account.pk}")


def once(account: Account, question: Callable[[Connection], T]) -> T:
    """What the network answers to `question`, asked with the account's open connection; expired access is refreshed first.

    Raises AccessLost, WrongKey, Busy, NotReached, Lost, and what the question may raise.
    """
    try:
        return question(accounts.open_connection(account))
    except AccessExpired:
        accounts.refresh(account)
        return question(accounts.connection_of(account))


def ask(account: Account, what: str, question: Callable[[Connection], T]) -> T | None:
    """The same for chores; None when the network does not answer now.

    Lost access, and one that cannot be opened, is marked; a network that is busy is left alone for as long as it wants, or
    two minutes; `what` names the kind of question for that.
    """
    try:
        return once(account, question)
    except (AccessLost, WrongKey) as error:
        accounts.mark_lost(account, str(error))
    except Unsupported:
        patience.wait(f"{what}:{account.pk}", clock.now() + LONG_REST)
    except (Busy, NotReached, Lost) as error:
        patience.wait(f"{what}:{account.pk}", getattr(error, "retry_at", None) or clock.now() + REST)
    return None
