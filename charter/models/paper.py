"""The papers beside the brand's charter: community charter, staff policy, crisis plan. Each saved change is a new version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charter.models.edition import Edition


class Paper(Edition):
    """One version of one of the papers. `said` holds, by section, its fields or its rows, as their forms give them."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community charter")
        STAFF = "staff", _("Staff policy")
        CRISIS = "crisis", _("Crisis plan")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "kind", "number"], name="one_paper_a_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
