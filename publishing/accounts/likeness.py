"""How far the accounts look and speak as the charter wants: what their networks show of them, held against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from charter import current, marks
from charter.checks.accounts import Shown, Verdict, carries, verdicts
from publishing.models import Account, Profile
from team.models import Brand


@dataclass(frozen=True)
class Likeness:
    """An account held against the charter: whether its handle carries the brand's name, and what is to be said of the rest.

    Until its profile was read, its name is that of the day it was connected, and nothing is known of the rest.
    """

    account: Account
    profile: Profile | None
    handled: bool
    verdicts: Sequence[Verdict]

    @property
    def remarks(self) -> list[Verdict]:
        """What is to be done about it."""
        return [verdict for verdict in self.verdicts if verdict.is_remark]


def of_brand(brand: Brand) -> list[Likeness]:
    """Every account that is not disconnected; two queries."""
    known = brand.accounts.exclude(state=Account.State.DISCONNECTED).select_related("profile")
    charter = current.of(brand)
    rules, logos, wanted = current.rules(charter), marks.of(charter), charter.account_name or brand.name
    return [
        Likeness(account, _profile(account), carries(account.handle, brand.name), verdicts(rules, wanted, logos, _shown(account)))
        for account in known.order_by("network_name", "handle")
    ]


def _profile(account: Account) -> Profile | None:
    return getattr(account, "profile", None)


def _shown(account: Account) -> Shown:
    known = _profile(account)
    if known is None:
        return Shown(account.name or account.handle)
    return Shown(known.name, known.description, known.has_picture, known.marks, known.has_banner, known.banner)
