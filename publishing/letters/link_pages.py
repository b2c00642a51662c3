"""The pages behind links: read over judged addresses, within seconds, and kept. What cannot be read leaves a plain card.

A page of ours waits for a reading no longer than PATIENCE; a slower one goes on by itself and is kept by the next who asks.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lib import clock, pictures, webpage
from lib.answers import Lost, NotReached, Reply
from lib.http import Client
from lib.text import storable
from publishing.models import LinkPage

log = logging.getLogger(__name__)
PATIENCE = 2.5  # seconds that a page of ours waits, for all its links together
AGAIN = 0.2  # and when it has waited for them before
SECONDS = 5.0  # for each answer
WHOLE = 12.0  # for a page with its picture, after which nothing more is asked
MAX_HOPS = 3
MAX_BYTES = 5_000_000
LONGEST = 2000  # characters of a link that is looked at
KEPT_FOR = timedelta(days=7)  # then a page is read again when somebody looks at a post with it
MISSED_FOR = 600.0  # seconds for which what could not be read is left alone
MOST_MISSED, MOST_RUNNING = 1000, 12
MOVED = {301, 302, 303, 307, 308}
HEADERS = {"Accept": "text/html,application/xhtml+xml,image/*;q=0.8,*/*;q=0.1", "Accept-Encoding": "gzip, deflate"}


@dataclass(frozen=True)
class Page:
    """What a page says of itself; `picture` is a name in the media storage, or ""."""

    title: str
    description: str = ""
    picture: str = ""


class Asks(Protocol):
    """What carries a request; see lib.http.Client."""

    def request(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, timeout: float = 20.0) -> Reply: ...


class Unread(Exception):
    """The page could not be read."""


@dataclass
class Reading:
    """A page being read; `waited` says that somebody has waited for it before."""

    page: "Future[Page]"
    waited: bool = False


_standing_in: list[Asks] = []
_running: dict[str, Reading] = {}
_missed: dict[str, float] = {}
_door = threading.Lock()


@contextmanager
def standing_in(wire: Asks) -> Iterator[None]:
    """Within the block pages are asked over `wire`."""
    _standing_in.append(wire)
    _forget()
    try:
        yield
    finally:
        _standing_in.pop()
        _forget()


def _forget() -> None:
    with _door:
        _running.clear()
        _missed.clear()


def known(links: Collection[str]) -> dict[str, Page]:
    """What is kept of these links, in one query."""
    digests = {_digest(link): link for link in links if link}
    rows = LinkPage.objects.filter(digest__in=digests) if digests else []
    return {digests[row.digest]: Page(row.title, row.description, row.picture) for row in rows}


def learn(links: Collection[str]) -> None:
    """Read the links that are not known yet, or not lately. Takes at most PATIENCE seconds, and never raises for a page."""
    wanted = {_digest(link): link for link in links if _is_readable(link)}
    if not wanted:
        return
    fresh = LinkPage.objects.filter(digest__in=wanted, read_at__gt=clock.now() - KEPT_FOR)
    for digest in fresh.values_list("digest", flat=True):
        del wanted[digest]
    asked = _ask_for(wanted.values())
    if asked:
        for link in _done(asked):
            _keep(link, asked[link].page)


def forget_old() -> int:
    """Forget the pages that nobody has asked for in FORGET_AFTER_DAYS days, and their pictures; returns how many.

    What was planned keeps its own copy.
    """
    if not settings.FORGET_AFTER_DAYS:
        return 0
    old = LinkPage.objects.filter(read_at__lt=clock.now() - timedelta(days=settings.FORGET_AFTER_DAYS))
    pictures_of = set(old.exclude(picture="").values_list("picture", flat=True))
    gone, _by_model = old.delete()
    for name in pictures_of - set(LinkPage.objects.filter(picture__in=pictures_of).values_list("picture", flat=True)):
        default_storage.delete(name)
    return gone


def _ask_for(links: Collection[str]) -> dict[str, Reading]:
    """The readings of these links: begun now, or under way since somebody asked before."""
    with _door:
        for link in [link for link, reading in _running.items() if reading.page.done() and link not in links]:
            del _running[link]  # nobody came back for it
        for link in links:
            missed = time.monotonic() - _missed.get(link, float("-inf")) < MISSED_FOR
            if link not in _running and not missed and len(_running) < MOST_RUNNING:
                _running[link] = Reading(_pool().submit(read, link))
        return {link: _running[link] for link in links if link in _running}


def _done(asked: Mapping[str, Reading]) -> list[str]:
    """The links that have been read, after a little patience; those one has waited for before get less of it."""
    wait([reading.page for reading in asked.values()], AGAIN if all(reading.waited for reading in asked.values()) else PATIENCE)
    for reading in asked.values():
        reading.waited = True
    return [link for link, reading in asked.items() if reading.page.done()]


def _keep(link: str, reading: "Future[Page]") -> None:
    with _door:
        _running.pop(link, None)
        if reading.exception() is not None:
            if len(_missed) >= MOST_MISSED:
                _missed.clear()
            _missed[link] = time.monotonic()
            return
    page = reading.result()
    values = {"title": page.title, "description": page.description, "picture": page.picture, "read_at": clock.now()}
    LinkPage.objects.update_or_create(digest=_digest(link), defaults={"address": storable(link), **values})


def read(link: str) -> Page:
    """The page behind a link, its picture made anew and put into the media storage. Raises Unread, and nothing else."""
    end = time.monotonic() + WHOLE
    try:
        reply, address = _fetch(link, end)
        head = webpage.read(reply.body, address, reply.headers.get("content-type", ""))
        if not head.title:
            raise Unread("no title")
        return Page(head.title, head.description, _picture(head.picture, end))
    except Unread:
        raise
    except Exception as error:
        log.exception("a page behind a link could not be read")
        raise Unread(type(error).__name__) from error


def _picture(address: str, end: float) -> str:
    """The name under which the page's picture is kept now; "" when there is none that can be shown."""
    try:
        picture = pictures.read(_fetch(address, end)[0].body) if address else None
    except (Unread, pictures.BadPicture):
        return ""
    if picture is None:
        return ""
    name = f"links/{hashlib.sha256(picture.data).hexdigest()}.{picture.mime.rpartition('/')[2]}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture.data))
    return name


def _fetch(address: str, end: float) -> tuple[Reply, str]:
    """A good answer, and where it was found after a few hops, each of them judged. Raises Unread."""
    for _hop in range(MAX_HOPS + 1):
        if not _is_readable(address) or time.monotonic() > end:
            raise Unread("not an address, or no time left")
        try:
            wire = _standing_in[-1] if _standing_in else _client()
            reply = wire.request("GET", address, headers=HEADERS, timeout=SECONDS)
            if reply.ok:
                return reply, address
            if reply.status not in MOVED:
                raise Unread(f"answer {reply.status}")
            address = urljoin(address, reply.headers.get("location", "").strip())
        except (NotReached, Lost, ValueError) as error:
            raise Unread(str(error)) from error
    raise Unread("moved around")


def _is_readable(link: str) -> bool:
    """Whether it is an address of the web at its usual doors."""
    try:
        parts = urlsplit(link)
        usual = parts.port in (None, 80, 443)
    except ValueError:
        return False
    return len(link) <= LONGEST and parts.scheme in ("http", "https") and "." in (parts.hostname or "") and usual


def _digest(link: str) -> str:
    return hashlib.sha256(link.encode("utf-8", "replace")).hexdigest()


@cache
def _client() -> Asks:
    """No private host is ever asked, whatever the settings allow to networks: anybody who writes may type any link."""
    return Client((), max_bytes=MAX_BYTES, connections=4)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix="links")
