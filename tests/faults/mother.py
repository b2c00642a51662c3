"""`python -m tests.faults.mother worker worker dispatcher`: the product's programs under its supervisor, with short times.

With FAULTS_PATIENT=1 the supervisor waits between two starts as it does in the product; else what was killed is back at once.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from config.runtime import children, programs, supervisor, worker  # noqa: E402, F401
from tests.faults import shortening  # noqa: E402

BACK_AFTER = 0.2  # seconds
PROGRAMS: dict[str, Callable[[], object]] = {
    "worker": lambda: programs.worker("delivery"),
    "dispatcher": programs.dispatcher,
    "cron": lambda: call_command("publish_due", "--drain", "--seconds=3"),
}


def main(names: list[str]) -> None:
    """Keep the named programs running until SIGTERM, or until who started us ends."""
    children.follow_parent()
    shortening.shorten()
    shortening.sabotage()
    if not os.environ.get("FAULTS_PATIENT"):
        shortening.put(supervisor, "LONGEST_PAUSE", BACK_AFTER)
        supervisor.Kept.pause = BACK_AFTER
    gc.freeze()
    tell = lambda sentence: None  # noqa: E731
    with contextlib.suppress(supervisor.Stop), supervisor.Supervisor(tell) as keeper:
        keeper.start(*(supervisor.Fork(name, PROGRAMS[name]) for name in names))
        keeper.watch()


if __name__ == "__main__":
    main(sys.argv[1:])
