"""Answering with a page or its fragment, and paging by key."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


def answer(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """The page; for a request by htmx that wants no whole page, only the page's partial named `fragment`."""
    htmx = getattr(request, "htmx", None)
    part = f"#{fragment}" if fragment and htmx and not htmx.boosted and not htmx.history_restore_request else ""
    response = render(request, template + part, context or {}, status=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, for its first argument; None when it is only shown."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of the rows after them ("" at the end)."""

    rows: list[Any]
    after: str


class Keyset:
    """Pages a query by the values of its ordering, so that the millionth row costs what the first does.

    `order` are field names that together are unique, "-" for descending, all in one direction; none may be null.
    """

    def __init__(self, *order: str, size: int = 50):
        self.fields = [name.lstrip("-") for name in order]
        self.descending = order[0].startswith("-")
        self.size = size

    def page(self, rows: QuerySet[Any], after: str = "") -> Page:
        """The rows behind the cursor; a cursor that nobody gave out counts as none."""
        rows = rows.order_by(*(F(name).desc() if self.descending else F(name).asc() for name in self.fields))
        values = self._read(after)
        if values is not None:
            rows = self._after(rows, values)
        found = list(rows[: self.size + 1])
        more = len(found) > self.size
        return Page(found[: self.size], self.cursor(found[self.size - 1]) if more else "")

    def _after(self, rows: QuerySet[Any], values: list[Any]) -> QuerySet[Any]:
        try:
            return rows.filter(self._behind(values))
        except (ValidationError, ValueError, TypeError):
            return rows

    def _behind(self, values: list[Any]) -> Q:
        sign = "lt" if self.descending else "gt"
        behind = Q()
        for place, name in enumerate(self.fields):
            same = {field: values[index] for index, field in enumerate(self.fields[:place])}
            behind |= Q(**same, **{f"{name}__{sign}": values[place]})
        first = {f"{self.fields[0]}__{sign}e": values[0]}
        return Q(**first) & behind

    def cursor(self, row: Any) -> str:
        """The cursor of the rows after this one."""
        values = []
        for name in self.fields:
            value = row
            for part in name.split("__"):
                value = getattr(value, part)
            values.append(value)
        return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> list[Any] | None:
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except ValueError:
            return None
        return values if isinstance(values, list) and len(values) == len(self.fields) else None
