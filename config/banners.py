"""Thin banners about what is wrong for everyone in the brand, with who acts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import pausing
from publishing.models import Account
from team.models import Membership
from team.rights import Right


def banners(member: Membership, silent: bool) -> list[dict[str, Any]]:
    """What this member must know on every page; `silent` says that no worker has been heard for a minute."""
    found = []
    brand = member.brand
    accounts_url = reverse("publishing:accounts", args=[brand.slug])
    if silent:
        text = _("No worker has been heard for a minute: nothing leaves. Whoever runs this installation must start the workers.")
        found.append({"level": "error", "text": text})
    for pause in pausing.in_force(brand):
        what = str(pause.account) if pause.account else _("Everything")
        text = _("%(what)s is paused by %(by)s: %(reason)s") % {"what": what, "by": pause.by, "reason": pause.reason}
        found.append({"level": "warning", "text": text, "url": accounts_url, "action": _("See")})
    lost = brand.accounts.filter(state=Account.State.LOST).count()
    if lost:
        text = ngettext(
            "%(n)s account must be reconnected; what is planned there is held.",
            "%(n)s accounts must be reconnected; what is planned there is held.",
            lost,
        ) % {"n": lost}
        action = _("Reconnect") if member.may(Right.CONNECT) else _("See")
        found.append({"level": "warning", "text": text, "url": accounts_url, "action": action})
    return found
