"""Writing the audit log."""

from typing import Any

from django.db import models

from team.models import AuditEntry, Brand, Membership


def record(verb: str, subject: models.Model | str, *, by: Membership | str, brand: Brand | None = None, **details: Any) -> AuditEntry:
    """Write down who did what; call it inside the transaction of the act. `by` is a member, or the name of a worker.

    `details` hold what changed, without secrets, as JSON values.
    """
    member = by if isinstance(by, Membership) else None
    return AuditEntry.objects.create(
        brand=brand or (member.brand if member else None),
        user=member.user if member else None,
        who=str(by)[:120],
        verb=verb,
        subject=str(subject)[:200],
        details=details,
    )
