"""The real client against a server of this machine: what may be asked, how far it leads, how much is taken."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lib.feeds import sources, wire
from lib.feeds.troubles import Trouble
from tests.listening.paper import item, rss


class Site(BaseHTTPRequestHandler):
    """Answers with what its server holds: a status, headers and a body for each path."""

    def do_GET(self) -> None:
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture
def paper():
    """Nothing stands in here: the client is the real one."""


@pytest.fixture
def site(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.pages, server.base = {}, f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ALLOWED_PRIVATE_HOSTS = [f"127.0.0.1:{server.server_port}"]
    wire._client.cache_clear()
    yield server
    wire._client.cache_clear()
    server.shutdown()
    server.server_close()


def trouble_at(address: str) -> Trouble:
    with pytest.raises(wire.Failed) as failed:
        wire.fetch(address)
    return failed.value.trouble


def test_a_feed_is_fetched_with_what_tells_whether_it_changed(site):
    site.pages["/rss"] = (200, {"ETag": '"1"', "Last-Modified": "x", "Content-Type": "application/rss+xml"}, rss(item()))
    fetched = wire.fetch(f"{site.base}/rss")
    assert (fetched.etag, fetched.modified, fetched.kind) == ('"1"', "x", "application/rss+xml")
    assert sources.look(f"{site.base}/rss").title == "La Gazette"


def test_private_addresses_are_refused_also_behind_a_redirect(site, settings):
    other = "http://localhost:1/rss"
    site.pages |= {"/hop": (302, {"Location": other}, b""), "/meta": (301, {"Location": "http://169.254.169.254/"}, b"")}
    assert [trouble_at(f"{site.base}{path}") for path in ("/hop", "/meta")] == [Trouble.REFUSED] * 2
    assert trouble_at(other) == Trouble.REFUSED
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert trouble_at(f"{site.base}/file") == Trouble.NOT_REACHED


def test_what_is_too_large_is_cut_off_also_when_it_is_packed(site):
    site.pages |= {
        "/large": (200, {}, b"<rss>" + b" " * wire.MAX_BYTES),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<rss>" + b" " * 8 * wire.MAX_BYTES)),
    }
    assert [trouble_at(f"{site.base}{path}") for path in ("/large", "/bomb")] == [Trouble.TOO_LARGE] * 2


def test_a_packed_feed_is_unpacked(site):
    site.pages["/rss"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(rss(item())))
    assert len(sources.look(f"{site.base}/rss").entries) == 1


def test_two_sites_that_point_at_each_other_end(site):
    site.pages |= {"/a": (302, {"Location": "/b"}, b""), "/b": (302, {"Location": "/a"}, b"")}
    assert trouble_at(f"{site.base}/a") == Trouble.MOVED_AROUND
    page = b'<link rel="alternate" type="application/rss+xml" href="/c">'
    site.pages |= {"/c": (200, {"Content-Type": "text/html"}, page)}
    assert sources.look(f"{site.base}/c").trouble == Trouble.NO_FEED
