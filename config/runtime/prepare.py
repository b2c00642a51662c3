"""What must be done before the first page: words, tables, static files, a first brand. Each step does nothing when it is done."""

import gc
import hashlib
import importlib
import os
from pathlib import Path

from config.runtime import messages

# Django is imported inside the functions: the supervisor loads it only when the servers are on their way.
# ruff: noqa: PLC0415


def words() -> None:
    """Compile the translations."""
    messages.compile_all()


def load() -> None:
    """Load the product into this process: every child forked later shares it in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def warm() -> None:
    """Load what the children would each load for themselves, and keep the collector away from it."""
    from django.conf import settings

    for module in (settings.ROOT_URLCONF, "rq", "gunicorn.app.base", "gunicorn.arbiter", "gunicorn.workers.gthread"):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()


def database() -> None:
    """Bring the tables up to date."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database…", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def static() -> None:
    """Gather the static files where they are served from."""
    from django.conf import settings
    from django.core.management import call_command

    stamp, wanted = settings.DATA / "run" / "static", _static_digest()
    if Path(settings.STATIC_ROOT).exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Gathering the static files…", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def _static_digest() -> str:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(str(settings.STORAGES).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def furnish() -> None:
    """On the first start: the demo brand, or with DEMO=0 a first administrator."""
    from django.core.management import call_command, get_commands
    from django.db import connection

    from team.models import User

    if User.objects.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")  # quicker; what a crash loses here is made anew
    if os.environ.get("DEMO", "1") != "0" and "demo" in get_commands():
        print("Loading the demo brand…", flush=True)
        call_command("demo")
    else:
        call_command("first_admin")
