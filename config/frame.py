"""What every page's frame shows: brands, rail, banners, palette."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from config.rail import Entry, rail
from team.models import Membership
from team.rights import Right


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"frame": {}}
    member = getattr(request, "member", None)
    rooms = rail(request) if member else []
    brands = [membership.brand for membership in user.memberships.select_related("brand").order_by("brand__name")]
    new_url = _new_post(member)
    return {
        "frame": {
            "me": user,
            "brand": member.brand if member else None,
            "brands": brands,
            "rail": rooms,
            "bar": [entry for entry in rooms if entry.bar],
            "new_url": new_url,
            "banners": [],
            "person": _person(),
            "palette": _palette(rooms, brands, new_url),
            "search_url": "",
            "keys": _keys(rooms, new_url),
        }
    }


def optional(name: str, *args: Any) -> str:
    """The address of a page, "" when this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _new_post(member: Membership | None) -> str:
    return optional("editorial:new", member.brand.slug) if member and member.may(Right.WRITE) else ""


def _person() -> list[dict[str, str]]:
    pages = [
        ("person", _("Profile"), optional("profile")),
        ("shield", _("Sign-in and security"), optional("mfa_index")),
        ("phone", _("Devices"), optional("usersessions_list")),
    ]
    return [{"icon": icon, "label": label, "url": url} for icon, label, url in pages if url]


def _palette(rooms: list[Entry], brands: list[Any], new_url: str) -> list[dict[str, str]]:
    entries = [{"label": _("New post"), "icon": "plus", "url": new_url, "hint": "n"}] if new_url else []
    entries += [{"label": room.label, "icon": room.icon, "url": room.url, "hint": f"g {room.key}"} for room in rooms]
    entries += [
        {"label": brand.name, "icon": "switch", "url": reverse("today", args=[brand.slug]), "hint": _("Brand")} for brand in brands
    ]
    return entries + [{**page, "hint": _("You")} for page in _person()]


def _keys(rooms: list[Entry], new_url: str) -> list[dict[str, Any]]:
    keys = [{"presses": ["Ctrl", "K"], "label": _("Go to, create, search")}, {"presses": ["?"], "label": _("This list")}]
    if new_url:
        keys.append({"presses": ["n"], "label": _("New post")})
    return keys + [{"presses": ["g", room.key], "label": room.label} for room in rooms]
