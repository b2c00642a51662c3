"""How a network says no outside of sending: what is raised, and the mark that makes odd answers one of these."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _

from networks.outcomes import Trouble

logger = logging.getLogger(__name__)


class Unsupported(Exception):
    """This network has no such thing."""


class ConnectRefused(Exception):
    """The account could not be connected; the text is a sentence for the person, `field` the answer it is about."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class Declined(Exception):
    """The network will not do this act, now or later; the text is a sentence for the person, `trouble` says why."""

    def __init__(self, sentence: str, trouble: Trouble, code: str = ""):
        super().__init__(sentence)
        self.trouble, self.code = trouble, code


class AccessLost(Exception):
    """Reading, acting or refreshing failed because the access is no longer valid; a person must reconnect."""

    def __str__(self) -> str:
        return self.args[0] if self.args else ""  # the sentence itself: it may be one that can be told again


class Busy(Exception):
    """It did not work now and may work later; `retry_at` when the network named a time, `code` its word for it."""

    def __init__(self, reason: str, retry_at: datetime | None = None, code: str = ""):
        super().__init__(reason)
        self.retry_at, self.code = retry_at, code


class AccessExpired(Busy):
    """The access token ran out: refresh the account, then ask again."""


ODD_ANSWER = (LookupError, TypeError, ValueError, AttributeError)  # what taking apart an unexpected answer raises


def reading(method: Callable[..., Any]) -> Callable[..., Any]:
    """Mark of methods that read or act: an answer of an unexpected shape is Busy, so that it is tried again later."""

    @wraps(method)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except ODD_ANSWER as error:
            logger.exception("%s: an answer was not as expected", self.name)
            raise Busy(self.sentence(Trouble.DOWN, type(error).__name__)) from error

    return guarded


def connecting(method: Callable[..., Any]) -> Callable[..., Any]:
    """Mark of methods that connect: an answer of an unexpected shape is ConnectRefused, for something else answers there."""

    @wraps(method)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Busy as busy:
            raise ConnectRefused(str(busy)) from busy
        except ODD_ANSWER as error:
            logger.exception("%s: an answer was not as expected", self.name)
            sentence = _("What answers there does not speak as %(network)s does.") % {"network": self.label}
            raise ConnectRefused(sentence, "service") from error

    return guarded
