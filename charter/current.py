"""The charter in force."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from charter.models import Charter, Word
from charter.rules import Rules, WordRule
from team.models import Brand


def of(brand: Brand) -> Charter:
    """The brand's charter in force, in one query, its words along in `word_rows`.

    While nobody has written one: an unsaved, empty charter with the number 0 that asks for nothing.
    """
    words = Word.objects.filter(charter=OuterRef("pk")).order_by("pk")
    rows = ArraySubquery(words.values(row=JSONObject(kind="kind", text="text", instead="instead", reason="reason")))
    found = brand.charters.in_force().annotate(word_rows=rows).first()
    return found or blank(brand)


def blank(brand: Brand) -> Charter:
    """What stands for the charter of a brand that has none yet."""
    charter = Charter(brand=brand, number=0, alt_required=False, french_spaces=False)
    charter.word_rows = []  # type: ignore[attr-defined]
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
    )
