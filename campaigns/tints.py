"""The colours that people give to campaigns and themes: names, so that each reads well by day and by night."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tint(models.TextChoices):
    """A name that the style sheet knows, for `data-tint`."""

    LAGOON = "lagoon", _("Lagoon")
    OCEAN = "ocean", _("Ocean")
    IRIS = "iris", _("Iris")
    PLUM = "plum", _("Plum")
    ROSE = "rose", _("Rose")
    EMBER = "ember", _("Ember")
    HONEY = "honey", _("Honey")
    OLIVE = "olive", _("Olive")
    FERN = "fern", _("Fern")
    SLATE = "slate", _("Slate")
