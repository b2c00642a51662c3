"""What every page's frame shows: brands, rail, banners, palette."""

from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from config import health
from config.banners import banners
from config.rail import Entry, rail
from lib.prepared import Given, Prepared
from team import notices
from team.models import Brand, Membership, User
from team.rights import Right, Role

_MEMBERSHIPS = Prepared(
    lambda: Membership.objects.filter(user=Given("user", BigIntegerField())).select_related("brand").order_by("brand__name")
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`, found out once a template asks for it: a fragment does not. Nothing before signing in."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"frame": {}}
    return {"frame": SimpleLazyObject(lambda: _of(request, user))}


def _of(request: HttpRequest, user: User) -> dict[str, Any]:
    memberships = _MEMBERSHIPS.rows(user=user.pk)
    member = getattr(request, "member", None) or _last(memberships)
    brands = [membership.brand for membership in memberships]
    rooms = rail(member, request.path) if member else []
    new_url = _new_post(member)
    own = person_pages(request.path)
    return {
        "me": user,
        "brand": member.brand if member else None,
        "brands": brands,
        "rail": rooms,
        "bar": [entry for entry in rooms if entry.bar],
        "new_url": new_url,
        "banners": banners(member, bool(health.silent_workers())) if member else [],
        "person": own,
        "unread": notices.unread(user),
        "new_brand_url": _new_brand(user, memberships),
        "palette": _palette(rooms, brands, new_url, _new_idea(member), own),
        "search_url": reverse("search", args=[member.brand.slug]) if member else "",
        "keys": _keys(rooms, new_url),
    }


def optional(name: str, *args: Any) -> str:
    """The address of a page, "" when there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def person_pages(path: str) -> list[dict[str, Any]]:
    """A person's own pages, outside of brands, the one at `path` marked."""
    pages = [
        ("person", _("Profile"), optional("profile")),
        ("mail", _("E-mail address"), optional("account_email")),
        ("lock", _("Password"), optional("account_change_password")),
        ("shield", _("Second factor"), optional("mfa_index")),
        ("phone", _("Devices"), optional("usersessions_list")),
    ]
    return [{"icon": icon, "label": label, "url": url, "current": path.startswith(url)} for icon, label, url in pages if url]


def _last(memberships: list[Membership]) -> Membership | None:
    """Where the person was last: a person's own pages lie outside of brands."""
    seen = [(membership.seen_at, membership) for membership in memberships if membership.seen_at]
    if seen:
        return max(seen, key=itemgetter(0))[1]
    return memberships[0] if memberships else None


def _new_brand(user: User, memberships: list[Membership]) -> str:
    """As `team.brands.may_create`, without asking the database again."""
    may = user.is_superuser or any(Role.ADMIN in membership.roles for membership in memberships)
    return reverse("brand_new") if may else ""


def _new_post(member: Membership | None) -> str:
    return optional("editorial:new", member.brand.slug) if member and member.may(Right.WRITE) else ""


def _new_idea(member: Membership | None) -> str:
    may = member and (member.may(Right.WRITE) or member.may(Right.ANSWER))
    return optional("editorial:ideas", member.brand.slug) if member and may else ""


def _palette(
    rooms: list[Entry], brands: list[Brand], new_url: str, idea_url: str, own: list[dict[str, Any]]
) -> list[dict[str, str]]:
    entries = [{"label": _("New post"), "icon": "plus", "url": new_url, "hint": "n"}] if new_url else []
    entries += [{"label": _("New idea"), "icon": "bulb", "url": f"{idea_url}#id_title"}] if idea_url else []
    entries += [{"label": room.label, "icon": room.icon, "url": room.url, "hint": f"g {room.key}"} for room in rooms]
    for brand in brands:
        entries.append({"label": brand.name, "icon": "switch", "url": reverse("today", args=[brand.slug]), "hint": _("Brand")})
    return entries + [{"label": page["label"], "icon": page["icon"], "url": page["url"], "hint": _("You")} for page in own]


def _keys(rooms: list[Entry], new_url: str) -> list[dict[str, Any]]:
    keys = [
        {"presses": ["Ctrl", "K"], "label": _("Go to, create, search")},
        {"presses": ["Ctrl", "Z"], "label": _("Undo, while a message offers it")},
        {"presses": ["?"], "label": _("This list")},
    ]
    if new_url:
        keys.append({"presses": ["n"], "label": _("New post")})
    return keys + [{"presses": ["g", room.key], "label": room.label} for room in rooms]
