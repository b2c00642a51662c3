"""One line for each address of the product: how the walk of `test_access.py` opens it.

The lines of an app stand in `tests/<app>/walk.py`, as `LINES = {"app:name": get(), ...}`; those of the team, and of what has
no app, stand here. A line says by which method the view is asked, with what data, and how the objects in its address are made:
`args(member)` makes them in the member's brand (or as the member's own) and gives the arguments behind the brand's slug.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from team import notices
from team.models import Membership
from team.rights import Role
from tests import factories

APPS = ("analytics", "listening", "moderation", "editorial", "campaigns", "publishing", "charter")
# Views of others: they guard themselves, and are not walked.
OTHERS = ("account/", "maintenance/")


Args = Callable[[Membership], list[Any]]


def nothing(member: Membership) -> list[Any]:
    """No arguments behind the brand's."""
    return []


@dataclass(frozen=True)
class Line:
    """How to open one address.

    `owned` is False where the arguments are no objects (a month, a format); `settings` are those under which it is there.
    """

    method: str = "get"
    args: Args = nothing
    data: dict[str, Any] = field(default_factory=dict)
    owned: bool = True
    settings: dict[str, Any] = field(default_factory=dict)


def get(args: Args = nothing, *, owned: bool = True, settings: dict[str, Any] | None = None, **data: Any) -> Line:
    """A page."""
    return Line("get", args, data, owned, settings or {})


def post(args: Args = nothing, *, owned: bool = True, settings: dict[str, Any] | None = None, **data: Any) -> Line:
    """An act."""
    return Line("post", args, data, owned, settings or {})


# --- team ------------------------------------------------------------------------------------------------------------
def colleague(member: Membership) -> list[int]:
    return [factories.make_member(brand=member.brand, roles=[Role.READER]).pk]


def invitation(member: Membership) -> list[int]:
    return [factories.make_invitation(brand=member.brand).pk]


def own_notice(member: Membership) -> list[int]:
    notices.tell([member], "Something", key="walk")
    return [member.user.notices.get(key="walk").pk]


LINES: dict[str, Line] = {
    "entrance": get(),
    "choose": post(theme="dark"),
    "health": get(),
    "robots": get(),
    "metrics": get(),
    "delivery": get(),
    "today": get(),
    "search": get(q="sablés"),
    "team:members": get(),
    "team:member": get(colleague),
    "team:remove": post(colleague),
    "team:leave": get(),
    "team:invite": get(),
    "team:resend": post(invitation),
    "team:revoke": post(invitation),
    "team:settings": get(),
    "team:audit": get(),
    "team:audit_csv": get(),
    "profile": get(),
    "here": get(),
    "notices": get(),
    "notices_read": post(),
    "notices_bell": get(),
    "notice": get(own_notice),
    "brand_new": get(),
    "subscription": get(lambda member: ["no-such-secret"], owned=False),
    "invitation": get(lambda member: ["no-such-secret"], owned=False),
}


def lines() -> dict[str, Line]:
    """The lines of every app."""
    found = dict(LINES)
    for app in APPS:
        if find_spec(f"tests.{app}.walk"):
            found |= import_module(f"tests.{app}.walk").LINES
    return found


@dataclass(frozen=True)
class Address:
    """One named address of the product."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def in_brand(self) -> bool:
        return self.route.startswith("b/<slug:brand>/")


def addresses(patterns: list[Any] | None = None) -> list[Address]:
    """Every address of the product (or of these patterns), in the order of the table of addresses."""
    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, "", ""))


def _walk(patterns: list[Any], route: str, namespace: str) -> Any:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if here.lstrip("^").startswith(OTHERS):
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name or '(no name)'}", here, pattern.callback)
