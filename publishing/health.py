"""How the accounts of a brand are."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Mod
from django.utils.translation import gettext as _

import networks
from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from networks.base import AccessLost, Busy
from publishing import accounts, reading, reconciling
from publishing.models import NEEDS_SOMEBODY, Account, State
from team import audit
from team.models import Brand, Membership

LIMITS = "limits"


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


def renew_limits(now: datetime) -> int:
    """Ask the instances of this hour's accounts what they take now; each account has its hour of the day. Returns how many."""
    asked = [name for name in networks.NETWORKS if networks.network(name).can("announced")]
    rows = Account.objects.annotate(hour=Mod(F("pk"), 24))
    due = rows.filter(state=Account.State.CONNECTED, network_name__in=asked, hour=now.hour).select_related("brand")
    for account in due:
        if not reading.waits(account, LIMITS):
            _renew_limits(account)
    return len(due)


def _renew_limits(account: Account) -> None:
    """Keep what the account's instance announces now; what it did not say stays as it was."""
    told = reading.ask(account, LIMITS, account.network.announced)
    if told and {**account.limits, **told} != account.limits:
        account.limits = {**account.limits, **told}
        Account.objects.filter(pk=account.pk).update(limits=account.limits)


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
    if account.network.can("announced"):
        _renew_limits(account)
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
