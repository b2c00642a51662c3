"""The page that is shown when something broke: 503 when the database or the queue is away, 500 otherwise."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from redis.exceptions import ConnectionError as QueueAway

AWAY = (OperationalError, InterfaceError, QueueAway)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer without the frame: what broke may be what the frame needs."""
    status = 503 if isinstance(sys.exc_info()[1], AWAY) else 500
    return HttpResponse(get_template(f"{status}.html").render(), status=status)
