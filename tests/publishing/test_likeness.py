"""What networks show of the accounts, read once a day and held against the charter."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from charter import current, editing, logos
from charter.sections import SECTIONS
from lib import clock, pictures, pictures_child
from lib.answers import Lost, Reply
from networks.base import AccessLost, Profile
from publishing.accounts import accounts, likeness, profiles
from publishing.models import Account
from tests import factories
from tests.publishing import toy

PAGE = reverse("publishing:likeness", args=["maison-lune"])


def drawn(ground="white", room=0):
    """A moon on a ground, with room around it."""
    image = Image.new("RGB", (200 + 2 * room, 200 + 2 * room), ground)
    pen = ImageDraw.Draw(image)
    pen.ellipse((room + 10, room + 10, room + 190, room + 190), fill="#b4532a")
    pen.ellipse((room + 70, room + 10, room + 170, room + 130), fill=ground)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


class Web:
    """What stands at the addresses of pictures."""

    def __init__(self, **pages):
        self.pages, self.asked = pages, []

    def request(self, method, url, *, headers=None, timeout=20.0, **more):
        self.asked.append((method, url, headers))
        found = self.pages.get(url.rpartition("/")[2])
        if found is None:
            raise Lost("no answer")
        return Reply(200, found, {}) if found else Reply(404, b"", {})


@pytest.fixture(autouse=True)
def ours_alone():
    """Every picture here is drawn by the test: no child is needed."""
    with pictures.read_by(pictures_child.work):
        yield


@pytest.fixture
def show(monkeypatch):
    """Let the toy network show this, with these pictures."""

    def shown(profile, **pages):
        def answer(self, connection):
            if isinstance(profile, Exception):
                raise profile
            return profile

        monkeypatch.setattr(toy.Toy, "profile", answer, raising=False)
        web = Web(**pages)
        monkeypatch.setitem(accounts._standing_in, Account.Wire.STUB, web)
        return web

    return shown


def write(lead, **said):
    for name, content in said.items():
        editing.save(lead.brand, SECTIONS[name], content, by=lead, base=current.of(lead.brand).number)


@pytest.fixture
def charter(lead):
    logo = logos.keep(lead.brand, pictures.read(drawn()))
    write(
        lead,
        logo={"logo": logo, "logo_alt": "A moon", "safe_share": 20, "safe_area": ""},
        accounts={"account_name": "Maison Lune Lyon"},
        colours={"rows": [{"name": "Clay", "value": "#b4532a"}]},
        never={"rows": [{"text": "cheap", "instead": "", "reason": ""}]},
    )


def test_the_profile_is_read_and_held_against_the_charter(account, charter, show):
    shown = Profile("Maison Lune Lyon", "Never cheap.", "https://toy.example/face.png", "https://toy.example/sea.png")
    web = show(shown, **{"face.png": drawn("#f6ead7", room=60), "sea.png": _plain("#2040d0")})
    profiles.read_due(clock.now())
    (one,) = likeness.of_brand(account.brand)
    assert [(each.part, each.level) for each in one.verdicts] == [
        ("name", "good"), ("picture", "good"), ("banner", "advice"), ("description", "blocker")
    ]  # fmt: skip
    assert [each.part for each in one.remarks] == ["banner", "description"]
    assert all(headers is None for _method, _url, headers in web.asked)  # an open address gets no proof of the account


def _plain(colour):
    kept = io.BytesIO()
    Image.new("RGB", (60, 20), colour).save(kept, "PNG")
    return kept.getvalue()


def test_another_picture_is_told_from_the_logo(account, charter, show):
    show(Profile("Maison Lune", None, "https://toy.example/face.png"), **{"face.png": _photo()})
    profiles.read_due(clock.now())
    (one,) = likeness.of_brand(account.brand)
    assert [(each.part, each.level) for each in one.verdicts] == [
        ("name", "needs_approval"), ("picture", "needs_approval"), ("banner", "unknown"), ("description", "unknown")
    ]  # fmt: skip


def _photo():
    image = Image.linear_gradient("L").rotate(90).convert("RGB")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize("page", [{}, {"face.png": b""}, {"face.png": b"<html>not a picture</html>"}])
def test_a_picture_that_cannot_be_had_is_unknown_and_nothing_breaks(account, charter, show, page):
    show(Profile("Maison Lune Lyon", "", "https://toy.example/face.png", ""), **page)
    profiles.read_due(clock.now())
    (one,) = likeness.of_brand(account.brand)
    assert [each.level for each in one.verdicts] == ["good", "unknown", "advice", "advice"]


def test_accounts_are_read_once_a_day_and_others_not_at_all(account, show):
    show(Profile("Maison Lune"))
    factories.make_account(brand=account.brand, network="toy", state="disconnected")
    now = clock.now()
    assert profiles.waits(now)
    assert profiles.read_due(now) == 1
    assert not profiles.waits(now + timedelta(hours=23))
    show(Profile("Maison Lune & fils"))
    assert profiles.read_due(now + timedelta(hours=25)) == 1
    account.profile.refresh_from_db()
    assert account.profile.name == "Maison Lune & fils"


def test_accounts_that_do_not_answer_hold_no_others_up(account, brand, monkeypatch):
    monkeypatch.setattr(profiles, "AT_ONCE", 1)
    monkeypatch.setattr(profiles.asking, "waits", lambda row, what: row.pk == account.pk)
    other = factories.make_account(brand=brand, handle="autre")
    asked = []
    monkeypatch.setattr(profiles, "read", lambda row, now: asked.append(row.pk))
    assert profiles.read_due(clock.now()) == 1 and asked == [other.pk]


def test_what_was_read_stays_when_the_network_says_nothing_and_lost_access_is_told(account, show):
    show(Profile("Maison Lune"))
    now = clock.now()
    profiles.read_due(now)
    show(AccessLost("revoked"))
    profiles.read_due(now + timedelta(days=2))
    account.refresh_from_db()
    assert (account.profile.name, account.state) == ("Maison Lune", Account.State.LOST)


def test_the_pages_say_it_of_each_account_in_constant_queries(sign_in, brand, lead, reader, charter, django_assert_num_queries):
    browser, overview = sign_in(reader), reverse("publishing:accounts", args=["maison-lune"])
    for count in (1, 9):
        for number in range(count):
            made = factories.make_account(brand=brand, handle=f"somebody{count}{number}")
            profiles.Profile.objects.create(account=made, name="Somebody else", description="cheap", has_picture=False)
        browser.get(PAGE)
        with django_assert_num_queries(5):
            text = browser.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert "“Maison Lune Lyon” is wanted" in text
    assert "It has no picture: the logo belongs there." in text
    assert "never uses “cheap”" in text
    assert "Its handle does not carry the name Maison Lune." in text
    assert "<html" not in text
    assert "<html" in browser.get(PAGE).content.decode()
    page = browser.get(overview).content.decode()
    assert "And 2 more remarks" in page
    assert f"{PAGE}#account-{made.pk}" in page


def test_the_wanted_name_is_the_brands_until_the_charter_says_another(account, lead):
    assert likeness.of_brand(account.brand)[0].verdicts[0].level == "good"
    write(lead, accounts={"account_name": "Lune & Fils"})
    assert "Lune &" in likeness.of_brand(account.brand)[0].verdicts[0].sentence
