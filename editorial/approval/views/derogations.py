"""Letting a remark of the charter pass in one post."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.checks.names import NAMES
from editorial import content
from editorial.approval import derogations
from editorial.models import Post
from editorial.refusals import Refusal
from editorial.views import found, posts
from lib.pages import answer, sent
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


class PassForm(forms.Form):
    """Why a remark may stand; which one, and in what content, comes with it."""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    words = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it may stand here"),
        help_text=gettext_lazy("It counts for this post as it reads now, and stands beside it. A change asks again."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it may stand.")},
    )


@requires(Right.APPROVE, Right.CHARTER)
def let_pass(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a remark pass: `rule` and `words` say which."""
    post = found.post(request, pk)
    form = PassForm(sent(request), initial=_asked(request, post))
    if form.is_valid():
        try:
            derogations.let_pass(post, by=request.member, **form.cleaned_data)
            return _done(request, post, _("It may stand, in this post as it reads now."))
        except StaleState:
            form.add_error(None, _("The post reads otherwise now. Look at it again, then decide."))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "post": post, "desk": _over_the_desk(request), **_remark(form, post)}
    return answer(request, "editorial/let_pass.html", context, fragment="dialog", status=422 if form.errors else 200)


def _asked(request: BrandRequest, post: Post) -> dict[str, str]:
    return {
        "rule": request.GET.get("rule", ""),
        "words": request.GET.get("words", ""),
        "digest": content.of(post).digest(),
    }


def _remark(form: PassForm, post: Post) -> dict[str, Any]:
    """The sentence of the remark, when it stands in the post as it is kept, and where it comes from."""
    rule, words = form["rule"].value() or "", form["words"].value() or ""
    remark = derogations.standing(post, rule, words)
    return {"sentence": remark.finding.sentence if remark else "", "rule": NAMES.get(rule, rule)}


def _over_the_desk(request: BrandRequest) -> bool:
    """Whether the form stands over the composer, which must not be left."""
    return bool(request.htmx) and (request.method == "POST" or "desk" in request.GET)


def _done(request: BrandRequest, post: Post, said: str) -> HttpResponse:
    """Back to the post; over a page that asked with htmx, a word, and its remarks are made anew."""
    if not request.htmx:
        messages.success(request, said)
        return posts.back_to(request, post)
    response = HttpResponse()
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}, "recheck": True})
    return response
