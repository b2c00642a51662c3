"""Hands over what is due."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand
from django.db import OperationalError, close_old_connections

from config import timetable
from lib import clock
from publishing.engine import hints
from publishing.traffic import overview

logger = logging.getLogger(__name__)
PAUSE = 1.0  # seconds
BREATH = 0.1  # seconds between two looks, however much is due
BEAT_EVERY = 5.0  # seconds


class Command(BaseCommand):
    """The dispatcher: once a second it hands to the workers what the timetable says is due."""

    help = "Hand to the workers, each second, what the timetable says is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once and here, for cron."""
        parser.add_argument("--once", action="store_true", help="look once, then end")
        parser.add_argument("--here", action="store_true", help="do the work in this process instead of handing it over")

    def handle(self, *, once: bool, here: bool, **options: Any) -> None:
        """Look until SIGTERM."""
        hand = timetable.run_here if here else timetable.enqueue
        if once:
            timetable.beat()
            timetable.tick(hand)
            return
        self._loop(hand)

    def _loop(self, hand: timetable.Hand) -> None:
        ending = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: ending.set())
        beat_at = 0.0
        while not ending.is_set():
            try:
                if time.monotonic() >= beat_at:
                    timetable.beat()
                    beat_at = time.monotonic() + BEAT_EVERY
                timetable.tick(hand)
            except OperationalError as error:
                logger.warning("PostgreSQL is away: %s", str(error).strip())
            self._rest(ending)
            close_old_connections()

    def _rest(self, ending: threading.Event) -> None:
        """Wait a second, or until something is due: then the workers hear of it at once."""
        now = clock.now()
        try:
            moment = overview.next_due(now, timedelta(seconds=PAUSE))
        except OperationalError:
            moment = None
        ending.wait(max((moment - now).total_seconds(), BREATH) if moment else PAUSE)
        if moment and not ending.is_set():
            hints.drain_soon()
