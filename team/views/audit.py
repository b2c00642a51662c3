"""Reading the audit log."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from lib import clock, sheets
from lib.pages import Keyset, answer
from team import audit
from team.access import BrandRequest, requires
from team.forms import AuditFilter
from team.models import AuditEntry
from team.rights import Right

PAGES = Keyset("-at", "-id", size=50)


@requires(Right.AUDIT)
def show(request: BrandRequest) -> HttpResponse:
    """What was done in the brand, the newest first."""
    form = AuditFilter(request.GET, brand=request.brand)
    page = PAGES.page(_filtered(request, form), request.GET.get("after", ""))
    lines = [(entry, audit.sentence(entry)) for entry in page.rows]
    query = request.GET.copy()
    query.pop("after", None)
    context = {"form": form, "lines": lines, "after": page.after, "query": query.urlencode()}
    return answer(request, "team/audit.html", context, fragment="entries")


@requires(Right.AUDIT)
def download(request: BrandRequest) -> StreamingHttpResponse:
    """The same, as CSV, whole."""
    form = AuditFilter(request.GET, brand=request.brand)
    return sheets.download(f"audit-{request.brand.slug}.csv", _lines(request, _filtered(request, form)))


def _filtered(request: BrandRequest, form: AuditFilter) -> QuerySet[AuditEntry]:
    rows = request.brand.audit_entries.all()
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("who"):
        rows = rows.filter(user=wanted["who"].user)
    if wanted.get("verb"):
        rows = rows.filter(verb=wanted["verb"])
    if wanted.get("since"):
        rows = rows.filter(at__gte=_midnight(wanted["since"], request.brand.zone))
    if wanted.get("until"):
        rows = rows.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1), request.brand.zone))
    return rows


def _midnight(day, zone: str) -> datetime:
    return clock.resolve(datetime.combine(day, time()), zone)


def _lines(request: BrandRequest, rows: QuerySet[AuditEntry]) -> Iterator[list[str]]:
    yield [_("Date and time"), _("Who"), _("Act"), _("Subject"), _("In words"), _("Details")]
    for entry in rows.order_by("-at", "-id").iterator(chunk_size=500):
        details = "; ".join(f"{name}={value}" for name, value in entry.details.items())
        when = clock.wall(entry.at, request.brand.zone).isoformat(" ", "seconds")
        yield [when, entry.who, entry.verb, entry.subject, audit.sentence(entry), details]
