"""The accounts of a brand: how they are, connecting and disconnecting."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import networks
from lib.answers import Lost, NotReached
from lib.pages import answer
from networks.base import ConnectRefused, Identity, Network
from publishing.accounts import checking, connecting, health, likeness, practice
from publishing.accounts.forms import ConnectForm, PracticeForm
from publishing.models import TO_LEAVE, Account
from publishing.pausing import pausing
from publishing.troubles import lost
from team.access import BrandRequest, requires
from team.rights import Right

T = TypeVar("T")


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The accounts and how they are."""
    pauses = list(pausing.in_force(request.brand))
    remarks = {one.account.pk: one.remarks for one in likeness.of_brand(request.brand)}
    to_reconnect = {each.account.pk: each for each in lost.of_brand(request.brand)}
    found = health.of_brand(request.brand, pauses)
    rows = [(row, remarks.get(row.account.pk, []), to_reconnect.get(row.account.pk)) for row in found]
    context = {"rows": rows, "pauses": pauses}
    return answer(request, "publishing/accounts.html", context)


@requires(Right.CONNECT)
def choose(request: BrandRequest) -> HttpResponse:
    """Which network the new account is on."""
    context = {"networks": networks.all_networks(), "practice": connecting.practice_offered()}
    return answer(request, "publishing/choose.html", context)


@requires(Right.CONNECT)
def connect(request: BrandRequest, name: str) -> HttpResponse:
    """Connect an account of the real network."""
    network = _network(name)
    if network.oauth and not _by_secret(request):
        return redirect("publishing:allow", request.brand.slug, name)
    form = ConnectForm(network, request.POST or None)
    if request.method == "POST" and form.is_valid():
        identity = asked(form, lambda: connecting.ask(network, form.cleaned_data, kind=Account.Wire.LIVE))
        if identity:
            account = connecting.connect(request.brand, network, identity, by=request.member)
            return connected(request, account)
    return answer(request, "publishing/connect.html", {"form": form, "network": network}, status=status_of(form))


@requires(Right.CONNECT)
def connect_practice(request: BrandRequest, name: str) -> HttpResponse:
    """Open an account on the practice network and connect it."""
    network = _network(name)
    if not connecting.practice_offered():
        raise Http404
    form = PracticeForm(request.POST or None, initial={"name": request.brand.name, "handle": request.brand.slug.replace("-", "")})
    if request.method == "POST" and form.is_valid():
        identity = asked(form, lambda: practice.open_account(network, **form.cleaned_data))
        if identity:
            account = connecting.connect(request.brand, network, identity, by=request.member, kind=Account.Wire.STUB)
            return connected(request, account)
    context = {"form": form, "network": network, "practice": True}
    return answer(request, "publishing/connect.html", context, status=status_of(form))


@requires(Right.CONNECT)
def reconnect(request: BrandRequest, pk: int) -> HttpResponse:
    """Give an account fresh access; nothing that is planned on it is lost."""
    account = get_object_or_404(request.brand.accounts, pk=pk)
    if account.wire == Account.Wire.STUB:
        return _reconnect_practice(request, account)
    if account.network.oauth and not _by_secret(request):
        return redirect("publishing:allow_again", request.brand.slug, pk)
    form = ConnectForm(account.network, request.POST or None, initial={"service": account.service, "handle": account.handle})
    if request.method == "POST" and form.is_valid():
        identity = asked(form, lambda: connecting.ask(account.network, form.cleaned_data, kind=account.wire))
        if identity and _taken(form, account, identity, request):
            return connected(request, account)
    context = {"form": form, "network": account.network, "account": account}
    return answer(request, "publishing/connect.html", context, status=status_of(form))


@requires(Right.CONNECT)
def disconnect(request: BrandRequest, pk: int) -> HttpResponse:
    """Forget an account's access, after its name was typed."""
    account = get_object_or_404(request.brand.accounts.exclude(state=Account.State.DISCONNECTED), pk=pk)
    planned = account.publications.filter(state__in=TO_LEAVE).count()
    context = {"account": account, "planned": planned, "wrong": False}
    if request.method == "POST":
        if request.POST.get("handle", "").strip() == account.handle:
            given_back = connecting.give_back(account)
            connecting.disconnect(account, by=request.member)
            messages.success(request, _("%(account)s is disconnected.") % {"account": account})
            if not given_back:
                messages.warning(
                    request,
                    _("The access is forgotten here, but %(network)s could not be told: withdraw it in your settings there.")
                    % {"network": account.network.label},
                )
            return redirect("publishing:accounts", request.brand.slug)
        context["wrong"] = True
    return answer(request, "publishing/disconnect.html", context, status=422 if context["wrong"] else 200)


@require_POST
@requires(Right.CONNECT)
def check(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask the network whether the access still works."""
    account = get_object_or_404(request.brand.accounts.exclude(state=Account.State.DISCONNECTED), pk=pk)
    verdict = checking.check(account, by=request.member)
    (messages.success if verdict.well else messages.error)(request, verdict.sentence)
    return redirect("publishing:accounts", request.brand.slug)


def _reconnect_practice(request: BrandRequest, account: Account) -> HttpResponse:
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        identity = asked(form, lambda: practice.open_account(account.network, name=account.name, handle=account.handle))
        if identity and _taken(form, account, identity, request):
            return connected(request, account)
    context = {"form": form, "network": account.network, "account": account, "practice": True}
    return answer(request, "publishing/connect.html", context, status=status_of(form))


def _by_secret(request: BrandRequest) -> bool:
    """Whether the person chose to paste a secret where the network has a page of its own to be allowed in."""
    return request.method == "POST" or request.GET.get("way") == "secret"


def _network(name: str) -> Network:
    try:
        return networks.network(name)
    except KeyError:
        raise Http404 from None


def asked(form: Form, ask: Callable[[], T]) -> T | None:
    """What the network gave, or None with the reason written at the form."""
    try:
        return ask()
    except ConnectRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except NotReached as error:
        form.add_error("service" if "service" in form.fields else None, connecting.why_not_asked(error))
    except Lost as error:
        form.add_error(None, connecting.why_not_asked(error))
    return None


def _taken(form: Form, account: Account, identity: Identity, request: BrandRequest) -> bool:
    try:
        connecting.reconnect(account, identity, by=request.member)
        return True
    except connecting.AlreadyElsewhere as other:
        form.add_error(None, str(other))
        return False


def connected(request: BrandRequest, account: Account) -> HttpResponse:
    """Say that the account is connected, among the others."""
    messages.success(request, _("%(account)s is connected.") % {"account": account})
    return redirect("publishing:accounts", request.brand.slug)


def status_of(form: Form) -> int:
    """The status of a page with that form: 422 when something is wrong with it."""
    return 422 if form.is_bound and form.errors else 200
