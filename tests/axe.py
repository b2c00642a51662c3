"""What keeps people out of a page, as axe finds it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = "color-contrast"
WIDE = 800  # pixels


def faults(page: Page, theme: str = "light", width: int = 1440) -> list[str]:
    """What is wrong with the page that stands there, a line each.

    Who looks at a page in both themes and at several widths says which ones these are: colours, which take longest, are looked
    at on the wide window only, and in the dark nothing else is.
    """
    if theme == "dark":
        return _found(page, {"runOnly": {"type": "rule", "values": [COLOURS]}}) if width >= WIDE else []
    return _found(page, {"runOnly": {"type": "tag", "values": TAGS}, "rules": {COLOURS: {"enabled": width >= WIDE}}})


def _found(page: Page, options: dict[str, Any]) -> list[str]:
    violations = Axe().run(page, options={**options, "preload": False}).response["violations"]
    return [f"{fault['id']} {fault['nodes'][0]['target']} {fault['nodes'][0]['html'][:120]}" for fault in violations]
