"""Ten thousand posts due in the same minute, beside the limits of the machine.

python -m benchmarks.publishing [--posts N] [--accounts N] [--old N] [--only minute|lone|limits]
"""

import argparse
import os
import sys
import time

from benchmarks import servers
from benchmarks.publishing import beside
from config.runtime import prepare


def main(words: list[str]) -> int:
    """Print the table; 1 when something takes more than it may."""
    parser = argparse.ArgumentParser(prog="bench-publishing")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--old", type=int, default=1_000_000)
    parser.add_argument("--lone", type=int, default=100)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(words)
    with servers.folder() as folder, servers.running(folder / "data", careless=False), beside.stub() as place:
        os.environ |= {"DELIVERY_CONNECTIONS": "256", "ALLOWED_PRIVATE_HOSTS": place}
        prepare.words()
        prepare.load()
        prepare.database()
        from benchmarks.publishing import table  # noqa: PLC0415 - its settings name the servers

        kept = table.show(asked, folder, f"http://{place}")
    print(f"\n{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}; Python {sys.version.split()[0]}")
    return 0 if kept else 1


if __name__ == "__main__":
    began = time.monotonic()
    code = main(sys.argv[1:])
    print(f"{time.monotonic() - began:.0f} seconds in all")
    sys.exit(code)
