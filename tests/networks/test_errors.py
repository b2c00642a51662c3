"""One place reads the error tables of all networks, and takes no answer for more than it says."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from networks.base import Connection, MemorySteps, Network, Unsupported
from networks.errors import Complaint, Effect, Errors, Failed, not_sent, parse, refused
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from networks.parcels import Parcel
from networks.rules import PictureRules, Rules, Source, TextLimit
from networks.wires import Lost, NotReached, Reply, retry_moment

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def read(reply, body):
    return Complaint((body["code"],), body.get("words", "")) if isinstance(body, dict) and "code" in body else None


ERRORS = Errors({"spam": refused(Trouble.POLICY), "slow": not_sent(Trouble.QUOTA)}, read, {418: refused(Trouble.CONFIG)})


def outcome(reply: Reply, effect: Effect = Effect.VISIBLE):
    with pytest.raises(Failed) as failure:
        parse("Exemple", ERRORS, reply, effect)
    return failure.value.outcome


@pytest.mark.parametrize(
    ("reply", "kind", "trouble"),
    [
        (Reply(400, b'{"code": "spam"}'), Refused, Trouble.POLICY),
        (Reply(200, b'{"code": "spam"}'), Refused, Trouble.POLICY),
        (Reply(500, b'{"code": "slow"}'), NotSent, Trouble.QUOTA),
        (Reply(400, b'{"code": "new"}'), Refused, Trouble.CONTENT),
        (Reply(200, b'{"code": "new"}'), Unknown, Trouble.UNCLEAR),
        (Reply(418, b""), Refused, Trouble.CONFIG),
        (Reply(401, b""), NotSent, Trouble.AUTH),
        (Reply(403, b""), Refused, Trouble.PERMISSION),
        (Reply(404, b"<html>"), Refused, Trouble.GONE),
        (Reply(413, b""), Refused, Trouble.MEDIA),
        (Reply(429, b""), NotSent, Trouble.RATE),
        (Reply(302, b""), Refused, Trouble.CONFIG),
        (Reply(408, b""), Unknown, Trouble.UNCLEAR),
        (Reply(500, b""), Unknown, Trouble.UNCLEAR),
        (Reply(502, b"<html>"), Unknown, Trouble.UNCLEAR),
        (Reply(503, b""), Unknown, Trouble.UNCLEAR),
        (Reply(503, b"", {"retry-after": "5"}), NotSent, Trouble.DOWN),
        (Reply(200, b"{half"), Unknown, Trouble.UNCLEAR),
        (Reply(201, b"\xff"), Unknown, Trouble.UNCLEAR),
    ],
)
def test_what_an_answer_to_a_visible_request_means(reply, kind, trouble):
    found = outcome(reply)
    assert (type(found), found.trouble) == (kind, trouble)


@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(502, b"<html>"), Reply(503), Reply(200, b"{half"), Reply(200, b'{"code": "new"}')]
)
@pytest.mark.parametrize("effect", [Effect.STEP, Effect.READ])
def test_where_nobody_can_see_it_what_tells_nothing_may_be_tried_again(reply, effect):
    assert isinstance(outcome(reply, effect), NotSent)


@given(st.integers(100, 599), st.binary(max_size=40))
def test_no_answer_of_5xx_without_a_code_is_taken_for_a_refusal(status, body):
    try:
        parse("Exemple", ERRORS, Reply(status, body), Effect.VISIBLE)
    except Failed as failure:
        if status >= 500 and b"code" not in body:
            assert isinstance(failure.outcome, Unknown)


def test_good_answers_are_read():
    assert parse("Exemple", ERRORS, Reply(200, b'{"id": 1}'), Effect.VISIBLE) == {"id": 1}
    assert parse("Exemple", ERRORS, Reply(204), Effect.VISIBLE) is None


def test_the_reason_is_a_sentence_with_the_words_of_the_network():
    found = outcome(Reply(400, b'{"code": "spam", "words": "Lien interdit"}'))
    assert "Exemple" in found.reason
    assert "Lien interdit" in found.reason
    assert found.code == "spam"


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        ({"retry-after": "90"}, 90),
        ({"retry-after": "Mon, 04 May 2026 12:01:00 GMT"}, 60),
        ({"x-ratelimit-reset": "2026-05-04T12:05:00.000Z"}, 300),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 30)}, 30),
        ({"retry-after": "soon", "ratelimit-reset": "7"}, 7),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "999999999"}, 172800),
        ({"retry-after": "1e400"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_the_moment_to_come_back_is_read_as_each_network_writes_it(headers, after):
    with time_machine.travel(NOW, tick=False):
        found = retry_moment(Reply(429, b"", headers))
    assert found == (None if after is None else NOW + timedelta(seconds=after))


@pytest.mark.parametrize(("remaining", "told"), [("299", False), ("0", True)])
def test_the_end_of_a_window_with_calls_left_names_no_moment(remaining, told):
    headers = {"x-ratelimit-reset": "2026-05-04T12:05:00.000Z", "x-ratelimit-remaining": remaining}
    assert (retry_moment(Reply(500, b"", headers)) is not None) is told


@given(st.text())
def test_no_header_brings_the_reading_down(text):
    retry_moment(Reply(429, b"", {"retry-after": text}))


# --- the template of sending -----------------------------------------------------------------------------------------
SOURCE = Source("a test", "2026-01-01", "lab")


class Example(Network):
    name = "example"
    label = "Exemple"
    rules = Rules((TextLimit(10, "graphemes", SOURCE),), PictureRules(1, ("image/jpeg",), 10, SOURCE), "none")
    errors = ERRORS

    def __init__(self, ending):
        self.ending = ending

    def _publish(self, connection, parcel, steps):
        if isinstance(self.ending, Exception):
            raise self.ending
        return self.ending


CONNECTION = Connection("https://example.com", "1", "example", {"access": "hidden"}, None)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (Sent("1", "https://example.com/1"), Sent),
        (NotReached("refused"), NotSent),
        (Lost("reset"), Unknown),
        (KeyError("id"), Unknown),
        (TypeError("None"), Unknown),
        (Failed(Refused("no")), Refused),
    ],
)
def test_every_end_of_sending_is_an_outcome(ending, kind):
    assert isinstance(Example(ending).send(CONNECTION, Parcel("k", "Bonjour"), MemorySteps()), kind)


def test_what_a_network_cannot_do_it_refuses_loudly():
    with pytest.raises(Unsupported):
        Network._publish(Example(None), CONNECTION, Parcel("k", "x"), MemorySteps())
    with pytest.raises(Unsupported):
        Example(Unsupported("publish")).send(CONNECTION, Parcel("k", "x"), MemorySteps())
    for ask in (
        lambda net: net.fetch(CONNECTION, "", []),
        lambda net: net.connect(None, {}),
        lambda net: net.refresh(CONNECTION),
        lambda net: net.reconcile(CONNECTION, Parcel("k", "x"), MemorySteps(), NOW),
        lambda net: net.post_figures(CONNECTION, []),
        lambda net: net.account_figures(CONNECTION),
    ):
        with pytest.raises(Unsupported, match="Exemple"):
            ask(Example(None))


def test_what_breaks_the_rules_never_reaches_the_network():
    found = Example(AssertionError("reached")).send(CONNECTION, Parcel("k", "Bonjour à tous"), MemorySteps())
    assert isinstance(found, Refused)
    assert found.code == "text.graphemes"
