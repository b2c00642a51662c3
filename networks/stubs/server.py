"""The stub networks as a server of their own, on one port: an API and pages for each, and the control side."""

import http.client
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from lib.answers import Reply
from networks import NETWORKS, stub_class
from networks.stubs.control import Control
from networks.stubs.journal import Journal
from networks.stubs.page import POLICY, Pages
from networks.stubs.requests import NoAnswer, Request, reply
from networks.stubs.stub import Stub

MAX_BODY = 64 * 1024 * 1024
TICK = 0.5  # seconds between looks for what is to be accepted late


class StubNet:
    """All stub networks with one journal, which is read again at the start. `folder` None keeps everything in memory."""

    def __init__(self, base: str, folder: Path | None = None, *, sync: bool = False, names: Iterable[str] = ()):
        self.journal = Journal(folder and folder / "audit.jsonl", sync)
        media = folder and folder / "media"
        self.stubs: dict[str, Stub] = {
            name: stub_class(name)(f"{base}/{name}", self.journal, media, fetch) for name in names or _present()
        }
        for line in self.journal:
            if line["network"] in self.stubs:
                self.stubs[line["network"]].apply(line)
        self.control = Control(self.stubs, self.journal)

    def answer(self, request: Request) -> Reply:
        """Answer a request for any of the networks. Raises NoAnswer."""
        name, _, rest = request.path.lstrip("/").partition("/")
        if name == "":
            rows = "".join(f'<li><a href="/{name}/">{stub.label}</a></li>' for name, stub in self.stubs.items())
            return _page(f'<!doctype html><meta charset="utf-8"><title>Stub networks</title><ul>{rows}</ul>')
        below = Request(request.method, f"/{rest}", request.query, request.headers, request.body)
        if name == "_stub":
            return self.control.answer(below)
        stub = self.stubs.get(name)
        if stub is None:
            return reply({"error": "no such network"}, 404)
        return self._for_people(stub, below) or stub.answer(below)

    def _for_people(self, stub: Stub, request: Request) -> Reply | None:
        """A page or picture, if that is what the path names."""
        if request.method != "GET":
            return None
        if request.path.startswith("/_media/"):
            return _media(stub, request.path.removeprefix("/_media/"))
        if request.path != "/" and not request.path.startswith("/@"):
            return None
        found = Pages(stub, request.headers.get("accept-language", "fr")).find(
            request.path, dict(request.query).get("before", "")
        )
        return _page(found) if found else _page("<!doctype html><title>404</title><p>404</p>", 404)


def _present() -> list[str]:
    """The networks that have a stub."""
    return [name for name, path in NETWORKS.items() if find_spec(path.rpartition(".network.")[0]) and stub_exists(path)]


def stub_exists(path: str) -> bool:
    """Whether the network at a dotted path has a stub beside it."""
    return find_spec(f"{path.rpartition('.network.')[0]}.stub") is not None


def _page(text: str, status: int = 200) -> Reply:
    return Reply(status, text.encode(), {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY})


def _media(stub: Stub, digest: str) -> Reply:
    blob = next((blob for blob in stub.blobs.values() if blob.digest == digest), None)
    if blob is None:
        return reply({"error": "no such picture"}, 404)
    headers = {"content-type": blob.mime, "x-content-type-options": "nosniff", "cache-control": "public, max-age=86400"}
    return Reply(200, stub.content(blob), headers)


def fetch(url: str) -> bytes:
    """What stands at an address, as networks fetch pictures that clients name. Raises OSError, also for all but a 200."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
        answer = connection.getresponse()
        if answer.status != 200:
            raise OSError(f"{parts.netloc} answers {answer.status}")
        return answer.read(MAX_BODY)
    except http.client.HTTPException as error:
        raise OSError(f"{parts.netloc}: {error}") from error
    finally:
        connection.close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True
    server: "Server"

    def handle_any(self) -> None:
        """Any method."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY or not self._host_is_ours():
            self.close_connection = True
            return self._send(reply({"error": "refused"}, 413 if length > MAX_BODY else 421))
        body = self.rfile.read(length)
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qsl(parts.query, keep_blank_values=True)
        try:
            self._send(self.server.net.answer(Request(self.command, unquote(parts.path), query, headers, body)))
        except NoAnswer as silence:
            self._be_silent(silence)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any

    def _host_is_ours(self) -> bool:
        """Pages of other sites must not reach this server under a name of theirs."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in self.server.hosts

    def _be_silent(self, silence: NoAnswer) -> None:
        """Hold the connection until the client gives up or the time is over; or cut it."""
        self.close_connection = True
        if silence.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        select.select([self.connection], [], [], silence.seconds)

    def _send(self, answer: Reply) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the journal tells what happened."""


class Server(ThreadingHTTPServer):
    """The server; `hosts` are the names it answers to."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(
        self, host: str, port: int, folder: Path | None, *, url: str = "", sync: bool = False, names: Iterable[str] = ()
    ):
        super().__init__((host, port), Handler)
        self.url = url or f"http://{host}:{self.server_address[1]}"
        self.hosts = {"127.0.0.1", "localhost", "[::1]", host, urlsplit(self.url).hostname}
        self.net = StubNet(self.url, folder, sync=sync, names=names)
        threading.Thread(target=self._tick, daemon=True).start()

    def _tick(self) -> None:
        while True:
            time.sleep(TICK)
            for stub in self.net.stubs.values():
                stub.settle()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is nothing to tell; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError | ValueError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
