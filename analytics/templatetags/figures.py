"""How figures are said: grouped as the language groups them, unknown as a dash with a word why."""

import math
from datetime import timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics import telling
from analytics.models import Standing
from analytics.period import Period
from analytics.progress import Progress
from campaigns import metrics
from campaigns.models import Objective
from editorial.models import Post
from lib import amounts
from networks.figures import Metric

register = template.Library()


@register.filter
def figure(value: float | None, decimals: int = 0) -> str | SafeString:
    """A count as people write it; unknown is a dash."""
    if value is None:
        return format_html('<span class="faint" title="{}">–</span>', _("not given by the network"))
    return number_format(round(value, decimals), decimals, force_grouping=True)


@register.filter
def times(ratio: float | None) -> str | SafeString:
    """How many times what is usual: × 1.4."""
    if ratio is None:
        return format_html('<span class="faint" title="{}">–</span>', _("too little is known"))
    return "×\u00a0" + number_format(round(ratio, 1), 1)


@register.filter
def plain_ratio(ratio: float | None) -> str:
    """The same without its sign, for narrow places."""
    return "–" if ratio is None else number_format(round(ratio, 1), 1)


@register.filter
def ratio_tone(ratio: float | None) -> str:
    """The tone of a ratio to what is usual: good from a fifth more, bad from a third less."""
    return "idle" if ratio is None else "good" if ratio >= 1.2 else "bad" if ratio <= 0.67 else "idle"


@register.filter
def heat(ratio: float | None) -> int:
    """How warm a ratio to what is usual is, from 0 (nothing known) to 5."""
    return 0 if ratio is None else next((level for level, limit in enumerate((0.5, 0.8, 1.1, 1.5), 1) if ratio < limit), 5)


@register.simple_tag
def change(now: float | None, before: float | None) -> int | None:
    """The change in percent against what was before; None when that says nothing."""
    return round((now - before) / before * 100) if now is not None and before else None


@register.filter
def signed(value: float | None) -> str:
    """A number with its sign: +12, −3."""
    if value is None:
        return ""
    return ("+" if value > 0 else "−" if value < 0 else "") + number_format(abs(round(value)), 0, force_grouping=True)


@register.filter
def percent(share: float | None) -> int:
    """A share as whole percent."""
    return round((share or 0) * 100)


@register.filter
def duration(wait: timedelta | None) -> str:
    """A wait in one unit: 42 min, 3.5 h, 2 d."""
    if wait is None:
        return "–"
    return metrics.wait(wait / timedelta(minutes=1))


@register.filter
def roughly(value: float | None) -> float | None:
    """A forecast with as many figures as it deserves: three."""
    return value if value is None or not value else round(value, 2 - math.floor(math.log10(abs(value))))


@register.simple_tag
def amount(value: float | None, objective: Objective) -> str | SafeString:
    """A measured value or target in the objective's unit."""
    return figure(None) if value is None else telling.amount(value, objective)


@register.filter
def under(cells: list[Any], columns: list[Any]) -> list[tuple[Any, Any]]:
    """The cells of a row, each with its column."""
    return list(zip(columns, cells, strict=True))


@register.filter
def of(names: dict[Any, Any], key: Any) -> Any:
    """What stands for that key."""
    return names.get(key, "")


@register.simple_tag
def each(spent: int, count: int, currency: str) -> str:
    """What each of so many cost, of what was spent (cents)."""
    return _a_piece(spent / count, currency)


@register.simple_tag
def cost(progress: Progress) -> str:
    """What one result costs so far."""
    return _a_piece(progress.cost or 0, progress.objective.campaign.brand.currency)


def _a_piece(cents: float, currency: str) -> str:
    """What one costs; where that is less than ten cents, what a thousand cost."""
    if cents >= 10:
        return _("%(amount)s for one") % {"amount": amounts.money(round(cents), currency)}
    return _("%(amount)s for a thousand") % {"amount": amounts.money(round(cents * 1000), currency)}


@register.simple_tag
def period_address(period: Period, **changes: Any) -> str:
    """The query of an address with this period and changes."""
    return period.address(**changes)


@register.simple_tag
def narrowed(period: Period, narrow: dict[str, int]) -> str:
    """The query of an address with this period, narrowed further."""
    return period.address(**narrow)


@register.simple_tag(takes_context=True)
def post_page(context: template.Context, post: Post) -> str:
    """The address of a post's page."""
    return reverse("editorial:post", args=[context["request"].brand.slug, post.pk])


@register.filter
def known_figures(row: Standing) -> list[tuple[str, int]]:
    """The figures the network gave for a post, each with its name for that many."""
    names = {
        Metric.VIEWS: lambda n: ngettext("view", "views", n),
        Metric.REACH: lambda n: ngettext("person reached", "people reached", n),
        Metric.LIKES: lambda n: ngettext("like", "likes", n),
        Metric.REPLIES: lambda n: ngettext("reply", "replies", n),
        Metric.SHARES: lambda n: ngettext("share", "shares", n),
        Metric.SAVES: lambda n: ngettext("save", "saves", n),
        Metric.CLICKS: lambda n: ngettext("click", "clicks", n),
    }
    return [(name(count), count) for metric, name in names.items() if (count := getattr(row, metric)) is not None]


@register.filter
def verdict_tone(progress: Progress) -> str:
    """The tone of how an objective stands."""
    return telling.VERDICTS[progress.verdict][0]


@register.filter
def verdict_icon(progress: Progress) -> str:
    """The sign of how an objective stands."""
    return telling.VERDICTS[progress.verdict][1]


@register.filter
def verdict_label(progress: Progress) -> str:
    """How an objective stands, in words."""
    return str(telling.VERDICTS[progress.verdict][2])
