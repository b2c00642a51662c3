"""What keeps people out of a page, as axe finds it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = "color-contrast"


def faults(page: Page, theme: str = "light") -> list[str]:
    """What is wrong with the page that stands there, a line each.

    Who looks at a page in both themes says which one this is: they differ in nothing but colours, so that in the dark only
    these are looked at.
    """
    if theme == "dark":
        return _found(page, {"runOnly": {"type": "rule", "values": [COLOURS]}})
    return _found(page, {"runOnly": {"type": "tag", "values": TAGS}})


def _found(page: Page, options: dict[str, Any]) -> list[str]:
    violations = Axe().run(page, options={**options, "preload": False}).response["violations"]
    return [f"{fault['id']} {fault['nodes'][0]['target']} {fault['nodes'][0]['html'][:120]}" for fault in violations]
