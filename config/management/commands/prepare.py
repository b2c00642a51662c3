"""Brings an installation up to its program."""

from typing import Any

from django.core.management import BaseCommand

from config.runtime import prepare


class Command(BaseCommand):
    """Everything between a new version of the program and its first page; harmless when nothing is to be done."""

    help = "Compile the words, bring the tables up to date, gather the static files, and furnish an empty installation."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """In the order in which they need one another."""
        for step in (prepare.words, prepare.database, prepare.static, prepare.furnish):
            step()
