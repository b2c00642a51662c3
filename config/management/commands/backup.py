"""Saves everything that cannot be made again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from config import backups
from config.runtime.trouble import Trouble


class Command(BaseCommand):
    """One file with the database, the pictures and the secrets."""

    help = "Save database, pictures and secrets into one file; the product may go on running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="for example tribu.tar.gz")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Say how large it is."""
        try:
            size = backups.save(file.absolute())
        except (Trouble, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {max(size // 1000, 1):,} kB. It holds the secrets: keep it where only you can read it.")
