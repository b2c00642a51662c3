"""Writing to people, in their language: text, and the same laid out as HTML."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from team import letters
from team.letters import Letter

logger = logging.getLogger(__name__)
PARTING = "\n\n— — —\n\n"
BY_ITSELF = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no machine answers


def send(to: str, template: str, context: dict[str, Any], *languages: str) -> bool:
    """Send the letter, once in each of these languages, in one mail; whether the mail server took it.

    The first line of the template is the subject; the first language's subject is used.
    """
    written = [letter(template, context, language) for language in languages]
    message = EmailMultiAlternatives(written[0].subject, PARTING.join(each.text for each in written), to=[to], headers=BY_ITSELF)
    message.attach_alternative(letters.html(written), "text/html")
    try:
        return bool(message.send())
    except (SMTPException, OSError):
        logger.exception("a mail (%s) could not be sent", template)
        return False


def letter(template: str, context: dict[str, Any], language: str) -> Letter:
    """A letter in one language."""
    with translation.override(language):
        subject, _, body = render_to_string(template, {"site": settings.SITE_URL, **context}).strip().partition("\n")
        return Letter(language, subject.strip()[:200], body.strip(), letters.laid_out(body.strip()))


def leaves() -> bool:
    """Whether mails leave this installation; without a mail server they are only shown in its log."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in ("console", "dummy")


def both(first: str) -> list[str]:
    """Every language of the product, that one first: for somebody whose language is not known."""
    return [first, *(code for code, _name in settings.LANGUAGES if code != first)]
