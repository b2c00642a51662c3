"""How much memory the running product takes: the sum of PSS (a shared page counts once) of the supervisor and all below it.

python3 benchmarks/memory.py [DATA folder]      # Linux; reads the process id from DATA/run/lock
"""

import re
import sys
from pathlib import Path


def kilobytes(pid: int) -> int:
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    return int(found.group(1)) if found else 0


def parents() -> dict[int, int]:
    stats = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return stats


def below(root: int) -> list[int]:
    tree, found = parents(), [root]
    for pid in found:
        found += [child for child, parent in tree.items() if parent == pid]
    return found


def main(data: Path) -> None:
    total = 0
    for pid in below(int((data / "run" / "lock").read_text())):
        size = kilobytes(pid)
        total += size
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        print(f"{size / 1024:7.1f} MB  {pid:>7}  {command[:90]}")
    print(f"{total / 1024:7.1f} MB  in all")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data"))
