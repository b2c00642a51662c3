"""Posts taken out: everything they say, in a sheet that brings them back, and as JSON with what became of them."""

import csv
import io
import json
from datetime import UTC, datetime

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import content, drafting
from editorial.content import Content, Image, Part, Version
from editorial.drafting import Draft
from editorial.exchange import exports, sheet
from editorial.imports import batches, judging
from editorial.imports.checking import Bench
from editorial.models import BatchRow, Post
from lib import sheets
from networks.parcels import Poll
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, fresh

WORDS = st.text(alphabet="aé'=+@;,\"\n |-0🙂", min_size=1, max_size=12).filter(str.strip)


def there_and_back(brand, author, posts) -> list[Draft]:
    """What the posts are after they went out as a sheet and came in again."""
    data = "".join(sheets.lines(sheet.rows(brand, posts))).encode()
    batch = batches.begin(brand, "posts.csv", data, by=author)
    bench = Bench.of(batch)
    rows = batch.rows.order_by("number")
    judged = [judging.judge(brand, batch.mapping, row.cells, bench.names, bench.options, deep=False) for row in rows]
    assert not any(found.fails for found in judged), [found.problems for found in judged]
    return [found.draft for found in judged]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=WORDS,
    own=st.none() | st.just("") | WORDS,
    comment=st.just("") | WORDS,
    alts=st.lists(st.just("") | WORDS, max_size=2),
    pause=st.integers(0, 99),
)
def test_a_sheet_of_ours_that_comes_back_changes_nothing(brand, author, account, second_account, text, own, comment, alts, pause):
    Post.objects.all().delete()
    images = tuple(Image(factories.make_asset(brand=brand, name="tasse.jpg"), alt) for alt in alts)
    poll = Poll(("a", "b"), 60)
    first = tuple(image.asset.pk for image in images[:1])
    said = Content(
        text, "https://exemple.fr/a?b=1", "fr",
        (Version(second_account, own, None if own is None else ""), Version(account, comment=comment or None, poll=poll)),
        images, (Part(text, first), Part("fin")), comment, None, pause,
    )  # fmt: skip
    post = drafting.create(brand, Draft(said, wall=HOUR, zone="America/Montreal"), by=author)
    (draft,) = there_and_back(brand, author, brand.posts.all())
    assert draft.content.digest() == content.of(fresh(post)).digest()
    assert (draft.wall, draft.zone) == (HOUR, "America/Montreal")


def test_our_own_sheet_is_recognised_row_by_row(brand, author, account, post):
    theme = factories.make_theme(campaign=factories.make_campaign(brand=brand, name="Noël"), name="Recettes")
    drafting.save(post, Draft(content.of(post), theme.campaign, theme, HOUR, ZONE), by=author, revision=1)
    data = "".join(sheets.lines(sheet.rows(brand, brand.posts.all()))).encode()
    batch = batches.begin(brand, "posts.csv", data, by=author)
    from editorial.imports import checking

    checking.check(Bench.of(batch), list(batch.rows.all()))
    row = BatchRow.objects.get(batch=batch)
    assert row.left_out and "This very post is here already" in row.problems[0]["sentence"]


def test_json_tells_versions_decisions_and_outcomes_and_is_streamed(brand, author, approved, sign_in):
    factories.make_post(brand=brand, text="Sans date", author=author)
    response = sign_in(author).get(reverse("editorial:posts_json", args=[brand.slug]))
    assert response.streaming and "attachment" in response["Content-Disposition"]
    found = json.loads(b"".join(response))
    told = next(post for post in found["posts"] if post["number"] == approved.pk)
    assert told["date"] == {"wall": "2030-01-15T09:30:00", "zone": ZONE, "moment": "2030-01-15T08:30:00+00:00"}
    assert [each["kind"] for each in told["decisions"]] == ["approved"]
    assert {each["publication"]["state"] for each in told["accounts"]} == {"planned"}
    assert len(found["posts"]) == 2


def test_what_is_taken_out_is_what_was_chosen(brand, author, account, sign_in):
    near = factories.make_post(brand=brand, accounts=[account], planned_for=datetime(2030, 1, 31, 22, 30, tzinfo=UTC))
    factories.make_post(brand=brand, planned_for=datetime(2030, 1, 31, 23, 30, tzinfo=UTC))
    client, address = sign_in(author), reverse("editorial:posts_csv", args=[brand.slug])
    body = b"".join(client.get(address, {"first": "2030-01-31", "last": "2030-01-31", "account": account.pk})).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(body))][1:] == [str(near.pk)]
    assert client.get(address, {"first": "hier"}).status_code == 422


def test_a_sheet_asks_the_same_however_many_posts_it_holds(brand, author, account, django_assert_max_num_queries):
    asked = []
    for count in (2, 20):
        for number in range(count):
            post = factories.make_post(brand=brand, text=f"Message {number}", accounts=[account], state="approved")
            post.variants.update(publication=factories.make_publication(account=account))
        with django_assert_max_num_queries(30) as queries:
            assert list(sheet.rows(brand, brand.posts.all())) and list(exports.lines(brand, brand.posts.all()))
        asked.append(len(queries))
    assert asked[0] == asked[1]
