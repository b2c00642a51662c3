"""Pictures of the library that look alike, though their files differ: the same one in another size, or cropped a little."""

from editorial.models import Asset

NEAR = 6  # of 64 bits in which two pictures that look alike may differ
CANDIDATES = 300
MOST = 6


def alike(asset: Asset) -> list[Asset]:
    """The pictures that look like this one, the most alike first."""
    if len(asset.likeness) < 2:  # a plain ground looks like every other
        return []
    others = asset.brand.assets.filter(likeness__overlap=asset.likeness, replaced_by=None).exclude(pk=asset.pk)
    measured = [(distance(asset.likeness, other.likeness), other) for other in others.defer("words")[:CANDIDATES]]
    return [other for apart, other in sorted(measured, key=lambda pair: pair[0]) if apart <= NEAR][:MOST]


def distance(one: list[int], other: list[int]) -> int:
    """In how many bits two likenesses differ. Each is up to four numbers: which part of the hash it is, and its 16 bits."""
    ours, theirs = _parts(one), _parts(other)
    return sum((ours.get(part, 0) ^ theirs.get(part, 0)).bit_count() for part in ours.keys() | theirs.keys())


def _parts(numbers: list[int]) -> dict[int, int]:
    return {number >> 16: number & 0xFFFF for number in numbers}
