"""Child processes that end when we do."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def spawn(
    argv: Sequence[str | Path],
    *,
    at_our_death: int = signal.SIGTERM,
    owner: tuple[int, int] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: Any = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own, so that Ctrl-C reaches us alone.

    On Linux the kernel sends `at_our_death` to it when the calling thread ends: call from the main thread.
    `owner` is the (uid, gid) to run as; only root may give it.
    """
    uid, gid = owner or (None, None)
    return subprocess.Popen(  # noqa: S603
        [str(word) for word in argv],
        preexec_fn=_tie_to_parent(at_our_death),  # noqa: PLW1509
        start_new_session=True,
        user=uid,
        group=gid,
        extra_groups=[] if owner else None,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
    )


def _tie_to_parent(sign: int) -> Callable[[], None] | None:
    """What the child does before exec: it runs after the change of user, which would clear the death signal."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None, use_errno=True), os.getpid()

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, sign, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def end(child: subprocess.Popen[bytes], *, politely: int = signal.SIGTERM, within: float = 10.0) -> None:
    """End a child: `politely` first, SIGKILL when it still runs after `within` seconds."""
    if child.poll() is None:
        child.send_signal(politely)
    try:
        child.wait(within)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def command_of(pid: int) -> str:
    """The command line of a running process, or nothing if there is none that we may see."""
    found = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return found.stdout.strip()


def end_stale(pid: int, *, politely: int, within: float = 30.0) -> None:
    """End a process that an earlier run left behind and that is not our child."""
    for sign, patience in ((politely, within), (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        if wait_until(lambda: not command_of(pid), patience):
            return


def wait_until(true: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Ask `true()` until it says yes; False when it has not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
