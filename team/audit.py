"""The audit log: writing it, and reading it in sentences.

An app says its verbs in a module `audit_verbs` with `SENTENCES`, from verb to lazy sentence; `%(who)s`, `%(subject)s`
and the keys of the details may stand in it.
"""

from collections import defaultdict
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from team.models import AuditEntry, Brand, Membership
from team.rights import Role

SECRET = ("password", "secret", "token", "key", "digest")


def record(
    verb: str, subject: models.Model | str, *, by: Membership | str, brand: Brand | None = None, **details: Any
) -> AuditEntry:
    """Write down who did what; call it inside the transaction of the act. `by` is a member, or the name of a worker.

    `details` hold what changed, as JSON values. Raises ValueError when one of them is named like a secret.
    """
    if any(word in name for name in details for word in SECRET):
        raise ValueError(f"{verb}: secrets do not belong into the log")
    member = by if isinstance(by, Membership) else None
    return AuditEntry.objects.create(
        brand=brand or (member.brand if member else None),
        user=member.user if member else None,
        who=str(by)[:120],
        verb=verb,
        subject=str(subject)[:200],
        details=details,
    )


@cache
def sentences() -> dict[str, Promise]:
    """Every verb of every app with its sentence."""
    found: dict[str, Promise] = {}
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "audit_verbs"):
            found.update(import_module(f"{app.name}.audit_verbs").SENTENCES)
    return found


def sentence(entry: AuditEntry) -> str:
    """What happened, in words; the bare verb where nobody has said how it reads."""
    if entry.verb not in sentences():
        return f"{entry.who}: {entry.verb} {entry.subject}"
    words = {name: _in_words(name, value) for name, value in entry.details.items()}
    return str(sentences()[entry.verb]) % defaultdict(lambda: "–", words, who=entry.who, subject=entry.subject)


def label(verb: str) -> str:
    """The verb as a choice of a filter: its sentence without people and things."""
    words = str(sentences()[verb]) if verb in sentences() else verb
    return words % defaultdict(lambda: "…")


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(name, each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(Role(value).label) if value in Role.values else _day(str(value)) or str(value)


def _day(value: str) -> str:
    """A day that was kept as 2026-12-04, as the reader writes it; empty for everything else."""
    try:
        day = parse_date(value)
    except ValueError:
        return ""
    return date_format(day, "DATE_FORMAT") if day else ""
