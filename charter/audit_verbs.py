"""How the acts on the charter read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "charter.saved": _("%(who)s changed the charter: version %(number)s"),
    "charter.muted": _("%(who)s has the checks pass over “%(subject)s” (%(reason)s)"),
    "charter.unmuted": _("%(who)s has the checks look at “%(subject)s” again"),
    "charter.restored": _("%(who)s brought an earlier charter back, as version %(number)s"),
    "community.saved": _("%(who)s changed the community charter: version %(number)s"),
    "community.restored": _("%(who)s brought an earlier community charter back, as version %(number)s"),
    "edition.proposed": _("%(who)s proposed a version: %(subject)s"),
    "edition.approved": _("%(who)s approved a version: %(subject)s"),
    "edition.withdrawn": _("%(who)s withdrew a version: %(subject)s"),
    "staff.saved": _("%(who)s changed the staff policy: version %(number)s"),
    "staff.restored": _("%(who)s brought an earlier staff policy back, as version %(number)s"),
    "staff.acknowledged": _("%(who)s acknowledged the staff policy, version %(number)s"),
    "crisis.saved": _("%(who)s changed the crisis plan: version %(number)s"),
    "crisis.restored": _("%(who)s brought an earlier crisis plan back, as version %(number)s"),
    "drill.begun": _("%(who)s began an exercise of the crisis plan: %(subject)s"),
    "drill.ended": _("%(who)s ended an exercise of the crisis plan: %(subject)s, %(done)s of %(steps)s steps done"),
}
