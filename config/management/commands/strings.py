"""Bring the French catalogues up to the sources."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import strings


class Command(BaseCommand):
    """Add new texts to each app's `locale/fr/LC_MESSAGES/django.po` and drop those that are gone."""

    help = "Update locale/fr of the named apps (default: all) from their sources; what has no French yet stays empty."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("apps", nargs="*", metavar="app", help=", ".join(strings.OWNERS))

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = set(options["apps"]) - set(strings.OWNERS)
        if unknown:
            raise CommandError(f"No such app: {', '.join(sorted(unknown))}. Known: {', '.join(strings.OWNERS)}")
        for app in options["apps"] or strings.OWNERS:
            try:
                self._tell(app, strings.update(settings.BASE_DIR, app))
            except strings.Unreadable as error:
                self.stderr.write(f"{app}: left alone, {error}")

    def _tell(self, app: str, change: strings.Change) -> None:
        self.stdout.write(f"{app}: {len(change.added)} new, {len(change.dropped)} gone, {change.untranslated} without French")
        for entry in change.dropped:
            self.stdout.write(f"  gone: {entry.msgid!r} (was: {entry.msgstr!r})")
