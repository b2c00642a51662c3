"""Asking networks how accounts are: whether the access works, and what their instances take."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Mod
from django.utils.translation import gettext as _

import networks
from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from networks.base import AccessLost, Busy
from publishing.accounts import accounts, asking, profiles
from publishing.engine import planning
from publishing.models import Account
from team import audit
from team.models import Membership

LIMITS, ALLOWANCE = "limits", "allowance"


@dataclass(frozen=True)
class Verdict:
    """What a check found, in a sentence."""

    well: bool
    sentence: str


def renew_limits(now: datetime) -> int:
    """Ask the instances of this hour's accounts what they take now; each account has its hour of the day. Returns how many."""
    asked = [name for name in networks.NETWORKS if networks.network(name).can("announced")]
    rows = Account.objects.annotate(hour=Mod(F("pk"), 24))
    due = rows.filter(state=Account.State.CONNECTED, network_name__in=asked, hour=now.hour).select_related("brand")
    for account in due:
        if not asking.waits(account, LIMITS):
            _renew_limits(account)
    return len(due)


def _renew_limits(account: Account) -> None:
    """Keep what the account's instance announces now; what it did not say stays as it was."""
    told = asking.ask(account, LIMITS, account.network.announced)
    if told and {**account.limits, **told} != account.limits:
        account.limits = {**account.limits, **told}
        Account.objects.filter(pk=account.pk).update(limits=account.limits)


def renew_allowances() -> int:
    """Ask the networks that count posts themselves how many they counted. Returns of how many accounts."""
    asked = [name for name in networks.NETWORKS if networks.network(name).can("allowance")]
    rows = Account.objects.filter(state=Account.State.CONNECTED, network_name__in=asked).select_related("brand")
    for account in rows:
        if not asking.waits(account, ALLOWANCE):
            _renew_allowance(account)
    return len(rows)


def _renew_allowance(account: Account) -> None:
    told = asking.ask(account, ALLOWANCE, account.network.allowance)
    if told:
        kept = {"used": told.used, "limit": told.limit, "seconds": told.seconds, "at": clock.now().isoformat()}
        Account.objects.filter(pk=account.pk).update(allowance=kept)


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
    if account.network.can("allowance"):
        _renew_allowance(account)
    if account.network.can("profile"):
        profiles.read(account, clock.now())
    Account.objects.filter(pk=account.pk).update(last_fetched_at=account.last_fetched_at or clock.now())
    return Verdict(True, _("The access works."))


@transaction.atomic
def _take_back(account: Account, by: Membership) -> None:
    """Use a lost account again; what was held for it is planned, and what is late by now follows the brand's policy."""
    lost = Account.objects.filter(pk=account.pk, state=Account.State.LOST)
    if lost.update(state=Account.State.CONNECTED, lost_reason=""):
        account.state, account.lost_reason = Account.State.CONNECTED, ""
        audit.record("account.found", account, by=by)
        planning.account_is_back(account)
