"""Thin banners about what is wrong for everyone in the brand, with who acts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.pausing import pausing
from publishing.traffic import overview
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
    to_settle = overview.to_settle(brand)
    for pause in pausing.in_force(brand) if to_settle["paused"] else ():
        text = _("%(what)s: paused by %(by)s. %(reason)s") % {"what": pause.what, "by": pause.by, "reason": pause.reason}
        found.append({"level": "warning", "text": text, "url": accounts_url, "action": _("See")})
    if to_settle["waits"] and member.may(Right.SCHEDULE):
        text = _("Posts became due while sending was paused. Nothing of it leaves before you say so.")
        url = reverse("publishing:resume", args=[brand.slug])
        found.append({"level": "warning", "text": text, "url": url, "action": _("Look through them")})
    if lost := to_settle["lost"]:
        text = ngettext(
            "%(n)s account must be reconnected; what is planned there is held.",
            "%(n)s accounts must be reconnected; what is planned there is held.",
            lost,
        ) % {"n": lost}
        action = _("Reconnect") if member.may(Right.CONNECT) else _("See")
        found.append({"level": "warning", "text": text, "url": accounts_url, "action": action})
    return found
