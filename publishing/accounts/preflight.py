"""Whether the accounts that will send soon still can: asked a day before and a quarter of an hour before."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from publishing.accounts import asking
from publishing.models import Account, Publication, State

ACCESS = "access"
LOOKS = (  # something is due within the first, and nothing proved the access within the second
    (timedelta(days=1), timedelta(hours=20)),
    (timedelta(minutes=15), timedelta(hours=1)),
)
AT_ONCE = 40  # accounts that are asked in one go


def look_ahead(now: datetime) -> int:
    """Ask the networks of accounts with something due soon whether their access works; lost ones are marked. Returns how many."""
    soon = list(accounts(now)[:AT_ONCE])
    Account.objects.filter(pk__in=[account.pk for account in soon]).update(asked_at=now)
    for account in soon:
        asking.ask(account, ACCESS, account.network.account_figures)
    return len(soon)


def waits(now: datetime) -> bool:
    """Whether an account is to be asked."""
    return accounts(now).exists()


def accounts(now: datetime) -> "QuerySet[Account]":
    """The accounts to ask: what they sent and what was fetched from them proves their access as well."""
    connected = Account.objects.filter(state=Account.State.CONNECTED).annotate(
        proved_at=Greatest("asked_at", "last_fetched_at", "last_sent_at")
    )
    wanted = Q()
    for ahead, fresh in LOOKS:
        due = Publication.objects.filter(account=OuterRef("pk"), state=State.PLANNED, due_at__lte=now + ahead)
        wanted |= Q(Q(proved_at=None) | Q(proved_at__lt=now - fresh), Exists(due))
    return connected.filter(wanted).select_related("brand").order_by("pk")
