"""Which polls a network takes, and what stands against the one of a parcel."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lib.findings import Blocker, Finding
from networks.limits import Source, TextLimit
from networks.media_rules import lasting
from networks.parcels import Poll


@dataclass(frozen=True)
class PollRules:
    """Which polls are taken. `choice` is the longest choice, in its unit; the poll is open for that many seconds.

    `with_media`: whether a poll may stand beside pictures or a video; `multiple`: whether one may tick several choices.
    """

    min_choices: int
    max_choices: int
    choice: TextLimit
    min_seconds: int
    max_seconds: int
    source: Source
    with_media: bool = False
    multiple: bool = True


def check_poll(limits: PollRules | None, poll: Poll | None, *, media: bool) -> Iterator[Finding]:
    """What stands against the poll; `media` says whether the post has pictures or a video."""
    if poll is None:
        return
    if limits is None:
        yield _blocker("none", _("This network takes no polls: remove the poll."))
        return
    for rule, broken, sentence in [*_of_choices(limits, poll), *_of_poll(limits, poll, media)]:
        if broken:
            yield _blocker(rule, sentence)


def _blocker(rule: str, sentence: str) -> Blocker:
    return Blocker(f"poll.{rule}", sentence, about="poll")


def _of_choices(limits: PollRules, poll: Poll) -> list[tuple[str, bool, str]]:
    there, longest = len(poll.choices), max(map(limits.choice.count, poll.choices), default=0)
    said = [choice.strip().casefold() for choice in poll.choices]
    few = _("A poll needs at least %(limit)d choices here; there are %(used)d.")
    many = _("A poll has at most %(limit)d choices here; there are %(used)d.")
    long = _("A choice of the poll has %(used)d characters; this network takes %(limit)d.")
    return [
        ("min_choices", there < limits.min_choices, few % {"limit": limits.min_choices, "used": there}),
        ("max_choices", there > limits.max_choices, many % {"limit": limits.max_choices, "used": there}),
        ("empty", "" in said, _("A choice of the poll is empty: write it or remove it.")),
        ("twice", len(set(said)) < len(said), _("Two choices of the poll are the same.")),
        ("choice", longest > limits.choice.limit, long % {"limit": limits.choice.limit, "used": longest}),
    ]


def _of_poll(limits: PollRules, poll: Poll, media: bool) -> list[tuple[str, bool, str]]:
    short = _("The poll is open for %(time)s; this network wants at least %(limit)s.")
    long = _("The poll is open for %(time)s; this network takes %(limit)s at most.")
    shortest = {"time": lasting(poll.seconds), "limit": lasting(limits.min_seconds)}
    longest = {"time": lasting(poll.seconds), "limit": lasting(limits.max_seconds)}
    return [
        ("min_seconds", poll.seconds < limits.min_seconds, short % shortest),
        ("max_seconds", poll.seconds > limits.max_seconds, long % longest),
        ("multiple", poll.multiple and not limits.multiple, _("On this network one ticks a single choice of a poll.")),
        ("with_media", media and not limits.with_media, _("This network takes no poll beside pictures or a video.")),
    ]
