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


# Hue in degrees and chroma of each in OKLCH, as the style sheet has them: for what is set outside of a browser.
INKS: dict[str, tuple[int, float]] = {
    Tint.LAGOON: (195, 0.1),
    Tint.OCEAN: (245, 0.1),
    Tint.IRIS: (285, 0.13),
    Tint.PLUM: (330, 0.13),
    Tint.ROSE: (5, 0.14),
    Tint.EMBER: (40, 0.12),
    Tint.HONEY: (80, 0.1),
    Tint.OLIVE: (120, 0.1),
    Tint.FERN: (150, 0.1),
    Tint.SLATE: (255, 0.025),
}
