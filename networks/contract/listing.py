"""The contract of listing what an account itself posted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from networks.base import Connection, Network, Unsupported
from networks.contract.far import FarSide
from networks.parcels import Ref

HOUR = timedelta(hours=1)


class ListingContract:
    """Part of NetworkContract."""

    def test_what_the_account_posted_is_listed_without_its_answers(self: Any, net: Network, connection: Connection, far: FarSide):
        now = datetime.now(UTC)
        if not net.can("own_posts"):
            with pytest.raises(Unsupported):
                net.own_posts(connection, now)
            return
        sent = [self.send(net, connection, self.parcel(net, text)) for text in ("Bonjour du matin", "Bonsoir")]
        far.reply(sent[0].remote_id, "Ouvert le dimanche ?")
        refs = [Ref(post.remote_id, post.url, post.extra) for post in sent]
        (message,) = self.fetch_until(net, connection, "", refs, 1).messages
        self.send(net, connection, self.parcel(net, "Oui, jusqu’à 18 h.", reply_to=message.ref))
        listed = net.own_posts(connection, now - HOUR)
        assert {post.id: (post.url, post.text) for post in listed} == {
            sent[0].remote_id: (sent[0].url, "Bonjour du matin"),
            sent[1].remote_id: (sent[1].url, "Bonsoir"),
        }
        assert [post.at for post in listed] == sorted((post.at for post in listed), reverse=True)
        assert all(abs(post.at - now) < timedelta(minutes=2) for post in listed)
        assert list(net.own_posts(connection, now + HOUR)) == []
