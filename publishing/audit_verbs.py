"""How the acts of the post office read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "account.connected": _("%(who)s connected the account %(subject)s"),
    "account.reconnected": _("%(who)s reconnected the account %(subject)s"),
    "account.disconnected": _("%(who)s disconnected the account %(subject)s"),
    "account.lost": _("The access to the account %(subject)s was lost: %(reason)s"),
    "delivery.paused": _("%(who)s paused the sending of %(subject)s: %(reason)s"),
    "delivery.resumed": _("%(who)s resumed the sending of %(subject)s"),
    "publication.released": _("%(who)s let the held publication %(subject)s go"),
    "publication.again": _("%(who)s had the publication %(subject)s tried again"),
    "publication.cancelled": _("%(who)s took the publication %(subject)s back"),
    "publication.seen": _("%(who)s confirmed that the publication %(subject)s is there"),
    "publication.resent": _("%(who)s said that the publication %(subject)s is not there, and had it sent again"),
}
