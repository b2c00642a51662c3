"""Finding words in rows: a column that the database keeps up itself, and the question put to it."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, GeneratedField, TextField, Value
from django.db.models.functions import Concat

from lib.text import words


class Folded(Func):
    """The words of a text, without case and accents, as PostgreSQL searches them."""

    template = "to_tsvector('simple', lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\\u0300-\\u036f]', '', 'g')))"
    output_field = SearchVectorField()
    arity = 1


class Parted(Func):
    """A text whose signs are spaces: the words of a file's name, or of a list in JSON, are found each by itself."""

    template = "translate(%(expressions)s, '._-/()[]{}\",;:+&', '                 ')"
    output_field = TextField()
    arity = 1


def found_by(*fields: str, parted: bool = False) -> GeneratedField:
    """A column in which the words of these columns are found; with `parted` also those that signs join, as in names of files."""
    parts = [part for field in fields for part in (field, Value(" "))]
    text = Concat(*parts, **({"output_field": TextField()} if parted else {})) if len(fields) > 1 else fields[0]
    return GeneratedField(expression=Folded(Parted(text) if parted else text), output_field=SearchVectorField(), db_persist=True)


def query_for(text: str) -> SearchQuery | None:
    """The question for rows that have all the words of `text`, or words that begin so; None when it holds no word."""
    found = words(text)[:12]
    return SearchQuery(" & ".join(f"{word}:*" for word in found), config="simple", search_type="raw") if found else None
