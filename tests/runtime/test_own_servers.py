"""PostgreSQL and Valkey as children of ours."""

import os
import signal
import socket
import stat
import subprocess
import sys

import psycopg
import pytest

from config.runtime import children, places
from config.runtime.postgres import Postgres
from config.runtime.trouble import Trouble
from config.runtime.valkey import Valkey
from tests.runtime.conftest import ROOT, until


@pytest.fixture
def folder():
    found = places.passing_folder("tribu-own-")
    yield found
    subprocess.run(["rm", "-rf", str(found)], check=True)


@pytest.fixture
def running():
    """`running(server)` starts it and ends it after the test."""
    started = []

    def run(server):
        started.append(server)
        server.start()
        server.wait()
        return server

    yield run
    for server in started:
        server.stop()


def ask(server: Postgres, question: str) -> str:
    with psycopg.connect(host=str(server.sockets), user="tribu", dbname="tribu") as line:
        return str(line.execute(question).fetchone()[0])


def test_postgres_is_in_utf_8_compares_without_the_system_and_listens_on_a_private_socket_only(folder, running):
    server = running(Postgres(folder / "p", throwaway=True))

    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SELECT lower('ÉTÉ')") == "été"
    assert ask(server, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700


def test_postgres_keeps_what_was_committed_over_a_restart(folder, running):
    first = running(Postgres(folder / "p"))
    with psycopg.connect(host=str(first.sockets), user="tribu", dbname="tribu") as line:
        line.execute("CREATE TABLE kept AS SELECT 1 AS one")
    first.stop()

    assert ask(running(Postgres(folder / "p")), "SELECT one FROM kept") == "1"


@pytest.mark.parametrize("kind", [Postgres, Valkey])
def test_what_an_earlier_run_left_behind_is_ended_first(folder, running, kind):
    left = running(kind(folder / "s", throwaway=True))

    fresh = running(kind(folder / "s", throwaway=True))

    assert left.child.poll() is not None
    assert fresh.child.poll() is None


def test_a_pid_file_that_names_a_stranger_does_not_end_the_stranger(folder, running):
    server = running(Postgres(folder / "p", throwaway=True))
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (server.cluster / "postmaster.pid").write_text(f"{stranger.pid}\n{server.cluster}\n")
        os.chown(server.cluster / "postmaster.pid", *(server.owner or (-1, -1)))

        running(Postgres(folder / "p", throwaway=True))

        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_cannot_start_is_said_with_its_own_words(folder):
    server = Postgres(folder / "p", log=folder / "log")
    server.start()
    server.wait()
    server.stop()
    (server.cluster / "postgresql.conf").write_text("no such setting = 1\n")

    server.start()
    with pytest.raises(Trouble, match="syntax error in file"):
        server.wait()


def test_data_of_another_version_are_left_alone(folder, running):
    server = running(Postgres(folder / "p", throwaway=True))
    server.stop()
    (server.cluster / "PG_VERSION").write_text("12\n")

    with pytest.raises(Trouble, match="were made by PostgreSQL 12"):
        server.start()


def test_programs_that_their_user_cannot_read_are_copied_beside_the_data(folder, running, monkeypatch):
    """As root. For an ordinary user the same code finds its own programs readable."""
    real = places.reachable
    monkeypatch.setattr(places, "reachable", lambda path, *rest: "site-packages" not in str(path) and real(path, *rest))

    server = running(Postgres(folder / "p", throwaway=True))

    assert server.bin.is_relative_to(server.home) == (os.geteuid() == 0)
    assert ask(server, "SELECT 1") == "1"


def test_valkey_answers_on_a_private_socket_only(folder, running):
    server = running(Valkey(folder / "v", throwaway=True))

    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(server.socket))
        line.sendall(b"CONFIG GET port\r\n")
        assert b"\r\n0\r\n" in line.recv(200)
    assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700


def test_a_long_path_gets_a_short_socket(folder, running):
    deep = folder / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    (folder / ("d" * 60)).chmod(0o711)
    deep.chmod(0o711)

    assert ask(running(Postgres(deep / "p", throwaway=True)), "SELECT 1") == "1"
    assert running(Valkey(deep / "v", throwaway=True)).ready()


def test_a_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Trouble, match="belongs to somebody else"):
        places.private_folder(tmp_path / "link")


def test_a_link_to_data_that_are_gone_is_not_quietly_begun_anew(tmp_path):
    (tmp_path / "postgres").symlink_to(tmp_path / "gone")

    with pytest.raises(Trouble, match="which is gone"):
        places.home_for(None, tmp_path / "postgres")


PARENT = """
import sys, time
from pathlib import Path
from config.runtime.postgres import Postgres
from config.runtime.valkey import Valkey
folder = Path(sys.argv[1])
for server in (Postgres(folder / "p", throwaway=True), Valkey(folder / "v", throwaway=True)):
    server.start()
    server.wait()
    print(server.child.pid, flush=True)
time.sleep(60)
"""


def test_servers_end_when_their_parent_is_killed(folder):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pids = [int(parent.stdout.readline()) for _ in range(2)]

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    assert until(lambda: not any(children.command_of(pid) for pid in pids), 20)
