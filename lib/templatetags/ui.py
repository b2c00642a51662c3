"""Signs of the interface for templates: icons, network marks, states, avatars, gauges."""

from functools import cache, lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lib import zones
from lib.text import one_line

register = template.Library()
register.filter("place", zones.city)

TINTS = ("lagoon", "ocean", "iris", "plum", "rose", "ember", "honey", "olive", "fern", "slate")

# State of anything that moves: its sign and its tone. What is not listed shows a plain circle.
STATES = {
    "draft": ("edit", "idle"),
    "submitted": ("hand", "warn"),
    "changes": ("undo", "warn"),
    "approved": ("check", "accent"),
    "stocked": ("layers", "accent"),
    "planned": ("clock", "info"),
    "scheduled": ("clock", "info"),
    "queued": ("clock", "info"),
    "due": ("clock", "info"),
    "claimed": ("refresh", "info"),
    "sending": ("send", "info"),
    "checking": ("refresh", "info"),
    "published": ("check-circle", "good"),
    "sent": ("check-circle", "good"),
    "partly": ("half", "warn"),
    "refused": ("stop", "bad"),
    "failed": ("stop", "bad"),
    "waiting": ("clock", "info"),
    "working": ("refresh", "info"),
    "done": ("check-circle", "good"),
    "rejected": ("stop", "bad"),
    "notsent": ("refresh", "warn"),
    "not_sent": ("refresh", "warn"),
    "unconfirmed": ("question", "warn"),
    "unknown": ("question", "warn"),
    "held": ("pause", "warn"),
    "paused": ("pause", "warn"),
    "missed": ("history", "bad"),
    "late": ("history", "warn"),
    "withdrawn": ("undo", "idle"),
    "cancelled": ("ban", "idle"),
    "archived": ("archive", "idle"),
    "deleted": ("trash", "idle"),
    "new": ("sparkle", "info"),
    "open": ("circle", "info"),
    "snoozed": ("snooze", "idle"),
    "pending": ("clock", "warn"),
    "answered": ("reply", "good"),
    "resolved": ("check", "good"),
    "closed": ("check", "idle"),
    "hidden": ("eye-off", "idle"),
    "connected": ("check-circle", "good"),
    "active": ("check-circle", "good"),
    "expired": ("key", "bad"),
    "revoked": ("key", "bad"),
    "reconnect": ("key", "bad"),
    "lost": ("key", "bad"),
    "ended": ("flag", "idle"),
    "running": ("play", "good"),
    "blocker": ("stop", "bad"),
    "needs-approval": ("hand", "warn"),
    "advice": ("bulb", "info"),
}

MESSAGES = {
    "success": ("check-circle", "good"),
    "info": ("info", "info"),
    "debug": ("info", "idle"),
    "warning": ("warning", "warn"),
    "error": ("stop", "bad"),
}


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """The drawing of that name from the sprite; without a label it is hidden from screen readers. Sizes: small, large."""
    return _icon(name, str(label), size)


@lru_cache(1024, typed=True)  # typed: text that is safe and text that is not are equal
def _icon(name: str, label: str, size: str) -> SafeString:
    href = f"{_address('img/icons.svg')}#{name}"
    css = f"icon icon--{size}" if size else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@register.simple_tag
def glyph(network: Any, label: str = "", size: str = "") -> SafeString:
    """The mark of a network, by its name or by what has that name; `label` is read out, leave it empty beside its name."""
    return _glyph(str(getattr(network, "name", network)), str(label), size)


@lru_cache(256, typed=True)
def _glyph(network: str, label: str, size: str) -> SafeString:
    css = f"glyph glyph--{size}" if size else "glyph"
    return format_html('<img class="{}" src="{}" alt="{}">', css, glyph_path(network), label)


def glyph_path(name: str) -> str:
    """The address of a network's mark."""
    return _address(_mark(name))


@register.simple_tag
def state(name: str, label: str = "", plain: bool = False) -> SafeString:
    """The pill of a state: sign, word and tone. `label` is the translated word."""
    sign, tone = STATES.get(str(name), ("circle", "idle"))
    css = "status status--plain" if plain else "status"
    return format_html('<span class="{}" data-tone="{}">{} {}</span>', css, tone, icon(sign), label or name)


@register.simple_tag
def icon_sprite() -> str:
    """The address of the sprite, for scripts that draw an icon."""
    return _address("img/icons.svg")


@register.filter
def line(text: str | None, length: int) -> str:
    """The beginning of a text on one line, cut behind a word; empty without a text."""
    return one_line(text or "", length)


@register.filter
def message_tone(level: str) -> str:
    """The tone of a flash message."""
    return MESSAGES.get(level, MESSAGES["info"])[1]


@register.filter
def message_icon(level: str) -> str:
    """The sign of a flash message."""
    return MESSAGES.get(level, MESSAGES["info"])[0]


@register.filter
def state_icon(name: str) -> str:
    """The name of a state's icon."""
    return STATES.get(str(name), ("circle", "idle"))[0]


@register.filter
def tone(name: str) -> str:
    """The tone of a state, for `data-tone`: good, warn, bad, info, accent or idle."""
    return STATES.get(str(name), ("circle", "idle"))[1]


@register.filter
def tint(key: Any) -> str:
    """One of the ten tints, always the same one for the same thing, for `data-tint`."""
    return TINTS[sum(str(key).encode()) % len(TINTS)]


@register.simple_tag
def avatar(name: str, src: str = "", network: Any = "", size: str = "") -> SafeString:
    """A round picture, or the initials on a tint when there is none; with a small network mark at its corner."""
    name = str(name)
    inner = format_html('<img src="{}" alt="" loading="lazy">', src) if src else initials(name)
    badge = glyph(network) if network else ""
    css = f"avatar avatar--{size}" if size else "avatar"
    return format_html('<span class="{}" data-tint="{}" aria-hidden="true">{}{}</span>', css, tint(name), inner, badge)


@register.filter
def initials(name: str) -> str:
    """At most two letters that stand for a name."""
    words = [word for word in str(name).lstrip("@").replace("@", " ").replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.simple_tag
def gauge(
    share: float | None, elapsed: float | None = None, label: str = "", tone: str = "accent", thin: bool = False
) -> SafeString:
    """A bar filled to `share` (1 is the target) with a tick at `elapsed` (share of the time); None draws an empty bar."""
    done, css = _percent(share), "gauge gauge--thin" if thin else "gauge"
    tick = '<line class="gauge__elapsed" x1="{0}%" x2="{0}%" y1="-20%" y2="120%"/>'
    mark = format_html(tick, _percent(elapsed)) if elapsed is not None else ""
    return format_html(
        '<svg class="{}" data-tone="{}" role="img" aria-label="{}"><rect class="gauge__track" width="100%" height="100%" rx="4"/>'
        '<rect class="gauge__done" width="{}%" height="100%" rx="4"/>{}</svg>',
        css,
        tone,
        label,
        done,
        mark,
    )


@register.simple_tag
def spark(values: list[float | None], label: str = "") -> SafeString:
    """A small line without axes; unknown values leave a gap."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, spread = min(known), (max(known) - min(known)) or 1
    step = 96 / (len(values) - 1)
    path, pen = [], "M"
    for index, value in enumerate(values):
        if value is not None:
            path.append(f"{pen}{index * step:.1f} {22 - (value - low) / spread * 20:.1f}")
        pen = "L" if value is not None else "M"
    drawing = '<svg class="spark" viewBox="0 0 96 24" role="img" aria-label="{}"><path d="{}"/></svg>'
    return format_html(drawing, label, "".join(path))


def _percent(share: float | None) -> str:
    return f"{min(max(share or 0, 0), 1) * 100:.1f}"


@cache
def _address(path: str) -> str:
    return static(path)


@cache
def _mark(network: str) -> str:
    path = f"img/networks/{network}.svg"
    return path if finders.find(path) else "img/networks/any.svg"
