"""What keeps people out of a page, as axe finds it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = "color-contrast"
BRIEF = {"preload": False, "resultTypes": ["violations"], "reporter": "no-passes"}  # what is right is not told at length
AXE = Axe()
DRAWN = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def faults(page: Page, theme: str = "light") -> list[str]:
    """What is wrong with the page that stands there, a line each.

    Who looks at a page in both themes says which one this is: they differ in nothing but colours, so that in the dark only
    these are looked at.
    """
    if theme == "dark":
        return _found(page, {"runOnly": {"type": "rule", "values": [COLOURS]}})
    return _found(page, {"runOnly": {"type": "tag", "values": TAGS}})


def _found(page: Page, options: dict[str, Any]) -> list[str]:
    page.evaluate(DRAWN)  # a theme that was just changed is on the screen with the next picture
    if page.evaluate("!window.axe"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate("options => axe.run(document, options)", {**options, **BRIEF})["violations"]
    return [_line(fault["id"], fault["nodes"][0]) for fault in violations]


def _line(name: str, node: dict[str, Any]) -> str:
    seen = [check["data"] for check in node["any"] if name == COLOURS]
    return f"{name} {node['target']} {node['html'][:120]} {seen or ''}"
