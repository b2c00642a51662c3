"""The marks in the logo of a charter and its variants, which pictures of accounts are held against."""

from collections.abc import Iterator, Sequence

from charter import logos
from charter.models import Charter


def of(charter: Charter) -> list[Sequence[str]]:
    """The marks in each; a file that is lost is left out."""
    return list(_found(charter))


def _found(charter: Charter) -> Iterator[Sequence[str]]:
    for name in filter(None, [charter.logo, *(row["file"] for row in charter.variants)]):
        try:
            yield logos.drawn(charter.brand, name).marks
        except FileNotFoundError:
            continue
