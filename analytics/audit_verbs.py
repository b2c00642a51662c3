"""How what is done with figures reads in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "site.brought": _("%(who)s brought figures of the site in from %(subject)s (%(count)s)"),
    "site.undone": _("%(who)s undid the figures of the site from %(subject)s (%(count)s)"),
    "site.forgotten": _("%(who)s deleted the table %(subject)s"),
    "site.added": _("%(who)s wrote down what the site counted on %(subject)s"),
    "site.changed": _("%(who)s changed what the site counted on %(subject)s"),
    "site.removed": _("%(who)s took away what the site counted on %(subject)s"),
}
