"""Connecting by the network's own page: asking what must be known first, leaving, coming back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

import networks
from lib.answers import Lost, NotReached
from lib.pages import answer, sent
from networks.base import ConnectRefused, Network
from publishing.accounts import authorizing, connecting, ourselves
from publishing.accounts.forms import ConnectForm
from publishing.accounts.views.accounts import asked, connected, status_of
from publishing.models import Account
from team.access import BrandRequest, public, requires, signed_in
from team.rights import Right


@requires(Right.CONNECT)
def allow(request: BrandRequest, name: str) -> HttpResponse:
    """Connect an account of the real network by its own page."""
    network = networks.NETWORKS.get(name) and networks.network(name)
    if not network or not network.oauth:
        raise Http404
    return _lead(request, network, None)


@requires(Right.CONNECT)
def allow_again(request: BrandRequest, pk: int) -> HttpResponse:
    """Give an account fresh access by the network's own page."""
    account = get_object_or_404(request.brand.accounts.exclude(wire=Account.Wire.STUB), pk=pk)
    if not account.network.oauth:
        raise Http404
    return _lead(request, account.network, account)


def _lead(request: BrandRequest, network: Network, account: Account | None) -> HttpResponse:
    """Ask what must be known first, then lead the person there.

    The way out is a page of its own: a form may not be answered with another site's address (its policy says so).
    """
    typed = {question.name: request.GET[question.name] for question in network.authorize_fields if question.name in request.GET}
    initial = {**({"service": account.service, "handle": account.handle} if account else {}), **typed}
    form = ConnectForm(network, sent(request), questions=network.authorize_fields, initial=initial)
    if form.is_valid():
        kind = account.wire if account else Account.Wire.LIVE
        url = asked(
            form,
            lambda: authorizing.leave(request.session, request.brand, network, form.cleaned_data, kind=kind, account=account),
        )
        if url:
            return answer(request, "publishing/leave.html", {"url": url, "network": network})
    context = {"form": form, "network": network, "account": account, "allow": True}
    return answer(request, "publishing/connect.html", context, status=status_of(form))


@public
def client(request: HttpRequest, name: str) -> HttpResponse:
    """Who we are, for networks that read it here before they let us in."""
    network = networks.NETWORKS.get(name) and networks.network(name)
    if not network or not network.can("client_document"):
        raise Http404
    return JsonResponse(dict(network.client_document(ourselves.installation(network))))


@signed_in
def come_back(request: HttpRequest) -> HttpResponse:
    """The one address that networks send people back to; it leads on to the brand they left from."""
    slug = authorizing.brand_of(request.session, request.GET.get("state", ""))
    if slug is None:
        messages.error(request, _("This answer of a network belongs to no connection you began here. Begin again."))
        return redirect("entrance")
    return redirect(f"{reverse('publishing:allowed', args=[slug])}?{request.GET.urlencode()}")


@requires(Right.CONNECT)
def allowed(request: BrandRequest) -> HttpResponse:
    """Somebody is back: keep the account that allowed us in, or say why there is none."""
    try:
        errand = authorizing.come_back(request.session, request.brand, request.GET.get("state", ""))
    except authorizing.NotExpected as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:accounts", request.brand.slug)
    try:
        account = _keep(request, errand)
    except (ConnectRefused, connecting.AlreadyElsewhere) as refusal:
        messages.error(request, str(refusal))
    except (NotReached, Lost):
        messages.error(
            request, _("%(network)s did not answer in time. Try again in a moment.") % {"network": errand.network.label}
        )
    else:
        return connected(request, account)
    return redirect(_begin_again(request, errand))


def _begin_again(request: BrandRequest, errand: authorizing.Errand) -> str:
    """The page they left from, with what they had typed there."""
    name, thing = ("allow_again", errand.account_id) if errand.account_id else ("allow", errand.network.name)
    return f"{reverse(f'publishing:{name}', args=[request.brand.slug, thing])}?{urlencode(errand.answers)}"


def _keep(request: BrandRequest, errand: authorizing.Errand) -> Account:
    """The account that allowed us in, kept. Raises ConnectRefused, AlreadyElsewhere with a sentence; NotReached, Lost."""
    identity = authorizing.exchange(errand, request.GET.dict())
    if errand.account_id is None:
        return connecting.connect(request.brand, errand.network, identity, by=request.member, kind=errand.kind)
    account = get_object_or_404(request.brand.accounts, pk=errand.account_id)
    connecting.reconnect(account, identity, by=request.member)
    return account
