"""Bluesky holds the contract of networks, and its own words."""

from networks.base import Connection
from networks.contract import OverHttp, StubContract


class TestBluesky(StubContract):
    name = "bluesky"
    dedups = True
    handle = "maisonlune.bsky.social"
    other_handle = "zoe.bsky.social"

    def test_the_access_tells_its_rights_when_it_is_made_and_when_it_is_renewed(self, net, far, wire):
        far.account.extra["scope"] = "com.atproto.access"
        identity = net.connect(wire, far.answers())
        assert list(identity.granted) == ["com.atproto.access"] and net.too_much.keys() >= set(identity.granted)
        connection = Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire)
        assert net.refresh(connection).granted == ["com.atproto.access"]


class TestBlueskyOverHttp(OverHttp, TestBluesky):
    pass
