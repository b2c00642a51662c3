"""Runs a worker."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from config.runtime import worker


class Command(BaseCommand):
    """A worker for one queue."""

    help = "Work on one queue until SIGTERM; the job in hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which queue."""
        parser.add_argument("queue", choices=list(settings.RQ_QUEUES))
        parser.add_argument("--burst", action="store_true", help="end when the queue is empty")

    def handle(self, *, queue: str, burst: bool, **options: Any) -> None:
        """Work."""
        worker.work(queue, burst=burst)
