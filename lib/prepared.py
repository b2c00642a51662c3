"""Queries that are put together once: the SQL of one that is asked again and again is kept, only its values change.

Putting a query with several subqueries into SQL takes Django longer than PostgreSQL takes to answer it (some 3 ms of
processor against 0.3 for the charter in force). Worth it where that is asked for every page or every post, nowhere else.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Expression):
    """A value, by its name, that a prepared query is handed each time: `filter(pk=Given("brand", BigIntegerField()))`."""

    def __init__(self, name: str, output_field: "Field[Any, Any]"):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place for the value, held by this very name until it is known."""
        return "%s", (self,)


class Prepared(Generic[Row]):
    """A query written once: `make` returns it as a query set, with a `Given` for each value that is not always the same.

    `Prepared(lambda: Brand.objects.filter(pk=Given("brand", BigIntegerField())).values("name")).rows(brand=3)`. The set may have
    `select_related`, annotations, slices and `values`, but neither `prefetch_related` nor `select_for_update`. Nothing else in
    it may change from one time to the next: a moment, a language, the rights of a person.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]):
        self.make = make

    def rows(self, **given: Any) -> list[Row]:
        """What the database answers for these values. KeyError when one is missing."""
        asked = self._ready._chain()  # type: ignore[attr-defined]
        asked.query.given = given
        return list(asked)

    @cached_property
    def _ready(self) -> QuerySet[Any, Row]:
        """The set, its query kept as SQL; made when it is first asked, once models are loaded."""
        queryset = self.make()
        compiler = queryset.query.get_compiler(queryset.db)
        compiler.__class__ = type("Kept", (_Kept, type(compiler)), {})
        compiler.kept = SQLCompiler.as_sql(compiler)
        query = queryset.query
        query.__class__ = type("Asked", (_Asked, type(query)), {})
        query.compiler = compiler
        return queryset


class _Asked:
    """A query whose SQL is known."""

    compiler: Any
    given: dict[str, Any]

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        """One for this time, over this thread's connection."""
        compiler = copy(self.compiler)
        compiler.connection = connections[compiler.using]
        compiler.given = self.given
        return compiler


class _Kept:
    """A compiler that has done its work."""

    kept: tuple[str, tuple[Any, ...]]
    given: dict[str, Any]

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        """The SQL kept, with the values of this time."""
        sql, places = self.kept
        return sql, tuple(self.given[place.name] if isinstance(place, Given) else place for place in places)
