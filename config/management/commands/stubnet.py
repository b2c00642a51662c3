"""`manage.py stubnet`: the stub networks as a server of their own, to practise and test on."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from networks import stubnet


class Command(BaseCommand):
    """Serve the stub networks until Ctrl-C."""

    help = "Serve the stub networks until Ctrl-C; prints their address."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The words of the program itself."""
        stubnet.add_words(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        sys.exit(stubnet.serve(**{name: options[name] for name in stubnet.WORDS}))
