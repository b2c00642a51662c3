"""Setting watches: begin one, change it, let it rest, give it up."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from lib import clock
from lib.feeds import pace
from listening import query
from listening.models import Feed, Watch
from team import audit
from team.models import Brand, Membership

MOST_FEEDS = 20  # of one watch
MOST_WATCHES = 100  # of one brand


class Refused(ValueError):
    """It is not done; the text is a sentence for the person. `about` is the part of the form it belongs to."""

    def __init__(self, sentence: str, about: str = ""):
        super().__init__(sentence)
        self.about = about


@transaction.atomic
def create(brand: Brand, *, by: Membership, name: str, words: str, addresses: Collection[str], listen: bool = True) -> Watch:
    """Set a watch on these words in the feeds at these addresses. Raises Refused, query.Unreadable."""
    query.parse(words)
    if brand.watches.count() >= MOST_WATCHES:
        raise Refused(_("A brand has at most %(most)d watches: delete one first.") % {"most": MOST_WATCHES})
    _check_name(brand, name)
    watch = Watch.objects.create(brand=brand, name=name, query=words)
    _look_in(watch, addresses, again=True)
    if listen:
        watch.listeners.add(by)
    audit.record("watch.created", watch, by=by, watch=watch.pk)
    return watch


@transaction.atomic
def change(watch: Watch, *, by: Membership, name: str, words: str, addresses: Collection[str]) -> None:
    """Look for other words, or elsewhere. What was found stays. Raises Refused, query.Unreadable."""
    query.parse(words)
    if name != watch.name:
        _check_name(watch.brand, name)
    again = words != watch.query
    watch.name, watch.query = name, words
    watch.save(update_fields=["name", "query"])
    _look_in(watch, addresses, again=again)
    audit.record("watch.changed", watch, by=by, watch=watch.pk)


def _check_name(brand: Brand, name: str) -> None:
    if brand.watches.filter(name=name).exists():
        raise Refused(_("There is a watch called “%(name)s” already.") % {"name": name}, "name")


def _look_in(watch: Watch, addresses: Collection[str], *, again: bool) -> None:
    """Let the watch look in the feeds at these addresses; new ones, or all with `again`, are read anew from their start."""
    wanted = list(dict.fromkeys(addresses))[:MOST_FEEDS]
    Feed.objects.bulk_create([Feed(brand=watch.brand, address=address) for address in wanted], ignore_conflicts=True)
    feeds = watch.brand.feeds.filter(address__in=wanted)
    fresh = list(feeds if again else feeds.exclude(watches=watch))
    watch.feeds.set(feeds)
    _read_anew(fresh)
    _forget_unwanted(watch.brand)


def _read_anew(feeds: Collection[Feed]) -> None:
    """Have the feeds read soon and whole: what they had before counts for a watch that looks now.

    Addresses of examples, once they were read, are left alone.
    """
    wanted = [feed.pk for feed in feeds if not (feed.read_at and pace.is_example(feed.address))]
    Feed.objects.filter(pk__in=wanted).update(etag="", modified="", next_at=clock.now())


def _forget_unwanted(brand: Brand) -> None:
    brand.feeds.filter(watches=None).delete()


@transaction.atomic
def pause(watch: Watch, *, by: Membership) -> None:
    """Look for nothing until it is resumed."""
    if Watch.objects.filter(pk=watch.pk, paused_at=None).update(paused_at=clock.now()):
        audit.record("watch.paused", watch, by=by, watch=watch.pk)


@transaction.atomic
def resume(watch: Watch, *, by: Membership) -> None:
    """Look again, also through what the feeds still hold of the time between."""
    if Watch.objects.filter(pk=watch.pk).exclude(paused_at=None).update(paused_at=None):
        _read_anew(watch.feeds.all())
        audit.record("watch.resumed", watch, by=by, watch=watch.pk)


def read_now(watch: Watch) -> None:
    """Have the watch's feeds read within the minute, those with a trouble too."""
    _read_anew(watch.feeds.all())


@transaction.atomic
def remove(watch: Watch, *, by: Membership) -> None:
    """Forget the watch with all that it found; drafts made of it stay."""
    audit.record("watch.removed", watch, by=by, watch=watch.pk)
    brand = watch.brand
    watch.delete()
    _forget_unwanted(brand)


def listen(watch: Watch, member: Membership, on: bool) -> None:
    """Tell the member of new mentions, or no longer."""
    if on:
        watch.listeners.add(member)
    else:
        watch.listeners.remove(member)
