"""Series as their pages show them: the rule in words, the days to come with their posts, the texts, what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial import checks, content, standing
from editorial.approval import steps
from editorial.approval.approval import why_not
from editorial.checks import Remark
from editorial.composer import differences, proofs
from editorial.composer.proofs import Proof
from editorial.content import Content
from editorial.models import Decision, Post, PostState, Series, Variant
from editorial.series import occurrences, words
from editorial.series.rhythm import Coming
from editorial.standing import Standing
from lib import clock
from publishing.models import Account, State
from team.models import Brand, Membership
from team.rights import Right

NEXT = 8
PAST = 12
STATES: dict[str, tuple[str, Promise]] = {
    "ended": ("archived", _("Ended")),
    "over": ("archived", _("Over")),
    "draft": ("draft", _("Draft")),
    "submitted": ("submitted", _("Waiting for approval")),
    "running": ("approved", _("Running")),
}


@dataclass(frozen=True)
class Line:
    """A series in the list."""

    series: Series
    sentence: str
    state: str
    next: Coming | None
    texts: Sequence[Post]
    sent: int
    accounts: Sequence[Account]

    @property
    def sign(self) -> str:
        """The state of a post that looks like it."""
        return STATES[self.state][0]

    @property
    def label(self) -> Promise:
        """The state in words."""
        return STATES[self.state][1]


@dataclass(frozen=True)
class Text:
    """A text of a series: its words, how it stands, who approved it; what is to be seen and said while it waits."""

    post: Post
    content: Content
    digest: str
    number: int
    latest: Decision | None
    proofs: Sequence[Proof] = ()
    remarks: Sequence[Remark] = ()
    changes: Mapping[int, Any] = field(default_factory=dict)
    may_decide: bool = False
    others: Sequence[str] = ()


@dataclass(frozen=True)
class Day:
    """A day of a series, and its post where one is made."""

    coming: Coming
    at: datetime | None
    post: Post | None
    standing: Standing | None
    own: bool = False

    @property
    def out(self) -> bool:
        """Whether nothing leaves that day."""
        return self.coming.wall is None


def state_of(series: Series, texts: Iterable[Post], following: Coming | None) -> str:
    """How a series stands: a key of STATES."""
    if series.ended_at:
        return "ended"
    if following is None:
        return "over"
    states = {text.state for text in texts}
    if PostState.DRAFT in states or not states:
        return "draft"
    return "submitted" if PostState.SUBMITTED in states else "running"


def lines(rows: Sequence[Series]) -> list[Line]:
    """The series as the list shows them, in a fixed number of queries."""
    texts: dict[int | None, list[Post]] = {}
    found = Post.objects.filter(series__in=rows, occurrence=None).exclude(state=PostState.ARCHIVED)
    for text in found.order_by("turn", "pk").prefetch_related("variants__account"):
        texts.setdefault(text.series_id, []).append(text)
    sent = Variant.objects.filter(post__series__in=rows, publication__state=State.PUBLISHED)
    counts = dict(sent.values_list("post__series").annotate(n=Count("post", distinct=True)))
    return [_line(series, texts.get(series.pk, []), counts.get(series.pk, 0)) for series in rows]


def _line(series: Series, texts: list[Post], sent: int) -> Line:
    rhythm = series.rhythm
    following = next(iter(rhythm.next()), None) if not series.ended_at else None
    accounts = {variant.account_id: variant.account for text in texts for variant in text.variants.all()}
    return Line(
        series, words.sentence(rhythm), state_of(series, texts, following), following, texts, sent, list(accounts.values())
    )


def shown(series: Series, member: Membership) -> dict[str, Any]:
    """The context of the page of a series."""
    texts, zone = texts_of(series, member), member.user.zone
    comings = [] if series.ended_at else series.rhythm.next_with_gaps(NEXT)
    posts = _posts(series.posts.filter(occurrence__in=[coming.day for coming in comings]))
    state = state_of(series, [text.post for text in texts], next((each for each in comings if each.wall), None))
    return {
        "series": series,
        "sentence": words.sentence(series.rhythm),
        "state": STATES[state],
        "state_name": state,
        "texts": texts,
        "waiting": [text for text in texts if text.may_decide],
        "drafts": [text for text in texts if text.post.state == PostState.DRAFT],
        "days": [_day(coming, posts.get(coming.day), zone) for coming in comings],
        "past": _past(series, zone),
        "before": series.continues,
        "after": series.continued_by.order_by("pk").first(),
        "may_write": member.may(Right.WRITE),
        "elsewhere": zone if zone != series.zone else "",
    }


def texts_of(series: Series, member: Membership) -> list[Text]:
    """Its texts in their order; with proofs, remarks and changes for those that are not approved."""
    rows = list(
        occurrences.texts(series).select_related("author__user", "brand", "campaign", "rule").prefetch_related("decisions")
    )
    kept = content.many(rows)
    cast = steps.cast(series.brand) if any(row.state == PostState.SUBMITTED for row in rows) else None
    return [_text(row, kept[row.pk], number, cast, member) for number, row in enumerate(rows, 1)]


def _text(post: Post, kept: Content, number: int, cast: Any, member: Membership) -> Text:
    decisions = [row for row in post.decisions.all() if row.kind != Decision.Kind.AGREED]
    latest = decisions[0] if decisions else None
    if post.state == PostState.APPROVED:
        return Text(post, kept, kept.digest(), number, latest)
    made = proofs.of(kept)
    said = checks.remarks(post.brand, kept, proofs=made, post=post)
    changes = differences.texts(latest.content, kept.shown()) if latest else {}
    names = {version.account.pk: str(version.account) for version in kept.versions}
    others = differences.sentences(latest.content, kept.shown(), names) if latest else []
    decides = post.state == PostState.SUBMITTED and not why_not(post, steps.turn(post, cast), member)
    return Text(post, kept, kept.digest(), number, latest, made, said, changes, decides, others)


def _posts(posts: "QuerySet[Post]") -> dict[date | None, Post]:
    rows = posts.prefetch_related(Prefetch("variants", Variant.objects.select_related("publication", "account")))
    return {post.occurrence: post for post in rows}


def _standing(post: Post) -> Standing:
    states = [variant.publication.state for variant in post.variants.all() if variant.publication]
    return standing.of(post.state, post.planned_for, states)


def _day(coming: Coming, post: Post | None, zone: str) -> Day:
    moment = post.planned_for if post else coming.moment
    at = clock.wall(moment, zone) if moment else None
    own = bool(post and coming.wall and post.wall != coming.wall)
    return Day(coming, at, post, _standing(post) if post else None, own)


def _past(series: Series, zone: str) -> list[dict[str, Any]]:
    """What its last posts became."""
    gone = series.posts.filter(Q(planned_for__lte=clock.now()) & Q(occurrence__isnull=False)).order_by("-planned_for", "-pk")
    return [
        {"post": post, "at": clock.wall(post.planned_for, zone), "standing": _standing(post)}
        for post in _posts(gone[:PAST]).values()
        if post.planned_for
    ]


def of_brand(brand: Brand) -> "QuerySet[Series]":
    """The brand's series, the newest first."""
    return brand.series.select_related("brand")
