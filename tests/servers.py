"""A throw-away PostgreSQL and Valkey for each run of the tests, and a data folder that is gone afterwards.

With DATABASE_URL or REDIS_URL set, that server is used instead. Under pytest-xdist the controller starts them and the
workers inherit; each worker has its own test database, its own numbered database in Valkey, its own data folder.
With NO_SKIPS=1 a skipped test fails the run.
"""

import os
import re
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from config.runtime import messages, places
from config.runtime.postgres import Postgres
from config.runtime.valkey import Valkey


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Runs before anything reads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _settle_worker(int(worker.removeprefix("gw")))
    else:
        _start(early_config)
    return (yield)


def _start(config: pytest.Config) -> None:
    folder = places.passing_folder("tribu-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["DATA"] = str(folder / "data")
    (folder / "data" / "static").mkdir(parents=True, mode=0o700)
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    messages.compile_all()
    servers: list[Postgres | Valkey] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres(folder / "postgres", log=folder / "postgres.log", throwaway=True))
    if not os.environ.get("REDIS_URL"):
        servers.append(Valkey(folder / "valkey", log=folder / "valkey.log", throwaway=True))
    for server in servers:
        server.start()
        config.add_cleanup(server.stop)
        os.environ[server.variable] = server.url
    for server in servers:
        server.wait()


def _settle_worker(number: int) -> None:
    url = os.environ["REDIS_URL"]
    if "db=" in url:
        os.environ["REDIS_URL"] = re.sub(r"db=\d+", f"db={number + 1}", url)
    else:
        os.environ["REDIS_URL"] = re.sub(r"(rediss?://[^/]+)(/\d*)?$", rf"\1/{number + 1}", url)
    data = Path(os.environ["DATA"]) / f"worker-{number}"
    (data / "static").mkdir(parents=True, mode=0o700, exist_ok=True)
    os.environ["DATA"] = str(data)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that skips itself as a whole."""
    report = yield
    if report.skipped and os.environ.get("NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and this run must skip nothing: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure when the run must skip nothing."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and this run must skip nothing: {report.longrepr}"
    return report
