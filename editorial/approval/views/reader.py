"""The pages of a link: posts as they will look, and answers, for people without account."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from editorial import content
from editorial.approval import answers, links, proposals, reviewing, talking
from editorial.approval.reader_forms import AnswerForm, NameForm
from editorial.approval.readers import Reader
from editorial.models import Link, LinkPost
from editorial.refusals import Refusal
from lib import clock
from lib.numbers import number
from lib.states import StaleState
from publishing.letters.views import renditions
from team.access import public
from team.limits import too_many

WRONG = 30  # links that nobody made, an hour and address
ACTS = 200  # answers an hour and link
CODES = 5  # codes an hour and link

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Mark a page of a link: it looks the link up, says why one does not open, and is kept out of caches and searches."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **more: Any) -> HttpResponseBase:
        address = get_adapter().get_client_ip(request)
        link = links.find(secret)
        if link is None or not link.is_open or (link.member and link.member.left_at):
            lost = link is None and too_many("link", address, most=WRONG, seconds=3600)
            status = 429 if lost else 410 if link else 404
            response: HttpResponseBase = render(
                request, "editorial/reader_closed.html", {"link": link, "lost": lost, "now": clock.now()}, status=status
            )
        else:
            with links.local(link):
                response = view(request, link, secret, **more)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@by_link
def show(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """The posts of the link; first of all, who is reading."""
    name = _name(request, link)
    if request.method == "POST":
        return _enter(request, link, secret)
    if not name:
        return _door(request, link, NameForm(initial={"name": link.name}))
    links.note_opened(link)
    return _page(request, link, secret, name)


@by_link
def picture(request: HttpRequest, link: Link, secret: str, signed: str) -> HttpResponseBase:
    """A picture or film of its posts, as it is sent."""
    name = links.picture_named(secret, signed)
    if name is None or not _name(request, link):
        raise Http404
    return renditions.served(request, name, cache="private")


@by_link
@require_POST
def answer(request: HttpRequest, link: Link, secret: str, pk: int) -> HttpResponse:
    """An answer to one of its posts."""
    items, name = link.items.select_related("post__brand", "post__author__user", "post__rule"), _name(request, link)
    item = items.filter(post=pk).first()
    if item is None:
        raise Http404
    if not name:
        return _door(request, link, NameForm(initial={"name": link.name}))
    form, act = AnswerForm(request.POST), request.POST.get("act", "")
    again = partial(_again, request, link, secret, name, item)
    if too_many("reader", link.pk, most=ACTS, seconds=3600):
        return again(_("Too many answers in an hour. Wait a little."), status=429)
    errors = form.need(act) if form.is_valid() else {field: str(said[0]) for field, said in form.errors.items()}
    if errors:
        return again(errors=errors, status=422)
    try:
        said = _do(act, item, form, answers.reader_of(link, name), number(request.POST.get("thread", "")))
    except StaleState:
        return again(_overtaken(item), status=409)
    except Refusal as refusal:
        return again(str(refusal), status=422)
    messages.success(request, said)
    following = reviewing.following(item) if act in ("approve", "changes") else pk
    return _back(secret, f"#post-{following}" if following else "")


def _again(
    request: HttpRequest,
    link: Link,
    secret: str,
    name: str,
    item: LinkPost,
    refusal: str = "",
    *,
    status: int,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page as it stands now, with what was typed and why it does not count."""
    typed = {field: request.POST.get(field, "") for field in ("note", "date", "time", "thread")}
    rows = reviewing.answered(reviewing.rows(link), item.pk, typed=typed, errors=errors or {}, refusal=refusal)
    return _page(request, link, secret, name, status=status, rows=rows)


def _do(act: str, item: LinkPost, form: AnswerForm, reader: Reader, thread: int = 0) -> str:
    """Do what was asked; the sentence that says so. An answer in a thread that the reader does not see counts as not there."""
    values = form.cleaned_data
    if act == "approve":
        answers.approve(item, by=reader, digest=values["digest"], note=values["note"])
        return _("Approved. Thank you.")
    if act == "changes":
        answers.ask_changes(item, by=reader, digest=values["digest"], note=values["note"])
        return _("Your request is on its way to the author.")
    if act == "hour":
        proposals.propose(item.post, *form.hour, by=reader)
        return _("The other hour is proposed to the author.")
    if act == "answer":
        talking.answer(get_object_or_404(item.post.threads, pk=thread, shared=True), values["note"], by=reader)
        return _("Your answer is kept.")
    talking.begin(item.post, content.of(item.post), values["note"], by=reader)
    return _("Your comment is kept.")


def _overtaken(item: LinkPost) -> str:
    """Why an answer does not count any more."""
    post = item.post
    post.refresh_from_db()
    latest = post.decisions.first()
    if post.state == "submitted":
        return _("This post changed while you were reading it. This is how it stands now; your words are still below.")
    if latest:
        said = {"who": latest.who, "what": latest.get_kind_display().lower()}
        return _("This post was decided on in the meantime: %(who)s, %(what)s.") % said
    return _("Its author is working on this post; it will be shown again.")


# --- who is reading -------------------------------------------------------------------------------------------------
def _signer(link: Link) -> Signer:
    return Signer(salt=f"editorial.reader.{link.pk}.{link.digest}")


def _name(request: HttpRequest, link: Link) -> str:
    """The name the reader of this browser gave; a colleague's own for a link that was mailed to them."""
    if link.member:
        return str(link.member)
    try:
        return _signer(link).unsign_object(request.COOKIES.get(f"reader_{link.pk}", ""))["name"]
    except (BadSignature, KeyError, TypeError, ValueError):
        return ""


def _enter(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """Take the name, and the code where one is wanted."""
    if "leave" in request.POST:
        response = _back(secret)
        response.delete_cookie(f"reader_{link.pk}", path=reverse("reader", args=[secret]))
        return response
    form = NameForm(request.POST)
    if not form.is_valid():
        return _door(request, link, form, status=422)
    if link.confirm and not form.cleaned_data["code"]:
        return _ask_code(request, link, form)
    if link.confirm and not links.is_code(link, form.cleaned_data["code"]):
        form.add_error("code", _("This is not the code, or its time is over. Ask for another one."))
        return _door(request, link, form, coded=True, status=422)
    return _let_in(link, secret, form.cleaned_data["name"])


def _let_in(link: Link, secret: str, name: str) -> HttpResponse:
    """Keep the name in this browser, as long as the link opens and only for its pages."""
    response = _back(secret)
    response.set_cookie(
        f"reader_{link.pk}",
        _signer(link).sign_object({"name": name}),
        max_age=int((link.expires_at - clock.now()).total_seconds()),
        path=reverse("reader", args=[secret]),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def _ask_code(request: HttpRequest, link: Link, form: NameForm) -> HttpResponse:
    if too_many("reader-mail", link.pk, most=CODES, seconds=3600):
        form.add_error("code", _("Several codes were mailed already. Use the last one, or wait an hour."))
    elif not links.send_code(link):
        form.add_error("code", _("The code could not be mailed. Try again in a few minutes."))
    return _door(request, link, form, coded=True, status=422 if form.errors else 200)


def _door(request: HttpRequest, link: Link, form: NameForm, *, coded: bool = False, status: int = 200) -> HttpResponse:
    context = {"link": link, "form": form, "coded": coded, "count": link.items.count(), "masked": reviewing.masked(link.email)}
    return render(request, "editorial/reader_door.html", context, status=status)


def _page(request: HttpRequest, link: Link, secret: str, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = more.pop("rows", None) or reviewing.rows(link)
    open_ones = [row.post.pk for row in rows if row.may_decide]
    left = {"left": len(open_ones), "next": open_ones[0] if open_ones else 0}
    context = {"link": link, "secret": secret, "reader": name, "rows": rows, **left, **more}
    return render(request, "editorial/reader.html", context, status=status)


def _back(secret: str, place: str = "") -> HttpResponse:
    response = HttpResponse(status=303)
    response.headers["Location"] = reverse("reader", args=[secret]) + place
    return response
