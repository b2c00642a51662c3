"""Child processes that open what people give us: with limits of their own, without our secrets, two of a kind at a time.

A child is Python with a script of ours. It reads one message, limits itself, and answers a line of JSON with bytes behind it.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2  # children of one kind and one process

Answer = tuple[dict[str, Any], bytes]

logger = logging.getLogger(__name__)


class Reader:
    """Children that Python begins with these words; `what` names in the log what they are given."""

    def __init__(self, what: str, *words: str):
        self.what, self.command = what, [sys.executable, *words]
        self.doors = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, message: bytes, seconds: float) -> Answer:
        """What a child answers to the message; `trouble` is in it where it ended badly: `slow` (after so many seconds by
        the clock, its start included) or `broken`, for a child that died did so of what it was given.
        """
        done = self.run(message, seconds)
        if done is None:
            return {"trouble": "slow", "facts": {}}, b""
        if done.returncode:
            return {"trouble": "broken", "facts": {}}, b""
        head, _newline, body = done.stdout.partition(b"\n")
        return json.loads(head), body

    def run(self, message: bytes, seconds: float, **more: str) -> "subprocess.CompletedProcess[bytes] | None":
        """A child that has ended, with `more` in its environment; None when it took too long."""
        kept = environment() | more
        try:
            with self.doors:
                done = subprocess.run(self.command, input=message, capture_output=True, timeout=seconds, env=kept)  # noqa: S603
        except subprocess.TimeoutExpired:
            return None
        if done.returncode:
            said = done.stderr.decode(errors="replace")[-2000:]
            logger.warning("%s ended its reader (%s): %s", self.what, done.returncode, said)
        return done


def beside(script: str) -> tuple[str, str]:
    """The words that begin a script of this folder, away from everything that is installed for the person or set around it."""
    return "-I", str(Path(__file__).with_name(script))


def environment() -> dict[str, str]:
    """Next to nothing: no secret of ours reaches a child."""
    kept = {name: os.environ[name] for name in ("LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {"MALLOC_ARENA_MAX": "1", "PYTHONPATH": str(ROOT), **kept}
