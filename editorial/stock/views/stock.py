"""The stock: how long it lasts, what comes out of it next, what is ready, what ends unused; and putting a post into a slot."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from editorial import undo
from editorial.models import Post
from editorial.refusals import NotPossible, Refusal
from editorial.stock import evergreen, filling, forecast, levels, margin, sheet, stock, terms, waiting
from editorial.stock.forms import PeriodForm, PlaceForm, TermsForm
from editorial.stock.openings import Opening
from editorial.stock.stock import Outlook
from editorial.views import found, redrawing
from lib import clock, sheets
from lib.numbers import number, numbers
from lib.pages import Keyset, answer, sent
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right

SHOWN = {"": gettext_lazy("All that is ready"), "ends": gettext_lazy("Ends unused"), "waits": gettext_lazy("Without a slot")}
READY = Keyset("pk", size=25)
NEXT = timedelta(days=14)  # of what comes out of the stock next
LINES = 12  # of it, and slots offered to one post
MOST = 100  # posts of one act on several


@dataclass(frozen=True)
class Wanted:
    """What the address of the page asks for."""

    account: int = 0
    theme: int = 0
    show: str = ""
    after: str = ""
    evergreens: int = 0

    @classmethod
    def of(cls, data: QueryDict) -> "Wanted":
        """Read it; what cannot be understood counts as unset."""
        named = {name: number(data.get(name)) for name in ("account", "theme", "evergreens")}
        return cls(**named, show=data.get("show", "") if data.get("show") in SHOWN else "", after=data.get("after", ""))

    def address(self) -> str:
        """The query of the page, its first rows."""
        values = {"account": self.account, "theme": self.theme, "show": self.show}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def chosen(self, posts: "QuerySet[Post]", seen: Outlook) -> "QuerySet[Post]":
        """Those of the posts that are wanted."""
        if self.account:
            posts = posts.filter(variants__account=self.account)
        if self.theme:
            posts = posts.filter(theme=self.theme)
        if self.show == "ends":
            return posts.filter(pk__among=[row.pk for row in seen.unused])
        return posts.exclude(pk__among=list(seen.next)) if self.show == "waits" else posts


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The stock page."""
    seen, wanted = stock.outlook(request.brand), Wanted.of(request.GET)
    page = READY.page(waiting.rows(wanted.chosen(stock.posts(request.brand), seen)), wanted.after)
    rows = waiting.listed(page.rows, seen.known, length=120)
    period = (seen.today, seen.today + NEXT, request.user.zone)
    coming = forecast.expected(request.brand, *period, seen=seen, length=110, account=wanted.account, most=LINES)
    narrowed = bool(rows or wanted.after or wanted.address() != "?")
    context = {
        "seen": seen,
        "waiting": 0 if narrowed else stock.undecided(request.brand),
        "wanted": wanted,
        "levels": seen.levels,
        "shortest": levels.shortest(seen.levels),
        "coming": coming,
        "rows": [(row, seen.next.get(row.pk)) for row in rows],
        "after": page.after,
        "shown": SHOWN.items(),
        "priorities": terms.PRIORITIES.items(),
        "filling": seen.filling,
        "paced": any(level.left.paced for level in seen.levels),
        "may_place": request.member.may(Right.SCHEDULE),
        "room": margin.room(seen),
        "evergreens": evergreen.page(request.brand, wanted.evergreens) if seen.returning else None,
        "unused": {row.pk: row for row in seen.unused},
    }
    return answer(request, "editorial/stock.html", context)


@requires(Right.VIEW)
def export(request: BrandRequest) -> HttpResponse:
    """The posts of the stock that the page shows, as a sheet."""
    seen = stock.outlook(request.brand)
    posts = Wanted.of(request.GET).chosen(stock.posts(request.brand), seen)
    return sheets.download(f"stock-{request.brand.slug}.csv", sheet.rows(posts, seen))  # type: ignore[return-value]


@requires(Right.SCHEDULE)
def place(request: BrandRequest, pk: int) -> HttpResponse:
    """Put a post into a slot: chosen from those to come, or dropped there."""
    post = found.post(request, pk)
    form = PlaceForm(sent(request))
    if form.is_valid():
        try:
            return _placed(request, post, _place(request, post, form.cleaned_data["where"]))
        except Refusal as refusal:
            form.add_error("where", str(refusal))
    return _dropped(request, form) if "drop" in request.POST else _offer(request, post, form)


def _dropped(request: BrandRequest, form: PlaceForm) -> HttpResponse:
    """A drop that could not be done: the page as it is, and why."""
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if "board" in request.POST:
        return redrawing.again(request, said, tone="bad")
    messages.error(request, said)
    return redirect("editorial:stock", request.brand.slug)


def _offer(request: BrandRequest, post: Post, form: PlaceForm) -> HttpResponse:
    """The slots to come that the post may go into."""
    seen = stock.outlook(request.brand)
    accounts = {account.pk: account for account in seen.accounts}
    openings = [(each, accounts[each.account], other) for each, other in _slots_for(seen, post)[:LINES]]
    there = post.exceptional or any(row.pk == post.pk for row in seen.ready)
    context = {
        "post": post,
        "form": form,
        "openings": openings,
        "there": there,
        "next": seen.next.get(post.pk),
        "board": "board" in request.GET or "board" in request.POST,
        "here": redrawing.asked(request),
    }
    response = answer(request, "editorial/place.html", context, fragment="dialog", status=422 if form.errors else 200)
    return reswap(retarget(response, "#dialogs"), "innerHTML") if request.htmx else response  # type: ignore[return-value]


def _slots_for(seen: Outlook, post: Post) -> list[tuple[Opening, Post | None]]:
    """The slots a post may go into, each with the one that would make room for it."""
    if post.exceptional:
        return margin.offers(seen, post)
    return [(each, None) for row in seen.ready if row.pk == post.pk for each in filling.open_for(seen, row)]


def _place(request: BrandRequest, post: Post, where: str) -> filling.Filled:
    number, _at, day = where.partition("@")
    slot = request.brand.slots.filter(pk=number).first()
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        slot = None
    if slot is None:
        raise NotPossible(_("This slot is taken already, or over."))
    if post.exceptional:
        return margin.take(post, filling.Choice(post.pk, slot.pk, chosen), by=request.member)
    return filling.place(post, slot, chosen, by=request.member)


def _placed(request: BrandRequest, post: Post, filled: filling.Filled) -> HttpResponse:
    at = clock.wall(filled.done[0].planned_for or clock.now(), request.user.zone)
    said = _("It leaves on %(when)s.") % {"when": date_format(at, "l j F, H:i")}
    if "board" in request.POST:
        return redrawing.again(request, said, undo=undo.address(filled.kept))
    messages.success(request, said, extra_tags=undo.address(filled.kept))
    return _to_stock(request)


@requires(Right.WRITE)
def set_terms(request: BrandRequest, pk: int) -> HttpResponse:
    """How urgent a post is, and its last day."""
    post = found.post(request, pk)
    start = {"priority": terms.nearest(post.priority), "expires_on": post.expires_on}
    form = TermsForm(sent(request), initial=start)
    if form.is_valid():
        try:
            terms.set_terms(post, by=request.member, ends=True, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return _to_stock(request)
        except Refusal as refusal:
            form.add_error("expires_on", str(refusal))
    return answer(
        request, "editorial/terms.html", {"post": post, "form": form}, fragment="dialog", status=422 if form.errors else 200
    )


@requires(Right.WRITE)
@require_POST
def several(request: BrandRequest) -> HttpResponse:
    """Give the chosen posts another priority, each through its verb."""
    chosen, priority = numbers(request.POST.getlist("pk"))[:MOST], request.POST.get("priority", "")
    known = next((each for each in terms.PRIORITIES if str(each) == priority), None)
    done = 0
    for post in request.brand.posts.filter(pk__in=chosen) if known is not None else ():
        try:
            terms.set_terms(post, by=request.member, priority=known)
            done += 1
        except (StaleState, Refusal) as refusal:
            messages.error(request, f"{post}: {refusal}")
    if done:
        messages.success(request, ngettext("Done for %(n)d post.", "Done for %(n)d posts.", done) % {"n": done})
    return _to_stock(request)


@requires(Right.VIEW)
def today(request: BrandRequest) -> HttpResponse:
    """How long the stock of each account lasts: a part of other pages."""
    levels = [level for level in stock.outlook(request.brand).levels if level.left.paced or level.ready]
    return answer(request, "editorial/_today_stock.html", {"levels": levels})


@requires(Right.VIEW)
def room(request: BrandRequest) -> HttpResponse:
    """How much of this week can still change: a part of other pages."""
    seen = stock.look(request.brand)
    return answer(request, "editorial/_room.html", {"room": margin.room(seen), "filling": seen.filling})


@requires(Right.VIEW)
def expected(request: BrandRequest) -> HttpResponse:
    """What the stock will bring from `start` to `end`, for the days of a calendar."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=204)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"] + timedelta(days=1)
    found = forecast.expected(request.brand, start, end, request.user.zone)
    return answer(request, "editorial/_expected.html", {"expected": found}) if found else HttpResponse(status=204)


def _to_stock(request: BrandRequest) -> HttpResponse:
    here = request.POST.get("here", "")
    return redirect(reverse("editorial:stock", args=[request.brand.slug]) + (here if here.startswith("?") else ""))
