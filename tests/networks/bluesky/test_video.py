"""Videos on Bluesky: through the video service, waiting while it works, and straight to servers it cannot reach."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from networks.base import MemorySteps
from networks.bluesky.video import SERVICE, service_of
from networks.contract import video
from networks.outcomes import NotSent, Refused, Sent, Trouble
from networks.parcels import Parcel


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    monkeypatch.setattr("networks.waiting.PAUSES", (0, 0))


def parcel_with(net, item, **options) -> Parcel:
    return Parcel(net.make_key(datetime.now(UTC)), "En images", (item,), language="fr", options=options)


class Counting:
    """A wire that keeps the names of the methods that are called."""

    def __init__(self, wire):
        self.wire, self.called = wire, []

    def request(self, method, url, **more):
        self.called.append(url.rpartition("/xrpc/")[2])
        return self.wire.request(method, url, **more)


def test_a_video_still_in_the_making_is_waited_for_and_not_uploaded_again(net, connection, stub, far):
    stub.looks = 5
    parcel, steps, wire = parcel_with(net, video("Une théière")), MemorySteps(), Counting(connection.wire)
    counted = replace(connection, wire=wire)
    first = net.send(counted, parcel, steps)
    assert (type(first), first.trouble) == (NotSent, Trouble.WORKING)
    assert timedelta(seconds=5) < first.retry_at - datetime.now(UTC) < timedelta(minutes=2)
    assert far.posts() == []
    assert isinstance(net.send(counted, parcel, steps), Sent)
    assert wire.called.count("app.bsky.video.uploadVideo") == 1
    (post,) = far.posts()
    assert post.videos == ((parcel.media[0].read(), "Une théière"),)


def test_a_video_that_was_uploaded_before_is_taken_from_then(net, connection, stub, far):
    item = video("Une")
    for _twice in range(2):
        assert isinstance(net.send(connection, parcel_with(net, item), MemorySteps()), Sent)
    assert len(stub.jobs) == 1
    assert len(far.posts()) == 2


def test_the_record_tells_the_shape_the_text_and_the_subtitles(net, connection, stub, far):
    net.send(connection, parcel_with(net, video("Une"), captions="WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour"), MemorySteps())
    embed = stub.posts_by(far.account)[0].extra["record"]["embed"]
    assert (embed["$type"], embed["alt"]) == ("app.bsky.embed.video", "Une")
    assert embed["aspectRatio"] == {"width": 720, "height": 1280}
    assert [(caption["lang"], caption["file"]["mimeType"]) for caption in embed["captions"]] == [("fr", "text/vtt")]


@pytest.mark.parametrize(
    ("code", "outcome"), [("validation_failure", Refused), ("encoding_failure", NotSent), ("generic_failure", NotSent)]
)
def test_a_job_that_fails_is_refused_or_begun_anew(net, connection, stub, far, code, outcome):
    parcel, steps = parcel_with(net, video("Une")), MemorySteps()
    stub.fails = code
    ended = net.send(connection, parcel, steps)
    assert (type(ended), ended.trouble, ended.code) == (outcome, Trouble.MEDIA, code)
    stub.fails = ""
    assert isinstance(net.send(connection, parcel, steps), Sent)
    assert len(far.posts()) == 1


def test_a_job_that_is_not_known_any_more_is_begun_anew(net, connection, stub, far):
    parcel, steps = parcel_with(net, video("Une")), MemorySteps()
    stub.looks = 9
    net.send(connection, parcel, steps)
    stub.jobs.clear()
    stub.looks = 0
    assert isinstance(net.send(connection, parcel, steps), NotSent)
    assert isinstance(net.send(connection, parcel, steps), Sent)


def test_what_is_over_the_limit_of_the_day_waits_and_uploads_nothing(net, connection, stub, far):
    stub.videos_left = 0
    ended = net.send(connection, parcel_with(net, video("Une")), MemorySteps())
    assert (type(ended), ended.trouble) == (NotSent, Trouble.QUOTA)
    assert ended.retry_at > datetime.now(UTC) + timedelta(minutes=30)
    assert stub.jobs == {}


def test_an_account_that_may_not_upload_is_told_why(net, connection, stub):
    stub.refuses = "unconfirmed_email"
    ended = net.send(connection, parcel_with(net, video("Une")), MemorySteps())
    assert (type(ended), ended.trouble, ended.code) == (Refused, Trouble.PERMISSION, "unconfirmed_email")
    assert "email" in ended.reason


@pytest.mark.parametrize("kind", ["drop", "crash", "hang", "error", "garble", "refuse", "limit"])
@pytest.mark.parametrize("calls_before", range(5))
def test_whatever_fails_on_the_way_of_a_video_is_tried_again(net, connection, stub, far, kind, calls_before):
    parcel, steps = parcel_with(net, video("Une")), MemorySteps()

    class Failing(Counting):
        def request(self, method, url, **more):
            if len(self.called) == calls_before:
                stub.faults.add(kind, on="any", times=1)
            return super().request(method, url, **more)

    ended = net.send(replace(connection, wire=Failing(connection.wire)), parcel, steps)
    assert isinstance(ended, NotSent), ended
    assert ended.trouble in (Trouble.DOWN, Trouble.RATE)
    stub.faults.set([])
    assert isinstance(net.send(connection, parcel, steps), Sent)
    assert len(far.posts()) == 1


def test_a_video_that_the_server_threw_away_is_uploaded_again(net, connection, stub, far):
    parcel, steps = parcel_with(net, video("Une")), MemorySteps()
    stub.faults.add("crash", times=1)
    net.send(connection, parcel, steps)
    stub.blobs.clear()
    stub.jobs.clear()
    assert isinstance(net.send(connection, parcel, steps), NotSent)
    assert isinstance(net.send(connection, parcel, steps), Sent)


@pytest.mark.parametrize(
    ("service", "goes"),
    [
        ("https://bsky.social", SERVICE),
        ("https://pds.maisonlune.fr", SERVICE),
        ("http://127.0.0.1:9090/bluesky", "http://127.0.0.1:9090/bluesky"),
        ("http://localhost:2583", ""),
    ],
)
def test_where_videos_go(connection, service, goes):
    assert service_of(replace(connection, service=service)) == goes
