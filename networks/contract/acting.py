"""The acts of a network, whatever stands at the other end: each twice, and what it cannot refused loudly."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from networks.acts import ACTS
from networks.base import Connection, Declined, Network, Unsupported
from networks.contract.far import FarSide
from networks.incoming import Author, Incoming
from networks.parcels import Ref

NOBODY = Author("nobody", "nobody")


class ActsContract:
    """The part of NetworkContract about acts."""

    wait_seconds: float

    @pytest.fixture
    def ours(self: Any, net: Network, connection: Connection) -> Ref:
        """A post of ours."""
        sent = self.send(net, connection, self.parcel(net))
        return Ref(sent.remote_id, sent.url, sent.extra)

    @pytest.fixture
    def message(self: Any, net: Network, connection: Connection, far: FarSide, ours: Ref) -> Incoming:
        """What somebody said below it."""
        far.reply(ours.id, "Quel est le prix ?")
        return self.fetch_until(net, connection, "", [ours], 1).messages[0]

    def becomes(self, look: Callable[[], bool], wanted: bool) -> None:
        """That is so on the far side, at the latest after the time it may take."""
        until = datetime.now(UTC) + timedelta(seconds=self.wait_seconds)
        while look() is not wanted:
            assert datetime.now(UTC) < until, f"not {wanted}"
            time.sleep(0.05)

    def calls(self, net: Network, connection: Connection, ref: Ref, about: Ref, author: Author) -> dict[str, Callable[[], None]]:
        """Every act by name, ready to be called."""
        return {
            "like": lambda: net.like(connection, ref),
            "unlike": lambda: net.unlike(connection, ref),
            "hide": lambda: net.hide(connection, ref, about),
            "unhide": lambda: net.unhide(connection, ref, about),
            "delete": lambda: net.delete(connection, ref),
            "block": lambda: net.block(connection, author),
            "unblock": lambda: net.unblock(connection, author),
        }

    def test_an_act_the_network_has_not_is_refused_loudly(self, net: Network, connection: Connection):
        calls = self.calls(net, connection, Ref("1"), Ref("2"), NOBODY)
        assert set(calls) == set(ACTS)
        for name in [name for name in ACTS if not net.can(name)]:
            with pytest.raises(Unsupported, match=name):
                calls[name]()

    def test_what_is_done_can_be_undone(self, net: Network):
        assert net.can("like") == net.can("unlike")
        assert net.can("hide") == net.can("unhide")
        assert net.can("block") == net.can("unblock")

    def test_a_message_is_liked_and_no_longer_liked(self, net: Network, connection: Connection, far: FarSide, message: Incoming):
        for act, liked in (("like", True), ("unlike", False)):
            for _twice in range(2 if net.can("like") else 0):
                getattr(net, act)(connection, message.ref)
                self.becomes(lambda: far.liked(message.ref.id), liked)

    def test_a_message_is_hidden_and_shown_again(
        self, net: Network, connection: Connection, far: FarSide, message: Incoming, ours: Ref
    ):
        for act, hidden in (("hide", True), ("unhide", False)):
            for _twice in range(2 if net.can("hide") else 0):
                getattr(net, act)(connection, message.ref, ours)
                self.becomes(lambda: far.hidden(message.ref.id), hidden)

    def test_a_post_of_ours_is_deleted(self, net: Network, connection: Connection, far: FarSide, ours: Ref):
        if net.can("delete") and not net.deletes_posts:
            with pytest.raises(Declined, match=r"\w+ \w+"):
                net.delete(connection, ours)
            assert far.there(ours.id)
            return
        for _twice in range(2 if net.can("delete") else 0):
            net.delete(connection, ours)
            self.becomes(lambda: far.there(ours.id), False)

    def test_an_answer_of_ours_is_deleted(self: Any, net: Network, connection: Connection, far: FarSide, message: Incoming):
        answer = self.send(net, connection, self.parcel(net, "Vingt euros.", reply_to=message.ref))
        for _twice in range(2 if net.can("delete") else 0):
            net.delete(connection, Ref(answer.remote_id, answer.url, answer.extra))
            self.becomes(lambda: far.there(answer.remote_id), False)

    def test_a_message_of_others_is_deleted_only_where_the_network_allows_it(
        self, net: Network, connection: Connection, far: FarSide, message: Incoming
    ):
        if not net.can("delete"):
            return
        if net.deletes_comments:
            for _twice in range(2):
                net.delete(connection, message.ref)
                self.becomes(lambda: far.there(message.ref.id), False)
            return
        try:
            net.delete(connection, message.ref)
        except Declined as refusal:
            assert str(refusal)
        assert far.there(message.ref.id)

    def test_a_person_is_kept_away_and_let_in_again(self, net: Network, connection: Connection, far: FarSide, message: Incoming):
        for act, blocked in (("block", True), ("unblock", False)):
            for _twice in range(2 if net.can("block") else 0):
                getattr(net, act)(connection, message.author)
                self.becomes(lambda: far.blocked(message.author.id), blocked)

    def test_an_act_without_access_asks_for_a_person(
        self: Any, net: Network, connection: Connection, far: FarSide, message: Incoming, ours: Ref
    ):
        calls = self.calls(net, self.with_wrong_token(connection), message.ref, ours, message.author)
        for name in [name for name in ACTS if net.can(name)]:
            with pytest.raises(self.ended[0]):
                calls[name]()
        assert far.there(message.ref.id)
