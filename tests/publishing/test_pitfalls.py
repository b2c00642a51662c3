"""What hurt the users of other tools, each shown not to happen here. docs/delivery.md says which test stands for which line."""

from datetime import timedelta

import pytest

from lib import clock
from networks.outcomes import Unknown
from publishing import draining, reconciling
from publishing.models import Publication, State
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


def due(account, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1), **fields)


def look(row) -> Publication:
    Publication.objects.filter(pk=row.pk).update(due_at=clock.now() - timedelta(seconds=1))
    reconciling.reconcile()
    return Publication.objects.get(pk=row.pk)


def test_a_post_of_the_same_words_that_is_known_already_is_not_taken_for_the_lost_one(account, script, monkeypatch):
    """Two occurrences of a recurring post: the first is there, the answer of the second was lost and it is not there."""
    first = due(account, text="Le marché du samedi")
    draining.drain()
    script.outcomes.append(Unknown("reset"))
    second = due(account, text="Le marché du samedi")
    draining.drain()
    monkeypatch.setattr(toy.Toy, "reconcile", lambda *_: toy.Sent(f"toy-{first.key}", "https://toy.example/"))

    look(second)
    second = look(second)
    draining.drain()

    assert second.state == State.PLANNED
    assert script.accepted == [first.key, second.key]
    assert Publication.objects.get(pk=second.pk).remote_id != Publication.objects.get(pk=first.pk).remote_id
