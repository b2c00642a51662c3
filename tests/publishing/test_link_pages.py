"""Pages behind links: read once, within seconds, over judged addresses; what fails leaves a plain card."""

import io
import threading
import time
from concurrent.futures import wait
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lib import clock
from lib.answers import Lost, NotReached, Reply
from lib.http import Client
from publishing.engine import planning
from publishing.letters import link_pages, payloads
from publishing.letters.letters import Letter
from publishing.letters.link_pages import Page
from publishing.models import LinkPage
from tests import factories

LINK = "https://maisonlune.fr/carte"
PAGE = '<title>La carte</title><meta name=description content="Douze cafés"><meta property=og:image content=/a.png>'


def drawing(width: int = 1600, height: int = 900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (40, 90, 200)).save(out, "PNG")
    return out.getvalue()


class Web:
    """A wire to pages: address -> answer, or what is raised."""

    def __init__(self, pages: dict):
        self.pages, self.asked = pages, []

    def request(self, method, url, **more):
        self.asked.append(url)
        found = self.pages.get(url, Reply(404))
        if isinstance(found, threading.Event):
            found.wait(5)
            found = Reply(200, PAGE.encode())
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def web():
    pages = Web({LINK: Reply(200, PAGE.encode()), "https://maisonlune.fr/a.png": Reply(200, drawing())})
    with link_pages.standing_in(pages):
        yield pages


@pytest.fixture
def account(brand):
    return factories.make_account(brand=brand, network="bluesky")


def test_a_page_is_read_once_and_kept(db, web):
    link_pages.learn([LINK])
    link_pages.learn([LINK])
    page = link_pages.known([LINK])[LINK]
    assert (page.title, page.description) == ("La carte", "Douze cafés")
    assert page.picture.startswith("links/")
    assert web.asked == [LINK, "https://maisonlune.fr/a.png"]


def test_a_page_is_read_again_after_a_week(db, web):
    link_pages.learn([LINK])
    LinkPage.objects.update(read_at=clock.now() - timedelta(days=8))
    web.pages[LINK] = Reply(200, b"<title>La nouvelle carte</title>")
    assert link_pages.known([LINK])[LINK].title == "La carte"
    link_pages.learn([LINK])
    assert link_pages.known([LINK]) == {LINK: Page("La nouvelle carte")}


@pytest.mark.parametrize(
    "answer",
    [
        Reply(404, b"<title>Rien ici</title>"),
        Reply(500),
        Reply(200, b"\xff\xfe\x00"),
        Reply(200, b"<p>Sans titre</p>"),
        Reply(302, b"", {"location": "http://localhost:9/"}),
        Reply(302, b"", {"location": "file:///etc/passwd"}),
        Reply(302, b"", {"location": "https://["}),
        Reply(302, b"", {"location": LINK}),
        NotReached("x"),
        Lost("x"),
        KeyError("what nobody foresaw"),
    ],
)
def test_what_cannot_be_read_is_left_alone_for_a_while(db, web, answer):
    web.pages[LINK] = answer
    link_pages.learn([LINK])
    asked = len(web.asked)
    link_pages.learn([LINK])
    assert link_pages.known([LINK]) == {}
    assert len(web.asked) == asked


@pytest.mark.parametrize(
    "picture", [Reply(404), Reply(200, b"<svg/>"), Reply(200, b"\x89PNG\r\n\x1a\nbroken"), NotReached("x"), Lost("x")]
)
def test_a_page_without_a_picture_that_can_be_shown_still_has_its_words(db, web, picture):
    web.pages["https://maisonlune.fr/a.png"] = picture
    link_pages.learn([LINK])
    assert link_pages.known([LINK])[LINK] == Page("La carte", "Douze cafés")


def test_a_few_hops_are_followed(db, web):
    web.pages["http://maisonlune.fr/"] = Reply(301, b"", {"location": "/ici"})
    web.pages["http://maisonlune.fr/ici"] = Reply(302, b"", {"location": LINK})
    link_pages.learn(["http://maisonlune.fr/"])
    assert link_pages.known(["http://maisonlune.fr/"])["http://maisonlune.fr/"].title == "La carte"


@pytest.mark.parametrize(
    "link", ["", "maisonlune.fr", "ftp://a.fr/", "http://localhost/", "https://a.fr:5432/", "http://[::1", "x" * 9]
)
def test_what_is_no_page_of_the_web_is_not_asked_for(db, web, link):
    link_pages.learn([link])
    assert web.asked == []


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:127.0.0.1]/"]
)
def test_no_private_address_is_read_even_where_networks_may_live_there(settings, link):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1", "10.0.0.1", "169.254.169.254"]
    link_pages._client.cache_clear()
    assert isinstance(link_pages._client(), Client)
    with pytest.raises(NotReached):
        link_pages._client().request("GET", link)


def test_a_slow_page_holds_nobody_up_and_is_kept_by_the_next_who_asks(db, web, monkeypatch):
    monkeypatch.setattr(link_pages, "PATIENCE", 0.1)
    monkeypatch.setattr(link_pages, "AGAIN", 0.1)
    web.pages[LINK] = slow = threading.Event()
    began = time.monotonic()
    link_pages.learn([LINK])
    assert time.monotonic() - began < 1
    assert link_pages.known([LINK]) == {}
    slow.set()
    monkeypatch.setattr(link_pages, "AGAIN", 5)
    link_pages.learn([LINK])
    assert link_pages.known([LINK])[LINK].title == "La carte"
    assert web.asked.count(LINK) == 1


def test_many_slow_pages_do_not_pile_up(db, web, monkeypatch):
    monkeypatch.setattr(link_pages, "PATIENCE", 0.01)
    slow = threading.Event()
    links = [f"https://lent.fr/{number}" for number in range(40)]
    web.pages |= dict.fromkeys(links, slow)
    link_pages.learn(links)
    assert len(link_pages._running) == link_pages.MOST_RUNNING
    slow.set()
    wait([reading.page for reading in link_pages._running.values()])
    monkeypatch.setattr(link_pages, "PATIENCE", 5)
    link_pages.learn([LINK])
    assert link_pages.known([LINK])[LINK].title == "La carte"
    assert link_pages._running == {}


def test_nothing_more_is_asked_when_the_time_for_a_page_is_over(db, web, monkeypatch):
    monkeypatch.setattr(link_pages, "WHOLE", -1)
    link_pages.learn([LINK])
    assert web.asked == []


# --- the card --------------------------------------------------------------------------------------------------------
def test_the_card_is_frozen_with_its_picture_fitted(account, web):
    link_pages.learn([LINK])
    payload = payloads.payload_of(account, Letter("Bonjour", link=LINK))
    picture = payload["card"]["picture"]
    assert (payload["card"]["title"], payload["card"]["description"]) == ("La carte", "Douze cafés")
    assert (picture["width"], picture["height"]) == (1200, 675)
    card = payloads.parcel_of(payload, "key").card
    assert card.picture.read().startswith(b"\x89PNG")


def test_a_link_nobody_has_read_and_one_beside_pictures_have_no_card(account, web, brand):
    assert "card" not in payloads.payload_of(account, Letter("Bonjour", link=LINK))
    link_pages.learn([LINK])
    mastodon = factories.make_account(brand=brand, network="mastodon")
    assert "card" not in payloads.payload_of(mastodon, Letter("Bonjour", link=LINK))
    assert "card" not in payloads.payload_of(account, Letter("Bonjour"))


def test_what_was_planned_before_cards_were_kept_still_leaves(account):
    payload = payloads.payload_of(account, Letter("Bonjour", link=LINK))
    payload.pop("card", None)
    assert payloads.parcel_of(payload, "key").card is None


def test_planning_asks_nobody(account, web):
    planning.plan_now(account, Letter("Bonjour", link=LINK), origin="test:1")
    assert web.asked == []


def test_pages_nobody_asks_for_are_forgotten_and_their_pictures_with_them_unless_another_page_shows_them(db):
    def page(name: str, picture: str, days: int) -> LinkPage:
        read_at = clock.now() - timedelta(days=days)
        return LinkPage.objects.create(digest=name, address=name, title=name, picture=picture, read_at=read_at)

    alone, shared = (default_storage.save(f"links/{name}.png", ContentFile(b"x")) for name in ("alone", "shared"))
    kept = page("new", shared, 3)
    page("old", shared, 181), page("older", alone, 400)
    assert link_pages.forget_old() == 2
    assert list(LinkPage.objects.all()) == [kept]
    assert (default_storage.exists(alone), default_storage.exists(shared)) == (False, True)
