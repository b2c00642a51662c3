"""The contract of telling what the network shows of an account."""

from typing import Any

import pytest

from networks.base import Connection, Identity, Network
from networks.contract.far import StubSide


class ProfileContract:
    """Part of NetworkContract. `banners` and `descriptions` tell whether the network gives those of an account."""

    banners = True
    descriptions = True

    def test_what_the_network_shows_of_the_account_is_told(self: Any, net: Network, connection: Connection, identity: Identity):
        shown = net.profile(connection)
        assert shown.name == (identity.name or identity.handle)
        for value, given in ((shown.description, self.descriptions), (shown.picture_url, True), (shown.banner_url, self.banners)):
            assert isinstance(value, str) is given


class DressedContract:
    """Part of StubContract: only a stub can be dressed, and take its access away."""

    def test_picture_banner_and_description_are_told_where_the_network_gives_them(
        self: Any, net: Network, connection: Connection, far: StubSide
    ):
        bare = net.profile(connection)
        assert (bare.picture_url, bare.banner_url or "") == ("", "")
        far.stub.dress(far.account, name="Maison Lune Lyon", about="Café & vinyle\ndepuis 1894", picture=b"one", banner=b"two")
        shown = net.profile(connection)
        assert shown.name == "Maison Lune Lyon"
        assert self.told(far, shown.picture_url) == b"one"
        assert shown.description == ("Café & vinyle\ndepuis 1894" if self.descriptions else None)
        assert self.told(far, shown.banner_url) == (b"two" if self.banners else None)

    def told(self, far: StubSide, url: str | None) -> bytes | None:
        """What stands at the address of a picture over there."""
        digests = {f"{far.stub.base}/_media/{blob.digest}": blob for blob in far.stub.blobs.values()}
        return far.stub.content(digests[url]) if url else None

    def test_what_is_shown_is_not_told_with_lost_access(self: Any, net: Network, connection: Connection, far: StubSide):
        far.stub.revoke(far.account)
        with pytest.raises(self.ended[0]):
            net.profile(connection)
