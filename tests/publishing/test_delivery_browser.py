"""Delivery in a real browser: for everybody, on every width, and the list after a pause by mouse and by keyboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lib import clock
from networks.outcomes import Trouble
from publishing.engine import circuits
from publishing.models import Account, Circuit, Hold, Publication, State
from publishing.pausing import pausing
from tests import axe, factories, patience

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["publishing:accounts", "publishing:pause", "publishing:resume", "publishing:troubles", "delivery"]


@pytest.fixture
def busy(brand, account, author):
    """A brand of which everything that can be shown is there."""
    now = clock.now()
    for hold in Hold:
        factories.make_publication(account=account, state="held", hold=hold, due_at=now - timedelta(hours=1), tags=["Rentrée"])
    for state in ("refused", "missed", "unconfirmed"):
        factories.make_publication(account=account, state=state, trouble=Trouble.CONTENT, words="Not so.", asked_at=now)
    row = factories.make_publication(account=account, state="published")
    for outcome in ("sent", "refused", "notsent", "unknown"):
        factories.make_attempt(publication=row, due_at=now, started_at=now, ended_at=now, outcome=outcome, trouble="down")
    Circuit.objects.create(key=circuits.account_key(account), failures=5, open_until=now + timedelta(hours=1), reason="slow down")
    Account.objects.update(state="lost", lost_reason="The password was changed.")
    pausing.pause(brand, by=author, reason="A storm over the brand")
    return brand


@pytest.mark.parametrize(("language", "width", "scheme"), [("fr", 390, "light"), ("en", 390, "dark"), ("fr", 1440, "dark")])
def test_every_page_is_for_everybody(busy, admin, visit, live_server, language, width, scheme):
    admin.user.language = language
    admin.user.save()
    page = visit(admin)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    wrong = []
    for name in PAGES:
        page.goto(live_server.url + reverse(name, args=[busy.slug]))
        patience.rest(page)
        page.evaluate("document.querySelectorAll('details.disclosure').forEach((details) => { details.open = true })")
        wrong += [f"{name}: {fault}" for fault in axe.faults(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{name} is wider than the window")
    assert not wrong, "\n".join(wrong)


def test_ticked_posts_leave_one_by_one_and_the_rest_stays(brand, account, author, visit, live_server):
    when = clock.now() - timedelta(minutes=30)
    rows = [
        factories.make_publication(account=account, text=f"Post {n}", state="held", hold="pause", due_at=when) for n in range(4)
    ]
    page = visit(author)
    page.goto(live_server.url + reverse("publishing:resume", args=[brand.slug]))
    expect(page.locator(".bulk")).to_be_hidden()
    page.get_by_label("Choose “Post 1”").focus()
    page.keyboard.press("Space")
    page.get_by_label("Choose “Post 2”").check()
    expect(page.locator(".bulk [data-count]")).to_have_text("2")
    page.get_by_label("Minutes between two posts of an account").fill("15")
    page.get_by_role("button", name="Send one by one").click()
    expect(page.locator("#toasts")).to_contain_text("2 posts leave, 15 minutes apart on each account.")
    expect(page.locator("[data-row]")).to_have_count(2)
    due = list(Publication.objects.filter(state=State.PLANNED).order_by("due_at").values_list("due_at", flat=True))
    assert due[1] - due[0] == timedelta(minutes=15)
    assert {row.pk for row in Publication.objects.filter(state=State.HELD)} == {rows[0].pk, rows[3].pk}


def test_the_second_person_is_told_that_somebody_was_first(brand, account, author, visit, live_server):
    row = factories.make_publication(account=account, text="Post", state="held", hold="pause", due_at=clock.now())
    page = visit(author)
    page.goto(live_server.url + reverse("publishing:resume", args=[brand.slug]))
    Publication.objects.filter(pk=row.pk).update(state="cancelled", hold="")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("somebody settled it in the meantime")
