"""Starts servers of its own, fills them, asks for the pages, then starts the whole product and weighs it at rest.

python -m benchmarks.pages [pages|memory] [million]   # both without a word; the table goes to the output, in Markdown

With `million` the brand has a million posts of former years besides, which takes some minutes to write.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import chain
from pathlib import Path

from benchmarks import memory, servers
from config.runtime import prepare
from config.runtime.install import ROOT

MOST_MEGABYTES = 400
MILLION = 1_000_000
REST = 20  # seconds after the last page until the product is weighed
HEAD = "| | median | best | Python | database | queries | size | wanted at most |\n|---|---|---|---|---|---|---|---|"


def main(words: list[str]) -> int:
    """Print the table; 1 when something takes more than it may."""
    print(HEAD, flush=True)
    kept = [True]
    with servers.folder() as folder:
        if "memory" not in words:
            kept += _pages(folder, MILLION if "million" in words else 0)
        if not set(words) & {"pages", "million"}:
            kept.append(_memory(folder))
    print(f"\n{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}; Python {sys.version.split()[0]}")
    return 0 if all(kept) else 1


# Django is imported when its servers stand: its settings name them.
# ruff: noqa: PLC0415
def _pages(folder: Path, older: int) -> list[bool]:
    """The lines of the pages; whether each keeps to what is wanted."""
    with servers.running(folder / "pages"):
        prepare.words()
        prepare.load()
        prepare.database()
        with contextlib.redirect_stdout(sys.stderr):
            prepare.static()
        prepare.warm()  # as the supervisor does before its children begin
        from benchmarks.pages import library, measure, rows

        began = time.monotonic()
        large = rows.fill(older)
        print(f"Filled in {time.monotonic() - began:.0f} seconds.", file=sys.stderr, flush=True)
        return [_line(name, wanted, taken) for name, wanted, taken in chain(measure.pages(large), library.pages())]


def _line(name: str, wanted, taken) -> bool:
    most = f"{wanted.milliseconds} ms, {wanted.queries} queries, {wanted.kilobytes} kB"
    times = f"{taken.median:.0f} ms | {taken.best:.0f} ms | {taken.python:.0f} ms | {taken.database:.0f} ms"
    print(f"| {name} | {times} | {taken.queries} | {taken.kilobytes:.1f} kB | {most} |", flush=True)
    return taken.median <= wanted.milliseconds and taken.queries <= wanted.queries and taken.kilobytes <= wanted.kilobytes


def _memory(folder: Path) -> bool:
    """The line of the whole product with its demo brand, after its first pages; whether it keeps to what is wanted."""
    data, port = folder / "whole", _free_port()
    mine = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "SITE_URL")}
    settings = {"DATA": str(data), "PORT": str(port), "LOG_LEVEL": "ERROR", "DEMO": "1"}
    command = [sys.executable, "-m", "config.runtime", "run", "--tied"]
    with (folder / "whole.log").open("w+") as log:
        product = subprocess.Popen(command, cwd=ROOT, env=mine | settings, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/account/login/", product)
            _visit(f"http://127.0.0.1:{port}/account/login/")
            time.sleep(REST)
            megabytes = sum(map(memory.kilobytes, memory.below(product.pid))) / 1024
        finally:
            product.terminate()
            product.wait(60)
    print(f"| the whole product at rest | | | | | | {megabytes:.0f} MB of memory | {MOST_MEGABYTES} MB |", flush=True)
    return megabytes <= MOST_MEGABYTES


def _visit(address: str) -> None:
    """Ask a few times, so that each process of the web server has worked."""
    for _ in range(10):
        urllib.request.urlopen(address, timeout=30).read()


def _wait_for(address: str, product: subprocess.Popen) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and product.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=30).read()
            return
        time.sleep(0.5)
    raise SystemExit("The product did not start.")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
