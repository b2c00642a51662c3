"""Programs that run beside what is measured."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator

PAUSE = 0.3  # seconds until the stub answers


def programme(*words: object) -> list[str]:
    """A command of Python."""
    return [sys.executable, "-m", *map(str, words)]


@contextlib.contextmanager
def stub() -> Iterator[str]:
    """The place (host:port) of a stub in a process of its own."""
    process = subprocess.Popen(programme("benchmarks.publishing.stub", PAUSE), stdout=subprocess.PIPE, text=True)
    try:
        yield f"127.0.0.1:{int(process.stdout.readline())}"  # type: ignore[union-attr]
    finally:
        process.terminate()
        process.wait()
