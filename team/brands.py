"""Making brands and changing how they work."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from team import audit
from team.models import Brand, Membership, User
from team.rights import Role

RESERVED = frozenset({"admin", "api", "demo", "help", "new", "null", "system", "tribu", "undefined"})
LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "&": " "}
)
LONGEST = 50  # characters, the column's


def may_create(user: User) -> bool:
    """Whether the person may make another brand: who looks after the installation, or after a brand already."""
    return user.is_superuser or user.memberships.filter(roles__contains=[Role.ADMIN]).exists()


def create(name: str, *, by: User, **fields: Any) -> Membership:
    """A new brand whose administrator is its maker. Raises PermissionDenied."""
    if not may_create(by):
        raise PermissionDenied
    while True:
        try:
            with transaction.atomic():
                brand = Brand.objects.create(name=name, slug=free_slug(name), **fields)
                member = Membership.objects.create(brand=brand, user=by, roles=[Role.ADMIN])
                audit.record("brand.created", brand, by=member)
                return member
        except IntegrityError:  # another brand of that name was made in the same moment: take the next address
            continue


@transaction.atomic
def change(brand: Brand, changes: Mapping[str, Any], *, by: Membership) -> None:
    """Set these fields of the brand, and write down what was otherwise before."""
    fresh = Brand.objects.select_for_update().get(pk=brand.pk)
    before = {name: getattr(fresh, name) for name, value in changes.items() if getattr(fresh, name) != value}
    for name, value in changes.items():
        setattr(brand, name, value)
    if before:
        brand.save(update_fields=list(before))
        audit.record("brand.changed", brand, by=by, before=before, after={name: changes[name] for name in before})


def free_slug(name: str) -> str:
    """An address made from the name that no brand has, at most 50 characters."""
    base = slugify(name.translate(LIGATURES))[: LONGEST - 5].strip("-") or "brand"
    taken = set(Brand.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug
