"""What a stub accepted, line by line in a file that is only appended to: its memory between starts, and the audit."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """A file of JSON lines. `path` None keeps the lines in memory; `sync` waits for the disk after each line."""

    def __init__(self, path: Path | None = None, sync: bool = False):
        self.path, self.sync = path, sync
        self._lock = threading.Lock()
        self._lines: list[dict[str, Any]] = []
        self._file = None
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            _drop_torn_line(path)
            self._file = path.open("ab")

    def append(self, line: dict[str, Any]) -> None:
        """Keep a line; when this returns it survives the end of the process, with `sync` also of the machine."""
        with self._lock:
            if self._file is None:
                self._lines.append(line)
                return
            self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            self._file.flush()
            if self.sync:
                os.fsync(self._file.fileno())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self.path is None:
            yield from list(self._lines)
            return
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield json.loads(line)

    def tail(self, offset: int) -> tuple[list[dict[str, Any]], int]:
        """The lines from the byte `offset` on (in memory: from that line on), and the next offset."""
        if self.path is None:
            return self._lines[offset:], len(self._lines)
        with self.path.open("rb") as file:
            file.seek(offset)
            whole, newline, _ = file.read().rpartition(b"\n")
        lines = [json.loads(line) for line in whole.split(b"\n") if line]
        return lines, offset + len(whole) + len(newline)

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()


def _drop_torn_line(path: Path) -> None:
    """Cut off what a process that ended in the middle of a line has left."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        content = file.read()
        file.truncate(content.rfind(b"\n") + 1)
