"""Moments of a film as people write them: 83, 1:23, 1:02:03.5."""

import re

from django.utils.translation import gettext as _

_WRITTEN = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6}(?:[.,]\d{1,3})?)")


def read(text: str) -> float:
    """Seconds from the beginning. Raises ValueError with a sentence."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise ValueError(_("“%(text)s” is no moment of a film: write it like 1:23 or 1:23.5.") % {"text": text.strip()})
    hours, minutes, seconds = found.groups(default="0")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def shown(seconds: float) -> str:
    """The moment as `read` takes it: 1:23.5, 1:02:03."""
    tenths = round(seconds * 10)
    minutes, rest = divmod(tenths, 600)
    end = f"{rest // 10:02d}" + (f".{rest % 10}" if rest % 10 else "")
    return f"{minutes // 60}:{minutes % 60:02d}:{end}" if minutes >= 60 else f"{minutes}:{end}"
