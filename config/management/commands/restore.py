"""Brings a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from config import backups
from config.runtime.trouble import Trouble


class Command(BaseCommand):
    """Replaces the database, the pictures and the secrets by those of a backup."""

    help = "Replace database, pictures and secrets by those of a backup. What stands there now is lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from; --yes because it destroys."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="I know that what stands there now is lost")

    def handle(self, *, file: Path, yes: bool, **options: Any) -> None:
        """Refuse without --yes."""
        if not yes:
            raise CommandError("This replaces everything that stands here now. Say --yes if you mean it.")
        try:
            backups.load(file)
        except (Trouble, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The backup is in place. Start Tribu anew now: the secrets may have changed.")
