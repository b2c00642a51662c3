"""The client for requests to the outside, against a server that does what servers should not."""

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from lib import http
from lib.http import AddressRefused, Client, Lost, NotReached, address, encode


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.command, self.path, dict(self.headers.items()), b"", self.client_address[1]))
        getattr(self, self.path.partition("?")[0].strip("/").replace("-", "_") or "fine")()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers.items()), body, self.client_address[1]))
        getattr(self, self.path.partition("?")[0].strip("/").replace("-", "_") or "fine")()

    def answer(self, body: bytes = b'{"ok": true}', status: int = 200, **headers: str):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def fine(self):
        self.answer()

    def elsewhere(self):
        self.answer(b"", 302, Location="/fine")

    def large(self):
        self.answer(b"x" * 300_000)

    def bomb(self):
        self.answer(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def not_gzip(self):
        self.answer(b"hello", Content_Encoding="gzip")

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.close_connection = True

    def silence(self):
        time.sleep(1.5)
        self.close_connection = True

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def drip_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(40):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            time.sleep(0.1)

    def half(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 10)
        self.close_connection = True

    def nonsense(self):
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        self.close_connection = True

    def last(self):
        self.answer()
        self.close_connection = True

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.seen = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def place(server) -> str:
    return f"127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def client(place) -> Client:
    return Client(allowed_hosts=[place], max_bytes=100_000)


def test_an_answer_comes_whole(client, place):
    reply = client.request("GET", f"http://{place}/fine", params={"a": ["1", "2"], "b": "é"})
    assert (reply.status, reply.json(), reply.headers["content-length"]) == (200, {"ok": True}, "12")


def test_what_is_sent_arrives(client, place, server):
    client.request("POST", f"http://{place}/fine?x=1", params={"y": ["2", "3"]}, json={"swap": None, "mot": "é"})
    client.request("POST", f"http://{place}/fine", form={"media[]": ["1", "2"], "text": "à"}, headers={"X-Key": "k"})
    client.request("POST", f"http://{place}/fine", form={"a": "1"}, files={"file": ("é.jpg", b"\xff\xd8", "image/jpeg")})
    client.request("POST", f"http://{place}/fine")
    json, form, multipart, nothing = server.seen
    assert (json[1], json[3]) == ("/fine?x=1&y=2&y=3", '{"swap": null, "mot": "é"}'.encode())
    assert form[3] == b"media%5B%5D=1&media%5B%5D=2&text=%C3%A0"
    assert form[2]["X-Key"] == "k"
    assert b'name="a"' in multipart[3] and b"\xff\xd8" in multipart[3] and b"image/jpeg" in multipart[3]
    assert (nothing[3], nothing[2].get("Content-Type")) == (b"", None)


def test_a_redirect_is_an_answer_and_not_followed(client, place, server):
    assert client.request("GET", f"http://{place}/elsewhere").status == 302
    assert len(server.seen) == 1


@pytest.mark.parametrize("path", ["large", "bomb", "not-gzip", "reset", "half", "nonsense"])
def test_an_answer_that_is_none_is_lost(client, place, path):
    with pytest.raises(Lost):
        client.request("POST", f"http://{place}/{path}")


@pytest.mark.parametrize("path", ["silence", "drip", "drip-headers"])
def test_an_answer_that_takes_too_long_is_lost_in_time(client, place, path):
    began = time.monotonic()
    with pytest.raises(Lost):
        client.request("GET", f"http://{place}/{path}", timeout=0.5)
    assert time.monotonic() - began < 1.2


def test_after_trouble_the_client_still_works(client, place):
    for path in ("reset", "half", "large", "nonsense"):
        with pytest.raises(Lost):
            client.request("GET", f"http://{place}/{path}")
        assert client.request("GET", f"http://{place}/fine").status == 200


def test_a_kept_connection_is_used_again_and_not_after_it_has_been_idle(client, place, server, monkeypatch):
    for _ in range(2):
        client.request("GET", f"http://{place}/fine")
    monkeypatch.setattr(http, "IDLE_SECONDS", -1.0)
    client.request("POST", f"http://{place}/fine")
    first, second, third = (port for *_, port in server.seen)
    assert first == second != third


def test_a_connection_that_the_server_closed_meanwhile_loses_nothing(client, place):
    for _ in range(20):
        client.request("GET", f"http://{place}/last")
        time.sleep(0.01)
        assert client.request("POST", f"http://{place}/fine").status == 200


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:127.0.0.1]", "１２７.０.０.１", "0.0.0.0"],
)
def test_a_private_address_is_not_called_however_it_is_written(server, host):
    with pytest.raises(NotReached):
        Client().request("GET", f"http://{host}:{server.server_address[1]}/fine")
    assert server.seen == []


def test_a_name_that_leads_to_a_private_address_is_refused(server, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *args, **more: real("127.0.0.1", *args, **more))
    with pytest.raises(AddressRefused):
        Client().request("GET", f"http://harmless.example:{server.server_address[1]}/fine")
    assert server.seen == []


def test_of_several_addresses_only_the_good_ones_are_tried(server, monkeypatch):
    port = server.server_address[1]
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("127.0.0.1", "192.0.2.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: entries)
    tried = []
    monkeypatch.setattr(http, "_open", lambda *args: tried.append(args[3][0]) or (_ for _ in ()).throw(OSError("no route")))
    monkeypatch.setattr(http, "is_public", lambda ip: ip == "192.0.2.1")
    with pytest.raises(NotReached):
        Client().request("GET", f"http://two.example:{port}/")
    assert tried == ["192.0.2.1"]


def test_the_proxy_of_the_environment_is_not_used(client, place, server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client.request("GET", f"http://{place}/fine").status == 200


def test_what_is_not_there_is_not_reached(client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotReached):
        Client(allowed_hosts=["127.0.0.1"]).request("POST", f"http://127.0.0.1:{port}/")
    with pytest.raises(NotReached):
        client.request("POST", "http://no-such-host.invalid/")


def test_trouble_with_tls_is_before_any_byte_of_the_request(place, server):
    with pytest.raises(NotReached):
        Client(allowed_hosts=[place]).request("POST", f"https://{place}/fine")
    assert server.seen == []


@pytest.fixture
def tls_server(tmp_path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server = Server(("127.0.0.1", 0), Handler)
    server.seen = []
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_certificate_nobody_vouches_for_is_not_reached(tls_server):
    with pytest.raises(NotReached):
        Client(allowed_hosts=["localhost"]).request("POST", f"https://localhost:{tls_server.server_address[1]}/fine")
    assert tls_server.seen == []


def test_a_certificate_somebody_vouches_for_holds_for_its_name_alone(tls_server, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "pair.pem"))
    client, port = Client(allowed_hosts=["localhost", "127.0.0.1"]), tls_server.server_address[1]
    assert client.request("POST", f"https://localhost:{port}/fine", json={}).status == 200
    assert client.request("GET", f"https://localhost:{port}/fine").status == 200
    with pytest.raises(NotReached):
        client.request("POST", f"https://127.0.0.1:{port}/fine")
    with pytest.raises(Lost):
        client.request("GET", f"https://localhost:{port}/drip", timeout=0.4)


def self_signed(folder) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    today = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, today - timedelta(days=1), today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "pair.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return str(pem)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "example.com",
        "http://",
        "http://user:pw@example.com/",
        "http://a:99999/",
        "http://[::1/",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_not_reached(client, url):
    with pytest.raises(NotReached):
        client.request("GET", url)


@given(st.text())
def test_no_text_brings_the_reading_of_addresses_down(text):
    for url in (text, f"http://{text}", f"https://example.com/{text}"):
        with contextlib.suppress(NotReached, UnicodeEncodeError):
            address(url, {"q": text})


def test_failures_do_not_repeat_what_was_in_the_address(client):
    with pytest.raises(NotReached) as failure:
        client.request("GET", "http://no-such-host.invalid/x?access_token=hidden-thing")
    assert "hidden-thing" not in str(failure.value)


def test_many_threads_share_a_client(client, place):
    statuses = []

    def ask():
        statuses.extend(client.request("POST", f"http://{place}/fine", json={}).status for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert statuses == [200] * 200


def test_nothing_to_send_has_no_type():
    assert encode()[0] is None
    assert "Content-Type" not in encode()[1]


class TestLatestMoment:
    def test_a_request_whose_time_is_over_once_the_connection_stands_does_not_leave(self, client, place, server, monkeypatch):
        """The process may be stopped for an hour while it connects."""
        real = http._open
        monkeypatch.setattr(http, "_open", lambda *where: (time.sleep(0.2), real(*where))[1])
        with pytest.raises(NotReached), http.not_after(time.monotonic() + 0.1):
            client.request("POST", f"http://{place}/fine", json={"a": 1})
        assert server.seen == []

    def test_nor_does_it_on_a_connection_that_was_kept(self, client, place, server):
        client.request("GET", f"http://{place}/fine")
        with pytest.raises(NotReached), http.not_after(time.monotonic() - 1):
            client.request("POST", f"http://{place}/fine", json={"a": 1})
        assert len(server.seen) == 1

    def test_what_has_left_by_half_is_lost_and_not_surely_absent(self, client, place, server, monkeypatch):
        real = http._Judged.send

        def slow(connection, data):
            time.sleep(0.15)
            real(connection, data)

        monkeypatch.setattr(http._Judged, "send", slow)
        with pytest.raises(Lost), http.not_after(time.monotonic() + 0.2):
            client.request("POST", f"http://{place}/fine", json={"a": 1})
        assert not [seen for seen in server.seen if seen[3]]

    def test_in_time_it_leaves_and_the_next_one_has_all_the_time(self, client, place, server):
        with http.not_after(time.monotonic() + 60):
            assert client.request("GET", f"http://{place}/fine").ok
        assert client.request("GET", f"http://{place}/fine").ok
