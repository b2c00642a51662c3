"""The frozen hours: shortly before it leaves, nothing approved moves unless somebody says so."""

from datetime import timedelta

from django.utils.translation import ngettext

from editorial.models import Post, PostState
from editorial.refusals import Refusal
from lib import clock
from team.models import Brand


class Frozen(Refusal):
    """The post leaves so soon that it moves only when somebody who may schedule says so."""

    about = "when"


def hours_of(post: Post) -> int:
    """How many hours before leaving the brand freezes; 0 where nobody said."""
    return hours_of_brand(post.brand)


def hours_of_brand(brand: Brand) -> int:
    """As `hours_of`, for all posts of the brand."""
    filling = getattr(brand, "filling", None)
    return filling.freeze_hours if filling else 0


def sentence(post: Post) -> str:
    """Why the post does not move by itself any more; "" when it does."""
    now = clock.now()
    if post.state != PostState.APPROVED or post.planned_for is None or post.planned_for < now:
        return ""
    hours = hours_of(post)
    if post.planned_for >= now + timedelta(hours=hours):
        return ""
    said = ngettext("It leaves within an hour: it is frozen.", "It leaves within %(n)d hours: it is frozen.", hours)
    return said % {"n": hours}


def refuse_frozen(post: Post) -> None:
    """Raises Frozen for a post that leaves too soon to move without a word."""
    if said := sentence(post):
        raise Frozen(said)
