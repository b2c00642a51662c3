"""One file with everything that cannot be made again: the database, the pictures, the secrets."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from config.runtime import postgres
from config.runtime.trouble import Trouble

DUMP = "database.dump"
FOLDERS = ("media", "secrets")
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.4 and newer


def save(target: Path) -> int:
    """Write the backup to `target` (mode 0600), whole or not at all; its size in bytes. Raises Trouble."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump, fresh = Path(folder) / DUMP, Path(folder) / "fresh"
        _run("pg_dump", "--format=custom", f"--file={dump}")
        fresh.touch(mode=0o600)
        with tarfile.open(fresh, mode="w:gz") as archive:
            archive.add(dump, DUMP)
            for name in FOLDERS:
                if (settings.DATA / name).exists():
                    archive.add(settings.DATA / name, name)
        fresh.replace(target)
    return target.stat().st_size


def load(source: Path) -> None:
    """Replace database, pictures and secrets by those of a backup; what stood there is lost. Raises Trouble."""
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, **SAFELY)  # noqa: S202
        except (OSError, tarfile.TarError) as error:
            raise Trouble(f"{source} is not a backup that can be read: {error}") from error
        if not (Path(folder) / DUMP).exists():
            raise Trouble(f"{source} holds no {DUMP}: it is not a backup of Tribu.")
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"{folder}/{DUMP}")
        for name in FOLDERS:
            _replace(Path(folder) / name, settings.DATA / name)


def _replace(fresh: Path, old: Path) -> None:
    if fresh.exists():
        shutil.rmtree(old, ignore_errors=True)
        fresh.rename(old)


def _run(program: str, *words: str) -> None:
    wanted = connection.settings_dict
    variables = {"PGHOST": wanted["HOST"], "PGPORT": wanted["PORT"], "PGUSER": wanted["USER"], "PGPASSWORD": wanted["PASSWORD"]}
    environment = os.environ | {name: str(value) for name, value in variables.items() if value}
    done = subprocess.run(  # noqa: S603
        [_find(program), f"--dbname={wanted['NAME']}", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Trouble(f"{program} failed: {done.stderr.strip()}")


def _find(program: str) -> str:
    try:
        own = postgres.binaries() / program
    except Trouble:
        own = Path()
    found = str(own) if own.is_file() else shutil.which(program)
    if not found:
        raise Trouble(f"The program {program} is missing: install the system package postgresql-client.")
    return found
