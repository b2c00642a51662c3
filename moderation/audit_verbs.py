"""How the acts of moderation read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "conversation.answered": _("%(who)s answered %(subject)s"),
    "conversation.assigned": _("%(who)s assigned the conversation with %(subject)s to: %(to)s"),
    "conversation.resolved": _("%(who)s resolved the conversation with %(subject)s"),
    "conversation.reopened": _("%(who)s opened the conversation with %(subject)s again"),
    "measure.taken": _("%(who)s took a measure with %(subject)s: %(step)s (%(rule)s)"),
    "person.noted": _("%(who)s changed the note on %(subject)s"),
}
