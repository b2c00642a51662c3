"""How the walk opens the addresses of the watch."""

from team.models import Membership
from tests import factories
from tests.walk import get, post


def watch(member: Membership) -> list[int]:
    return [factories.make_watch(brand=member.brand).pk]


def mention(member: Membership) -> list[int]:
    return [factories.make_mention(watch=factories.make_watch(brand=member.brand)).pk]


def noise(member: Membership) -> list[int]:
    return [factories.make_mention(watch=factories.make_watch(brand=member.brand), state="noise").pk]


LINES = {
    "listening:mentions": get(),
    "listening:download": get(),
    "listening:today": get(),
    "listening:new": get(),
    "listening:watch": get(watch),
    "listening:edit": get(watch),
    "listening:pause": post(watch),
    "listening:resume": post(watch),
    "listening:read_now": post(watch),
    "listening:listen": post(watch, on="1"),
    "listening:remove": post(watch),
    "listening:see_all": post(),
    "listening:see": post(mention),
    "listening:dismiss": post(mention),
    "listening:restore": post(noise),
    "listening:draft": post(mention),
    "listening:note_idea": post(mention),
    "listening:follow": post(mention),
}
