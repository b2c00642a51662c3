"""The stub networks as a program: `python -m networks.stubnet --port 9090 --data folder`. Needs no settings."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from networks.stubs.server import Server

WORDS = ("host", "port", "data", "url", "sync", "network")


def add_words(parser: argparse.ArgumentParser) -> None:
    """What may stand on the command line."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--data", type=Path, help="folder for the audit file and pictures; without it all stays in memory")
    parser.add_argument("--url", default="", help="address under which others reach it, when that is another one")
    parser.add_argument("--sync", action="store_true", help="wait for the disk before answering")
    parser.add_argument("--network", action="append", default=[], help="only this network; may be repeated")


def serve(host: str, port: int, data: Path | None, url: str, sync: bool, network: Sequence[str]) -> int:
    """Serve until SIGTERM or SIGINT; prints the address once it listens. Returns the exit code."""
    try:
        server = Server(host, port, data, url=url, sync=sync, names=network)
    except (OSError, OverflowError, KeyError) as error:
        print(f"The stub networks cannot start: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(server.url, flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except (KeyboardInterrupt, SystemExit):
        server.server_close()
        server.net.journal.close()
    return 0


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="stubnet", description="Stub social networks to practise and test on.")
    add_words(parser)
    options: dict[str, Any] = vars(parser.parse_args(words))
    return serve(**options)


if __name__ == "__main__":
    sys.exit(main())
