"""What cards have in common: why it did not go through, and by when somebody must act, in the reader's language."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib import clock
from networks.errors import sentence
from publishing.models import Publication
from publishing.troubles.remedies import trouble_of


def why(publication: Publication) -> str:
    """Why it did not go through, in a sentence in the reader's language; "" when nothing is known."""
    if trouble := trouble_of(publication):
        return sentence(publication.account.network.label, trouble, publication.words or "")
    return publication.reason


def either(publication: Publication, post: str, answer: str) -> str:
    """What is said of a post, or of an answer to the community."""
    return answer if publication.is_answer else post


def said(publication: Publication) -> str:
    """What was said that no sentence of ours holds already: the finding of a rule, the words of a server."""
    return publication.reason if publication.trouble and publication.words is None else ""


def before_its_hour(publication: Publication) -> str:
    """By when somebody must act for it to leave in time."""
    when = {"when": moment(publication.planned_for)}
    if publication.planned_for > clock.now():
        return _("Before %(when)s, when it is due.") % when
    return _("It was due at %(when)s: as soon as you can.") % when


def stands_still(publication: Publication) -> str:
    """That nothing leaves before somebody decides."""
    return _("It was due at %(when)s; nothing leaves before you decide.") % {"when": moment(publication.planned_for)}


def moment(at: datetime) -> str:
    """A moment as cards say it."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
