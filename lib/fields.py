"""Columns and comparisons Django does not have."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class WallTimeField(models.Field):
    """What a clock on a wall shows, without a zone: naive in Python, `timestamp without time zone` in PostgreSQL."""

    description = _("Wall time")

    def db_type(self, connection: Any) -> str:
        return "timestamp without time zone"

    def to_python(self, value: Any) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        parsed = parse_datetime(value)
        if parsed is None:
            raise ValidationError(_("This is not a date and time."))
        return parsed

    def get_prep_value(self, value: Any) -> datetime | None:
        value = self.to_python(value)
        if value is not None and value.tzinfo is not None:
            raise ValueError("a wall time is naive")
        return value

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return value.isoformat() if value else ""


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """`pk__among=ids`: as `in`, with one parameter however many there are, so that the statement is the same each time; `ids`
    may be an expression.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "as_sql") else list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*params, *more]
