"""How the acts of the watch read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "watch.created": _("%(who)s set the watch %(subject)s"),
    "watch.changed": _("%(who)s changed the watch %(subject)s"),
    "watch.paused": _("%(who)s paused the watch %(subject)s"),
    "watch.resumed": _("%(who)s resumed the watch %(subject)s"),
    "watch.removed": _("%(who)s deleted the watch %(subject)s"),
    "mention.seen": _("%(who)s marked the mention “%(subject)s” as seen"),
    "mention.all_seen": _("%(who)s marked all mentions as seen (%(count)s), watch: %(subject)s"),
    "mention.dismissed": _("%(who)s put the mention “%(subject)s” away as noise"),
    "mention.restored": _("%(who)s put the mention “%(subject)s” back"),
    "mention.followed": _("%(who)s asked %(to)s to follow up the mention “%(subject)s”"),
    "mention.drafted": _("%(who)s made a draft of the mention “%(subject)s”"),
}
