"""How the accounts of a brand are."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from networks.base import AccessLost, Busy
from publishing import accounts, reconciling
from publishing.models import NEEDS_SOMEBODY, Account, State
from team import audit
from team.models import Brand, Membership


@dataclass(frozen=True)
class Verdict:
    """What a check found, in a sentence."""

    well: bool
    sentence: str


def of_brand(brand: Brand) -> list[Account]:
    """The accounts with what is planned on them, what needs somebody, and when something last went out; broken ones first."""
    counted = brand.accounts.exclude(state=Account.State.DISCONNECTED).annotate(
        planned=Count("publications", filter=Q(publications__state__in=[State.PLANNED, State.HELD])),
        troubled=Count("publications", filter=Q(publications__state__in=NEEDS_SOMEBODY)),
        last_out=Max("publications__published_at"),
    )
    return sorted(counted, key=lambda account: (account.state == Account.State.CONNECTED, account.network_name, account.handle))


def check(account: Account, *, by: Membership) -> Verdict:
    """Ask the network for the account's figures, as the cheapest proof that the access works.

    An account that was lost is in use again when it does, with all that is held for it.
    """
    try:
        account.network.account_figures(accounts.open_connection(account))
    except (AccessLost, WrongKey) as error:
        accounts.mark_lost(account, str(error))
        return Verdict(False, _("The access is no longer valid: reconnect the account."))
    except (Busy, NotReached, Lost):
        return Verdict(False, _("The network cannot be reached right now. Nothing is lost; try again later."))
    if account.state == Account.State.LOST:
        _take_back(account, by)
        return Verdict(True, _("The access works again. What was held there is planned again."))
    Account.objects.filter(pk=account.pk).update(last_fetched_at=account.last_fetched_at or clock.now())
    return Verdict(True, _("The access works."))


@transaction.atomic
def _take_back(account: Account, by: Membership) -> None:
    """Use a lost account again; what was held for it is planned, and what is late by now follows the brand's policy."""
    lost = Account.objects.filter(pk=account.pk, state=Account.State.LOST)
    if lost.update(state=Account.State.CONNECTED, lost_reason=""):
        account.state, account.lost_reason = Account.State.CONNECTED, ""
        audit.record("account.found", account, by=by)
        reconciling.account_is_back(account)
