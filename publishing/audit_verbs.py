"""How the acts of the post office read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "account.connected": _("%(who)s connected the account %(subject)s"),
    "account.reconnected": _("%(who)s reconnected the account %(subject)s"),
    "account.disconnected": _("%(who)s disconnected the account %(subject)s"),
    "account.found": _("%(who)s found that the account %(subject)s answers again"),
    "account.lost": _("The access to the account %(subject)s was lost: %(reason)s"),
    "delivery.paused": _("%(who)s paused the sending of %(subject)s: %(reason)s"),
    "delivery.resumed": _("%(who)s resumed the sending of %(subject)s"),
    "delivery.paused_all": _("%(who)s paused the sending of everything on this installation: %(reason)s"),
    "delivery.resumed_all": _("%(who)s resumed the sending of everything on this installation"),
    "delivery.caught_up": _("%(who)s let %(subject)s posts leave after a pause, %(minutes)s minutes apart on each account"),
    "delivery.moved": _("%(who)s gave another time to %(subject)s posts after a pause, from %(to)s on"),
    "delivery.dropped": _("%(who)s took %(subject)s posts back after a pause"),
    "publication.moved": _("%(who)s gave another time to the publication %(subject)s"),
    "publication.released": _("%(who)s let the held publication %(subject)s go"),
    "publication.again": _("%(who)s had the publication %(subject)s tried again"),
    "publication.cancelled": _("%(who)s took the publication %(subject)s back"),
    "publication.seen": _("%(who)s confirmed that the publication %(subject)s is there"),
    "publication.resent": _("%(who)s said that the publication %(subject)s is not there, and had it sent again"),
}
