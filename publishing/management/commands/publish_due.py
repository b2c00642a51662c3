"""For cron: hint the workers at what is due, or do their work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lib import clock
from publishing.engine import claiming, draining, hints, reconciling
from publishing.traffic import overview
from publishing.troubles import troubles


class Command(BaseCommand):
    """Send what is due. Any number may run at once."""

    help = "Send what is due: by the workers, or with --drain right here, so that cron alone suffices."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drain", action="store_true", help="do the work here instead of asking a worker")
        parser.add_argument("--seconds", type=float, default=50, help="how long to go on while more becomes due (with --drain)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drain"]:
            claiming.sweep(clock.now())
            sent, looked = draining.drain(options["seconds"]), reconciling.reconcile()
            troubles.tell()
            self.stdout.write(f"{sent} sent off, {looked} looked for")
        elif not overview.work_waits(clock.now()):
            self.stdout.write("nothing is due")
        elif hints.drain_soon():
            self.stdout.write("the workers are told")
        else:
            self.stderr.write("the queue cannot be reached; use --drain to send without it")
            raise SystemExit(1)
