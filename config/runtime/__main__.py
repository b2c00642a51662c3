"""The command line that needs nothing but Python: python3 -m config.runtime run."""

# This file alone must be readable for old versions of Python, to say that they are old.
# ruff: noqa: UP031, S606, RUF005, PLC0415, E402
import os
import sys

OLDEST = (3, 11)


def newer():
    """The path of a newer Python on this machine, or None."""
    import shutil

    names = ["python3.%d" % minor for minor in range(15, OLDEST[1] - 1, -1)]
    return next((found for found in map(shutil.which, names) if found), None)


if sys.version_info < OLDEST:
    better = newer() if sys.version_info >= (3, 3) else None
    if better:
        os.execv(better, [better, "-m", "config.runtime"] + sys.argv[1:])
    sys.exit("Tribu needs Python %d.%d or newer; this is Python %d.%d." % (OLDEST + tuple(sys.version_info[:2])))

if os.name != "posix":
    sys.exit("Tribu runs on Linux and macOS. On Windows, start it inside WSL, or with docker compose.")

from config.runtime.commands import main

sys.exit(main(sys.argv[1:]))
