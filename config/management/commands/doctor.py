"""Says what is missing or wrong."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import translation

from config import doctor
from lib import shell


class Command(BaseCommand):
    """Looks at the installation and says in sentences what is wrong; exit code 1 when something is."""

    help = "Say in sentences what is missing or wrong; exit code 1 when something is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The language."""
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=shell.language(dict(settings.LANGUAGES)))

    def handle(self, *, language: str, **options: Any) -> None:
        """Print a line for each thing looked at."""
        troubles = 0
        with translation.override(language):
            for verdict in doctor.examine():
                troubles += not verdict.well
                mark, style = ("✓", self.style.SUCCESS) if verdict.well else ("✗", self.style.ERROR)
                self.stdout.write(f"{style(mark)} {verdict.sentence}")
        if troubles:
            raise SystemExit(1)
