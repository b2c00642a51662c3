"""The stub networks as a program: `python -m networks.stubnet --port 9090 --data folder`."""

import argparse
import signal
import sys
from pathlib import Path

from networks.stubs.server import Server


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="stubnet", description="Stub social networks to practise and test on.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--data", type=Path, help="folder for the audit file and pictures; without it all stays in memory")
    parser.add_argument("--url", default="", help="address under which others reach it, when that is another one")
    parser.add_argument("--sync", action="store_true", help="wait for the disk before answering")
    parser.add_argument("--network", action="append", default=[], help="only this network; may be repeated")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; prints the address once it listens."""
    options = arguments(words)
    try:
        server = Server(options.host, options.port, options.data, url=options.url, sync=options.sync, names=options.network)
    except (OSError, KeyError) as error:
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


if __name__ == "__main__":
    sys.exit(main())
