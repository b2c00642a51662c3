"""Access is refreshed well before it runs out."""

import logging
from datetime import timedelta

from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from networks.base import AccessLost, Busy
from publishing.accounts import accounts
from publishing.models import Account

log = logging.getLogger(__name__)
AHEAD = timedelta(minutes=30)


def refresh_ageing() -> int:
    """Refresh what runs out within half an hour, or its last third; access that cannot be refreshed any more is marked lost."""
    soon = Account.objects.filter(state=Account.State.CONNECTED, secrets_expire_at__lt=clock.now() + AHEAD)
    ageing = [account for account in soon.select_related("brand") if accounts.runs_out(account, AHEAD)]
    for account in ageing:
        try:
            accounts.refresh(account)
        except (AccessLost, WrongKey) as error:
            accounts.mark_lost(account, str(error))
        except (NotReached, Lost, Busy) as error:
            log.warning("%s: access not refreshed: %s", account, error)
    return len(ageing)
