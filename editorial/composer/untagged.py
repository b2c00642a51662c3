"""Links that stand in a text, where nothing tags them, though the brand or the campaign wants tags."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campaigns.tagging import Tagging
from lib import counting
from lib.findings import Advice


def findings(tagging: Tagging | None, text: str) -> Iterator[Advice]:
    """Advice at each of them."""
    if tagging is None or "://" not in text:
        return
    for start, end in counting.urls(text):
        if tagging.leaves_bare(text[start:end]):
            sentence = _("Texts leave as they are typed, so this link carries no UTM tags. Put it into the field “Link”.")
            yield Advice("link.untagged", sentence, (start, end))
