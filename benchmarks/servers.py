"""A PostgreSQL and a Valkey for one measurement, set as `make run` sets them, but careless about power cuts."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from config.runtime import places
from config.runtime.postgres import Postgres
from config.runtime.valkey import Valkey


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder that an unprivileged PostgreSQL can reach."""
    made = places.passing_folder("tribu-benchmark-")
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def running(data: Path, *, careless: bool = True) -> Iterator[None]:
    """Both servers, named in the environment; with `careless` a commit does not wait for the disk."""
    places.private_folder(data)
    data.chmod(0o711)
    for name in ("run", "secrets", "media", "static"):
        places.private_folder(data / name)
    os.environ |= {
        "DATA": str(data),
        "DEBUG": "0",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
        "SITE_URL": "http://127.0.0.1:8000",
    }
    servers = [
        Postgres(data / "postgres", log=data / "postgres.log", throwaway=careless),
        Valkey(data / "valkey", log=data / "valkey.log", throwaway=careless),
    ]
    with contextlib.ExitStack() as stack:
        for server in servers:
            server.start()
            stack.callback(server.stop)
            os.environ[server.variable] = server.url
        for server in servers:
            server.wait()
        yield
