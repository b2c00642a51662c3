"""The published posts behind the results, one line for each account they are on."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractHour, ExtractIsoWeekDay
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from analytics.models import POST_METRICS, Standing
from analytics.period import Period
from analytics.results import measure_of
from lib.pages import Keyset, Page
from lib.prepared import Given, Prepared
from lib.text import one_line
from team.models import Brand

BEST = Keyset("-score", "-pk", size=40)
NEWEST = Keyset("-published_at", "-pk", size=40)
UNKNOWN = -1.0  # sorts posts without figures behind all others


def chosen(brand: Brand, period: Period, medians: Mapping[int, float | None]) -> QuerySet[Standing]:
    """The posts of the period with their score: interactions against what their account usually gets."""
    rows = Standing.objects.filter(account__in=list(medians), published_at__gte=period.start(brand))
    if period.account:
        rows = rows.filter(account=period.account)
    for name in ("campaign", "theme"):
        if (value := getattr(period, name)) is not None:
            rows = rows.filter(**{f"publication__variant__post__{name}": value})
    zone = ZoneInfo(brand.zone)
    if period.weekday is not None:
        rows = rows.annotate(weekday=ExtractIsoWeekDay("published_at", tzinfo=zone)).filter(weekday=period.weekday + 1)
    if period.hour is not None:
        rows = rows.annotate(hour=ExtractHour("published_at", tzinfo=zone)).filter(
            hour__gte=period.hour, hour__lt=period.hour + 3
        )
    cases = [When(account=account, then=Value(measure_of(median))) for account, median in medians.items() if median is not None]
    usual = Case(*cases, default=None, output_field=FloatField())
    return rows.annotate(score=Coalesce(Cast("interactions", FloatField()) / usual, Value(UNKNOWN), output_field=FloatField()))


def shown(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """The same posts with all that a line shows of them."""
    post = "publication__variant__post"
    return rows.select_related("account", f"{post}__theme", f"{post}__campaign")


def page(rows: QuerySet[Standing], keyset: Keyset, after: str = "") -> Page:
    """A page of the posts. The keys are found first: what is shown of a post is read for those of the page only."""
    found = keyset.page(rows.only("pk", "published_at"), after)
    whole = shown(rows).in_bulk([row.pk for row in found.rows])
    return Page([whole[row.pk] for row in found.rows], found.after)


def best(rows: QuerySet[Any], count: int) -> list[Standing]:
    """So many of the posts with the highest scores, with all that a line shows of them; two queries."""
    scores = dict(rows.order_by(F("score").desc(), F("pk").desc()).values_list("pk", "score")[:count])
    found = {row.pk: row for row in _WHOLE.rows(keys=list(scores))}
    for row in found.values():
        row.score = scores[row.pk]  # type: ignore[attr-defined]
    return [found[pk] for pk in scores if pk in found]


_WHOLE = Prepared(lambda: shown(Standing.objects.filter(pk__among=Given("keys", ArrayField(BigIntegerField())))))


def header(zone: str) -> list[str]:
    """The names of the columns of the file."""
    counts = [_("Views"), _("Reach"), _("Likes"), _("Replies"), _("Shares"), _("Saves"), _("Clicks")]
    said = [_("Account"), _("Campaign"), _("Theme"), _("Text"), _("Link")]
    published, taken = _("Published (%(zone)s)") % {"zone": zone}, _("Figures of (%(zone)s)") % {"zone": zone}
    return [published, *said, *counts, _("Interactions"), _("Against the account’s median"), taken]


def lines(rows: QuerySet[Standing], zone: str) -> Iterator[list[Any]]:
    """The rows of a sheet with all figures, the names first; what is unknown is None. Times are those of the zone."""
    yield header(zone)
    for row in shown(rows).iterator(chunk_size=1000):
        yield _cells(row, ZoneInfo(zone))


def _cells(row: Standing, zone: ZoneInfo) -> list[Any]:
    post = row.publication.variant.post
    published, taken = (
        moment and localtime(moment, zone).strftime("%Y-%m-%d %H:%M") for moment in (row.published_at, row.taken_at)
    )
    ratio = None if row.score == UNKNOWN else round(row.score, 2)  # type: ignore[attr-defined]
    figures = [getattr(row, metric) for metric in POST_METRICS]
    names = [str(row.account), post.campaign and str(post.campaign), post.theme and str(post.theme)]
    return [
        published,
        *names,
        one_line(row.publication.text, 500),
        row.publication.remote_url,
        *figures,
        row.interactions,
        ratio,
        taken,
    ]


def number(value: float) -> str:
    """A ratio as people write it, with one decimal."""
    return number_format(round(value, 1), 1)
