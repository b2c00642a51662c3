"""The charter in force."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, DateTimeField, FilteredRelation, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONArray, JSONObject

from charter.models import Charter, Colour, Mute, Paper, Word
from charter.models.edition import holding
from charter.rules import Rules, Topic, WordRule
from lib import clock
from lib.prepared import Given, Prepared
from team.models import Brand

FIELDS = [field.attname for field in Charter._meta.concrete_fields]
ROWS = ("word_rows", "palette_rows", "mute_rows", "topic_rows")


def of(brand: Brand) -> Charter:
    """The brand's charter in force, in one query, its words along in `word_rows`, its colours in `palette_rows`, the staff
    policy's topics in `topic_rows`, in `mute_rows` what the checks pass over.

    While nobody has written one: an unsaved, empty charter with the number 0 that asks for nothing.
    """
    [row] = _BESIDE.rows(brand=brand.pk, now=clock.now())
    if row["held__number"] is None:
        return blank(brand, row["topic_rows"])
    charter = Charter.from_db("default", FIELDS, [row[f"held__{name}"] for name in FIELDS])
    charter.brand = brand
    for name in ROWS:
        setattr(charter, name, row[name])
    return charter


def _beside() -> QuerySet[Brand, dict[str, Any]]:
    """A brand beside its charter in force, whose columns are None where there is none, and what the checks want to know."""
    now = Given("now", DateTimeField())
    words = Word.objects.filter(charter=OuterRef("held__pk")).order_by("pk")
    mutes = Mute.objects.filter(brand=OuterRef("pk"), lifted_at=None)
    colours = Colour.objects.filter(charter=OuterRef("held__pk")).order_by("pk")
    rows = {
        "word_rows": ArraySubquery(words.values(row=JSONObject(kind="kind", text="text", instead="instead", reason="reason"))),
        "palette_rows": ArraySubquery(colours.values("value")),
        "mute_rows": ArraySubquery(mutes.values(row=JSONArray("rule", "words"))),
        "topic_rows": Subquery(_topics_of(OuterRef("pk"), now)),
    }
    held = FilteredRelation("charters", condition=holding("charters__", now))
    beside = Brand.objects.filter(pk=Given("brand", BigIntegerField())).annotate(held=held).annotate(**rows)
    newest = beside.order_by("-held__starts_at", "-held__number")
    return newest.values(*(f"held__{name}" for name in FIELDS), *ROWS)[:1]


_BESIDE = Prepared(_beside)


def blank(brand: Brand, topics: Sequence[dict[str, str]] | None = None) -> Charter:
    """What stands for the charter of a brand that has none yet, with the topics of its staff policy."""
    charter = Charter(brand=brand, number=0, alt_required=False, french_spaces=False)
    charter.word_rows = charter.palette_rows = []  # type: ignore[attr-defined]
    charter.topic_rows = topics or []  # type: ignore[attr-defined]
    return charter


def rules(charter: Charter) -> Rules:
    """What the charter asks of a text; no query when the charter comes from `of`."""
    rows = getattr(charter, "word_rows", None)
    if rows is None:
        rows = list(charter.words.values("kind", "text", "instead", "reason"))
    return Rules(
        words=tuple(WordRule(row["text"], row["kind"] == Word.Kind.NEVER, row["instead"], row["reason"]) for row in rows),
        address=charter.address,
        hashtags=tuple(charter.hashtag_list),
        max_emoji=charter.max_emoji,
        max_hashtags=charter.max_hashtags,
        max_exclamations=charter.max_exclamations,
        ellipses=charter.ellipses,
        french_spaces=charter.french_spaces,
        alt_required=charter.alt_required,
        names=(charter.brand.name,),
        mention=charter.mention,
        topics=tuple(_topics(getattr(charter, "topic_rows", None) or ())),
        palette=tuple(_palette(charter)),
        muted=frozenset((rule, words) for rule, words in getattr(charter, "mute_rows", ())),
    )


def _palette(charter: Charter) -> Iterable[str]:
    rows = getattr(charter, "palette_rows", None)
    return charter.colours.values_list("value", flat=True) if rows is None else rows


def _topics_of(brand: OuterRef, now: Given) -> QuerySet[Paper, Any]:
    """The rows of topics of the brand's staff policy in force."""
    policies = Paper.objects.filter(brand=brand, kind=Paper.Kind.STAFF).in_force(now)
    return policies.values(rows=KeyTransform("rows", KeyTransform("topics", "said")))[:1]


def _topics(rows: Iterable[dict[str, str]]) -> Iterator[Topic]:
    """The topics that not everybody may speak of, with the words that give them away."""
    for row in rows:
        words = tuple(word.strip() for word in row["words"].split(",") if word.strip())
        if row["may"] != "yes" and words:
            yield Topic(row["name"], words)
