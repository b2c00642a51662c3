"""A table in a real browser: its columns, two rows mended in their place, in, and back out again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import PostState
from tests import axe
from tests.editorial.test_browser import nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "Légende;Notes;Jour;Heure;Réseaux\nUn;x;31/12/2030;9h;lune\nDeux;x;31/12/2030;;lune\nTrois;x;31/12/2030;9h;lnue\n"


def test_a_table_is_mapped_mended_brought_in_and_undone(brand, author, account, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(live_server.url + reverse("editorial:imports", args=[brand.slug]))
    file = {"name": "plan.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp1252")}
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Send and look at it").click()
    expect(page.get_by_role("combobox", name="Légende")).to_have_value("text")
    expect(page.get_by_role("combobox", name="Réseaux")).to_have_value("accounts")
    page.get_by_role("button", name="Check every line").click()
    expect(page.locator("#summary")).to_contain_text("1 line can come in.")
    page.get_by_role("link", name="Mend line 3").click()
    page.get_by_role("textbox", name="Time").fill("18:30")
    page.get_by_role("button", name="Check this line").click()
    expect(page.locator("#summary")).to_contain_text("2 lines can come in.")
    page.get_by_role("link", name="Mend line 4").click()
    page.get_by_role("textbox", name="Accounts").fill("toujours faux")
    page.get_by_role("button", name="Check this line").click()
    expect(page.get_by_text("There is no account called “toujours faux”.")).to_be_visible()
    page.get_by_role("textbox", name="Accounts").fill("lune")
    assert not axe.faults(page)
    page.get_by_role("button", name="Check this line").click()
    expect(page.locator("#summary")).to_contain_text("3 lines can come in.")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Submitted for approval").check()
    page.get_by_role("button", name="Bring in").click()
    expect(page.locator("#summary")).to_contain_text("3 posts came in.")
    assert brand.posts.filter(state=PostState.SUBMITTED).count() == 3
    page.get_by_role("button", name="Undo the whole table").click()
    expect(page.locator("#summary")).to_contain_text("3 were put away again.")
    assert brand.posts.filter(state=PostState.ARCHIVED).count() == 3
