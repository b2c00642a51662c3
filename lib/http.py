"""Requests to the outside: one client, judged addresses, no redirects, caps on time and size, two kinds of failure."""

import json as jsonlib
import math
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.filepost import encode_multipart_formdata
from urllib3.util.ssl_ import create_urllib3_context

from lib.addresses import Allowed, is_public
from lib.answers import Lost, NotReached, Reply

if TYPE_CHECKING:
    from socket import socket as _Socket

    from urllib3.connection import HTTPConnection as _Connection
else:
    _Socket = _Connection = object

CONNECT_SECONDS = 5.0
SEND_SECONDS = 60.0
MAX_BYTES = 10 * 1024 * 1024
CHUNK = 64 * 1024
IDLE_SECONDS = 10.0  # a kept connection idle for longer is not trusted with a write: the other side may have closed it
USER_AGENT = "Tribu"

_latest: ContextVar[float] = ContextVar("latest", default=math.inf)


@contextmanager
def not_after(moment: float) -> Iterator[None]:
    """Within the block no byte of a request leaves after `moment` (a reading of time.monotonic).

    It is asked once the connection stands, right before each write: a process that was stopped in between writes nothing.
    """
    token = _latest.set(moment)
    try:
        yield
    finally:
        _latest.reset(token)


class AddressRefused(NotReached):
    """The address is private or reserved, and not on the list of allowed hosts."""


class TooLarge(Lost):
    """The answer is larger than the client takes."""


class _Timed(_Socket):
    """A socket that stops reading at its deadline (a reading of time.monotonic), however slowly the bytes drip in."""

    deadline = 0.0

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        if self.deadline:
            self.settimeout(max(self.deadline - time.monotonic(), 0.001))
        return super().recv_into(*args, **kwargs)


class _PlainSocket(_Timed, socket.socket):
    pass


class _TlsSocket(_Timed, ssl.SSLSocket):
    pass


class _Judged(_Connection):
    """A connection that resolves its host itself, judges what it finds, and connects to an address it judged good."""

    allowed = Allowed()
    last_used = 0.0
    begun = False  # whether bytes of the present request have left

    def _new_conn(self) -> socket.socket:
        refused, trouble = 0, None
        for family, kind, protocol, _, address in _resolve(self._dns_host, self.port):
            if (self.host, self.port) not in self.allowed and not is_public(address[0]):
                refused += 1
                continue
            try:
                return _open(family, kind, protocol, address)
            except OSError as error:
                trouble = error
        if refused and trouble is None:
            raise AddressRefused(f"{self.host} is not a public address")
        raise NotReached(f"{self.host}:{self.port}: {trouble}")

    def connect(self) -> None:
        """Connect, TLS included; whatever goes wrong here, no byte of the request has left."""
        try:
            super().connect()
            self.sock.settimeout(SEND_SECONDS)
        except NotReached:
            raise
        except Exception as error:
            raise NotReached(f"{self.host}: {type(error).__name__}: {error}") from error

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send the request, on a new connection when the kept one has been idle."""
        if self.sock is not None and time.monotonic() - self.last_used > IDLE_SECONDS:
            self.close()
        self.begun = False
        super().request(*args, **kwargs)

    def send(self, data: Any) -> None:
        """Write bytes of the request, unless its time is over."""
        if self.sock is None:
            self.connect()
        if time.monotonic() > _latest.get():
            self.close()
            raise (Lost if self.begun else NotReached)("the time for this request is over")
        self.begun = True
        super().send(data)

    def getresponse(self) -> Any:
        """The answer; all of it must come within the time-out of reading."""
        self.sock.deadline = time.monotonic() + float(self.timeout or CONNECT_SECONDS)  # type: ignore[union-attr]
        self.last_used = time.monotonic()
        return super().getresponse()


def _resolve(host: str, port: int) -> list[tuple]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached(f"{host}: name not found") from error


def _open(family: int, kind: int, protocol: int, address: tuple) -> socket.socket:
    sock = _PlainSocket(family, kind, protocol)
    try:
        sock.settimeout(CONNECT_SECONDS)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


class Client:
    """A thread-safe client. `allowed_hosts` are private hosts that may be called, as `host` or `host:port`."""

    def __init__(self, allowed_hosts: Iterable[str] = (), max_bytes: int = MAX_BYTES, connections: int = 64):
        judge = {"allowed": Allowed(allowed_hosts)}
        plain = type("Plain", (_Judged, HTTPConnection), judge)
        tls = type("Tls", (_Judged, HTTPSConnection), judge)
        self.max_bytes = max_bytes
        context = create_urllib3_context()
        context.load_default_certs()
        context.sslsocket_class = _TlsSocket
        self._pools = urllib3.PoolManager(num_pools=64, maxsize=connections, retries=False, ssl_context=context)
        self._pools.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
        }

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 20.0,
    ) -> Reply:
        """Carry one request. Raises NotReached or Lost; never follows a redirect; `timeout` in seconds, for the answer."""
        target = address(url, params)
        content, sent_headers = encode(json=json, form=form, files=files, body=body, headers=headers)
        place = urlsplit(target).netloc.rpartition("@")[2]
        try:
            response = self._pools.urlopen(
                method,
                target,
                body=content,
                headers=sent_headers,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=timeout),
            )
        except NotReached:
            raise
        except (urllib3.exceptions.LocationParseError, urllib3.exceptions.URLSchemeUnknown) as error:
            raise NotReached(f"{place}: not an address") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Lost(f"{place}: {type(error).__name__}") from error
        return self._read(response, place)

    def _read(self, response: urllib3.BaseHTTPResponse, place: str) -> Reply:
        chunks: list[bytes] = []
        size = 0
        try:
            while chunk := response.read(CHUNK, decode_content=True):
                size += len(chunk)
                if size > self.max_bytes:
                    raise TooLarge(f"{place}: the answer is larger than {self.max_bytes} bytes")
                chunks.append(chunk)
                if response.length_remaining == 0 and "content-encoding" not in response.headers:
                    break
        except (urllib3.exceptions.HTTPError, OSError) as error:
            response.close()
            raise Lost(f"{place}: {type(error).__name__}") from error
        except Lost:
            response.close()
            raise
        response.release_conn()
        return Reply(response.status, b"".join(chunks), {k.lower(): v for k, v in response.headers.items()})


def address(url: str, params: Mapping[str, Any] | None = None) -> str:
    """`url` with `params` added. Raises NotReached for anything but http and https with a host."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError as error:
        raise NotReached("not an address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise NotReached("only http and https addresses with a host, without a name and password, are called")
    query = "&".join(filter(None, [parts.query, urlencode(params or {}, doseq=True)]))
    return parts._replace(query=query, fragment="").geturl()


def encode(
    *,
    json: Any = None,
    form: Mapping[str, Any] | None = None,
    files: Mapping[str, tuple[str, bytes, str]] | None = None,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[bytes | None, dict[str, str]]:
    """The bytes and headers of a request. In `form` a list stands for a field that is repeated."""
    out = {"User-Agent": USER_AGENT, "Accept": "application/json", **(headers or {})}
    if files:
        fields = [(name, str(item)) for name, value in (form or {}).items() for item in _items(value)]
        body, kind = encode_multipart_formdata([*fields, *files.items()])
        return body, {**out, "Content-Type": kind}
    if form is not None:
        return urlencode(form, doseq=True).encode(), {**out, "Content-Type": "application/x-www-form-urlencoded"}
    if json is not None:
        return jsonlib.dumps(json, ensure_ascii=False).encode(), {**out, "Content-Type": "application/json"}
    return body, out


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)


__all__ = ["AddressRefused", "Client", "Lost", "NotReached", "Reply", "TooLarge", "address", "encode", "not_after"]
