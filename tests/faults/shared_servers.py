"""`python -m tests.faults.shared_servers FOLDER ADDRESS`: a PostgreSQL and a Valkey that other machines reach at that address."""

import signal
import sys
import threading
from pathlib import Path

from config.runtime import children
from config.runtime.postgres import Postgres
from config.runtime.valkey import Valkey

NEIGHBOURS = "host all all 10.77.0.0/24 trust\n"


class SharedPostgres(Postgres):
    """One that listens to its neighbours."""

    def _make_cluster(self) -> None:
        super()._make_cluster()
        with (self.cluster / "pg_hba.conf").open("a") as rules:
            rules.write(NEIGHBOURS)


class SharedValkey(Valkey):
    """One that listens to its neighbours."""

    def __init__(self, folder: Path, address: str):
        super().__init__(folder, throwaway=True)
        self.address = address

    def _command(self) -> list[str]:
        return [*super()._command(), "--port", "6379", "--bind", self.address, "--protected-mode", "no"]


def main(folder: Path, address: str) -> None:
    """Serve until SIGTERM, or until who started us ends."""
    children.follow_parent()
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    postgres = SharedPostgres(folder / "postgres", log=folder / "postgres.log", listen=address)
    valkey = SharedValkey(folder / "valkey", address)
    for server in (postgres, valkey):
        server.start()
    for server in (postgres, valkey):
        server.wait()
    print(postgres.sockets, flush=True)
    ending.wait()
    for server in (valkey, postgres):
        server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
