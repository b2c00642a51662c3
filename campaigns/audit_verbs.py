"""How the acts of planning read in the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "audience.created": _("%(who)s described the audience %(subject)s"),
    "audience.changed": _("%(who)s changed the audience %(subject)s"),
    "audience.removed": _("%(who)s removed the audience %(subject)s"),
    "campaign.created": _("%(who)s made the campaign %(subject)s"),
    "campaign.changed": _("%(who)s changed the campaign %(subject)s"),
    "campaign.themes_changed": _("%(who)s set the themes of %(subject)s to: %(themes)s"),
    "campaign.links_changed": _("%(who)s set how links of %(subject)s are tagged: %(domains)s"),
    "campaign.archived": _("%(who)s archived the campaign %(subject)s"),
    "campaign.unarchived": _("%(who)s brought the campaign %(subject)s back from the archive"),
    "campaign.duplicated": _("%(who)s made the campaign %(subject)s as a copy of another"),
    "campaign.signed": _("%(who)s signed the plan of %(subject)s (signature %(number)s)"),
    "campaign.signature_withdrawn": _("%(who)s withdrew the signature under the plan of %(subject)s"),
    "campaign.closed": _("%(who)s closed the campaign %(subject)s"),
    "campaign.reopened": _("%(who)s opened the campaign %(subject)s again"),
    "campaign.remarked": _("%(who)s wrote in the retrospective of %(subject)s"),
    "campaign.retrospective_finished": _("%(who)s finished the retrospective of %(subject)s"),
    "objective.added": _("%(who)s added the objective “%(subject)s”"),
    "objective.changed": _("%(who)s changed the objective “%(subject)s”"),
    "objective.removed": _("%(who)s removed the objective “%(subject)s”"),
    "means.changed": _("%(who)s set the means of %(subject)s"),
    "spending.added": _("%(who)s wrote down that money was spent: %(subject)s"),
    "spending.changed": _("%(who)s changed what was spent: %(subject)s"),
    "spending.removed": _("%(who)s took an entry of what was spent away: %(subject)s"),
    "advice.asked": _("%(who)s asked for advice on the networks of %(subject)s"),
    "network.chosen": _("%(who)s chose %(subject)s for %(campaign)s"),
    "network.declined": _("%(who)s declined %(subject)s for %(campaign)s"),
    "network.facts_changed": _("%(who)s changed what is known of %(subject)s"),
}
