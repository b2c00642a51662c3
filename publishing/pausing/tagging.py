"""What tags are called. Those who plan name them; the post office only finds what carries one."""

from collections.abc import Iterable, Mapping

from django.db.models import Func, QuerySet

from publishing.models import Publication, State, Tag
from team.models import Brand


def know(brand: Brand, labels: Mapping[str, str]) -> None:
    """Let these keys be called so from now on."""
    known = dict(Tag.objects.filter(brand=brand, key__in=labels).values_list("key", "label"))
    fresh = [Tag(brand=brand, key=key, label=label) for key, label in labels.items() if known.get(key) != label]
    if fresh:
        Tag.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["brand", "key"], update_fields=["label"])


def waiting(brand: Brand) -> list[tuple[str, str]]:
    """The tags of what waits in the brand, key and label, in the order of their labels."""
    rows = brand.publications.filter(state__in=[State.PLANNED, State.HELD])
    found = labels(brand, _keys(rows))
    return sorted(found.items(), key=lambda item: item[1].casefold())


def labels(brand: Brand, keys: Iterable[str]) -> dict[str, str]:
    """What these keys are called; one that nobody named is called as it is."""
    wanted = list(keys)
    known = dict(Tag.objects.filter(brand=brand, key__in=wanted).values_list("key", "label"))
    return {key: known.get(key, key) for key in wanted}


def _keys(rows: "QuerySet[Publication]") -> list[str]:
    return list(rows.annotate(key_of_tag=Func("tags", function="unnest")).values_list("key_of_tag", flat=True).distinct())
