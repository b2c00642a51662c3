"""What the rules of the checks are called, for people."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "charter.never": _("Words we never use"),
    "charter.prefer": _("Words we prefer"),
    "charter.address": _("Form of address"),
    "charter.shouting": _("Shouting"),
    "charter.hashtag_case": _("Capitals of hashtags"),
    "charter.link": _("Links that say nothing"),
    "charter.mention": _("Paid collaboration"),
    "charter.topic": _("Topics of the staff policy"),
    "charter.hashtags": _("Number of hashtags"),
    "charter.emoji": _("Number of emojis"),
    "charter.alt": _("Alternative texts"),
    "charter.spaces": _("Spaces of French typography"),
    "charter.punctuation": _("Punctuation"),
    "charter.exclamations": _("Exclamation marks"),
    "charter.ellipses": _("Dots that trail off"),
    "charter.colours": _("Colours of pictures"),
}
# Those that point at words; what counts or spaces has no word to pass over.
OF_WORDS = frozenset(
    f"charter.{name}" for name in ("never", "prefer", "address", "shouting", "hashtag_case", "link", "mention", "topic")
)
