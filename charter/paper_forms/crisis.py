"""What people type into the crisis plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.paper_forms.tongues import BilingualRow, PlacedRow, calling, line, writing
from lib.rows import rows_of


class LevelRow(PlacedRow):
    """A level: by what one knows it, and what it asks for."""

    main, said = "name", ("triggers", "answer")
    missing = _("Name the level, or empty the whole row.")

    name = line(_("Level"), _("From the mildest to the gravest."), longest=60)
    triggers = writing(_("What triggers it"), rows=2, longest=1000)
    answer = writing(_("What we do"), rows=2, longest=1000)
    holds = forms.BooleanField(label=_("What is planned is held"), required=False)


class RoleRow(PlacedRow):
    """A role in a crisis: who has it, who stands in, what they do in which order."""

    main, said = "role", ("who", "phone", "deputy", "deputy_phone", "tasks")
    missing = _("Name the role, or empty the whole row.")

    role = line(_("Role"), longest=80)
    who = line(_("Who"), longest=80)
    phone = calling(_("Phone"))
    deputy = line(_("Stand-in"), longest=80)
    deputy_phone = calling(_("Phone of the stand-in"))
    tasks = writing(_("Tasks"), _("One a line, in their order."), rows=4, longest=2000)


class StatementRow(BilingualRow):
    """A statement that is ready to be sent, in both languages."""

    said = ("name",)
    missing = _("Write the statement in one language at least, or empty the whole row.")

    name = line(_("When it is used"), longest=120)
    fr = writing(_("Statement, in French"), rows=4, longest=3000)
    en = writing(_("Statement, in English"), rows=4, longest=3000)


LevelRows = rows_of(LevelRow, most=8, blank=1)
RoleRows = rows_of(RoleRow, most=20, blank=1)
StatementRows = rows_of(StatementRow, most=20, blank=1)
