"""Bluesky holds the contract of networks, and its own words."""

from networks.contract import OverHttp, StubContract


class TestBluesky(StubContract):
    name = "bluesky"
    dedups = True
    handle = "maisonlune.bsky.social"
    other_handle = "zoe.bsky.social"


class TestBlueskyOverHttp(OverHttp, TestBluesky):
    pass
