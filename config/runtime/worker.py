"""The RQ worker: one process, no fork for each job, heard of every few seconds."""

import os
import socket
import threading
from typing import Any

import django_rq
from django.db import close_old_connections
from rq import SimpleWorker
from rq.job import Job
from rq.queue import Queue
from rq.serializers import JSONSerializer

from config import pulse
from publishing.engine import draining

JOBS_OF_A_LIFE = 20_000  # a fresh process from time to time keeps slow leaks small
IDLE_WAIT = 45  # seconds of RQ's worker_ttl: it looks at the queue's connection every 30


class TribuWorker(SimpleWorker):
    """Runs jobs in its own process; another thread says that it is alive."""

    log_result_lifespan = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._silence = threading.Event()

    def register_birth(self) -> None:
        """Begin to be heard."""
        super().register_birth()
        for queue in self.queue_names():
            member = f"{queue}@{self.name}"
            threading.Thread(target=self._beat, args=[member], daemon=True, name="pulse").start()

    def register_death(self) -> None:
        """Fall silent at once, instead of after a minute."""
        self._silence.set()
        for queue in self.queue_names():
            pulse.forget(f"{queue}@{self.name}")
        super().register_death()

    def handle_warm_shutdown_request(self) -> None:
        """Asked to end in the middle of a job: what is on the wire is waited for, nothing more is sent off."""
        draining.ending.set()
        super().handle_warm_shutdown_request()

    def _beat(self, member: str) -> None:
        while not self._silence.is_set():
            pulse.beat(member)
            self._silence.wait(pulse.EVERY)

    def perform_job(self, job: Job, queue: Queue, *args: Any, **kwargs: Any) -> bool:
        """Drop database connections that broke since the last job, as Django does between two requests."""
        close_old_connections()
        try:
            return super().perform_job(job, queue, *args, **kwargs)
        finally:
            close_old_connections()


def work(queue: str, *, burst: bool = False, number: int | None = None) -> None:
    """Work on a queue until SIGTERM, or with `burst` until it is empty; `number` tells the workers of a machine apart."""
    draining.number = draining.number if number is None else number
    name = f"{queue}.{socket.gethostname()}.{os.getpid()}"
    found = django_rq.get_queue(queue)
    worker = TribuWorker(
        [found],
        connection=found.connection,
        name=name,
        serializer=JSONSerializer,
        worker_ttl=IDLE_WAIT,
        log_job_description=False,
    )
    worker.work(burst=burst, max_jobs=JOBS_OF_A_LIFE, logging_level=os.environ.get("LOG_LEVEL", "WARNING"))
