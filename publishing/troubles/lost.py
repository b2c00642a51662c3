"""Accounts whose access is lost: one card for each, with what waits behind it, not one for each post."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import clock
from publishing.models import Account, Hold, State
from publishing.troubles.cards import Card
from publishing.troubles.remedies import Actor
from publishing.troubles.wording import moment
from team.models import Brand

BEHIND = Q(state=State.HELD, hold=Hold.ACCOUNT, account__state=Account.State.LOST)  # which publications wait so
ACTS = ("move", "cancel")  # what can be done with one of them before the account is back


@dataclass(frozen=True)
class Lost:
    """An account to reconnect, how much waits behind it, and when the first of that is due, or was; None for nothing."""

    account: Account
    waiting: int = 0
    first: datetime | None = None

    @property
    def card(self) -> Card:
        """The one card for all of it."""
        return Card(
            "alert",
            self._what(),
            _("The access is no longer valid."),
            Actor.ADMINISTRATOR,
            _("Reconnect the account; what waits then leaves by itself, unless it is late by then."),
            self._by(),
            ("reconnect", "check"),
            self.account.lost_reason,
        )

    def _what(self) -> str:
        facts = {"account": self.account, "n": self.waiting}
        if not self.waiting:
            return _("%(account)s must be reconnected.") % facts
        sentence = ngettext(
            "%(account)s must be reconnected; %(n)s is waiting to leave.",
            "%(account)s must be reconnected; %(n)s are waiting to leave.",
            self.waiting,
        )
        return sentence % facts

    def _by(self) -> str:
        if self.first is None:
            return _("Before something is planned there: nothing waits now.")
        if self.first > clock.now():
            return _("Before %(when)s, when the first is due.") % {"when": moment(self.first)}
        return _("The first was due at %(when)s: as soon as you can.") % {"when": moment(self.first)}


def of_brand(brand: Brand) -> list[Lost]:
    """The brand's accounts to reconnect, those first whose posts are due soonest; one query where there is none, else two."""
    accounts = list(brand.accounts.filter(state=Account.State.LOST).order_by("network_name", "handle"))
    behind = brand.publications.filter(BEHIND).order_by().values_list("account")
    counted = behind.annotate(n=Count("pk"), first=Min("planned_for")) if accounts else ()
    waiting = {pk: (n, first) for pk, n, first in counted}
    found = [Lost(account, *waiting.get(account.pk, ())) for account in accounts]
    return sorted(found, key=lambda each: (each.first is None, each.first or clock.now()))
