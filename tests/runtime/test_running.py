"""`make run`, for real."""

import errno
import os
import re
import signal
import socket

import psutil
import pytest

from config.runtime import start
from config.runtime.trouble import Trouble
from tests.runtime.conftest import Instance, until


def left(processes: list[psutil.Process]) -> list[str]:
    return [str(process) for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_the_first_start_without_demo_shows_one_sign_in_and_the_second_none(furnished, instance, password):
    assert "admin@localhost" in furnished[1]
    assert len(password) == 23
    assert f"http://127.0.0.1:{instance.port}/" in instance.said
    assert "password" not in instance.said


def test_every_part_is_well_once_it_runs(instance):
    assert until(lambda: instance.health()["status"] == "ok"), instance.health()

    report = instance.health()

    assert set(report["workers"]) == {"ok", "delivery", "chores", "films"}
    assert report["dispatcher"]["seconds_since_heard"] < 60


def test_the_servers_listen_on_no_port(instance):
    ports = {
        line.laddr.port
        for process in instance.everything()
        for line in process.net_connections("tcp")
        if line.status == psutil.CONN_LISTEN
    }

    assert ports == {instance.port}


def test_a_worker_that_was_killed_is_started_again(instance):
    before = {worker.pid for worker in instance.named("worker for deli")}

    instance.named("worker for deli")[0].kill()

    assert until(lambda: len({worker.pid for worker in instance.named("worker for deli")} & before) == len(before) - 1)
    assert until(lambda: len(instance.named("worker for deli")) == len(before) == 2)
    assert until(lambda: instance.health()["status"] == "ok"), instance.health()
    assert re.search(r"worker for delivery \(\d\) has ended", instance.said)


def test_a_database_that_was_killed_is_started_again(instance):
    (postgres,) = instance.named("postgres")

    postgres.kill()

    assert until(lambda: [found.pid for found in instance.named("postgres")] not in ([], [postgres.pid]))
    assert until(lambda: instance.get("/health/")[0] == 200)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_ends_everything_and_keeps_the_data(instance, sign):
    processes = instance.everything()

    assert instance.stop(sign) == 0

    assert left(processes) == []
    assert not (instance.data / "run" / "servers.env").exists()
    assert (instance.data / "postgres" / "cluster" / "PG_VERSION").exists()
    assert "database system is shut down" in (instance.data / "logs" / "postgres.log").read_text().splitlines()[-1]


def test_when_the_supervisor_is_killed_everything_ends_and_the_next_start_works(instance):
    processes = instance.everything()

    instance.stop(signal.SIGKILL)

    assert until(lambda: left(processes) == []), left(processes)
    again = Instance(instance.data)
    try:
        assert again.ready().get("/health/")[0] in (200, 503)
    finally:
        again.stop()


def test_a_second_instance_on_the_same_folder_is_refused(instance):
    second = Instance(instance.data)

    assert second.process.wait(30) == 1
    assert f"already runs on the data folder {instance.data} (process {instance.process.pid})" in second.said


def test_a_taken_port_is_said_in_a_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = Instance(tmp_path / "data", port=port)

        assert refused.process.wait(30) == 1
    assert f"Port {port} of 127.0.0.1 is taken by another program" in refused.said
    assert "Traceback" not in refused.said


def test_a_port_that_is_none_is_said_in_a_sentence(tmp_path):
    refused = Instance(tmp_path / "data", PORT="99999")

    assert refused.process.wait(30) == 1
    assert "PORT=99999 is not a port" in refused.said


def test_an_address_that_is_not_of_this_machine_is_said_in_a_sentence(tmp_path):
    refused = Instance(tmp_path / "data", BIND_ADDRESS="192.0.2.1")

    assert refused.process.wait(30) == 1
    assert f"Tribu cannot listen on 192.0.2.1, port {refused.port}" in refused.said


def test_a_port_for_which_one_has_no_rights_is_said_in_a_sentence(monkeypatch):
    def forbidden(listener, address):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(start.socket, "socket", type("Forbidden", (socket.socket,), {"bind": forbidden}))

    with pytest.raises(Trouble, match="You may not use port 80"):
        start._listen("127.0.0.1", 80)


def test_a_data_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    refused = Instance(tmp_path / "data", DATA="/proc/tribu")

    assert refused.process.wait(30) == 1
    assert "The data folder /proc/tribu cannot be written" in refused.said
    assert "Traceback" not in refused.said


def test_debug_is_refused_where_others_can_reach_it(tmp_path):
    refused = Instance(tmp_path / "data", DEBUG="1", BIND_ADDRESS="0.0.0.0")

    assert refused.process.wait(30) == 1
    assert "DEBUG is on and 0.0.0.0 can be reached by others" in refused.said


def test_a_server_that_does_not_exist_is_asked_for_with_the_two_variables(tmp_path):
    refused = Instance(tmp_path / "data", POSTGRES_BIN=str(tmp_path))

    assert refused.process.wait(30) == 1
    assert f"POSTGRES_BIN names {tmp_path}" in refused.said


def test_outside_servers_are_used_and_none_is_started(furnished, transactional_db):
    """The servers of this run of the tests are outside servers."""
    database = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + transactional_database()
    running = Instance(furnished[0], DATABASE_URL=database, REDIS_URL=os.environ["REDIS_URL"])
    try:
        names = {process.name() for process in running.ready().everything()}
    finally:
        running.stop()

    assert not [name for name in names if name.startswith(("postgres", "valkey"))]


def transactional_database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])
