"""How the team's acts read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "brand.created": _("%(who)s made the brand %(subject)s"),
    "brand.changed": _("%(who)s changed the settings of %(subject)s"),
    "invitation.sent": _("%(who)s invited %(subject)s as: %(roles)s"),
    "invitation.resent": _("%(who)s sent the invitation of %(subject)s again"),
    "invitation.revoked": _("%(who)s revoked the invitation of %(subject)s"),
    "member.joined": _("%(who)s joined as: %(roles)s"),
    "member.added": _("%(subject)s was added from the command line as: %(roles)s"),
    "member.roles_changed": _("%(who)s changed the roles of %(subject)s from: %(before)s, to: %(roles)s"),
    "member.trusted": _("%(who)s set whether %(subject)s is trusted with plan B: %(trusted)s"),
    "member.removed": _("%(who)s removed %(subject)s from the brand"),
    "member.left": _("%(who)s left the brand"),
}
