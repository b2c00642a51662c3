"""Answering an act on the calendar with the calendar as it is after it, and a message."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import reswap, retarget, trigger_client_event

from editorial.calendar.views import calendar
from lib.pages import answer
from team.access import BrandRequest

LEVELS = {"good": messages.SUCCESS, "warn": messages.WARNING, "bad": messages.ERROR}


def asked(request: BrandRequest) -> str:
    """The query of the calendar on which the act began; "" when it began elsewhere."""
    here = str(request.POST.get("here", request.GET.get("here", "?" if "drop" in request.POST else "")))
    return here if here.startswith("?") else ""


def again(request: BrandRequest, said: str, *, tone: str = "good", undo: str = "") -> HttpResponse:
    """The calendar as it is now, with a message that may offer Undo; by htmx in place, else by leading there."""
    if not request.htmx:
        messages.add_message(request, LEVELS[tone], said, extra_tags=undo)
        return redirect(reverse("editorial:calendar", args=[request.brand.slug]) + asked(request))
    shown = calendar.page(request, QueryDict(asked(request).removeprefix("?")))
    response: Any = answer(request, "editorial/calendar.html", shown, fragment="board")
    response = reswap(retarget(response, "#board"), "outerHTML")
    return trigger_client_event(response, "toast", {"text": said, "tone": tone, **({"undo": undo} if undo else {})})


def only_said(said: str, *, tone: str) -> HttpResponse:
    """Nothing but a message."""
    response: Any = HttpResponse(status=204)
    return trigger_client_event(response, "toast", {"text": said, "tone": tone})
