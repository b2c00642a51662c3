"""What the networks of Meta share: marks that let each comment through once, errors, and when to come back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import clock
from lib.answers import Reply
from networks.figures import Metric
from networks.graph import Insight, Mark, complaint, count, insights_of, read_marks, regained, write_marks
from networks.stubs.graph import Field, parse_fields

START = datetime(2026, 11, 22, 9, tzinfo=UTC)


@given(
    comments=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 60)), max_size=40),
    looks=st.lists(st.integers(0, 700), max_size=12),
)
def test_each_comment_comes_once_though_lists_lag_by_up_to_a_minute(comments, looks):
    """A comment of second `at` is listed from `at + lag` on; looks are at any moments, and a last one at the end."""
    mark, got = Mark(), []
    for look in [*sorted(looks), 800]:
        listed = {f"c{n}": START + timedelta(seconds=at) for n, (at, lag) in enumerate(comments) if at + lag <= look}
        new = {id: at for id, at in listed.items() if mark.is_new(id, at)}
        got += new
        mark = read_marks(write_marks({"post": mark.after("sign", new)}))["post"]
    assert sorted(got) == sorted(f"c{n}" for n in range(len(comments)))


def test_a_mark_remembers_only_what_is_near():
    mark = Mark()
    for second in range(0, 6000, 10):
        mark = mark.after("", {f"c{second}": START + timedelta(seconds=second)})
    assert len(mark.near) <= 8


@pytest.mark.parametrize("cursor", ["", "nonsense", "[]", '{"1": 2}', '{"1": ["a", "b", 3]}', "null"])
def test_an_unreadable_cursor_is_no_mark(cursor):
    assert read_marks(cursor) == {}


def test_the_longest_wait_of_all_uses_counts():
    header = {"1": [{"estimated_time_to_regain_access": 3}, {"estimated_time_to_regain_access": 7}], "2": [{}]}
    moment = regained({"x-business-use-case-usage": json.dumps(header)})
    assert timedelta(minutes=6) < moment - clock.now() <= timedelta(minutes=7)


@pytest.mark.parametrize("header", ["", "{}", "[]", '{"1": [{"estimated_time_to_regain_access": 0}]}', '{"1": 5}', "nonsense"])
def test_without_a_wait_told_there_is_none(header):
    assert regained({"x-business-use-case-usage": header}) is None
    assert regained({}) is None


def test_the_exact_code_comes_first():
    error = {"code": 190, "error_subcode": 460, "message": "Words", "error_user_msg": "Words for a person"}
    found = complaint(Reply(400), {"error": error})
    assert found.codes == ("190/460", "190")
    assert found.message == "Words for a person"
    error = {"code": 9004, "error_subcode": 2207052, "is_transient": True}
    assert complaint(Reply(400), {"error": error}).codes == ("9004/2207052", "2207052", "9004", "transient")


def test_a_good_answer_is_no_complaint_and_a_page_of_html_is_one():
    assert complaint(Reply(200), {"id": "1"}) is None
    assert complaint(Reply(502), None).codes == ()


@pytest.mark.parametrize(("value", "counted"), [(3, 3), (0, 0), (-1, None), ("3", None), (None, None), (True, None), (2.5, None)])
def test_only_a_count_is_a_count(value, counted):
    assert count(value) == counted


def test_insights_are_read_in_both_their_shapes():
    names = {"views": Metric.VIEWS, "reach": Metric.REACH, "saved": Metric.SAVES}
    data = [
        {"name": "views", "values": [{"value": 9}]},
        {"name": "reach", "total_value": {"value": 4}},
        {"name": "new", "values": []},
    ]
    assert insights_of({"insights": {"data": [*data, {"name": "saved", "values": []}]}}, names) == {
        Metric.VIEWS: 9,
        Metric.REACH: 4,
        Metric.SAVES: None,
    }
    assert Insight("views", Metric.VIEWS).retired_on is None


def test_the_stub_reads_fields_as_the_graph_api_does():
    fields = parse_fields("id,comments.filter(stream).limit(1).summary(true){id,from{id,name}},insights.metric(views,reach)")
    assert [field.name for field in fields] == ["id", "comments", "insights"]
    assert fields[1].modifiers == {"filter": "stream", "limit": "1", "summary": "true"}
    assert fields[1].inner == [Field("id"), Field("from", {}, [Field("id"), Field("name")])]
    assert fields[2].modifiers == {"metric": "views,reach"}
