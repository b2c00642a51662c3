"""A post's page, the queue of approvals, and the parts of other pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from editorial import drafting
from editorial.approval import approval, submission
from editorial.content import Image
from editorial.models import Decision, Post, PostState
from lib import clock
from publishing.models import Publication
from publishing.troubles import repeating
from tests import factories
from tests.editorial.conftest import digest, fresh


def url(name: str, post: Post) -> str:
    return reverse(f"editorial:{name}", args=[post.brand.slug, post.pk])


def read(client, post: Post) -> str:
    return client.get(url("post", post), {"read": 1}).content.decode()


# --- as it will look -------------------------------------------------------------------------------------------------
def test_the_approver_sees_it_as_it_will_look_with_its_hour_and_may_answer(submitted, approver, sign_in):
    page = read(sign_in(approver), submitted)
    assert page.count("Bonjour à toutes et à tous.") >= 3
    assert "Tuesday 15 January 2030, 09:30" in page
    assert f'value="{digest(submitted)}"' in page and "Ask for a change" in page


def test_a_copy_that_leaves_at_another_hour_than_the_post_says_it(submitted, approver, author, sign_in):
    approval.approve(submitted, by=approver, digest=digest(submitted))
    assert "leaves here on" not in read(sign_in(author), submitted)
    publication = Publication.objects.first()
    repeating.give_time(publication, wall=datetime(2030, 2, 3, 10, 15), zone="Europe/Paris")
    assert "leaves here on 3 February, 10:15" in read(sign_in(author), submitted)


def test_the_hour_is_the_readers_with_the_brands_beside_it(submitted, brand, sign_in):
    far = factories.make_member(brand=brand, roles=["approver"], zone="America/New_York")
    page = read(sign_in(far), submitted)
    assert "15 January 2030, 03:30" in page and "09:30 in Paris" in page


def test_the_author_is_told_that_somebody_else_decides(brand, lead, approver, draft, sign_in):
    post = drafting.create(brand, draft, by=lead)
    submission.submit(post, by=lead)
    page = read(sign_in(lead), post)
    assert "somebody else approves it" in page and "Your decision" not in page


def test_findings_are_beside_the_post(submitted, approver, sign_in, brand):
    from charter.models import Charter, Word

    Word.objects.create(
        charter=Charter.objects.create(brand=brand, number=1), kind=Word.Kind.PREFER, text="bonjour", instead="bienvenue"
    )
    assert "prefers" in read(sign_in(approver), submitted)


def test_what_changed_since_the_last_decision_is_marked(submitted, approver, author, draft, sign_in):
    from dataclasses import replace

    approval.ask_changes(submitted, by=approver, digest=digest(submitted), note="Sans « toutes »")
    kept = fresh(submitted)
    text = replace(draft, content=replace(draft.content, text="Bonjour à tous."))
    drafting.save(kept, text, by=author, revision=kept.revision)
    submission.submit(fresh(kept), by=author)
    page = read(sign_in(approver), kept)
    assert "<del>" in page and "toutes" in page and "Sans « toutes »" in page


def test_the_author_of_a_draft_sees_the_change_that_was_asked_for(submitted, approver, author, sign_in):
    approval.ask_changes(submitted, by=approver, digest=digest(submitted), note="Plus court.")
    page = sign_in(author).get(url("post", submitted)).content.decode()
    assert "asks for a change" in page and "Plus court." in page


# --- deciding --------------------------------------------------------------------------------------------------------
def test_approving_leads_to_the_next_one_that_waits(submitted, approver, author, draft, sign_in):
    other = drafting.create(submitted.brand, draft, by=author)
    submission.submit(other, by=author)
    client = sign_in(approver)
    response = client.post(url("approve", submitted), {"digest": digest(submitted), "queue": 1})
    assert response.url == url("post", other) and fresh(submitted).state == PostState.APPROVED
    response = client.post(url("approve", other), {"digest": digest(other), "queue": 1})
    assert response.url == reverse("editorial:approvals", args=[submitted.brand.slug])


def test_the_second_approver_learns_who_decided_first_and_keeps_their_words(submitted, approver, lead, sign_in):
    seen = digest(submitted)
    approval.approve(submitted, by=approver, digest=seen)
    response = sign_in(lead).post(url("ask_changes", submitted), {"digest": seen, "note": "Je ne suis pas d’accord"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone decided first: Aline Approuve, approved." in page
    assert Decision.objects.count() == 1


def test_a_post_that_changed_meanwhile_is_shown_again_with_the_note(submitted, approver, author, draft, sign_in):
    from dataclasses import replace

    seen = digest(submitted)
    drafting.save(submitted, replace(draft, content=replace(draft.content, text="Autre")), by=author, revision=submitted.revision)
    response = sign_in(approver).post(url("approve", submitted), {"digest": seen, "note": "Très bien"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "changed while you were reading" in page and "Très bien" in page and "Autre" in page


def test_asking_for_a_change_without_saying_which_is_shown_at_its_field(submitted, approver, sign_in):
    response = sign_in(approver).post(url("ask_changes", submitted), {"digest": digest(submitted), "note": " "})
    assert response.status_code == 422 and "Say what is to change" in response.content.decode()
    assert fresh(submitted).state == PostState.SUBMITTED


def test_a_blocker_refuses_the_approval_with_its_sentence(submitted, approver, account, sign_in):
    type(account).objects.filter(pk=account.pk).update(limits={"text": 5})
    response = sign_in(approver).post(url("approve", submitted), {"digest": digest(submitted)})
    assert response.status_code == 422 and "too long" in response.content.decode()
    assert fresh(submitted).state == PostState.SUBMITTED


@pytest.mark.parametrize("late, said", [(10, "leaves at once"), (600, "what the brand does with late posts")])
def test_when_its_hour_has_passed_the_approver_is_told_what_will_happen(submitted, approver, sign_in, late, said):
    with time_machine.travel(submitted.planned_for + timedelta(minutes=late), tick=False):
        page = read(sign_in(approver), submitted)
    assert said in page and "Not approved in time" in page


def test_a_second_submit_from_an_old_page_says_so(submitted, author, sign_in):
    page = sign_in(author).post(url("submit", submitted), follow=True).content.decode()
    assert "submitted already" in page


def test_the_acts_are_offered_as_the_post_stands(approved, author, approver, sign_in):
    written, decided = read(sign_in(author), approved), read(sign_in(approver), approved)
    assert url("move", approved) in written and url("archive", approved) in written and url("withdraw", approved) not in written
    assert url("withdraw", approved) in decided and url("edit", approved) not in decided


def test_acts_from_a_page_of_yesterday_say_what_happened(approved, author, approver, sign_in):
    Publication.objects.update(state="published", remote_id="1", published_at=clock.now())
    page = sign_in(author).post(url("archive", approved), follow=True).content.decode()
    assert "has left" in page
    page = sign_in(approver).post(url("withdraw", approved), follow=True).content.decode()
    assert "has left" in page
    assert fresh(approved).state == PostState.APPROVED


def test_archiving_offers_to_undo(post, author, sign_in):
    page = sign_in(author).post(url("archive", post), follow=True).content.decode()
    assert "Archived." in page and url("restore", post) in page


# --- as it went ------------------------------------------------------------------------------------------------------
def test_after_publishing_it_shows_what_was_sent_not_what_the_post_says_now(approved, author, sign_in):
    Publication.objects.update(state="published", remote_id="1", remote_url="https://social.example/1", published_at=clock.now())
    Post.objects.filter(pk=approved.pk).update(text="Tout autre chose")
    page = read(sign_in(author), approved)
    assert page.count("Bonjour à toutes et à tous.") == 2
    assert page.count('href="https://social.example/1"') == 2 and "See it on Mastodon" in page


def test_what_failed_says_so_beside_what_went_well_and_can_be_copied_for_the_failed_accounts(approved, author, sign_in):
    Publication.objects.filter(account__network_name="facebook").update(state="refused", reason="Trop long.", trouble="content")
    Publication.objects.filter(account__network_name="mastodon").update(
        state="published", remote_id="1", published_at=clock.now()
    )
    client = sign_in(author)
    page = read(client, approved)
    assert "Partly published" in page and "Trop long." in page
    client.post(url("copy", approved), {"failed": 1})
    copy = Post.objects.latest("pk")
    assert [variant.account.network_name for variant in copy.variants.all()] == ["facebook"]


@pytest.mark.parametrize(("state", "hold"), [("unconfirmed", ""), ("held", "account")])
def test_what_may_be_there_or_may_still_leave_is_not_copied_for_the_failed_accounts(approved, author, sign_in, state, hold):
    Publication.objects.filter(account__network_name="facebook").update(state=state, hold=hold)
    Publication.objects.filter(account__network_name="mastodon").update(
        state="published", remote_id="1", published_at=clock.now()
    )
    client = sign_in(author)
    assert "Copy it for the accounts that failed" not in read(client, approved)
    client.post(url("copy", approved), {"failed": 1})
    assert not Post.objects.latest("pk").variants.exists()


def test_a_page_of_a_post_that_is_leaving_looks_again(approved, author, sign_in):
    assert 'id="copies" data-behaviour="live"' not in read(sign_in(author), approved)
    Publication.objects.update(state="sending")
    page = read(sign_in(author), approved)
    assert 'id="copies" data-behaviour="live"' in page
    part = sign_in(author).get(url("post", approved), {"read": 1}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "On its way" in part and "hx-swap-oob" in part


def test_pictures_are_shown_with_their_words(brand, author, draft, sign_in, picture):
    from dataclasses import replace

    post = drafting.create(
        brand, replace(draft, content=replace(draft.content, images=(Image(picture.asset, "Une tasse"),))), by=author
    )
    page = read(sign_in(author), post)
    assert page.count('alt="Une tasse"') == 2 and "/media/renditions/" in page


def test_the_page_asks_the_same_for_two_accounts_and_for_ten(brand, author, approver, sign_in, django_assert_max_num_queries):
    from editorial import content
    from editorial.drafting import Draft

    asked = []
    for size in (1, 5):
        accounts = [factories.make_account(brand=brand, network=name) for name in ("mastodon", "facebook") for _ in range(size)]
        post = drafting.create(brand, Draft(content.shared("Bonjour", accounts)), by=author)
        submission.submit(post, by=author)
        client = sign_in(approver)
        read(client, post)
        with django_assert_max_num_queries(20) as queries:
            read(client, post)
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- the queue and the parts of other pages -----------------------------------------------------------------------------
def test_the_queue_shows_what_waits_for_me_first_to_leave_on_top(brand, author, approver, lead, draft, sign_in):
    from dataclasses import replace

    later = drafting.create(brand, replace(draft, content=replace(draft.content, text="Plus tard")), by=author)
    sooner = replace(draft, content=replace(draft.content, text="Bientôt"), wall=draft.wall - timedelta(days=3))
    soon = drafting.create(brand, sooner, by=author)
    own = drafting.create(brand, replace(draft, content=replace(draft.content, text="De Léa")), by=lead)
    for post in (later, soon, own):
        submission.submit(post, by=author)
    page = sign_in(lead).get(reverse("editorial:approvals", args=[brand.slug])).content.decode()
    assert page.index("Bientôt") < page.index("Plus tard") < page.index("Waits for somebody else") < page.index("De Léa")
    part = sign_in(approver).get(reverse("editorial:today_approvals", args=[brand.slug])).content.decode()
    assert "All 3 posts" in part and "Bientôt" in part


def test_all_that_waits_for_others_is_reached_page_by_page(brand, author, approver, draft, sign_in, monkeypatch):
    monkeypatch.setattr("editorial.approval.queue.SIZE", 2)
    posts = [drafting.create(brand, draft, by=author) for _number in range(5)]
    for post in posts:
        submission.submit(post, by=author)
    client, url, seen = sign_in(author), reverse("editorial:approvals", args=[brand.slug]), []
    for query in ("", "?from=2", "?from=4"):
        page = client.get(url + query).content.decode()
        seen.append([post.pk for post in posts if f"/posts/{post.pk}/" in page])
        assert ('rel="next"' in page) == (query != "?from=4")
    assert list(map(len, seen)) == [2, 2, 1] and len({pk for row in seen for pk in row}) == 5
    assert client.get(f"{url}?from=x").status_code == 200


def test_an_empty_queue_says_so(brand, approver, sign_in):
    assert "All decided" in sign_in(approver).get(reverse("editorial:approvals", args=[brand.slug])).content.decode()


def test_today_shows_what_leaves_next_and_my_drafts(approved, brand, author, lead, draft, sign_in):
    drafting.create(brand, draft, by=lead)
    client = sign_in(author)
    assert "Scheduled" in client.get(reverse("editorial:today_next", args=[brand.slug])).content.decode()
    assert client.get(reverse("editorial:today_drafts", args=[brand.slug])).content.decode().strip() == ""
    assert "Bonjour" in sign_in(lead).get(reverse("editorial:today_drafts", args=[brand.slug])).content.decode()


def test_a_campaign_shows_its_posts_and_its_themes_wanted_planned_and_published(brand, account, author, sign_in):
    campaign = factories.make_campaign(brand=brand)
    recipes = factories.make_theme(campaign=campaign, name="Recettes", share=60)
    factories.make_theme(campaign=campaign, name="Coulisses", share=40)
    factories.make_published(account=account, campaign=campaign, theme=recipes, at=clock.now() - timedelta(days=1))
    factories.make_post(
        brand=brand, accounts=[account], campaign=campaign, theme=recipes, planned_for=datetime(2030, 1, 1, tzinfo=UTC)
    )
    client = sign_in(author)
    posts = client.get(reverse("editorial:campaign_posts", args=[brand.slug, campaign.pk])).content.decode()
    assert "2 posts on the calendar" in posts and "Coming" in posts
    themes = client.get(reverse("editorial:campaign_themes", args=[brand.slug, campaign.pk])).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", themes).split())
    assert "Recettes 60% 100% 2 posts 100% 1 post" in words
