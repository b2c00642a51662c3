"""Leaving for a network's own page to be allowed in, and coming back from there: once, soon, to the same brand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

import networks
from lib import clock
from lib.crypto import Keyring, WrongKey
from networks import oauth
from networks.base import Identity, Network
from publishing.accounts import accounts, ourselves
from publishing.models import Account
from team.models import Brand

KEPT = "authorizing"  # where the session keeps who is away
LASTS = timedelta(minutes=15)  # time enough to sign in over there, with a second factor
AT_ONCE = 5  # how many may be away in one session; older ones are forgotten


class NotExpected(Exception):
    """Somebody came back whom we did not send, or too late; the text is a sentence for a person."""


@dataclass(frozen=True)
class Errand:
    """What somebody left for: a new account on a network, or fresh access for the account `account_id`.

    `answers` are what they had typed before they left.
    """

    network: Network
    kind: str
    account_id: int | None
    answers: Mapping[str, str]
    pending: Mapping[str, str]


def leave(
    session: SessionBase,
    brand: Brand,
    network: Network,
    answers: Mapping[str, str],
    *,
    kind: str,
    account: Account | None = None,
) -> str:
    """Where the person goes to allow us in; the session keeps, sealed, what is needed when they come back.

    Raises ConnectRefused with a sentence, NotReached, Lost.
    """
    state = oauth.new_state()
    authorization = network.authorize(accounts.wire_of(kind), answers, ourselves.installation(network), state)
    sealed = _keyring().seal(json.dumps(dict(authorization.pending)).encode(), _place(brand.pk, state))
    away = {
        "brand": brand.pk,
        "slug": brand.slug,
        "network": network.name,
        "wire": kind,
        "account": account.pk if account else None,
        "until": (clock.now() + LASTS).isoformat(),
        "answers": dict(answers),
        "sealed": sealed,
    }
    others = list(_kept(session).items())[-(AT_ONCE - 1) :]
    session[KEPT] = {**dict(others), state: away}
    return authorization.url


def brand_of(session: SessionBase, state: str) -> str | None:
    """The slug of the brand that somebody with this state left from; None for a state of nobody in this session."""
    return _kept(session).get(state, {}).get("slug")


def come_back(session: SessionBase, brand: Brand, state: str) -> Errand:
    """What the person left for; a state is good once. Raises NotExpected with a sentence."""
    kept = _kept(session)
    away = kept.pop(state, None)
    if away is not None:
        session[KEPT] = kept
        session.save()
    if away is None or away["brand"] != brand.pk:
        raise NotExpected(_("This answer of a network belongs to no connection you began here. Begin again."))
    if datetime.fromisoformat(away["until"]) < clock.now():
        raise NotExpected(_("You were away for more than a quarter of an hour. Begin again."))
    try:
        pending = json.loads(_keyring().open(away["sealed"], _place(brand.pk, state)))
    except WrongKey as error:
        raise NotExpected(_("What was kept for your return can no longer be read. Begin again.")) from error
    return Errand(networks.network(away["network"]), away["wire"], away["account"], away["answers"], pending)


def exchange(errand: Errand, params: Mapping[str, str]) -> Identity:
    """Who allowed us in. Raises ConnectRefused with a sentence, NotReached, Lost."""
    return errand.network.exchange(accounts.wire_of(errand.kind), errand.pending, params)


def _kept(session: SessionBase) -> dict[str, Any]:
    return dict(session.get(KEPT, {}))


def _keyring() -> Keyring:
    return Keyring(settings.TOKEN_KEYS)


def _place(brand: int, state: str) -> str:
    return f"session.authorizing:{brand}:{state}"
