"""The programs that run beside one another, each in a process of its own."""

# Each of them imports what it needs itself: the supervisor that forks them must not.
# ruff: noqa: PLC0415


def workers() -> list[str]:
    """The queue of each worker that runs."""
    from django.conf import settings

    return [queue for queue in settings.RQ_QUEUES for _ in range(settings.DELIVERY_WORKERS if queue == "delivery" else 1)]


def web(listener: int) -> None:
    """Serve pages on a listening socket until SIGTERM."""
    from gunicorn.app.base import BaseApplication

    from config.runtime import gunicorn

    class Pages(BaseApplication):
        def load_config(self) -> None:
            for name in self.cfg.settings:
                if hasattr(gunicorn, name):
                    self.cfg.set(name, getattr(gunicorn, name))
            self.cfg.set("bind", f"fd://{listener}")

        def load(self) -> object:
            from config.wsgi import application

            return application

    Pages().run()


def worker(queue: str, number: int | None = None) -> None:
    """Work on one queue until SIGTERM; the job in hand is finished first."""
    from config.runtime.worker import work

    work(queue, number=number)


def dispatcher() -> None:
    """Hand over what is due, each second, until SIGTERM."""
    from django.core.management import call_command

    call_command("dispatch")
