"""Waiting for a network to finish with something nobody sees yet: a picture, a container."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PAUSES = (0.3, 0.7, 1.0, 2.0, 3.0)  # seconds; what takes longer is tried again as a whole, and goes on where it was


def until_ready(look: Callable[[], Found | None]) -> Found | None:
    """What `look` gives as soon as it gives something; None when the patience ends first."""
    for pause in (*PAUSES, None):
        if (found := look()) is not None or pause is None:
            return found
        time.sleep(pause)
    return None
