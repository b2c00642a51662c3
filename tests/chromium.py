"""The machine's Chromium, as every test starts it.

Debian's shell without windows comes first where it is installed: it draws and runs pages like the whole browser, for a
quarter of the processor's time. CHROMIUM names another program.
"""

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
MISSING = "Chromium is not installed: apt install chromium-headless-shell"
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def program() -> str | None:
    """The path of the browser; None when the machine has none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch_args() -> dict[str, object]:
    """What Playwright needs to start it."""
    return {"executable_path": program(), "args": list(SWITCHES)}
