"""What a post said at each save: kept, compared, taken back."""

from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from editorial import content, drafting
from editorial.approval import approval, submission
from editorial.composer import differences, history, versions
from editorial.content import Part
from editorial.models import Post, PostState
from lib import clock
from networks.parcels import Poll
from tests.editorial.conftest import approve, digest, fresh


def saying(post: Post, text: str, **more):
    """The post's draft with another text."""
    kept = drafting.of(post)
    return replace(kept, content=replace(kept.content, text=text, **more))


def typed(post: Post, text: str, by, *, saved: bool = False, **more) -> Post:
    """The post after that was typed, and saved by hand or by itself."""
    verb = drafting.save if saved else drafting.autosave
    return verb(post, saying(post, text, **more), by=by, revision=post.revision)


def said(post: Post) -> list[tuple[int, str, bool]]:
    """Number, text and whether it is still open, of each version."""
    rows = post.versions.order_by("number")
    return [(row.number, row.kept["post"]["text"], row.sitting) for row in rows]


def test_what_one_person_types_is_one_version_until_they_save_or_pause(post, author, approver):
    start = clock.now()
    for minutes, text, by, saved in (
        (0, "Un", author, False),
        (10, "Un deux", author, False),
        (26, "Trois", author, False),
        (27, "Quatre", approver, False),
        (28, "Cinq", approver, True),
        (29, "Six", approver, False),
        (30, "Six", approver, True),
    ):
        with clock.stopped_at(start + timedelta(minutes=minutes)):
            post = typed(post, text, by, saved=saved)
    first = (1, "Bonjour à toutes et à tous.", False)
    texts = ["Un deux", "Trois", "Cinq", "Six"]
    assert [(n, text) for n, text, _open in said(post)] == [first[:2], *enumerate(texts, 2)]
    assert not said(post)[-1][2]


def test_typing_nothing_new_makes_no_revision(post, author):
    typed_once = typed(post, "Deux", author)
    again = typed(typed_once, "Deux", author)
    assert (again.revision, len(said(post))) == (typed_once.revision, 2)


def test_what_somebody_decided_on_is_never_typed_over(post, author, approver):
    submission.submit(typed(post, "Décidé", author), by=author)
    approval.ask_changes(fresh(post), by=approver, digest=digest(fresh(post)), note="Plus court.")
    post = typed(fresh(post), "Plus court", author)
    assert [text for _n, text, _open in said(post)][-2:] == ["Décidé", "Plus court"]


def test_the_oldest_go_but_what_was_approved_stays(approved, author, monkeypatch):
    monkeypatch.setattr(versions, "MOST", 3)
    post = fresh(approved)
    for number in range(5):
        post = typed(post, f"Texte {number}", author, saved=True)
    assert [n for n, _text, _open in said(post)] == [1, 4, 5, 6]


def test_a_version_brings_back_everything_that_was_said(post, author, account, picture):
    rich = saying(post, "Avant", link="https://a.example", images=(picture,), parts=(Part("Suite", (picture.asset.pk,)),))
    own = tuple(replace(each, text="À part", poll=Poll(("Oui", "Non"), 3600)) for each in rich.content.versions)
    rich = replace(rich, content=replace(rich.content, versions=own, comment="Enfin", pause=60))
    before = drafting.save(post, rich, by=author, revision=post.revision)
    wanted = content.of(before)
    after = typed(before, "Après", author, saved=True, images=(), parts=(), versions=())
    kept = history.take_back(after, 2, by=author, revision=after.revision)
    assert content.of(kept) == wanted
    assert kept.versions.get(number=4).restored == 2
    assert said(kept)[2][1] == "Après"


def test_what_is_typed_and_not_saved_is_not_lost_when_an_older_version_is_taken(post, author):
    post = typed(typed(post, "Deux", author, saved=True), "Trois, en cours", author)
    kept = history.take_back(post, 1, by=author, revision=post.revision)
    assert [text for _n, text, _open in said(kept)][2:] == ["Trois, en cours", "Bonjour à toutes et à tous."]


def test_an_older_version_of_an_approved_post_asks_for_approval_again(approved, author, approver, sign_in):
    post = typed(fresh(approved), "Autre", author, saved=True)
    if fresh(post).state == PostState.DRAFT:
        submission.submit(fresh(post), by=author)
    assert approve(fresh(post), approver).state == PostState.APPROVED
    client, at = sign_in(author), [post.brand.slug, post.pk]
    page = client.get(reverse("editorial:versions", args=at), {"version": 1, "now": ""}).content.decode()
    assert "asks for approval again" in page and "<ins>Autre</ins>" in page
    answer = client.post(reverse("editorial:take_version", args=[*at, 1]), {"revision": fresh(post).revision}, follow=True)
    assert "Version 1 is back, and asks for approval again." in answer.content.decode()
    assert (fresh(post).text, fresh(post).state != PostState.APPROVED) == ("Bonjour à toutes et à tous.", True)


def test_who_was_not_first_is_told_and_nothing_changes(post, author, sign_in):
    post = typed(post, "Deux", author, saved=True)
    address = reverse("editorial:take_version", args=[post.brand.slug, post.pk, 1])
    page = sign_in(author).post(address, {"revision": "1"}, follow=True).content.decode()
    assert "Somebody changed this post" in page and fresh(post).text == "Deux"


def test_the_page_says_what_else_changed_and_asks_the_same_for_many(
    post, author, account, picture, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(author), reverse("editorial:versions", args=[post.brand.slug, post.pk])
    asked = []
    for count in (2, 6):
        for number in range(count):
            post = typed(post, f"Texte {count} {number}", author, saved=True, images=(picture,) if number % 2 else ())
        with django_assert_max_num_queries(20) as queries:
            page = client.get(address).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert "1 picture or film more." in page
    assert client.get(address, {"version": "99"}).status_code == 404
    assert client.get(address, {"version": "x"}).status_code == 404


def test_what_is_gone_meanwhile_is_left_out_and_said(post, author, picture, sign_in):
    post = typed(post, "Avec", author, saved=True, images=(picture,))
    post = typed(post, "Sans", author, saved=True, images=())
    picture.asset.delete()
    page = sign_in(author).get(reverse("editorial:versions", args=[post.brand.slug, post.pk]), {"version": 2})
    assert "comes back without it" in page.content.decode()
    assert content.of(history.take_back(post, 2, by=author, revision=post.revision)).images == ()


def test_everything_beside_the_words_is_told_in_sentences(account, second_account, picture):
    one = content.shared("Un", [account], link="https://a.example", language="fr", images=[picture])
    poll, described = Poll(("Oui", "Non"), 3600), replace(picture, alt="Autre", focus=(0.1, 0.5))
    two = replace(content.shared("Un", [account, second_account], language="en", images=[described]), poll=poll)
    names = {account.pk: "A", second_account.pk: "B"}
    assert differences.sentences(one.shown(), two.shown(), names) == [
        "Also for B.",
        "The language: English.",
        "1 picture has another alternative text.",
        "1 picture is cropped otherwise.",
        "No link any more.",
        "The poll: Oui / Non",
    ]
    three = replace(two, versions=(replace(two.versions[0], options={"spoiler": "x"}), two.versions[1]), images=(), poll=None)
    assert differences.sentences(two.shown(), three.shown(), names) == [
        "1 picture or film less.",
        "No poll any more.",
        "A: The options of its network changed.",
    ]


def test_two_people_in_one_draft_are_told_of_each_other(post, author, lead, sign_in):
    address = reverse("editorial:post", args=[post.brand.slug, post.pk])
    first, second = sign_in(author), sign_in(lead)
    start, told = clock.now(), "has this post open too"
    with clock.stopped_at(start):
        assert told not in first.get(address).content.decode()
        assert f"{author} {told}" in second.get(address).content.decode()
    check = reverse("editorial:check", args=[post.brand.slug])
    with clock.stopped_at(start + timedelta(seconds=60)):
        assert f"{lead} {told}" in first.post(check, {"post": post.pk, "text": "Un"}).content.decode()
    with clock.stopped_at(start + timedelta(seconds=150)):
        assert told not in first.post(check, {"post": post.pk, "text": "Deux"}).content.decode()
