"""Access with tokens that hold once, when everybody wants it renewed at the same moment."""

import threading

import pytest

from networks import network
from networks.stubs.server import Server
from publishing.accounts import accounts, connecting, practice
from publishing.models import Account
from tests.concurrency import at_once
from tests.faults.sizes import REFRESHERS, REFRESHES
from tests.networks.bluesky_oauth import HERE, let_in


@pytest.fixture
def practice_net(settings):
    server = Server("127.0.0.1", 0, None, names=["bluesky"])
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.STUBNET_URL = server.url
    yield server
    server.shutdown()
    server.server_close()


def by_password(net, stub):
    return practice.open_account(net, name="Maison Lune", handle="maison_lune")


def by_sign_in(net, stub):
    person = stub.open_account("maisonlune.bsky.social", "Maison Lune")
    return let_in(stub, person, HERE, accounts.wire_of(Account.Wire.STUB), handle=person.handle)


@pytest.mark.parametrize("way", [by_password, by_sign_in])
@pytest.mark.django_db(transaction=True)
def test_fifty_threads_that_find_the_access_old_renew_it_once(practice_net, admin, record_property, way):
    net, stub = network("bluesky"), practice_net.net.stubs["bluesky"]
    identity = way(net, stub)
    account = connecting.connect(admin.brand, net, identity, by=admin, kind=Account.Wire.STUB)
    given = []

    for _ in range(REFRESHES):
        before = sum(token.kind == "refresh" for token in stub.tokens.values())
        copies = [Account.objects.get(pk=account.pk) for _ in range(REFRESHERS)]
        at_once(REFRESHERS, lambda: accounts.refresh(copies.pop()))  # noqa: B023
        given.append(sum(token.kind == "refresh" for token in stub.tokens.values()) - before)

    record_property(
        "proof", f"tokens {way.__name__.replace('_', ' ')}: threads {REFRESHERS}, times {REFRESHES}, refreshes {sum(given)}"
    )
    assert given == [1] * REFRESHES
    account.refresh_from_db()
    assert accounts.connection_of(account).secrets["refresh"] in stub.tokens
