"""How the acts of writing and deciding read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "idea.noted": _("%(who)s noted the idea “%(subject)s”"),
    "idea.changed": _("%(who)s changed the idea “%(subject)s”"),
    "idea.moved": _("%(who)s moved the idea “%(subject)s” to another column"),
    "idea.drafted": _("%(who)s made a draft of the idea “%(subject)s”"),
    "idea.archived": _("%(who)s archived the idea “%(subject)s”"),
    "idea.restored": _("%(who)s brought the idea “%(subject)s” back to the board"),
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
    "slots.changed": _("%(who)s changed the posting slots of %(subject)s"),
    "stock.pace": _("%(who)s set the stock that %(subject)s wants: %(target)s days, told under %(alert)s"),
    "stock.filling": _("%(who)s changed how slots are filled"),
    "stock.filled": _("%(who)s filled %(posts)s slots from the stock"),
    "stock.terms": _("%(who)s changed the priority or the last day of the post “%(subject)s”"),
}
