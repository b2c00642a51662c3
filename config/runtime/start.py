"""`make run`: everything from the data folder to the printed address."""

import contextlib
import errno
import fcntl
import http.client
import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.runtime import children, greeting, places, prepare, programs
from config.runtime.install import ROOT
from config.runtime.postgres import Postgres
from config.runtime.supervisor import Fork, Server, Stop, Supervisor
from config.runtime.trouble import Trouble
from config.runtime.valkey import Valkey

LOOPBACK, NO = ("127.0.0.1", "::1", "localhost"), ("", "0", "false", "off", "no", "n", "f")
LONG_LOG = 5_000_000  # bytes
FIRST_ANSWER = 60.0  # seconds that the first page may take to come


@dataclass
class Layout:
    """Where this instance lives: its folder, its address."""

    data: Path
    address: str
    port: int
    listener: socket.socket
    lock: IO[str]

    @property
    def site(self) -> str:
        """The address as a browser on this machine writes it."""
        host = "127.0.0.1" if self.address in ("0.0.0.0", "127.0.0.1") else self.address  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def servers_file(self) -> Path:
        """Where the servers are, in the form of a .env file."""
        return self.data / "run" / "servers.env"


def look_before(tied: bool = False) -> Layout:
    """Check what can be checked before anything is installed. Raises Trouble."""
    if tied:
        children.follow_parent()
    data = _data_folder()
    lock = _lock(data)
    address, port = os.environ.get("BIND_ADDRESS") or "127.0.0.1", _port()
    if os.environ.get("DEBUG", "0").lower() not in NO and address not in LOOPBACK:
        raise Trouble(f"DEBUG is on and {address} can be reached by others, who could read settings: switch one of them off.")
    return Layout(data, address, port, _listen(address, port), lock)


def run(layout: Layout) -> int:
    """Start everything, say where it is, keep it running until somebody ends it; the exit code."""
    with contextlib.suppress(Stop), Supervisor() as supervisor, _written_down(layout):
        practice = _stub_network(layout)  # starts after the demo brand, which writes the past it reads
        servers = _start_servers(layout, supervisor)
        finish(children.fork(prepare.words))
        prepare.load()
        for server in servers:
            server.wait()
        static = children.fork(prepare.static)
        finish(children.fork(prepare.database))
        finish(children.fork(prepare.furnish))
        finish(static)
        if practice:
            supervisor.start(practice)
        prepare.warm()
        _start_programs(layout, supervisor)
        _wait_for_answer(layout)
        print(greeting.text(layout.site, layout.data), flush=True)
        supervisor.watch()
    return 0


def finish(child: int) -> None:
    """Wait for a step; steps are done in children, so that we keep no connection and no memory of them. Raises Trouble."""
    try:
        failed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except Stop:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    if failed:
        raise Trouble("Tribu is not started; what is wrong is said above.")


def _data_folder() -> Path:
    data = Path(os.environ.get("DATA") or ROOT / "data").expanduser().absolute()
    mode = 0o711 if os.geteuid() == 0 else 0o700  # root's PostgreSQL is not root, and must pass
    try:
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(mode)
        for name in ("run", "secrets", "media"):
            places.private_folder(data / name)
        if not os.access(data, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except NotADirectoryError:
        raise Trouble(f"The data folder {data} is not a folder: choose another with DATA=…") from None
    except OSError as error:
        raise Trouble(f"The data folder {data} cannot be written ({error.strerror}): choose another with DATA=…") from None
    os.environ["DATA"] = str(data)
    return data


def _lock(data: Path) -> IO[str]:
    """Two instances on one data folder would destroy it. The lock of a killed one goes when its last child has ended."""
    file = (data / "run" / "lock").open("a+")
    held = lambda: _try_lock(file)  # noqa: E731
    if not children.wait_until(held, 5, 0.1):
        file.seek(0)
        raise Trouble(f"Tribu already runs on the data folder {data} (process {file.read().strip() or 'unknown'}).")
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _port() -> int:
    said = os.environ.get("PORT") or "8000"
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise Trouble(f"PORT={said} is not a port: give a number from 1 to 65535.")
    return int(said)


def _listen(address: str, port: int) -> socket.socket:
    """The listening socket, ours from the beginning: a browser that comes early waits instead of being refused."""
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    problem: list[OSError] = []
    children.wait_until(lambda: _try_bind(listener, address, port, problem) or problem[-1].errno != errno.EADDRINUSE, 3, 0.2)
    if not problem:
        return listener
    if problem[-1].errno == errno.EADDRINUSE:
        raise Trouble(f"Port {port} of {address} is taken by another program: choose another, for example make run PORT=8001.")
    if problem[-1].errno == errno.EACCES:
        raise Trouble(f"You may not use port {port}: choose one above 1023, for example make run PORT=8080.")
    raise Trouble(f"Tribu cannot listen on {address}, port {port}: {problem[-1].strerror}. Look at BIND_ADDRESS.")


def _try_bind(listener: socket.socket, address: str, port: int, problem: list[OSError]) -> bool:
    try:
        listener.bind((address, port))
        listener.listen(128)
    except OSError as error:
        problem.append(error)
        return False
    problem.clear()
    return True


def _start_servers(layout: Layout, supervisor: Supervisor) -> list[Postgres | Valkey]:
    """Start the servers that are not given from outside, without waiting, and tell everybody where they are."""
    os.environ.setdefault("SITE_URL", layout.site)
    servers: list[Postgres | Valkey] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres(layout.data / "postgres", log=_log(layout, "postgres")))
    if not os.environ.get("REDIS_URL"):
        servers.append(Valkey(layout.data / "valkey", log=_log(layout, "valkey")))
    for server in servers:
        os.environ[server.variable] = server.url
        supervisor.start(Server(server.name, server.start, server.stop_signal))
    _write_down(layout)
    return servers


def _start_programs(layout: Layout, supervisor: Supervisor) -> None:
    supervisor.start(
        Fork("web", lambda: programs.web(layout.listener.fileno())),
        *(
            Fork(f"worker for {queue} ({number})", lambda queue=queue, number=number: programs.worker(queue, number))  # type: ignore[misc]
            for number, queue in enumerate(programs.workers(), 1)
        ),
        Fork("dispatcher", programs.dispatcher),
    )


def _log(layout: Layout, name: str) -> Path:
    """Where a server writes; what was there becomes the old log once it is long."""
    file = places.private_folder(layout.data / "logs") / f"{name}.log"
    if file.exists() and file.stat().st_size > LONG_LOG:
        file.replace(file.with_suffix(".old.log"))
    return file


def _stub_network(layout: Layout) -> Server | None:
    """The networks' stand-in, for the demo brand and for trying things; not where real work is meant (DEMO=0)."""
    wanted = os.environ.get("STUBNET") or os.environ.get("DEMO") or "1"
    if os.environ.get("STUBNET_URL") or wanted == "0":
        return None
    folder = places.private_folder(layout.data / "stubnet")
    port = _kept_port(layout.data / "run" / "stubnet.port")
    command = [sys.executable, "-m", "networks.stubnet", "--port", str(port), "--data", str(folder)]
    os.environ["STUBNET_URL"] = f"http://127.0.0.1:{port}"
    return Server("stub network", lambda: children.spawn(command, cwd=ROOT, log=_log(layout, "stubnet")))


def _kept_port(file: Path) -> int:
    """A free port of the loopback, the same as last time if it still is free: pages keep links to it."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(file.read_text())))
        except (OSError, ValueError, OverflowError):
            trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    file.write_text(str(port))
    return port


def _write_down(layout: Layout) -> None:
    """While we run, the other commands of the same data folder read here where the servers are."""
    names = ("DATABASE_URL", "REDIS_URL", "STUBNET_URL", "SITE_URL")
    lines = [f"{name}={os.environ[name]}\n" for name in names if os.environ.get(name)]
    layout.servers_file.write_text("".join(lines))


@contextlib.contextmanager
def _written_down(layout: Layout) -> Iterator[None]:
    try:
        yield
    finally:
        layout.servers_file.unlink(missing_ok=True)


def _wait_for_answer(layout: Layout) -> None:
    """Return when the first page comes. Raises Trouble after a minute."""
    if not children.wait_until(lambda: _answers(layout), FIRST_ANSWER, 0.1):
        raise Trouble(f"No page comes from {layout.site}; what is wrong is said above.")


def _answers(layout: Layout) -> bool:
    connection = http.client.HTTPConnection(layout.site.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", "/account/login/", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
