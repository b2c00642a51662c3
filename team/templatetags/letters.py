"""How letters look. Mail programs read no style sheet: each element carries its own; those that know the night get it too."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()

SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
DAY = {
    "paper": "margin:0;padding:0;background-color:#faf7f1",
    "edge": "padding:24px 12px",
    "sheet": "width:100%;max-width:560px;background-color:#fffdf9;border:1px solid #e4dccf;border-radius:10px",
    "inside": f"padding:12px 28px 24px;text-align:left;{SANS}",
    "text": f"margin:16px 0 0;color:#211d18;font-size:16px;line-height:1.55;{SANS}",
    "note": f"margin:12px 0 0;color:#6c6458;font-size:14px;line-height:1.5;{SANS}",
    "items": f"margin:6px 0 0;padding-left:16px;color:#211d18;font-size:15px;line-height:1.5;{SANS}",
    "code": "margin:20px 0 4px;color:#211d18;font:600 30px/1.3 Consolas,Menlo,'Courier New',monospace;letter-spacing:6px",
    "around": "padding:18px 0 4px",
    "button": "background-color:#0d5b60;border-radius:8px",
    "press": f"display:inline-block;padding:11px 20px;color:#ffffff;font-size:16px;line-height:1.3;font-weight:600;"
    f"text-decoration:none;{SANS}",
    "where": "margin:4px 0 0",
    "link": f"color:#0d5b60;font-size:15px;{SANS}",
    "rule": "height:1px;margin:24px 0 8px;border:0;background-color:#e4dccf;font-size:1px;line-height:1px",
    "foot": f"padding:14px 12px 0;color:#6c6458;font-size:13px;line-height:1.4;{SANS}",
}
NIGHT = {
    "paper": "background-color:#1b1917",
    "sheet": "background-color:#242120;border-color:#39342f",
    "text": "color:#f0eae1",
    "items": "color:#f0eae1",
    "code": "color:#f0eae1",
    "note": "color:#c2b9ad",
    "foot": "color:#c2b9ad",
    "button": "background-color:#7fd0ca",
    "press": "color:#0b2524",
    "link": "color:#7fd0ca",
    "rule": "background-color:#39342f",
}


@register.simple_tag
def look(name: str) -> SafeString:
    """The attributes of an element that looks so."""
    return SafeString(f'class="{name}" style="{DAY[name]}"')


@register.simple_tag
def at_night() -> SafeString:
    """How all of it looks where people read in the dark."""
    rules = "".join(f".{name}{{{';'.join(f'{rule} !important' for rule in rules.split(';'))}}}" for name, rules in NIGHT.items())
    return SafeString(f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>")
