"""Telling people things, once."""

from collections.abc import Iterable

from django.utils import translation

from lib import clock
from team.models import Brand, Membership, Notice
from team.rights import Right


def holders(brand: Brand, right: Right) -> list[Membership]:
    """The members who have the right."""
    return [member for member in brand.memberships.select_related("user") if member.may(right)]


def tell(
    members: Iterable[Membership], text: str, *, key: str, url: str = "", level: str = Notice.Level.INFO, **values: str
) -> None:
    """Tell these members something, each in their own language.

    `text` is a lazy translation with %(name)s places filled from `values`. While a notice with the same key is unread, it is not told again.
    """
    rows = []
    for member in members:
        with translation.override(member.user.language):
            sentence = str(text) % values if values else str(text)
        rows.append(Notice(brand_id=member.brand_id, user_id=member.user_id, level=level, key=key, text=sentence, url=url, at=clock.now()))
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
