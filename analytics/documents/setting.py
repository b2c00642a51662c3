"""From a document in words to its PDF."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.documents.blocks import Block
from lib import typeset


def pdf(document: Block, *, at: datetime) -> bytes:
    """The document as PDF, in the language it was told in; `at` is the moment its properties name. Raises CannotSet."""
    language = (get_language() or "en").partition("-")[0]
    sections = [each for each in document["sections"] if each["blocks"] or (each["words"] and each["words"]["paragraphs"])]
    return typeset.pdf("document", {**document, "sections": sections, "lang": language, "contents": _("Contents")}, at=at)
