"""The stub networks remember what they accepted, misbehave when told to, and can be looked at."""

import base64
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks import network
from networks.base import Connection, MemorySteps
from networks.contract import picture
from networks.outcomes import Sent, Unknown
from networks.parcels import Parcel, Ref
from networks.stubs.faults import Fault
from networks.stubs.journal import Journal
from networks.stubs.requests import Request
from networks.stubs.server import StubNet
from networks.stubs.world import Person, Post, final_figures, grown
from networks.wires import HttpWire, StubWire

ROOT = Path(__file__).resolve().parents[2]
NAME = "bluesky"


def ask(net: StubNet, method: str, path: str, body=None, query: str = "", status: int = 200):
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    content = b"" if body is None else json.dumps(body).encode()
    answer = net.answer(Request(method, path, pairs, {"content-type": "application/json"}, content))
    assert answer.status == status, answer.body
    return json.loads(answer.body) if answer.headers["content-type"].startswith("application/json") else answer.body.decode()


def connected(net: StubNet, **body) -> tuple[Connection, dict]:
    account = ask(net, "POST", f"/_stub/{NAME}/accounts", {"handle": "maison", "name": "Maison Lune", **body})
    wire = StubWire(net.stubs[NAME])
    identity = network(NAME).connect(wire, account)
    return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire), account


def publish(connection: Connection, text: str, *media) -> Sent:
    net = network(NAME)
    sent = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), text, media), MemorySteps())
    assert isinstance(sent, Sent)
    return sent


@pytest.fixture
def stubnet() -> StubNet:
    return StubNet("http://stub.test", names=[NAME])


# --- the journal -----------------------------------------------------------------------------------------------------
def test_after_a_new_start_everything_is_there_again(tmp_path):
    first = StubNet("http://stub.test", tmp_path, names=[NAME])
    connection, _ = connected(first)
    sent = publish(connection, "Avec photo", picture(1, "Une tasse"))
    answer = ask(first, "POST", f"/_stub/{NAME}/reply", {"post": sent.remote_id, "text": "Joli !", "by": "zoe"})
    ask(first, "POST", f"/_stub/{NAME}/like", {"post": sent.remote_id, "by": "zoe"})
    gone = publish(connection, "Disparaît")
    ask(first, "POST", f"/_stub/{NAME}/delete", {"post": gone.remote_id})
    first.journal.close()

    again = StubNet("http://stub.test", tmp_path, names=[NAME])
    before, after = first.stubs[NAME], again.stubs[NAME]
    for part in ("people", "posts", "blobs", "tokens", "likes", "answers_to", "made"):
        assert getattr(after, part) == getattr(before, part), part
    wire = StubWire(after)
    reopened = Connection(connection.service, connection.remote_id, connection.handle, connection.secrets, wire)
    (message,) = network(NAME).fetch(reopened, "", []).messages
    assert message.ref.id == answer["id"]
    assert after.content(after.blobs[after.posts[sent.remote_id].pictures[0]]) == picture(1, "Une tasse").read()


@given(st.integers(0, 400))
def test_a_journal_cut_anywhere_keeps_its_whole_lines(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("journal") / "audit.jsonl"
    lines = [json.dumps({"number": number, "text": "é" * number}).encode() + b"\n" for number in range(10)]
    whole = b"".join(lines)
    path.write_bytes(whole[:cut])
    journal = Journal(path)
    kept = list(journal)
    assert [line["number"] for line in kept] == list(range(len(kept)))
    assert sum(len(line) for line in lines[: len(kept)]) <= cut
    journal.append({"number": "new"})
    assert list(journal)[-1] == {"number": "new"}
    journal.close()


def test_the_audit_can_be_followed(tmp_path):
    net = StubNet("http://stub.test", tmp_path, names=[NAME])
    connection, _ = connected(net)
    start = ask(net, "GET", "/_stub/audit")["next"]
    sent = publish(connection, "Un")
    tail = ask(net, "GET", "/_stub/audit", query=f"after={start}&event=post")
    assert [line["id"] for line in tail["lines"]] == [sent.remote_id]
    assert ask(net, "GET", "/_stub/audit", query=f"after={tail['next']}")["lines"] == []


# --- acting as other people ------------------------------------------------------------------------------------------
def test_an_account_asked_for_twice_is_the_same(stubnet):
    _, first = connected(stubnet)
    assert connected(stubnet)[1] == first
    assert first["handle"].startswith("maison")


def test_the_past_is_filled_in_at_once(stubnet):
    connection, account = connected(stubnet)
    photo = {"content": base64.b64encode(picture(2, "x").read()).decode(), "mime": "image/jpeg", "alt": "Une assiette"}
    body = {
        "people": [{"handle": "zoe", "name": "Zoé Durand", "followers": 12}],
        "posts": [
            {
                "ref": "p1",
                "by": account["handle"],
                "text": "Il y a un mois",
                "at": "2026-01-05T09:00:00+01:00",
                "figures": {"likes": 40, "shares": 6},
                "pictures": [photo],
            },
            {"ref": "c1", "by": "zoe", "text": "Bravo !", "at": "2026-01-05T10:00:00+01:00", "parent": "p1"},
            {"ref": "c2", "by": account["handle"], "text": "Merci", "at": "2026-01-05T11:00:00+01:00", "parent": "c1"},
        ],
        "likes": [{"post": "p1", "by": "zoe", "at": "2026-01-05T10:01:00+01:00"}],
    }
    made = ask(stubnet, "POST", f"/_stub/{NAME}/seed", body)["posts"]
    net = network(NAME)
    figures = net.post_figures(connection, [Ref(made["p1"]["id"])])[made["p1"]["id"]]
    assert [figures.values[name] for name in ("likes", "replies", "shares")] == [41, 1, 6]
    (message,) = net.fetch(connection, "", []).messages
    assert (message.text, message.author.name, message.about) == ("Bravo !", "Zoé Durand", made["p1"]["id"])
    assert message.at == datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    early = ask(stubnet, "GET", f"/_stub/{NAME}/figures", query=f"post={made['p1']['id']}&at=2026-01-05T10:00:00Z")
    assert 0 < early["likes"] < 30


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", f"/_stub/{NAME}/reply", {"post": "at://nobody/x/y", "text": "x", "by": "zoe"}, 404),
        ("POST", f"/_stub/{NAME}/like", {"by": "zoe"}, 404),
        ("POST", f"/_stub/{NAME}/posts", {"by": "zoe", "text": "x", "colour": "red"}, 400),
        ("POST", f"/_stub/{NAME}/revoke", {"account": "nobody"}, 404),
        ("POST", f"/_stub/{NAME}/dance", {}, 404),
        ("POST", "/_stub/nowhere/posts", {}, 404),
        ("PUT", "/_stub/faults", [{"kind": "earthquake"}], 400),
        ("GET", "/nowhere/x", None, 404),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(stubnet, method, path, body, status):
    assert ask(stubnet, method, path, body, status=status)["error"]
    assert stubnet.stubs[NAME].posts == {}


# --- faults ----------------------------------------------------------------------------------------------------------
def test_faults_are_set_from_outside_and_tell_how_often_they_struck(stubnet):
    connection, _ = connected(stubnet)
    ask(stubnet, "PUT", "/_stub/faults", [{"kind": "error", "times": 1}, {"kind": "limit", "times": 1, "network": "other"}])
    net = network(NAME)
    outcome = net.send(connection, Parcel(net.make_key(datetime.now(UTC)), "x"), MemorySteps())
    assert isinstance(outcome, Unknown)
    assert [fault["hits"] for fault in ask(stubnet, "GET", "/_stub/faults")[NAME]] == [1, 0]
    ask(stubnet, "PUT", "/_stub/faults", [])
    publish(connection, "y")


@given(st.integers(0, 99), st.floats(0, 1))
def test_a_fault_by_chance_is_the_same_for_a_seed(seed, chance):
    runs = [
        [fault.strikes("visible", NAME) for _ in range(50)] for fault in (Fault("error", chance=chance, seed=seed) for _ in "ab")
    ]
    assert runs[0] == runs[1]


def test_chance_is_about_what_was_asked_for():
    fault = Fault("error", chance=0.05, seed=1)
    assert 60 < sum(fault.strikes("visible", NAME) for _ in range(2000)) < 140


def test_what_is_accepted_late_is_there_later_and_once(stubnet):
    connection, _ = connected(stubnet)
    stub, net = stubnet.stubs[NAME], network(NAME)
    moment = datetime.now(UTC)
    stub.now = lambda: moment
    stub.faults.add("late", times=1, seconds=40)
    parcel, steps = Parcel(net.make_key(moment), "En retard"), MemorySteps()
    assert isinstance(net.send(connection, parcel, steps), Unknown)
    assert not stub.posts
    moment += timedelta(seconds=41)
    stub.settle()
    assert [post.text for post in stub.posts.values()] == ["En retard"]
    assert isinstance(net.send(connection, parcel, steps), Sent)
    assert len(stub.posts) == 1


def test_lists_lag_when_told_to(stubnet):
    connection, _ = connected(stubnet)
    stub = stubnet.stubs[NAME]
    stub.faults.add("lag", seconds=60)
    stub.say(stub.person("zoe"), "Tout frais", mentions=(connection.remote_id,))
    stub.say(stub.person("zoe"), "Ancien", at=datetime.now(UTC) - timedelta(minutes=5), mentions=(connection.remote_id,))
    assert [message.text for message in network(NAME).fetch(connection, "", []).messages] == ["Ancien"]


# --- figures ---------------------------------------------------------------------------------------------------------
@given(st.integers(0, 10**6), st.floats(0, 2000), st.floats(0, 2000))
def test_figures_only_grow_and_stay_within_what_they_come_to(final, hours, more):
    posted = datetime(2026, 1, 1, tzinfo=UTC)
    early = grown(final, posted, posted + timedelta(hours=hours))
    late = grown(final, posted, posted + timedelta(hours=hours + more))
    assert 0 <= early <= late <= final


def test_figures_of_a_lively_account_hang_together_and_are_always_the_same():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    author = Person("1", "maison", "Maison", at, followers=2000, lively=True)
    for number in range(50):
        figures = final_figures(Post(str(number), "1", "x", at), author)
        assert figures == final_figures(Post(str(number), "1", "x", at), author)
        assert figures["likes"] <= figures["reach"] <= figures["views"]
        assert figures["shares"] <= figures["likes"]
        assert figures["reach"] <= author.followers
    author.lively = False
    assert final_figures(Post("1", "1", "x", at), author) == {}


# --- pages -----------------------------------------------------------------------------------------------------------
def test_the_page_shows_what_was_published_and_is_no_way_in_for_scripts(stubnet):
    connection, account = connected(stubnet, about="Café <b>et</b> pâtisserie")
    sent = publish(
        connection, 'Bonjour <script>alert("x")</script> #café https://example.com/?a=1&b=2', picture(1, 'Une "tasse"')
    )
    ask(
        stubnet,
        "POST",
        f"/_stub/{NAME}/reply",
        {"post": sent.remote_id, "text": "<img src=x>", "by": {"handle": "zoe", "name": "<i>Zoé"}},
    )
    page = ask(stubnet, "GET", account["url"].removeprefix("http://stub.test"))
    assert "<script" not in page and "<img src=x" not in page and "<i>" not in page and "<b>et" not in page
    assert "&lt;script&gt;" in page and "<a>#café</a>" in page
    assert 'alt="Une &quot;tasse&quot;"' in page
    assert 'href="https://example.com/?a=1&amp;b=2"' in page
    source = re.search(r'<img src="http://stub.test([^"]+)"', page)[1]
    answer = stubnet.answer(Request("GET", source))
    assert (answer.status, answer.body) == (200, picture(1, 'Une "tasse"').read())


def test_a_post_has_a_page_of_its_own_with_its_thread(stubnet):
    connection, _ = connected(stubnet)
    sent = publish(connection, "À la une")
    publish(connection, "Autre chose")
    ask(stubnet, "POST", f"/_stub/{NAME}/reply", {"post": sent.remote_id, "text": "Une question", "by": "zoe"})
    page = ask(stubnet, "GET", sent.url.removeprefix("http://stub.test"))
    assert "À la une" in page and "Une question" in page and "Autre chose" not in page
    english = stubnet.answer(Request("GET", f"/{NAME}/", headers={"accept-language": "en-GB"}))
    assert b'lang="en"' in english.body


def test_a_long_feed_is_shown_in_parts(stubnet):
    _, account = connected(stubnet)
    posts = [
        {"by": account["handle"], "text": f"Post {n:03}", "at": f"2026-01-{1 + n // 24:02}T{n % 24:02}:00:00Z"} for n in range(70)
    ]
    ask(stubnet, "POST", f"/_stub/{NAME}/seed", {"posts": posts})
    seen, query = [], ""
    while True:
        page = ask(stubnet, "GET", f"/{NAME}/@{account['handle']}", query=query)
        seen += re.findall(r"Post \d{3}", page)
        more = re.search(r'href="\?before=([^"]+)"', page)
        if not more:
            break
        query = f"before={more[1].replace('%2B', '+')}"
    assert seen == [f"Post {n:03}" for n in range(69, -1, -1)]


def test_what_is_not_there_is_not_found(stubnet):
    assert "404" in ask(stubnet, "GET", f"/{NAME}/@nobody", status=404)
    ask(stubnet, "GET", f"/{NAME}/_media/../../etc/passwd", status=404)


# --- the program -----------------------------------------------------------------------------------------------------
@pytest.fixture
def program(tmp_path):
    """Starts the stub networks as a program; gives its process and address."""
    started = []

    def start(*words: str):
        child = subprocess.Popen(
            [sys.executable, "-m", "networks.stubnet", "--data", str(tmp_path), *words],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        started.append(child)
        return child, child.stdout.readline().strip()

    yield start
    for child in started:
        child.kill()
        child.communicate()


def test_the_program_needs_no_settings_stays_small_and_outlives_a_kill(program):
    child, url = program()
    wire = HttpWire(allowed_hosts=[url.removeprefix("http://")])
    account = wire.request("POST", f"{url}/_stub/{NAME}/accounts", json={"handle": "maison", "name": "Maison"}).json()
    identity = network(NAME).connect(wire, account)
    connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
    sent = publish(connection, "Avant la coupure")
    status = Path(f"/proc/{child.pid}/status")
    if status.exists():
        assert int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) < 40_000
    child.kill()
    child.wait()
    _, again = program("--port", url.rpartition(":")[2])
    assert again == url
    found = network(NAME).post_figures(connection, [Ref(sent.remote_id)])
    assert list(found) == [sent.remote_id]


def test_the_program_ends_at_once_when_told_to(program):
    child, _ = program()
    began = time.monotonic()
    child.terminate()
    assert child.wait(5) == 0
    assert time.monotonic() - began < 2


def test_a_taken_port_is_said_in_a_sentence(program):
    _, url = program()
    second, _ = program("--port", url.rpartition(":")[2])
    assert second.wait(10) == 1
    assert "cannot start" in second.stderr.read()


def test_pages_of_other_sites_do_not_get_in(program):
    _, url = program()
    request = urllib.request.Request(f"{url}/_stub/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == 421
    form = urllib.request.Request(f"{url}/_stub/{NAME}/accounts", b'{"handle": "x"}', {"Content-Type": "text/plain"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(form)
    assert refusal.value.code == 400


def test_the_program_is_a_command_of_the_product_too():
    words = [sys.executable, "manage.py", "stubnet", "--network", NAME]
    child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline().startswith("http://127.0.0.1:")
    finally:
        child.terminate()
        assert child.wait(10) == 0


@pytest.mark.parametrize(
    "modules",
    ["networks.contract, lib.http, lib.counting", "networks; [networks.network(name) for name in networks.NETWORKS]"],
)
def test_networks_load_without_settings(modules):
    done = subprocess.run([sys.executable, "-c", f"import {modules}"], cwd=ROOT, env={"PATH": "/usr/bin"}, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_stub_loads_neither_django_nor_the_client():
    heavy = "[name for name in ('django', 'urllib3', 'PIL', 'twitter_text') if name in sys.modules]"
    load = "[networks.stub_class(name) for name in networks.NETWORKS]"
    program = f"import sys, networks; {load}; import networks.stubnet; sys.exit({heavy})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
