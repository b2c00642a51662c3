"""False alarms: the list of what the checks pass over, and saying or taking back that they do."""

import json

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from charter import mutes
from charter.checks.names import NAMES
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right


class MuteForm(forms.Form):
    """Why words are a false alarm; the rule and the words come with the remark."""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    words = forms.CharField(max_length=400, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it is a false alarm"),
        help_text=gettext_lazy("It stands on the charter's page, where it can be taken back."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why this is a false alarm.")},
    )


@requires(Right.VIEW)
def listed(request: BrandRequest) -> HttpResponse:
    """What the checks pass over, as a part of the charter's page; by itself, that page."""
    if not request.htmx:
        return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#mutes")
    rows = [(row, NAMES.get(row.rule, row.rule)) for row in mutes.standing(request.brand)[:200]]
    return render(request, "charter/_mutes.html", {"mutes": rows})


@requires(Right.CHARTER)
def mute(request: BrandRequest) -> HttpResponse:
    """Let words of a rule be: `rule` and `words` say which."""
    asked = {name: request.GET.get(name, "") for name in ("rule", "words")}
    form = MuteForm(sent(request), initial=asked)
    if form.is_valid():
        said = form.cleaned_data
        try:
            kept = mutes.mute(request.brand, said["rule"], said["words"], by=request.member, reason=said["reason"])
            return _done(request, _("The checks pass over “%(words)s” from now on.") % {"words": kept.written})
        except mutes.Unmutable as refusal:
            form.add_error(None, str(refusal))
    rule = form["rule"].value()
    context = {"form": form, "words": form["words"].value(), "rule": NAMES.get(rule, rule), "desk": _over_another_page(request)}
    return answer(request, "charter/mute.html", context, fragment="dialog", status=422 if form.errors else 200)


@requires(Right.CHARTER)
@require_POST
def lift(request: BrandRequest, pk: int) -> HttpResponse:
    """Have the checks look at words again."""
    kept = get_object_or_404(mutes.standing(request.brand), pk=pk)
    mutes.lift(kept, by=request.member)
    messages.success(request, _("The checks look at “%(words)s” again.") % {"words": kept.written})
    return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#mutes")


def _over_another_page(request: BrandRequest) -> bool:
    """Whether the form stands over a page that keeps what was typed, and must not be left."""
    return bool(request.htmx) and (request.method == "POST" or "desk" in request.GET)


def _done(request: BrandRequest, said: str) -> HttpResponse:
    """Back to the charter; over a page that asked with htmx, a word, and the remarks are made anew (see "recheck")."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#mutes")
    response = HttpResponse()
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}, "recheck": True})
    return response
