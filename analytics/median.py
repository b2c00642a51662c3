"""The middle value, worked out by the database."""

from django.db.models import Aggregate, DurationField, Field, FloatField


class Median(Aggregate):
    """The median of what is known; None when nothing is. Between two middle values it is their mean."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    name = "Median"

    def _resolve_output_field(self) -> Field:
        source = super()._resolve_output_field()  # type: ignore[misc]
        return source if isinstance(source, DurationField) else FloatField()
