"""Posts of the same accounts that are near: in their words, or in the same hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Case, Exists, Expression, Func, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Left
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.content import Content
from editorial.models import Post, PostState, Variant
from lib import alike, clock
from lib.findings import Advice, Finding
from lib.text import one_line
from publishing.models import Account
from team.models import Brand

AROUND = timedelta(days=30)  # before and after which the same words do not matter
LONG = 1_000  # characters of a text that are compared
MOST = 30  # posts that are looked at more closely
SAID = 3  # and that are told


@dataclass(frozen=True)
class Near:
    """Another post of an account: when it leaves, what it says, and whether it says the same."""

    account: Account
    post: int
    at: datetime
    text: str


class Apart(Func):
    """In how many bits the gist of a variant differs from the one given; null where it has none."""

    function = "bit_count"
    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = IntegerField()


def findings(
    brand: Brand, content: Content, moment: datetime | None, zone: str, *, besides: int
) -> list[tuple[Finding, tuple[Account, ...]]]:
    """What is to be said, each with its accounts; `besides` is the number of the post itself, `moment` when it is to leave."""
    rows = _rows(brand, content, moment, zone, besides)
    texts = {version.account.pk: content.text_on(version) for version in content.versions}
    said: dict[Finding, list[Account]] = {}
    for row in rows:
        for finding in _of(row, texts[row.account.pk], moment, zone):
            said.setdefault(finding, []).append(row.account)
    return [(finding, tuple(dict.fromkeys(accounts))) for finding, accounts in list(said.items())[:SAID]]


def _rows(brand: Brand, content: Content, moment: datetime | None, zone: str, besides: int) -> list[Near]:
    """The posts that may be near, the nearest words first: one query, of what stands around that moment only.

    Those of the same series say the same because they are meant to.
    """
    accounts = {version.account.pk: version.account for version in content.versions}
    about = moment or clock.now()
    around = {"post__planned_for__gt": about - AROUND, "post__planned_for__lt": about + AROUND}
    wanted = Q(apart__lte=alike.NEAR) | (Q(same_hour=True) if moment else Q())
    rows = (
        Variant.objects.filter(account__in=accounts, post__brand=brand, **around)
        .exclude(post__state=PostState.ARCHIVED)
        .exclude(post=besides)
        .exclude(Exists(Post.objects.filter(pk=besides, series=OuterRef("post__series"))))
        .annotate(apart=_apart(content), same_hour=_same_hour(moment, zone), said=Left(Coalesce("text", "post__text"), LONG))
        .filter(wanted)
        .order_by("-same_hour", "apart", "post_id")
    )
    values = rows.values_list("account_id", "post_id", "post__planned_for", "said")[:MOST]
    return [Near(accounts[account], post, at, said) for account, post, at, said in values if at]


def _apart(content: Content) -> Expression | Value:
    """How far the words of a variant are from those of its account here."""
    gists = ((version.account.pk, alike.gist(content.text_on(version))) for version in content.versions)
    whens = [When(account=pk, then=Apart("gist", Value(gist))) for pk, gist in gists if gist is not None]
    return Case(*whens, output_field=IntegerField()) if whens else Value(None, output_field=IntegerField())


def _hour(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    start = clock.resolve(clock.wall(moment, zone).replace(minute=0, second=0, microsecond=0), zone)
    return start, start + timedelta(hours=1)


def _same_hour(moment: datetime | None, zone: str) -> Expression | Value:
    if moment is None:
        return Value(False, output_field=BooleanField())
    start, end = _hour(moment, zone)
    inside = When(post__planned_for__gte=start, post__planned_for__lt=end, then=Value(True))
    return Case(inside, default=Value(False), output_field=BooleanField())


def _of(row: Near, text: str, moment: datetime | None, zone: str) -> Iterator[Finding]:
    at = clock.wall(row.at, zone)
    likeness = alike.likeness(text, row.text)
    if likeness == 1 and alike.bare(text):
        sentence = _("The same text stands on %(when)s.") % {"when": date_format(at, "l j F, H:i")}
        yield Advice("nearness.same", sentence, about="text")
    elif likeness >= alike.ALIKE:
        values = {"when": date_format(at, "l j F, H:i"), "post": one_line(row.text, 50)}
        yield Advice("nearness.near", _("Nearly the same text stands on %(when)s: “%(post)s”.") % values, about="text")
    if moment and _hour(moment, zone)[0] <= row.at < _hour(moment, zone)[1]:
        values = {"when": f"{at:%H:%M}", "post": one_line(row.text, 50)}
        yield Advice("nearness.hour", _("Another post leaves in the same hour, at %(when)s: “%(post)s”.") % values, about="when")
