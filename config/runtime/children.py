"""Child processes that end when we do."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # linux/prctl.h
OURS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)  # what a supervisor handles


def spawn(
    argv: Sequence[str | Path],
    *,
    at_our_death: int = signal.SIGTERM,
    owner: tuple[int, int] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own, so that Ctrl-C reaches us alone.

    On Linux the kernel sends `at_our_death` to it when the calling thread ends: call from the main thread.
    `owner` is the (uid, gid) to run as; only root may give it. What it says is appended to `log`.
    """
    uid, gid = owner or (None, None)
    with log.open("ab") if log else contextlib.nullcontext() as output:
        return subprocess.Popen(  # noqa: S603
            [str(word) for word in argv],
            preexec_fn=_tie_to_parent(at_our_death, os.getpid()),
            start_new_session=True,
            user=uid,
            group=gid,
            extra_groups=[] if owner else None,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )


def last_words(log: Path | None, lines: int = 5) -> str:
    """The end of a log, to be shown with a trouble."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log else ""
    except OSError:
        return ""


def _tie_to_parent(sign: int, parent: int) -> Callable[[], None] | None:
    """What a child does first: for `spawn` that is after the change of user, which would clear the death signal."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, sign, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def fork(work: Callable[[], object], name: str = "tribu") -> int:
    """Start a child that shares what we have loaded, does `work()` and exits; its process id. Call from the main thread.

    It has a group of its own, default signals, and gets SIGTERM when we end. `work` may raise SystemExit.
    """
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, OURS)  # no handler of ours may run in the child
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
        return pid
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for sign in OURS:
            signal.signal(sign, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
        _follow(parent)
        _be_called(name)
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _be_called(name: str) -> None:
    """What `top` and `ps -o comm` show."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode()[:15], 0, 0, 0)


def _follow(parent: int) -> None:
    tie = _tie_to_parent(signal.SIGTERM, parent)
    if tie:
        tie()
    else:
        threading.Thread(target=_watch, args=[parent], daemon=True).start()


def _watch(parent: int) -> None:
    """Where the kernel sends no death signal, look once a second."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def follow_parent() -> None:
    """Get SIGTERM ourselves when the process that started us ends (Linux only)."""
    tie = _tie_to_parent(signal.SIGTERM, os.getppid())
    if tie:
        tie()


def ended(pid: int) -> bool:
    """Whether a forked child has ended; its exit is then collected, and later calls say True."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


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
    if sys.platform.startswith("linux"):
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ").strip()
        except OSError:
            return ""
    found = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
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
