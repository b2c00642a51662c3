"""What we need to be let do with an account: the acts, and the rights that allow each, in a network's own names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PUBLISH = pgettext_lazy("right to", "publish")
PICTURES = pgettext_lazy("right to", "add pictures and films")
FIND = pgettext_lazy("right to", "see its own posts again")
READ = pgettext_lazy("right to", "read what people answer")
ANSWER = pgettext_lazy("right to", "answer, like, hide and delete comments")
LIKE = pgettext_lazy("right to", "like")
BLOCK = pgettext_lazy("right to", "block people")
MEASURE = pgettext_lazy("right to", "read figures")

MORE_THAN_NEEDED = gettext_lazy("This is the password of the account itself: make an app password, and reconnect with that.")


@dataclass(frozen=True)
class Need:
    """An act, and the rights of which any allows it, the one to ask for first."""

    act: "str | _StrPromise"
    rights: tuple[str, ...]


def missing(needs: Sequence[Need], granted: Collection[str] | None) -> list[Need]:
    """What cannot be done with these rights; nothing is said of rights that are not known."""
    return [] if granted is None else [need for need in needs if not set(need.rights) & set(granted)]
