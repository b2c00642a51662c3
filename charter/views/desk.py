"""Writing a section of the charter, or a part of a paper beside it: opened as a form, kept, or come back to be put right."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from charter import editing
from charter.books import CharterBook
from charter.starting import start_form
from charter.views import ahead
from charter.views.reading import base_of, on_top_of, open_section
from team.access import BrandRequest


@dataclass(frozen=True)
class Desk:
    """How one book is written. `page` gives the context of its whole page, `form` a section's form from an edition and what was
    sent, `said` what a valid form says; `whole`, `opened` and `closed` are the templates of the page, of a form and of a section
    as it reads, in which that is called `called`."""

    book: CharterBook
    page: Callable[[BrandRequest], dict[str, Any]]
    form: Callable[..., Any]
    said: Callable[[Any, Any], dict[str, Any]]
    whole: str
    opened: str
    closed: str
    called: str

    def address(self, request: BrandRequest, section: Any) -> str:
        """Where the section is read on the page."""
        return f"{self.book.address(request.brand)}#{section.name}"

    def begun(self, request: BrandRequest, section: Any) -> dict[str, Any]:
        """The context of the section as an open form."""
        seen = editing.seen(self.book, request.brand, on_top_of(request))
        form, start = self.form(section, seen), start_form(request.brand, seen)
        return open_section(section, form, seen.number, start, **{self.called: section})

    def write(self, request: BrandRequest, section: Any) -> HttpResponse:
        """The section as a form (`GET`), or kept as it was written (`POST`): in force, to come, or proposed."""
        if request.method != "POST":
            return self._show(request, self.begun(request, section))
        edition, base = self.book.current(request.brand), base_of(request)
        form = self.form(section, edition, request.POST, request.FILES)
        start = start_form(request.brand, edition, request.POST)
        if not form.is_valid() or not start.is_valid():
            return self._again(request, section, form, base, start)
        try:
            said = self.said(section, form)
            saved = editing.save(request.brand, section, said, by=request.member, base=base, starts=start.moment)
        except editing.Stale as stale:
            return self._stale(request, section, form, start, stale.theirs)
        return self._saved(request, section, saved, new=saved.number != base)

    def read(self, request: BrandRequest, section: Any) -> HttpResponse:
        """The section as it reads: where a form is closed without saving."""
        if not request.htmx:
            return redirect(self.address(request, section))
        return render(request, self.closed, {**self.page(request), self.called: section})

    def _show(self, request: BrandRequest, opened: Mapping[str, Any], status: int = 200) -> HttpResponse:
        template = self.opened if request.htmx else self.whole
        return render(request, template, {**self.page(request), **opened}, status=status)

    def _again(self, request: BrandRequest, section: Any, form: Any, base: int, start: Any, **more: Any) -> HttpResponse:
        opened = open_section(section, form, base, start, **{self.called: section}, **more)
        return self._show(request, opened, status=422)

    def _stale(self, request: BrandRequest, section: Any, form: Any, start: Any, theirs: Any) -> HttpResponse:
        """The form as it was typed, with what the other one changed; saving it again replaces that."""
        seen = editing.numbered(self.book, request.brand, base_of(request))
        differs = [change for change in self.book.between(seen, theirs) if change.section == section]
        return self._again(request, section, form, theirs.number, start, theirs=theirs, differs=differs)

    def _saved(self, request: BrandRequest, section: Any, edition: Any, *, new: bool) -> HttpResponse:
        said = ahead.sentence(edition, request.brand) if new else _("Nothing has changed.")
        if not request.htmx:
            messages.success(request, said)
            return redirect(self.address(request, section))
        response = render(request, self.closed, {**self.page(request), self.called: section, "fresh": True})
        response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}})
        return response
