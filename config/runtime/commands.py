"""What a person can ask of the runtime."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

from config.runtime import install, start
from config.runtime.install import PYTHON, ROOT, ensure
from config.runtime.trouble import Trouble

MOST_TEST_PROCESSES = 4
TEST_ORDER = ("--dist=loadfile", "--no-loadscope-reorder")  # a file's tests share their expensive fixtures
NOT_KEPT = "PYTHONDONTWRITEBYTECODE"  # lets each of the many programs that begin here compile everything anew
ARENAS = "MALLOC_ARENA_MAX"  # glibc reads it when a program begins: fewer arenas, less memory with threads


def main(words: list[str]) -> int:
    """Do what is asked; the exit code. Trouble is said in a sentence."""
    asked, rest = (words[0], words[1:]) if words else ("", [])
    if asked not in COMMANDS:
        lines = [f"  {name:<12} {function.__doc__}" for name, function in COMMANDS.items()]
        print("python3 -m config.runtime <what>, where <what> is one of", *lines, sep="\n", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    os.environ.pop(NOT_KEPT, None)
    sys.dont_write_bytecode = False
    try:
        if asked == "run":
            install.read_settings_file()
        return COMMANDS[asked](rest)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(words: list[str]) -> int:
    """Start everything; Ctrl-C ends it. Variables: PORT, DATA, DEMO=0."""
    layout = start.look_before(tied="--tied" in words)
    outside = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    named = os.environ.get("POSTGRES_BIN") and os.environ.get("VALKEY_BIN")
    ensure("base" if outside or named else "embedded")
    if not install.inside() or not os.environ.get(ARENAS):
        _become(PYTHON, "-m", "config.runtime", "run", *words)
    return start.run(layout)


def test(words: list[str]) -> int:
    """Run the tests against a throw-away PostgreSQL and Valkey; further words go to pytest."""
    ensure("dev")
    processes = min((os.cpu_count() or 1) + 1, MOST_TEST_PROCESSES)  # one more than cores: many tests wait for the clock
    return _call(PYTHON, "-m", "pytest", f"--numprocesses={processes}", *TEST_ORDER, *words)


def faults(words: list[str]) -> int:
    """Prove delivery at its full size and print the table: a quarter of an hour; FAULTS_SEED chooses the seed."""
    ensure("dev")
    return _call(PYTHON, "-m", "pytest", "tests/faults", "-q", *words, FAULTS="full")


def lint(words: list[str]) -> int:
    """Check style and types."""
    ensure("dev")
    checks = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", "."]]
    return max(_call(PYTHON, "-m", *check) for check in checks)


def check(words: list[str]) -> int:
    """Run Django's checks as for a public address; a warning fails."""
    ensure("dev")
    with tempfile.TemporaryDirectory() as data:
        public = {"DATA": data, "SITE_URL": "https://tribu.example", "ALLOWED_HOSTS": "tribu.example", "DEBUG": "0"}
        return _call(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **public)


def lock(words: list[str]) -> int:
    """Choose the newest versions that fit pyproject.toml and write them with hashes into the three lock files."""
    ensure("dev")
    for name, extras in {"base": [], "embedded": ["embedded"], "dev": ["embedded", "dev"]}.items():
        chosen = [f"--extra={extra}" for extra in extras]
        kept = [] if name == "base" else ["--constraint", install.LOCKS["base"]]
        uv = ["uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--universal", "--python-version", "3.11"]
        shown = ["--generate-hashes", "--strip-extras", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
        target = ["--custom-compile-command", "make lock", "--output-file", install.LOCKS[name], *words]
        if code := _call(PYTHON, "-m", *uv, *shown, *chosen, *kept, *target):
            return code
    return 0


def messages(words: list[str]) -> int:
    """Bring the French catalogues up to the sources."""
    ensure("dev")
    return _call(PYTHON, "manage.py", "strings", *words)


def bench_pages(words: list[str]) -> int:
    """Measure the main pages on a large brand, and the memory of the whole product; a further word chooses pages or memory."""
    ensure("embedded")
    return _call(PYTHON, "-m", "benchmarks.pages", *words)


def bench_publishing(words: list[str]) -> int:
    """Measure delivery: ten thousand posts of the same minute, a lone post, and the limits of the machine beside them."""
    ensure("embedded")
    return _call(PYTHON, "-m", "benchmarks.publishing", *words)


def bench_charter(words: list[str]) -> int:
    """Measure the charter's checks: what they find in 224 drafts, rightly and wrongly, and how long one takes."""
    ensure("embedded")
    return _call(PYTHON, "-m", "benchmarks.charter", *words)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    function.__name__.replace("_", "-"): function
    for function in (run, test, faults, lint, check, lock, messages, bench_pages, bench_publishing, bench_charter)
}


def _call(*words: object, **variables: str) -> int:
    return subprocess.run([str(word) for word in words], env=os.environ | variables, check=False).returncode  # noqa: S603


def _become(*words: object) -> None:
    """Replace this process."""
    os.environ[ARENAS] = os.environ.get(ARENAS) or "2"
    os.execv(str(words[0]), [str(word) for word in words])  # noqa: S606
