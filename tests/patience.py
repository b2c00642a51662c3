"""Browsers that act as people do: on a page that is there, its scripts begun. A machine is quicker than they are."""

import functools
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

READY = "html:not([data-js='']):not(:has(.htmx-added, .htmx-settling))"  # also where scripts do not run
ACTS = (
    "check", "click", "dblclick", "dispatch_event", "drag_to", "fill", "focus", "hover", "press", "press_sequentially",
    "select_option", "set_checked", "set_input_files", "tap", "type", "uncheck",
)  # fmt: skip
AT_REST = "html:not([data-js='']):not(:has(.htmx-added, .htmx-settling, .htmx-request))"
HANDS = ("keyboard", "mouse")


def rest(page: Page) -> None:
    """Wait until all that the page asked for is there."""
    page.wait_for_load_state()
    page.locator(AT_REST).wait_for(state="attached")


def acts() -> list[tuple[type, str, Any]]:
    """What a test does with a browser, and how it is done with patience."""
    reached = [(Page, name, property(_wait_for_hand(getattr(Page, name).fget))) for name in HANDS]
    done = [(Locator, name, _first_wait(getattr(Locator, name))) for name in ACTS]
    return [(Page, "goto", _then_wait(Page.goto)), *reached, *done]


def _then_wait(act: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(act)
    def acting(page: Page, *args: Any, **more: Any) -> Any:
        answer = act(page, *args, **more)
        _wait(page)
        return answer

    return acting


def _first_wait(act: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(act)
    def acting(locator: Locator, *args: Any, **more: Any) -> Any:
        locator.first.wait_for(state="attached")
        _wait(locator.page)
        return act(locator, *args, **more)

    return acting


def _wait_for_hand(hand: Callable[[Page], Any]) -> Callable[[Page], Any]:
    @functools.wraps(hand)
    def reaching(page: Page) -> Any:
        _wait(page)
        return hand(page)

    return reaching


def _wait(page: Page) -> None:
    page.wait_for_load_state()
    page.locator(READY).wait_for(state="attached")
