"""What is missing or wrong with this installation, in sentences for whoever runs it."""

import os
import shutil
import smtplib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from redis import RedisError

from config import health, pulse
from config.runtime import messages
from lib import clock

LEAST_SPACE = 1_000_000_000  # bytes
MOST_SKEW = 5.0  # seconds between the database's clock and this machine's
LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEEPS_MAIL = ("console", "dummy", "locmem", "filebased")


@dataclass(frozen=True)
class Verdict:
    """What one look found."""

    well: bool
    sentence: str


def examine() -> Iterator[Verdict]:
    """Look at everything; one verdict for each thing that was looked at."""
    answers = _database()
    yield answers
    if answers.well:
        yield from (_safely(look) for look in (_migrations, _clock, _dispatcher, _late))
    yield from (_safely(look) for look in (_queue, _workers, _address, _debug, _mail))
    yield from (_safely(look) for look in (_media, _space, _secrets, _static, _messages, _zones))


def _safely(look: Callable[[], Verdict]) -> Verdict:
    try:
        return look()
    except (DatabaseError, RedisError, OSError) as error:
        return Verdict(False, f"{look.__name__.strip('_')}: {error}")


def _database() -> Verdict:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        text = _("The database does not answer (%(error)s). Start everything with “make run”, or look at DATABASE_URL.")
        return Verdict(False, text % {"error": str(error).strip().splitlines()[0]})
    return Verdict(True, _("The database answers."))


def _migrations() -> Verdict:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        text = _("The tables are behind the program by %(n)s steps: run “manage.py migrate”.")
        return Verdict(False, text % {"n": waiting})
    return Verdict(True, _("The tables are up to date."))


def _clock() -> Verdict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - clock.now()).total_seconds())
    if skew > MOST_SKEW:
        text = _("The clocks of the database and of this machine differ by %(n)s seconds: posts would leave early or late.")
        return Verdict(False, text % {"n": round(skew)})
    return Verdict(True, _("The clocks of the database and of this machine agree."))


def _dispatcher() -> Verdict:
    fine, facts = health.dispatcher()
    if fine:
        return Verdict(True, _("The dispatcher is alive."))
    age = facts["seconds_since_heard"]
    if age is None:
        return Verdict(False, _("No dispatcher has ever run: nothing leaves by itself. Start “manage.py dispatch”."))
    text = _("The dispatcher has been silent for %(n)s seconds: nothing leaves by itself. Start “manage.py dispatch”.")
    return Verdict(False, text % {"n": round(age)})


def _late() -> Verdict:
    fine, facts = health.oldest_due()
    if fine:
        return Verdict(True, _("No post is late."))
    text = _("The oldest due post is %(n)s minutes late.")
    return Verdict(False, text % {"n": round(facts["seconds_late"] / 60)})


def _queue() -> Verdict:
    try:
        pulse.connection().ping()
    except RedisError as error:
        text = _("The queue does not answer (%(error)s). Start everything with “make run”, or look at REDIS_URL.")
        return Verdict(False, text % {"error": str(error).strip()})
    return Verdict(True, _("The queue answers."))


def _workers() -> Verdict:
    silent = health.silent_now()
    if silent:
        text = _("No worker has been heard for a minute on: %(queues)s. Start “manage.py work” for each.")
        return Verdict(False, text % {"queues": ", ".join(silent)})
    return Verdict(True, _("The workers are alive."))


def _address() -> Verdict:
    parts = urlsplit(settings.SITE_URL)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        text = _("SITE_URL is “%(url)s”, which is no address: write it like https://tribu.example.org.")
    elif "*" not in settings.ALLOWED_HOSTS and not _is_allowed(host):
        text = _("SITE_URL is “%(url)s”, and its host is not in ALLOWED_HOSTS: every page would be refused.")
    elif parts.scheme == "http" and host not in LOOPBACK:
        text = _("SITE_URL is “%(url)s”: on a public address, passwords would travel in clear. Use https.")
    else:
        return Verdict(True, _("The address is %(url)s.") % {"url": settings.SITE_URL})
    return Verdict(False, text % {"url": settings.SITE_URL})


def _is_allowed(host: str) -> bool:
    named = f"[{host}]" if ":" in host else host
    return any(
        named == pattern or (pattern.startswith(".") and f".{named}".endswith(pattern)) for pattern in settings.ALLOWED_HOSTS
    )


def _is_public() -> bool:
    return urlsplit(settings.SITE_URL).hostname not in LOOPBACK


def _debug() -> Verdict:
    if settings.DEBUG and _is_public():
        return Verdict(False, _("DEBUG is on at a public address: strangers could read settings. Switch it off."))
    return Verdict(True, _("DEBUG is on, for this machine only.") if settings.DEBUG else _("DEBUG is off."))


def _mail() -> Verdict:
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind in KEEPS_MAIL:
        return Verdict(not _is_public(), _("Mail is not sent, only shown in the log: set EMAIL_URL to send it."))
    try:
        line = get_connection(timeout=5)
        line.open()
        line.close()
    except (OSError, smtplib.SMTPException) as error:
        return Verdict(False, _("The mail server does not answer (%(error)s): look at EMAIL_URL.") % {"error": error})
    return Verdict(True, _("The mail server answers."))


def _media() -> Verdict:
    folder = Path(settings.MEDIA_ROOT)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return Verdict(False, _("The folder for pictures, %(folder)s, cannot be written.") % {"folder": folder})
    return Verdict(True, _("Pictures can be stored."))


def _space() -> Verdict:
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_SPACE:
        text = _("Only %(n)s MB are free on the disk of %(folder)s.")
        return Verdict(False, text % {"n": free // 1_000_000, "folder": settings.DATA})
    return Verdict(True, _("There is room on the disk: %(n)s GB.") % {"n": free // 1_000_000_000})


def _secrets() -> Verdict:
    files = [file for file in Path(settings.SECRETS).glob("*") if file.is_file()]
    open_ones = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if open_ones:
        text = _("Others than you can read the secrets in %(files)s: run “chmod 600” on them.")
        return Verdict(False, text % {"files": ", ".join(map(str, open_ones))})
    return Verdict(True, _("The secrets are yours alone to read."))


def _static() -> Verdict:
    if isinstance(staticfiles_storage, ManifestStaticFilesStorage) and not staticfiles_storage.hashed_files:
        return Verdict(False, _("The static files are not gathered: run “manage.py collectstatic”."))
    return Verdict(True, _("The static files are in place."))


def _messages() -> Verdict:
    if messages.stale(settings.BASE_DIR):
        return Verdict(False, _("The translations are not compiled: run “python -m config.runtime.messages”."))
    return Verdict(True, _("The translations are compiled."))


def _zones() -> Verdict:
    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return Verdict(False, _("The time zone data are missing: install the package tzdata."))
    return Verdict(True, _("The time zone data are in place."))
