"""A query that is put together once answers as the same query would, each time anew."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, Count
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from lib.prepared import Given, Prepared
from team.models import Brand, Membership

BRAND = Given("brand", BigIntegerField())


@pytest.fixture
def members() -> Prepared[Membership]:
    return Prepared(lambda: Membership.objects.filter(brand=BRAND).select_related("user").order_by("pk"))


def test_a_prepared_query_answers_for_the_values_of_each_time(members, author, approver, stranger):
    assert members.rows(brand=author.brand_id) == [author, approver]
    assert members.rows(brand=stranger.brand_id) == [stranger]
    assert members.rows(brand=author.brand_id) == [author, approver]


def test_a_prepared_query_brings_what_it_is_related_to_in_the_same_query(members, author):
    with CaptureQueriesContext(connection) as seen:
        [found] = members.rows(brand=author.brand_id)
        assert str(found.user) == str(author.user)
    assert len(seen) == 1


def test_a_prepared_query_is_put_into_sql_once(members, author, monkeypatch):
    made, real = [], SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda self, *rest, **more: made.append(self) or real(self, *rest, **more))
    for _time in range(3):
        members.rows(brand=author.brand_id)
    assert len(made) == 1


def test_annotations_values_and_slices_are_kept(author, approver, stranger):
    counted = Prepared(lambda: Brand.objects.annotate(n=Count("memberships")).filter(pk=BRAND).values("name", "n")[:1])
    assert counted.rows(brand=author.brand_id) == [{"name": "Maison Lune", "n": 2}]
    assert counted.rows(brand=stranger.brand_id) == [{"name": "Atelier Nord", "n": 1}]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_list_of_any_length_is_one_value(author, approver, count):
    among = Prepared(lambda: Membership.objects.filter(pk__among=Given("keys", ArrayField(BigIntegerField()))).order_by("pk"))
    wanted = [author, approver][:count]
    assert among.rows(keys=[member.pk for member in wanted]) == wanted


def test_a_value_that_is_not_given_is_missed(members, author):
    with pytest.raises(KeyError):
        members.rows()


@pytest.mark.django_db(transaction=True)
def test_threads_ask_over_connections_of_their_own(members, author, stranger):
    def ask(brand: int) -> list[int]:
        try:
            return [row.brand_id for row in members.rows(brand=brand)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, [author.brand_id, stranger.brand_id] * 20))
    assert answers == [[author.brand_id], [stranger.brand_id]] * 20
