"""How the acts of writing and deciding read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "post.created": _("%(who)s began the post “%(subject)s”"),
    "post.changed": _("%(who)s changed the post “%(subject)s”"),
    "post.submitted": _("%(who)s submitted the post “%(subject)s”"),
    "post.recalled": _("%(who)s took the post “%(subject)s” back from approval"),
    "post.approved": _("%(who)s approved the post “%(subject)s”"),
    "post.changes": _("%(who)s asked for a change of the post “%(subject)s”"),
    "post.withdrawn": _("%(who)s withdrew the approval of the post “%(subject)s”"),
    "post.lapsed": _("The approval of the post “%(subject)s” lapsed because %(who)s changed it"),
    "post.moved": _("%(who)s gave the post “%(subject)s” another date"),
    "post.unscheduled": _("%(who)s took its date from the post “%(subject)s”"),
    "post.archived": _("%(who)s archived the post “%(subject)s”"),
    "post.restored": _("%(who)s brought the post “%(subject)s” back from the archive"),
}
