"""A large library, written straight into the tables, and its pages: flat from ten thousand pictures to ten times as many."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.pages.measure import Taken, Wanted, take
from editorial.library.library import PAGES as PAGED
from editorial.models import Asset, Folder, Tag
from lib import clock
from team.models import Brand, Membership, User
from team.rights import Role

SIZES = (10_000, 100_000)
FOLDERS, TAGS = 40, 60
WANTED, AS_LIST = Wanted(50, 14, 70), Wanted(50, 14, 80)
PAGES = {
    "library": {},
    "library, as a list": {"view": "list"},
    "library, a folder": {"folder": "first"},
    "library, four words": {"q": "tasse bleue numéro 77"},
    "library, a tag": {"tag": "mot 7"},
    "library, without words": {"show": "undescribed"},
    "library, in no post": {"show": "unused"},
    "library, rights that end": {"show": "ending"},
    "library, of one person": {"by": "member"},
    "library, far down": {"after": "middle"},
}


def pages() -> Iterator[tuple[str, Wanted, Taken]]:
    """Each page at each size: its name, what is wanted, what it took."""
    for size in SIZES:
        brand, member = fill(size)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(member.user)
        for name, query in PAGES.items():
            address = reverse("editorial:library", args=[brand.slug], query=_values(brand, member, query))
            wanted = AS_LIST if query == PAGES["library, as a list"] else WANTED
            yield f"{name}, {size:,} pictures", wanted, take(client, address)


def _values(brand: Brand, member: Membership, query: dict[str, str]) -> dict[str, str]:
    middle = brand.assets.order_by("-added_at", "-pk")[brand.assets.count() // 2]
    known = {"first": str(brand.folders.first().pk), "member": str(member.pk), "middle": PAGED["grid"].cursor(middle)}
    return {name: known.get(value, value) for name, value in query.items()}


def fill(size: int) -> tuple[Brand, Membership]:
    """A brand with so many pictures in folders, with tags; every tenth has no words, every hundredth a right that ends."""
    brand = Brand.objects.create(name=f"Maison {size}", slug=f"maison-{size}", zone="Europe/Paris")
    user = User.objects.create(email=f"ada{size}@example.org", name="Ada Martin", language="fr", zone="Europe/Paris")
    member = Membership.objects.create(brand=brand, user=user, roles=[Role.ADMIN], seen_at=clock.now())
    folders = Folder.objects.bulk_create(Folder(brand=brand, name=f"Dossier {n}") for n in range(FOLDERS))
    Tag.objects.bulk_create(Tag(brand=brand, name=f"mot {n}", folded=f"mot {n}") for n in range(TAGS))
    now = clock.now()
    for start in range(0, size, 5000):
        rows = (_asset(brand, member, folders, number, now) for number in range(start, start + 5000))
        Asset.objects.bulk_create(rows, batch_size=2500)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return brand, member


def _asset(brand: Brand, member: Membership, folders: list[Folder], number: int, now) -> Asset:
    return Asset(
        brand=brand,
        name=f"IMG_{number:06}.jpg",
        file=f"assets/{brand.pk}/{number:064}.jpeg",
        digest=f"{number:064}",
        mime="image/jpeg",
        size=400_000,
        width=1200,
        height=900,
        alt="" if number % 10 == 0 else f"Une tasse bleue sur une table en bois, vue numéro {number}",
        folder=folders[number % FOLDERS] if number % 3 else None,
        tags=[f"mot {number % TAGS}", f"mot {number // 7 % TAGS}"],
        credit="Léa Arnaud",
        rights_until=now.date() + timedelta(days=number % 700) if number % 100 == 0 else None,
        likeness=[number % 65536, (1 << 16) | (number * 7919 % 65536), (2 << 16) | (number * 104729 % 65536)],
        added_by=member if number % 5 == 0 else None,
        added_at=now - timedelta(minutes=number),
    )
