"""Web and workers on machines of their own against one PostgreSQL and one Valkey; one is cut off, then its programs die."""

import contextlib
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from config.runtime import children, places
from tests.faults import hosts
from tests.faults.field import ROOT, Office
from tests.faults.hosts import HOSTS, Hosts
from tests.faults.sizes import SEED, size

POSTS = size(300, 2000)
ACCOUNTS = size(4, 16)  # of each network: so many that no allowance of a day keeps a post back
GIVEN_UP = " ".join(
    f"-c {name}"
    for name in (
        "idle_in_transaction_session_timeout=3s",
        "tcp_keepalives_idle=1",
        "tcp_keepalives_interval=1",
        "tcp_keepalives_count=3",
        "tcp_user_timeout=4s",
    )
)

pytestmark = pytest.mark.skipif(bool(hosts.missing()), reason=hosts.missing() or "hosts can be made")


class Land:
    """A database host, a web host, the network far away, and two hosts that send."""

    def __init__(self, net: Hosts, folder: Path):
        self.net, self.name, self.seed, self.stub_data = net, "hosts", SEED, folder / "stub"
        self.running: dict[str, subprocess.Popen] = {}
        self.sockets = self._serve("db", "tests.faults.shared_servers", folder, HOSTS["db"])
        self.stub_url = self._serve("far", "networks.stubnet", "--host", HOSTS["far"], "--data", self.stub_data)
        options = urllib.parse.quote(GIVEN_UP)
        pictures = self._serve("web", "tests.faults.picture", HOSTS["web"])
        self.environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "DATABASE_URL": f"postgres://tribu@{HOSTS['db']}:5432/tribu?options={options}",
            "REDIS_URL": f"redis://{HOSTS['db']}:6379/0",
            "STUBNET_URL": self.stub_url,
            "SITE_URL": pictures,
            "DATA": str(places.private_folder(folder / "shared")),
            "SECRET_KEY": "of all machines " * 4,
            "TOKEN_KEYS": "1=" + "00" * 32,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DELIVERY_CONNECTIONS": "12",
            "LOG_LEVEL": "CRITICAL",
        }
        migrate = net.on("web", [sys.executable, "manage.py", "migrate", "--verbosity=0"])
        subprocess.run(migrate, cwd=ROOT, env=self.environment, check=True)
        self.office = Office(self.environment, command=lambda words: net.on("web", words))

    def _serve(self, host: str, module: str, *words: object) -> str:
        command = self.net.on(host, [sys.executable, "-m", module, *words])
        self.running[host] = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return self.running[host].stdout.readline().strip()

    def send_from(self, host: str) -> None:
        """Start a worker and a dispatcher on a host."""
        command = self.net.on(host, [sys.executable, "-m", "tests.faults.mother", "worker", "dispatcher"])
        self.running[host] = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def kill(self, host: str) -> None:
        """Kill all programs of a host with -9."""
        top = psutil.Process(self.running[host].pid)
        for process in [*top.children(recursive=True), top]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.running.pop(host).wait()

    def database(self) -> psycopg.Connection:
        """A connection over the socket, which no cable matters to."""
        return psycopg.connect(host=self.sockets, user="tribu", dbname="tribu", autocommit=True)

    def count(self, where: str) -> int:
        """How many publications are so."""
        with self.database() as connection:
            return connection.execute(f"SELECT count(*) FROM publishing_publication WHERE {where}").fetchone()[0]

    def close(self) -> None:
        """End everything, the servers last."""
        self.office.close()
        for host in sorted(self.running, key="db".__eq__):
            children.end(self.running[host], within=20)


@pytest.fixture
def land() -> Iterator[Land]:
    folder = places.passing_folder("tribu-hosts-")
    with Hosts() as net:
        made = Land(net, folder)
        yield made
        made.close()


def test_a_machine_that_is_cut_off_in_the_middle_and_dies_costs_no_post_and_doubles_none(land, tell):
    land.office.do("furnish", accounts=ACCOUNTS)
    land.office.do("plan", count=POSTS, seed=SEED, spread=POSTS / 40, after=2)
    for host in ("a", "b"):
        land.send_from(host)
    assert children.wait_until(lambda: land.count("state = 'published'") > POSTS / 5, 60)

    land.net.cut_off("b")
    time.sleep(1)
    land.kill("b")
    began = time.monotonic()
    settled = children.wait_until(lambda: not land.count("state IN ('planned', 'claimed', 'sending', 'unconfirmed')"), 120)

    verdict = tell(land, seconds=time.monotonic() - began)
    with land.database() as connection:
        senders = {row[0].partition(":")[0] for row in connection.execute("SELECT DISTINCT worker FROM publishing_attempt")}
    assert senders == {"a", "b"}
    assert settled
    assert verdict.clean
    assert verdict.states["published"] == POSTS


def test_a_machine_that_comes_back_after_its_leases_are_over_sends_nothing_late(land, tell):
    land.office.do("furnish", accounts=ACCOUNTS)
    land.office.do("plan", count=POSTS // 3, seed=SEED, spread=4, after=2)
    for host in ("a", "b"):
        land.send_from(host)
    assert children.wait_until(lambda: land.count("state = 'published'") > POSTS / 30, 60)
    land.net.cut_off("b")
    time.sleep(14)
    land.net.plug_in("b")
    assert children.wait_until(lambda: not land.count("state IN ('planned', 'claimed', 'sending', 'unconfirmed')"), 120)
    assert tell(land).clean
