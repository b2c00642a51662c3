"""Record keys: TIDs, thirteen letters of a moment that sort by time (atproto.com/specs/tid)."""

import hashlib
import secrets
from datetime import UTC, datetime

LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
LENGTH = 13


def tid(moment: datetime) -> str:
    """A key of that second. The part below the second is drawn, because many posts share a round minute."""
    micros = int(moment.timestamp()) * 1_000_000 + secrets.randbelow(1_000_000)
    return _written((micros << 10) | secrets.randbelow(1024))


def second_of(key: str) -> datetime | None:
    """The second that a key names, in UTC; None for what is no key."""
    if len(key) != LENGTH or set(key) - set(LETTERS):
        return None
    number = 0
    for letter in key:
        number = (number << 5) | LETTERS.index(letter)
    return datetime.fromtimestamp((number >> 10) // 1_000_000, UTC)


def key_for(thing: str) -> str:
    """The key under which we keep the one record about a thing: a like of a post, a block of a person. Always the same."""
    return _written(int.from_bytes(hashlib.sha256(thing.encode()).digest()[:8], "big") >> 1)


def _written(number: int) -> str:
    return "".join(LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))
