"""Threads, first comments, polls and options: approved as one, handed over as a chain, each part with its own end."""

from dataclasses import replace

import pytest
from django.urls import reverse

from editorial import checks, content, drafting, reading, scheduling, standing
from editorial.approval import approval, submission
from editorial.calendar import calendar
from editorial.composer import proofs
from editorial.content import NO_POLL, Content, Image, Part, Version
from editorial.models import Post, PostState
from editorial.refusals import Blocked
from networks.parcels import Poll
from publishing.models import Publication, State
from tests import factories
from tests.editorial.conftest import HOUR, approve, fresh

POLL = Poll(("Lundi", "Mardi"), 86_400)
PARTS = (Part("Puis le moulin."), Part("Enfin la tasse."))


@pytest.fixture
def thread(draft, account):
    """A post with two further parts and a first comment, for one account that has threads."""
    said = replace(draft.content, versions=(Version(account),), parts=PARTS, comment="La recette est ici.", pause=60)
    return replace(draft, content=said)


@pytest.fixture
def planned(brand, thread, author, approver) -> Post:
    post = drafting.create(brand, thread, by=author)
    submission.submit(post, by=author)
    return approve(fresh(post), approver)


def chain(post: Post) -> list[Publication]:
    """The publications of the post in their order."""
    head = Publication.objects.get(variant__post=post)
    return [head, *head.parts.order_by("pk")]


def test_the_digest_of_a_simple_post_is_what_it_has_always_been(account):
    account.pk = 7
    said = content.shared("Bonjour", [account], link="https://example.org/", language="fr")
    assert said.shown() == {
        "accounts": {"7": {"text": "Bonjour", "link": "https://example.org/"}}, "language": "fr", "pictures": [],
    }  # fmt: skip


def test_a_post_keeps_its_parts_poll_comment_and_options(brand, draft, account, second_account, author, picture):
    versions = (
        Version(second_account, parts=(), comment="", poll=NO_POLL, pictures=(picture.asset.pk,)),
        Version(account, options={"spoiler": "Café"}, parts=(Part("À part", (picture.asset.pk,)),), poll=POLL),
    )
    said = replace(draft.content, versions=versions, images=(picture,), parts=PARTS, comment="Ici.", poll=POLL, pause=300)
    post = drafting.create(brand, replace(draft, content=said), by=author)
    assert content.of(fresh(post)) == said
    changed = replace(said, versions=(Version(second_account), Version(account)), poll=None)
    drafting.save(post, replace(draft, content=changed), by=author, revision=1)
    assert content.of(fresh(post)) == changed


def test_an_account_shows_the_shared_parts_until_it_has_its_own(account):
    said = Content("Bonjour", parts=PARTS, comment="Ici.", poll=POLL)
    assert [letter.text for letter in said.letters(Version(account))] == ["Bonjour", *(part.text for part in PARTS), "Ici."]
    assert said.letter(Version(account)).poll == POLL
    alone = Version(account, parts=(), comment="", poll=NO_POLL)
    assert [letter.text for letter in said.letters(alone)] == ["Bonjour"]
    assert said.letter(alone).poll is None


def test_a_picture_of_a_part_is_not_beside_the_first_text(brand, account, picture):
    other = Image(factories.make_asset(brand=brand), "Un sac")
    said = Content("Bonjour", images=(picture, other), parts=(Part("Le sac", (other.asset.pk,)),))
    assert [[each.alt for each in letter.pictures] for letter in said.letters(Version(account))] == [[picture.alt], ["Un sac"]]
    assert said.images_on(Version(account, parts=())) == [picture, other]
    assert said.images_on(Version(account, pictures=(other.asset.pk,))) == [other]


@pytest.mark.parametrize(
    "change",
    [
        {"parts": (PARTS[0],)},
        {"parts": PARTS[::-1]},
        {"comment": "Elle est là."},
        {"poll": POLL},
        {"pause": 120},
        {"options": {"visibility": "private"}},
    ],
    ids=str,
)
def test_whatever_a_reader_would_see_differently_withdraws_the_approval(planned, thread, author, account, change):
    if options := change.pop("options", None):
        change["versions"] = (Version(account, options=options),)
    changed = replace(thread, content=replace(thread.content, **change))
    drafting.save(planned, changed, by=author, revision=planned.revision)
    assert fresh(planned).state == PostState.DRAFT
    assert {row.state for row in chain(planned)} == {State.CANCELLED}


def test_an_approved_thread_is_planned_as_a_chain_with_its_comment_last(planned):
    rows = chain(planned)
    said = ["Bonjour à toutes et à tous.", "Puis le moulin.", "Enfin la tasse.", "La recette est ici."]
    assert [row.payload["text"] for row in rows] == said
    assert [row.follows_id for row in rows] == [None, *(row.pk for row in rows[:-1])]
    assert [row.state for row in rows] == [State.PLANNED, *[State.WAITING] * 3]
    assert {row.after_seconds for row in rows[1:]} == {60}


def test_what_is_kept_by_the_post_office_is_what_the_preview_shows(planned):
    (shown,) = proofs.of(content.of(planned))
    assert [each.payload for each in shown.all] == [row.payload for row in chain(planned)]


def test_another_date_moves_the_whole_thread_and_taking_it_back_takes_all(planned, lead):
    scheduling.set_date(planned, HOUR.replace(day=20), "Europe/Paris", by=lead)
    assert {row.wall.day for row in chain(planned)} == {20}
    approval.withdraw(fresh(planned), by=lead)
    assert {row.state for row in chain(planned)} == {State.CANCELLED}


def test_a_failed_part_leaves_the_live_post_live_and_says_which_part(planned, author, sign_in):
    first, second, *_rest = chain(planned)
    Publication.objects.filter(pk=first.pk).update(state="published", remote_id="1", published_at="2030-01-15T08:30:00Z")
    Publication.objects.filter(pk=second.pk).update(state="refused", reason="Trop long.", trouble="content")
    shown = reading.shown(fresh(planned), author)
    (copy,) = shown["copies"]
    assert (copy.publication.state, copy.live, len(copy.all)) == ("published", 1, 4)
    assert [each.in_trouble for each in copy.all] == [False, True, False, False]
    assert [(each.proof.kind, each.proof.number) for each in copy.then] == [("part", 1), ("part", 2), ("comment", 0)]
    assert shown["standing"] == "partly" and shown["has_left"] and not shown["may_edit"]
    assert Post.objects.filter(standing.within("trouble")).get() == planned
    page = sign_in(author).get(reverse("editorial:post", args=[planned.brand.slug, planned.pk])).content.decode()
    assert "1 of 4 are there" in page and page.count('class="failure"') == 1


def test_the_calendar_knows_what_became_of_the_parts(planned, brand, account):
    first, second, *_rest = chain(planned)
    Publication.objects.filter(pk=first.pk).update(state="published", remote_id="1", published_at="2030-01-15T08:30:00Z")
    Publication.objects.filter(pk=second.pk).update(state="refused")
    found = calendar.boxes(
        brand, HOUR.date(), HOUR.date().replace(day=16), "UTC", calendar.Filters(), {account.pk: account}, hours=False, most=9
    )
    ((entry,),) = [box.entries for box in found.values()]
    assert entry.standing == "partly" and entry.parts[0].after == ("refused", "waiting", "waiting")


def test_a_network_without_threads_or_polls_says_so_before_anything_is_submitted(brand, thread, second_account, author):
    said = replace(thread.content, versions=(Version(second_account),), poll=POLL)
    found = {(remark.finding.rule, remark.place) for remark in checks.remarks(brand, said)}
    assert found == {("thread.none", "parts"), ("poll.none", "poll")}
    post = drafting.create(brand, replace(thread, content=said), by=author)
    with pytest.raises(Blocked):
        submission.submit(post, by=author)


def test_a_remark_says_which_part_and_whose(brand, thread, account):
    long = (Part("Court"), Part("x" * 501))
    shared = checks.remarks(brand, replace(thread.content, parts=long))
    assert [remark.place for remark in shared] == ["part_2"]
    own = replace(thread.content, versions=(Version(account, parts=long, comment="y" * 501, options={"visibility": "nobody"}),))
    places = {remark.place for remark in checks.remarks(brand, own)}
    assert places == {f"part_{account.pk}_2", f"comment_{account.pk}", f"options_{account.pk}"}
