"""How posts are drawn: words as a network shows them, addresses of pictures, zones in words, days."""

from collections.abc import Iterable, Mapping
from datetime import time
from functools import lru_cache
from typing import Any

import regex
from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format, time_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editorial.approval import links
from editorial.composer import fields
from editorial.composer.proofs import Proof
from editorial.composer.tabs import Block
from editorial.library import assets
from networks import media_rules
from networks.rules import Counter
from publishing.letters import renditions
from publishing.models import Account

register = template.Library()

TOKEN = regex.compile(
    r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]»…]|(?<![\w&/])[#@][\p{L}\p{N}_][\p{L}\p{N}_.@-]*[\p{L}\p{N}_]|(?<![\w&/])#\w"
)


@register.filter
def as_shown(proof: Proof) -> SafeString:
    """The text of a proof with its links, mentions and hashtags marked, and struck through from where it is too long."""
    cut = fits(proof)
    text = proof.text
    shown = _tokens(text[:cut])
    return shown if cut >= len(text) else shown + format_html('<span class="preview__over">{}</span>', text[cut:])


def fits(proof: Proof) -> int:
    """How many characters of the text the network would take."""
    text, cut = proof.text, len(proof.text)
    for limit in proof.limits:
        if limit.count(text) > limit.limit:
            low, high = 0, cut
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if limit.count(text[:middle]) <= limit.limit else (low, middle - 1)
            cut = min(cut, low)
    return cut


def _tokens(text: str) -> SafeString:
    pieces, last = [], 0
    for found in TOKEN.finditer(text):
        pieces += [conditional_escape(text[last : found.start()]), format_html('<span class="token">{}</span>', found[0])]
        last = found.end()
    return SafeString("".join([*pieces, conditional_escape(text[last:])]))


@register.filter
def changes(pieces: list[tuple[str, str]]) -> SafeString:
    """What changed between two texts: words gone and words new, marked for eyes and for screen readers."""
    tags = {"gone": "del", "new": "ins"}
    return SafeString(
        "".join(
            format_html("<{0}>{1}</{0}>", tags[kind], words) if kind in tags else conditional_escape(words)
            for kind, words in pieces
        )
    )


@register.simple_tag
def counter(count: Counter) -> SafeString:
    """A counter: used of limit, with its unit in words where it is not what a reader takes for a character."""
    unit = _("bytes") if count.unit == "utf8_bytes" else _("characters")
    used, limit = (number_format(number, force_grouping=True) for number in (count.used, count.limit))
    label = _("%(used)s of %(limit)s %(unit)s") % {"used": used, "limit": limit, "unit": unit}
    shown = f"{used} / {limit}" + (f" {unit}" if count.unit == "utf8_bytes" else "")
    return format_html(
        '<span class="counter" data-state="{}"><span aria-hidden="true">{}</span><span class="unseen">{}</span></span>',
        count.level,
        shown,
        label,
    )


@register.filter
def counted(copies: Iterable[Proof]) -> list[tuple[str, str, tuple[Counter, ...]]]:
    """The counters of some copies: network, handles and counters, once for accounts of a network where they are the same."""
    found: dict[tuple[str, tuple[Counter, ...]], list[str]] = {}
    for copy in copies:
        found.setdefault((copy.account.network_name, tuple(copy.counters)), []).append(copy.account.handle)
    return [(network, ", ".join(handles), counters) for (network, counters), handles in found.items()]


@register.simple_tag(takes_context=True)
def thumbnail(context: template.Context, asset: Any, width: int = assets.WIDTHS[0]) -> str:
    """The address of a picture of the library, small; `asset` is the picture or its number."""
    return reverse("editorial:asset_thumbnail", args=[context["request"].brand.slug, getattr(asset, "pk", asset), width])


@register.simple_tag
def untouched(account: Account) -> SafeString:
    """The fields of an account that is not chosen: always the same for it, and drawn once."""
    return _untouched(account.pk, account.network_name, account.handle, get_language())


@lru_cache(500)
def _untouched(pk: int, network: str, handle: str, language: str | None) -> SafeString:
    account = Account(pk=pk, network_name=network, handle=handle)
    panel = {"account": account, "proof": None, "tab": {"account": account, "scope": f"_{pk}", "opened": False}}
    return render_to_string("editorial/_composer_panel.html", {"panel": panel})


@register.simple_tag(takes_context=True)
def rendition(context: template.Context, media: Mapping[str, Any]) -> str:
    """The address of a picture as it is sent; on the page of a link, one that works as long as the link does."""
    return links.picture_path(context["secret"], media["file"]) if "secret" in context else renditions.path_of(media["file"])


@register.filter
def under(name: str, number: int) -> str:
    """The name of a field for that number."""
    return f"{name}_{number}"


@register.filter
def to_be_cut(copies: Iterable[Proof]) -> bool:
    """Whether one of the texts is too long where it could go on as a thread."""
    return any(copy.over and copy.kind != "comment" and copy.account.network.threads for copy in copies)


@register.filter
def with_usual(seconds: int, name: str) -> list[int]:
    """The durations that are offered (lasts, pauses), and the one there is."""
    return sorted({seconds, *(fields.LASTS if name == "lasts" else fields.PAUSES)})


@register.simple_tag
def own_label(block: Block) -> str:
    """What it means that an account has this of its own."""
    said = {
        "parts": (_("Its own thread"), _("Leave the further parts out here")),
        "poll": (_("Its own poll"), _("Leave the poll out here")),
        "comment": (_("Its own first comment"), _("Leave the first comment out here")),
        "pictures": (_("Its own choice of pictures"), ""),
    }
    return said[block.name][not block.able]


@register.filter
def lasting(seconds: float) -> str:
    """A duration as people say it."""
    return media_rules.lasting(seconds)


@register.filter
def field(form: Any, name: str) -> str:
    """What a form's field holds, as it was typed."""
    return form.data.get(name, "")


@register.filter
def in_list(thing: Any) -> list[Any]:
    """A list of the one thing, or an empty one for None."""
    return [] if thing is None else [thing]


@register.filter
def item(mapping: Mapping[str, Any], name: str) -> Any:
    """What a mapping holds under a name that a template has in hand; empty when there is nothing."""
    return mapping.get(name, ())


@register.filter
def words_of(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


@register.filter
def hour_name(hour: int) -> str:
    """An hour of the day as the reader's language writes it."""
    return time_format(time(hour), "TIME_FORMAT")
