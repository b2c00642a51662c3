"""Writing to people: plain text, in their language."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)
PARTING = "\n\n— — —\n\n"


def send(to: str, template: str, context: dict[str, Any], *languages: str) -> bool:
    """Send the letter, once in each of these languages, in one mail; whether the mail server took it.

    The first line of the template is the subject; the first language's subject is used.
    """
    letters = [letter(template, context, language) for language in languages]
    body = PARTING.join(text for _subject, text in letters)
    try:
        return bool(EmailMessage(letters[0][0], body, to=[to]).send())
    except (SMTPException, OSError):
        logger.exception("a mail (%s) could not be sent", template)
        return False


def letter(template: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """Subject and text of a letter in one language."""
    with translation.override(language):
        subject, _, body = render_to_string(template, {"site": settings.SITE_URL, **context}).strip().partition("\n")
    return subject.strip()[:200], body.strip()


def both(first: str) -> list[str]:
    """Every language of the product, that one first: for somebody whose language is not known."""
    return [first, *(code for code, _name in settings.LANGUAGES if code != first)]
