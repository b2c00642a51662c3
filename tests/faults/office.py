"""What people do during a row of the proof, in a process of its own: a JSON line in is a verb, a JSON line out its answer."""

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import close_old_connections, connections, transaction  # noqa: E402

from config.runtime import children  # noqa: E402
from lib import clock  # noqa: E402
from networks import all_networks, network  # noqa: E402
from publishing.accounts import connecting, practice  # noqa: E402
from publishing.engine import hints, planning  # noqa: E402
from publishing.letters import payloads  # noqa: E402
from publishing.letters.letters import Letter, Picture  # noqa: E402
from publishing.models import Account, Attempt  # noqa: E402
from publishing.pausing import pausing, resuming  # noqa: E402
from team.models import Brand, Membership  # noqa: E402
from team.rights import Role  # noqa: E402
from tests import factories  # noqa: E402
from tests.faults.picture import JPEG  # noqa: E402

ZONE = "Europe/Paris"
ILLUSTRATED, TWINS = 0.1, 0.05  # shares: with a picture where none is needed; with the text of another account


def furnish(accounts: int, late_policy: str = "ask", slug: str = "storm") -> int:
    """A brand with so many accounts on each network of the practice network; how many that are."""
    brand = factories.make_brand(slug=slug)
    Brand.objects.filter(pk=brand.pk).update(late_policy=late_policy)
    factories.make_member(brand=brand, roles=[Role.ADMIN])
    for net in all_networks():
        for number in range(accounts):
            identity = practice.open_account(net, name=f"Maison {number}", handle=f"{slug}_{number}")
            connecting.connect(brand, net, identity, by="the proof", kind=Account.Wire.STUB)
    return brand.accounts.count()


def plan(count: int, seed: int, spread: float, after: float = 1.0, slug: str = "storm") -> int:
    """Plan so many publications, due from `after` seconds from now on over `spread` seconds; negative ones lie in the past."""
    draws, accounts = random.Random(seed), list(Account.objects.filter(brand__slug=slug).select_related("brand"))
    picture, words, begin = _picture(), "", clock.now() + timedelta(seconds=after)
    for first in range(0, count, 100):
        with transaction.atomic():
            for number in range(first, min(first + 100, count)):
                words = words if number % len(accounts) and draws.random() < TWINS else f"{slug} {seed} numéro {number}"
                due = begin + timedelta(seconds=spread * number / count)
                _plan_one(accounts[number % len(accounts)], words, number, due, picture, draws)
    return count


def _plan_one(account: Account, words: str, number: int, due: Any, picture: Picture, draws: random.Random) -> None:
    needed = account.network.rules.pictures.min_count
    pictures = [picture] if needed or draws.random() < ILLUSTRATED else []
    letter = Letter(words, pictures, language="fr")
    planning.plan(account, letter, origin=f"proof:{number}", wall=clock.wall(due, ZONE), zone=ZONE)


def plan_threads(parts: int) -> int:
    """A thread of so many parts on each account, due now; how many threads that are."""
    accounts, picture = list(Account.objects.select_related("brand")), _picture()
    for number, account in enumerate(accounts):
        first = [picture] if account.network.rules.pictures.min_count else []
        letters = [Letter(f"fil {number}, {part + 1} sur {parts}", [] if part else first) for part in range(parts)]
        with transaction.atomic():
            wall = clock.wall(clock.now(), ZONE)
            planning.plan_thread(account, letters, origin=f"thread:{number}", wall=wall, zone=ZONE)
    return len(accounts)


def _picture() -> Picture:
    name = "assets/proof.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(JPEG))
    return Picture(name, "Une tasse")


def pause() -> int:
    """Pause the brand; the newest attempt at the moment of the commit, which the gate keeps still."""
    with transaction.atomic():
        pausing.pause(Brand.objects.get(), by=Membership.objects.get(), reason="The proof")
        return last_attempt()


def lift() -> int:
    """Let the brand send again, and let go what became due meanwhile; how many that are."""
    brand = Brand.objects.get()
    held = pausing.lift(brand.pauses.get(lifted_at=None), by=Membership.objects.get())
    for row in resuming.waiting(brand):
        planning.release(row)
    return held


def last_attempt() -> int:
    """The number of the newest attempt."""
    newest = Attempt.objects.order_by("-id").first()
    return newest.pk if newest else 0


def plan_and_die(count: int) -> int:
    """So many processes each plan one publication for now and are killed between their commit and the hint."""
    accounts = list(Account.objects.select_related("brand"))
    picture = _picture()
    for account in accounts:
        payloads.payload_of(account, Letter("", [picture]))
    died = 0
    for number in range(count):
        connections.close_all()
        pid = children.fork(lambda: _plan_until_killed(accounts[number % len(accounts)], number, picture))  # noqa: B023
        died += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    return died


def _plan_until_killed(account: Account, number: int, picture: Picture) -> None:
    hints.drain_soon = lambda: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    pictures = [picture] if account.network.rules.pictures.min_count else []
    with transaction.atomic():
        planning.plan_now(account, Letter(f"web {number}", pictures), origin=f"web:{number}")


def connect(name: str, answers: dict[str, str]) -> int:
    """An account on a real server."""
    brand, net = factories.make_brand(slug="storm"), network(name)
    identity = connecting.ask(net, answers, kind=Account.Wire.LIVE)
    return connecting.connect(brand, net, identity, by="the proof").pk


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb for verb in (furnish, plan, plan_threads, pause, lift, last_attempt, plan_and_die, connect)
}


def main() -> None:
    """Answer until the other side closes."""
    children.follow_parent()
    for line in sys.stdin:
        asked = json.loads(line)
        close_old_connections()
        print(json.dumps(VERBS[asked.pop("verb")](**asked)), flush=True)


if __name__ == "__main__":
    main()
