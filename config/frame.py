"""What every page's frame shows: brands, rail, banners, palette."""

from typing import Any

from django.http import HttpRequest

from config.rail import rail


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"frame": {}}
    member = getattr(request, "member", None)
    return {
        "frame": {
            "brand": member.brand if member else None,
            "brands": [membership.brand for membership in user.memberships.select_related("brand").order_by("brand__name")],
            "rail": rail(request) if member else [],
            "banners": [],
        }
    }
