"""Finding words in rows: a column that the database keeps up itself, and the question put to it."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, GeneratedField, Value
from django.db.models.functions import Concat

from lib.text import words


class Folded(Func):
    """The words of a text, without case and accents, as PostgreSQL searches them."""

    template = "to_tsvector('simple', lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\\u0300-\\u036f]', '', 'g')))"
    output_field = SearchVectorField()
    arity = 1


def found_by(*fields: str) -> GeneratedField:
    """A column in which the words of these text columns are found."""
    parts = [part for field in fields for part in (field, Value(" "))]
    return GeneratedField(
        expression=Folded(Concat(*parts) if len(fields) > 1 else fields[0]), output_field=SearchVectorField(), db_persist=True
    )


def query_for(text: str) -> SearchQuery | None:
    """The question for rows that have all the words of `text`, or words that begin so; None when it holds no word."""
    found = words(text)[:12]
    return SearchQuery(" & ".join(f"{word}:*" for word in found), config="simple", search_type="raw") if found else None
