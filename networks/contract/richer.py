"""Videos and polls, whatever stands at the other end: sent where they are taken, never leaving where they are not."""

from typing import Any

from networks.base import Connection, MemorySteps, Network
from networks.contract.far import FarSide, picture, video
from networks.outcomes import Refused, Trouble
from networks.parcels import Poll

POLL = Poll(("Lundi", "Mardi"), 86_400)


class RicherContract:
    """The part of NetworkContract about videos, polls and options."""

    def test_a_video_goes_with_its_alternative_text_or_never_leaves(
        self: Any, net: Network, connection: Connection, far: FarSide
    ):
        item = video("Une théière qui fume")
        parcel = self.parcel(net, pictures=[item])
        if net.rules.videos is None:
            self.is_refused(net, connection, parcel, Trouble.MEDIA, "videos.none")
            assert far.posts() == []
            return
        self.send(net, connection, parcel)
        (post,) = far.posts()
        ((content, alt),) = post.videos
        self.check_video(content, item)
        assert alt == (item.alt if net.rules.videos.described else "")

    def check_video(self, content: bytes, item: Any) -> None:
        """The video over there is ours; override where the network makes its own bytes of it."""
        assert content == item.read()

    def test_a_video_too_long_or_too_heavy_never_leaves(self: Any, net: Network, connection: Connection, far: FarSide):
        rules = net.rules_for(connection.limits).videos
        if rules and rules.max_seconds:
            long = video("x", seconds=rules.max_seconds + 1)
            self.is_refused(net, connection, self.parcel(net, pictures=[long]), Trouble.MEDIA, "videos.max_seconds")
        if rules and rules.max_bytes:
            heavy = video("x", size=rules.max_bytes + 1)
            self.is_refused(net, connection, self.parcel(net, pictures=[heavy]), Trouble.MEDIA, "videos.max_bytes")
        assert far.posts() == []

    def test_pictures_and_a_video_stand_together_only_where_they_may(
        self: Any, net: Network, connection: Connection, far: FarSide
    ):
        if net.rules.videos and not net.rules.mixed_media:
            parcel = self.parcel(net, pictures=[picture(1, "x"), video("x")])
            self.is_refused(net, connection, parcel, Trouble.MEDIA, "media.mixed")
            assert far.posts() == []

    def test_a_poll_is_published_or_never_leaves(self: Any, net: Network, connection: Connection, far: FarSide):
        parcel = self.parcel(net, "Quel jour vous va ?", poll=POLL)
        if net.rules.polls is None:
            self.is_refused(net, connection, parcel, Trouble.CONTENT, "poll.none")
            assert far.posts() == []
            return
        self.send(net, connection, parcel)
        (post,) = far.posts()
        assert post.poll == POLL.choices

    def test_a_poll_the_network_would_refuse_never_leaves(self: Any, net: Network, connection: Connection, far: FarSide):
        rules = net.rules_for(connection.limits).polls
        if rules is None:
            return
        letters = "x" * (rules.choice.limit + 1)
        wrong = {
            "poll.min_choices": Poll(("Seul",) * (rules.min_choices - 1), 86_400),
            "poll.max_choices": Poll(tuple(map(str, range(rules.max_choices + 1))), 86_400),
            "poll.choice": Poll((letters, "Court"), 86_400),
            "poll.min_seconds": Poll(POLL.choices, rules.min_seconds - 1),
            "poll.max_seconds": Poll(POLL.choices, rules.max_seconds + 1),
        }
        for code, poll in wrong.items():
            self.is_refused(net, connection, self.parcel(net, poll=poll), Trouble.CONTENT, code)
        assert far.posts() == []

    def test_an_option_the_network_does_not_know_never_leaves(self: Any, net: Network, connection: Connection, far: FarSide):
        parcel = self.parcel(net, options={"colour of the moon": "blue"})
        self.is_refused(net, connection, parcel, Trouble.CONTENT, "options.unknown")
        assert far.posts() == []

    def is_refused(self, net: Network, connection: Connection, parcel: Any, trouble: Trouble, code: str) -> None:
        """The parcel is refused before a byte leaves, for that reason."""
        outcome = net.send(connection, parcel, MemorySteps())
        assert isinstance(outcome, Refused), outcome
        assert (outcome.trouble, outcome.code) == (trouble, code)
