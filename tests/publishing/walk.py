"""How the walk opens the addresses of the post office."""

from team.models import Membership
from tests import factories
from tests.walk import get, post


def an_account(member: Membership) -> list[int]:
    return [factories.make_account(brand=member.brand).pk]


def a_live_account(member: Membership) -> list[int]:
    account = factories.make_account(brand=member.brand, network="mastodon")
    type(account).objects.filter(pk=account.pk).update(wire="live")
    return [account.pk]


def held(member: Membership) -> list[int]:
    return [factories.make_publication(account=factories.make_account(brand=member.brand), state="held").pk]


def unconfirmed(member: Membership) -> list[int]:
    return [factories.make_publication(account=factories.make_account(brand=member.brand), state="unconfirmed").pk]


def refused(member: Membership) -> list[int]:
    return [factories.make_publication(account=factories.make_account(brand=member.brand), state="refused").pk]


def a_pause(member: Membership) -> list[int]:
    return [member.brand.pauses.create(reason="A storm", by=str(member)).pk]


LINES = {
    "publishing:likeness": get(),
    "publishing:accounts": get(),
    "publishing:choose": get(),
    "publishing:connect": get(lambda member: ["bluesky"], owned=False),
    "publishing:connect_practice": get(lambda member: ["bluesky"], owned=False, settings={"STUBNET_URL": "http://127.0.0.1:9"}),
    "publishing:allow": get(lambda member: ["mastodon"], owned=False),
    "publishing:allowed": get(state="nobody's", code="x"),
    "publishing:allow_again": get(a_live_account),
    "connect_return": get(state="nobody's"),
    "connect_client": get(lambda member: ["bluesky"], owned=False),
    "publishing:reconnect": get(an_account),
    "publishing:disconnect": get(an_account),
    "publishing:check": post(an_account),
    "publishing:troubles": get(),
    "publishing:today": get(),
    "publishing:there": post(unconfirmed),
    "publishing:absent": post(unconfirmed),
    "publishing:release": post(held),
    "publishing:again": post(refused),
    "publishing:move": get(held),
    "publishing:cancel": post(held),
    "publishing:pause": post(what="brand", reason="A storm"),
    "publishing:lift": post(a_pause),
    "publishing:resume": post(act="send:all", minutes=10),
    "rendition": get(lambda member: ["nonsense"], owned=False),
}
