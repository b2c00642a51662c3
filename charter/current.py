"""The charter in force."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONArray, JSONObject
from django.utils.functional import SimpleLazyObject

from charter.models import Charter, Mute, Paper, Word
from charter.rules import Rules, Topic, WordRule
from team.models import Brand


def of(brand: Brand) -> Charter:
    """The brand's charter in force, in one query, its words along in `word_rows`, the staff policy's topics in `topic_rows`,
    in `mute_rows` what the checks pass over.

    While nobody has written one: an unsaved, empty charter with the number 0 that asks for nothing.
    """
    words = Word.objects.filter(charter=OuterRef("pk")).order_by("pk")
    rows = ArraySubquery(words.values(row=JSONObject(kind="kind", text="text", instead="instead", reason="reason")))
    mutes = Mute.objects.filter(brand=OuterRef("brand"), lifted_at=None)
    more = {
        "mute_rows": ArraySubquery(mutes.values(row=JSONArray("rule", "words"))),
        "topic_rows": Subquery(_topics_of(OuterRef("brand"))),
    }
    found = brand.charters.in_force().annotate(word_rows=rows, **more).first()
    return found or blank(brand)


def blank(brand: Brand) -> Charter:
    """What stands for the charter of a brand that has none yet."""
    charter = Charter(brand=brand, number=0, alt_required=False, french_spaces=False)
    charter.word_rows = []  # type: ignore[attr-defined]
    charter.topic_rows = SimpleLazyObject(lambda: _topic_rows(brand))  # type: ignore[attr-defined]
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
        french_spaces=charter.french_spaces,
        alt_required=charter.alt_required,
        names=(charter.brand.name,),
        mention=charter.mention,
        topics=tuple(_topics(getattr(charter, "topic_rows", None) or ())),
        muted=frozenset((rule, words) for rule, words in getattr(charter, "mute_rows", ())),
    )


def _topics_of(brand: Brand | OuterRef) -> QuerySet[Paper, Any]:
    """The rows of topics of the brand's staff policy in force."""
    policies = Paper.objects.filter(brand=brand, kind=Paper.Kind.STAFF).in_force()
    return policies.values(rows=KeyTransform("rows", KeyTransform("topics", "said")))[:1]


def _topic_rows(brand: Brand) -> list[dict[str, str]]:
    return [topic for found in _topics_of(brand) for topic in found["rows"] or ()]


def _topics(rows: Iterable[dict[str, str]]) -> Iterator[Topic]:
    """The topics that not everybody may speak of, with the words that give them away."""
    for row in rows:
        words = tuple(word.strip() for word in row["words"].split(",") if word.strip())
        if row["may"] != "yes" and words:
            yield Topic(row["name"], words)
