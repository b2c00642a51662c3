"""How the acts of moderation read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "conversation.answered": _("%(who)s answered %(subject)s"),
    "conversation.assigned": _("%(who)s assigned the conversation with %(subject)s to: %(to)s"),
    "conversation.resolved": _("%(who)s resolved the conversation with %(subject)s"),
    "conversation.reopened": _("%(who)s opened the conversation with %(subject)s again"),
    "measure.taken": _("%(who)s took a measure with %(subject)s: %(step)s (%(rule)s)"),
    "message.like": _("%(who)s liked a message of %(subject)s"),
    "message.unlike": _("%(who)s took back a like on a message of %(subject)s"),
    "message.hide": _("%(who)s hid a message in the conversation with %(subject)s"),
    "message.unhide": _("%(who)s showed a message in the conversation with %(subject)s again"),
    "message.delete": _("%(who)s deleted a message in the conversation with %(subject)s"),
    "message.gone": _("%(who)s found a message in the conversation with %(subject)s gone from its network"),
    "person.block": _("%(who)s blocked %(subject)s on %(account)s"),
    "person.unblock": _("%(who)s unblocked %(subject)s on %(account)s"),
    "person.noted": _("%(who)s changed the note on %(subject)s"),
}
