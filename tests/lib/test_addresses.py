"""Which addresses may be called: judged as numbers, however they are written."""

import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.addresses import REFUSED, Allowed, is_public

PRIVATE4 = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
]


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4007::200e", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *PRIVATE4,
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "192.88.99.1",
        "localhost",
        "",
    ],
)
def test_addresses_that_lead_near_by_are_not(address):
    assert not is_public(address)


@given(st.sampled_from(PRIVATE4).map(IPv4Address))
def test_a_private_address_stays_private_in_every_disguise_of_ipv6(address):
    number = int(address)
    disguises = [
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    ]
    assert not any(is_public(disguise) for disguise in disguises)


@given(st.ip_addresses())
def test_what_is_public_is_in_no_private_block(address):
    if is_public(address):
        assert not address.is_private and not address.is_loopback and not address.is_multicast
        assert not any(address in block for block in REFUSED if block.version == address.version)


@given(st.sampled_from(REFUSED), st.integers(min_value=0))
def test_nothing_in_a_refused_block_is_public(block, offset):
    assert not is_public(block[offset % block.num_addresses])


@pytest.mark.parametrize(
    "written", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "１２７.０.０.１", "localhost"]
)
def test_however_a_private_address_is_written_it_resolves_to_a_refused_one(written):
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(written, 80, type=socket.SOCK_STREAM)}
    except OSError:
        return
    assert not any(is_public(address) for address in found)


def test_allowed_hosts_are_matched_whole_and_with_their_port():
    allowed = Allowed(["intranet.example", "10.0.0.5:8080", "[::1]:2583", " "])
    assert ("intranet.example", 80) in allowed
    assert ("INTRANET.example", 443) in allowed
    assert ("10.0.0.5", 8080) in allowed
    assert ("10.0.0.5", 80) not in allowed
    assert ("::1", 2583) in allowed
    assert ("[::1]", 2583) in allowed
    assert ("evil-intranet.example", 80) not in allowed
