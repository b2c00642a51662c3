"""Forgetting mentions that nobody did anything with, once no feed lists them any more.

What a feed still lists stays, however old: forgotten, it would come back as new with the next reading.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from editorial.models import Idea
from lib import clock
from listening.gathering import A_DAY
from listening.models import Mention, MentionState

AT_ONCE = 1000


def forget_old() -> int:
    """Forget what no feed has listed for FORGET_AFTER_DAYS days; returns how many mentions that was."""
    gone = 0
    while numbers := list(old().values_list("pk", flat=True)[:AT_ONCE]):
        gone += Mention.objects.filter(pk__in=numbers).delete()[0]
    return gone


def old() -> "QuerySet[Mention]":
    """The mentions to forget: none that is to be followed up or was, became a draft or an idea, or is listed still.

    A feed that was not read since says nothing of what it lists: of a watch that rests, or where nothing answers, all stays.
    """
    if not settings.FORGET_AFTER_DAYS:
        return Mention.objects.none()
    unheard = Mention.objects.filter(listed_at__lt=clock.now() - timedelta(days=settings.FORGET_AFTER_DAYS))
    unlisted = unheard.filter(Q(feed=None) | Q(feed__read_at__gt=F("listed_at") + A_DAY))
    ideas = Idea.objects.filter(brand=OuterRef("brand"), origin_url=OuterRef("url")).exclude(origin_url="")
    untouched = unlisted.exclude(state=MentionState.FOLLOW).filter(post=None, assignee=None, note="")
    return untouched.exclude(Exists(ideas)).order_by("listed_at", "pk")
