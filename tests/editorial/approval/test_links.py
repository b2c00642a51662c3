"""Links without account: what they show, whose answer counts, and every way to misuse one."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import content, drafting
from editorial.approval import answers, approval, fast, links, rules, submission, talking
from editorial.approval.steps import ALL, Step
from editorial.models import Decision, Link, PostState
from editorial.refusals import NotYours
from lib import clock
from publishing.models import Publication
from team.models import AuditEntry, Membership, Notice
from tests import factories
from tests.editorial.approval.test_steps import rewrite
from tests.editorial.conftest import digest, fresh

SECRET = "un-secret-que-personne-ne-devine"
PATH = f"/read/{SECRET}/"


@pytest.fixture
def link(brand, submitted) -> Link:
    """A link to the post that waits, which counts for its step."""
    return factories.make_link(brand=brand, posts=[submitted], secret=SECRET, step=1, name="Chloé Cliente")


@pytest.fixture
def phone(link) -> Client:
    """The browser of somebody who followed the link and told their name."""
    client = Client(headers={"accept-language": "en"})
    assert client.post(PATH, {"name": "Chloé Cliente"}).status_code == 303
    return client


def answer(client, post, act, **more):
    return client.post(f"{PATH}{post.pk}/", {"act": act, "digest": digest(fresh(post)), **more})


def said(response) -> str:
    return response.content.decode()


def test_a_reader_answers_in_a_thread_that_is_shared_and_in_no_other(phone, submitted, approver):
    shown = talking.begin(submitted, content.of(submitted), "Plutôt jeudi ?", by=approver, shared=True)
    kept = talking.begin(submitted, content.of(submitted), "Entre nous", by=approver)
    empty = answer(phone, submitted, "answer", thread=shown.pk, note=" ")
    assert empty.status_code == 422 and said(empty).count("Write what you want to say.") == 1
    assert answer(phone, submitted, "answer", thread=kept.pk, note="Oui").status_code == 404
    assert answer(phone, submitted, "answer", thread=shown.pk, note="Oui, jeudi.").status_code == 303
    assert [(each.who, each.text) for each in shown.comments.all()][1:] == [("Chloé Cliente", "Oui, jeudi.")]
    assert "Oui, jeudi." in said(phone.get(PATH)) and "Entre nous" not in said(phone.get(PATH))


def test_the_pictures_of_a_link_open_for_its_reader_and_no_longer_than_the_link(brand, phone, link, submitted, approver):
    asset = factories.make_asset(brand=brand)
    submitted.pictures.create(asset=asset, place=0)
    found = re.search(r'src="(/read/[^"]+/pictures/[^"]+)"', said(phone.get(PATH)))
    assert found and "/media/" not in said(phone.get(PATH))
    answered = phone.get(found[1])
    assert answered.status_code == 200 and answered.headers["Content-Type"].startswith("image/")
    assert Client().get(found[1]).status_code == 404, "nobody told their name"
    assert phone.get(found[1] + "x").status_code == 404
    Link.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    assert phone.get(found[1]).status_code == 410
    Link.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    links.revoke(link, by=approver)
    assert phone.get(found[1]).status_code == 410


# --- what it is -------------------------------------------------------------------------------------------------------
def test_first_it_asks_who_reads_says_brand_and_who_asked_and_shows_nothing_else(link, submitted):
    page = Client(headers={"accept-language": "fr"}).get(PATH)
    words = said(page)
    assert 'lang="fr"' in words and "Maison Lune" in words and "Camille Auteur" in words and 'value="Chloé Cliente"' in words
    assert submitted.text not in words
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Referrer-Policy"] == "same-origin" and "no-store" in page.headers["Cache-Control"]


def test_only_a_hash_of_the_secret_is_kept_and_nothing_of_the_brand_is_shown(brand, link, phone, submitted, author, approver):
    other = drafting.create(brand, replace(drafting.of(submitted), content=content.shared("Secret de famille", [])), by=author)
    talking.begin(submitted, content.of(submitted), "Entre nous : le client est pressé.", by=approver)
    words = said(phone.get(PATH))
    assert submitted.text in words and "Approve" in words
    assert not any(each in words for each in (other.text, "Entre nous", approver.user.email, "/b/maison-lune"))
    assert phone.get(f"/b/{brand.slug}/posts/{submitted.pk}/").status_code == 302
    assert answer(phone, other, "approve").status_code == 404
    assert SECRET not in str(Link.objects.values().get())


def test_pictures_of_its_posts_are_seen_without_account_and_the_library_is_not(brand, account, author, approver, picture):
    shown = content.shared("Une tasse.", [account], images=[picture], language="fr")
    post = drafting.create(brand, drafting.Draft(shown), by=author)
    submission.submit(post, by=author)
    factories.make_link(brand=brand, posts=[post], secret=SECRET)
    client = Client()
    client.post(PATH, {"name": "Chloé"})
    sources = re.findall(r'<img src="([^"]+)"', said(client.get(PATH)))
    assert sources and all(client.get(each).status_code == 200 for each in sources)
    assert client.get(reverse("editorial:asset_file", args=[brand.slug, picture.asset.pk])).status_code == 302


# --- answering --------------------------------------------------------------------------------------------------------
def test_a_yes_by_link_goes_through_the_gate_and_is_recorded_with_the_name(phone, submitted, author):
    assert answer(phone, submitted, "approve", note="Très bien.").status_code == 303
    decision = fresh(submitted).decisions.get()
    assert (decision.kind, decision.way, decision.who, decision.by) == ("approved", "link", "Chloé Cliente", None)
    assert Publication.objects.count() == 2
    entry = AuditEntry.objects.get(verb="post.approved_by_link")
    assert (entry.who, entry.user, entry.brand) == ("Chloé Cliente", None, submitted.brand)
    assert Notice.objects.filter(user=author.user, text__contains="Chloé Cliente approved").exists()


def test_used_twice_it_says_so_and_decides_once(phone, submitted):
    answer(phone, submitted, "approve")
    again = answer(phone, submitted, "approve", note="Encore.")
    assert again.status_code == 409
    assert "decided on in the meantime: Chloé Cliente" in said(again) and "Encore." in said(again)
    assert fresh(submitted).decisions.count() == 1


def test_what_changed_meanwhile_is_not_approved_and_no_word_is_lost(phone, submitted, draft, author):
    seen = digest(submitted)
    rewrite(submitted, draft, author)
    late = phone.post(f"{PATH}{submitted.pk}/", {"act": "approve", "digest": seen, "note": "Parfait ainsi."})
    assert late.status_code == 409
    assert "changed while you were reading" in said(late) and "Tout autre chose." in said(late) and "Parfait ainsi." in said(late)
    assert fresh(submitted).state == PostState.SUBMITTED


@pytest.mark.parametrize(
    ("act", "typed", "sentence"),
    [
        ("changes", {}, "Say what is to change"),
        ("comment", {"note": "  "}, "Write what you want to say"),
        ("hour", {"note": "Plus tard ?"}, "On which day"),
        ("hour", {"date": "2020-01-01", "time": "10:00", "zone": "Europe/Paris"}, "has passed"),
        ("hour", {"date": "2030-01-01", "time": "10:00", "zone": "Mars/Base"}, "Nobody knows this time zone"),
    ],
)
def test_bad_input_is_said_and_kept(act, typed, sentence, phone, submitted):
    page = answer(phone, submitted, act, **typed)
    assert page.status_code == 422 and sentence in said(page) and typed.get("note", "").strip() in said(page)


def test_a_reader_asks_for_a_change_comments_and_proposes_another_hour(phone, submitted, author, sign_in, brand):
    answer(phone, submitted, "comment", note="J’adore la photo.")
    answer(phone, submitted, "hour", date="2030-01-16", time="09:00", zone="America/New_York")
    proposal = submitted.proposals.get()
    assert "J’adore la photo." in said(phone.get(PATH))
    sign_in(author).post(reverse("editorial:hour", args=[brand.slug, submitted.pk, proposal.pk]))
    assert fresh(submitted).planned_for == clock.resolve(proposal.wall, "America/New_York")
    answer(phone, submitted, "changes", note="Le prix manque.")
    assert (fresh(submitted).state, fresh(submitted).decisions.get().note) == (PostState.DRAFT, "Le prix manque.")
    assert "You asked for a change" in said(phone.get(PATH))


def test_it_counts_for_the_step_it_was_made_for(brand, post, author, approver, lead, admin):
    asked = [Step(members=frozenset({approver.pk})), Step(ALL, members=frozenset({lead.pk}), guests=("dg@example.org",))]
    rules.change(brand, None, asked, by=admin)
    submission.submit(post, by=author)
    factories.make_link(brand=brand, posts=[post], secret=SECRET, step=2, email="dg@example.org")
    client = Client(headers={"accept-language": "en"})
    client.post(PATH, {"name": "Dora"})
    assert "will be your turn after them" in said(client.get(PATH))
    assert answer(client, post, "approve").status_code == 422
    approval.approve(fresh(post), by=approver, digest=digest(post))
    answer(client, post, "approve")
    assert "agreed to this post already" in said(client.get(PATH))
    assert (fresh(post).state, fresh(post).step) == (PostState.SUBMITTED, 2)
    assert approval.approve(fresh(post), by=lead, digest=digest(post)).kind == Decision.Kind.APPROVED


# --- misuse -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spoilt", "status", "sentence"),
    [
        ({"expires_at": clock.now() - timedelta(days=1)}, 410, "has expired"),
        ({"revoked_at": clock.now()}, 410, "was taken back"),
        ({"digest": "0" * 64}, 404, "leads nowhere"),
    ],
)
def test_a_link_that_does_not_open_says_why_and_takes_no_answer(spoilt, status, sentence, phone, submitted):
    Link.objects.update(**spoilt)
    for page in (phone.get(PATH), answer(phone, submitted, "approve")):
        assert page.status_code == status and sentence in said(page)
    assert fresh(submitted).state == PostState.SUBMITTED


@pytest.mark.parametrize("change", [{"left_at": clock.now()}, {"roles": ["cm"]}, "rule"])
def test_a_link_decides_no_longer_than_who_made_it_may(change, phone, link, submitted, admin):
    if change == "rule":
        rules.change(submitted.brand, None, [Step(members=frozenset({admin.pk}))], by=admin)
        rules.apply(submitted.brand, None, by=admin)
    else:
        Membership.objects.filter(pk=link.made_by_id).update(**change)
    page = said(phone.get(PATH))
    assert "decides nothing any more" in page and 'value="approve"' not in page
    for act in ("approve", "changes"):
        late = answer(phone, submitted, act, note="Ma réponse.")
        assert late.status_code == 422 and "decides nothing any more" in said(late) and "Ma réponse." in said(late)
    assert fresh(submitted).state == PostState.SUBMITTED and not fresh(submitted).decisions.exists()
    assert answer(phone, submitted, "comment", note="Dommage.").status_code == 303


def test_the_cookie_of_one_link_opens_no_other(phone, link, brand, submitted):
    factories.make_link(brand=brand, posts=[submitted], secret="another", step=1)
    phone.cookies[f"reader_{Link.objects.latest('pk').pk}"] = phone.cookies[f"reader_{link.pk}"].value
    assert 'name="name"' in said(phone.get("/read/another/"))
    phone.post(PATH, {"leave": "1"})
    assert submitted.text not in said(phone.get(PATH))


def test_a_link_for_an_address_is_opened_with_the_code_that_is_mailed_there(link, submitted):
    Link.objects.update(email="chloe@example.org", confirm=True)
    client = Client(headers={"accept-language": "en"})
    page = client.post(PATH, {"name": "Chloé"})
    assert "c…@example.org" in said(page) and "chloe@example.org" not in said(page)
    code = re.search(r"\b\d{6}\b", mail.outbox[0].body)[0]
    wrong = "000000" if code != "000000" else "111111"
    assert "not the code" in said(client.post(PATH, {"name": "Chloé", "code": wrong}))
    assert submitted.text not in said(client.get(PATH))
    assert client.post(PATH, {"name": "Chloé", "code": code}).status_code == 303
    assert submitted.text in said(client.get(PATH))
    assert "not the code" in said(Client(headers={"accept-language": "en"}).post(PATH, {"name": "Zoé", "code": code}))


def test_a_code_has_five_tries(link):
    Link.objects.update(email="chloe@example.org", confirm=True)
    links.send_code(Link.objects.get())
    code = re.search(r"\b\d{6}\b", mail.outbox[0].body)[0]
    assert not any(links.is_code(link, "abcdef") for _try in range(5))
    assert not links.is_code(link, code)


def test_who_guesses_links_is_told_to_wait(db):
    client = Client(headers={"accept-language": "en"}, REMOTE_ADDR="203.0.113.9")
    answers = {client.get(f"/read/guess-{number}/").status_code for number in range(31)}
    assert answers == {404, 429}


# --- making one -------------------------------------------------------------------------------------------------------
def make(posts, by, **more):
    return links.make(posts, by=by, **{"step": 1, "days": 7, **more})


def test_nobody_lets_a_link_decide_what_they_may_not_decide_themselves(brand, submitted, author, approver, lead, draft):
    with pytest.raises(NotYours, match="Only who may approve"):
        make([submitted], author, email="ami@example.org")
    own = drafting.create(brand, draft, by=lead)
    submission.submit(own, by=lead)
    with pytest.raises(NotYours):
        make([fresh(own)], lead)
    assert make([submitted], approver)[0].step == 1
    assert make([submitted], author, step=0)[0].step == 0


def test_without_a_mail_server_nobody_is_told_that_a_link_is_on_its_way(brand, post, author, sign_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    data = {"post": post.pk, "step": 0, "email": "client@example.org", "days": 7, "language": "fr"}
    page = said(sign_in(author).post(reverse("editorial:make_link", args=[brand.slug]), data, follow=True))
    assert "sends no mail yet" in page and "on its way" not in page


def test_an_address_that_the_rule_names_is_asked_by_any_author_and_only_by_mail(brand, post, author, admin, sign_in):
    rules.change(brand, None, [Step(guests=("client@example.org",))], by=admin)
    submission.submit(post, by=author)
    data = {"post": post.pk, "step": 1, "email": "client@example.org", "days": 7, "language": "fr", "message": "Merci !"}
    page = sign_in(author).post(reverse("editorial:make_link", args=[brand.slug]), data, follow=True)
    url = re.search(r"/read/\S+/", mail.outbox[0].body)[0]
    assert url not in said(page) and "Merci !" in mail.outbox[0].body
    client = Client()
    client.post(url, {"name": "Cliente"})
    client.post(f"{url}{post.pk}/", {"act": "approve", "digest": digest(post)})
    assert fresh(post).state == PostState.APPROVED


def test_of_two_people_without_account_who_must_both_agree_one_is_not_enough(brand, post, author, admin):
    guests = ("client@example.org", "dg@example.org")
    rules.change(brand, None, [Step(ALL, guests=guests)], by=admin)
    submission.submit(post, by=author)
    for guest, state in zip(guests, (PostState.SUBMITTED, PostState.APPROVED), strict=True):
        link, _secret = links.make([fresh(post)], by=author, step=1, days=3, email=guest)
        answers.approve(link.items.get(), by=answers.reader_of(link, guest), digest=digest(post))
        assert fresh(post).state == state


def test_what_waits_for_others_is_offered_beside_the_chosen_post_and_the_named_address_stands_there(
    brand, draft, author, admin, sign_in
):
    rules.change(brand, None, [Step(guests=("client@example.org",))], by=admin)
    posts = [drafting.create(brand, draft, by=author) for _ in range(2)]
    for each in posts:
        submission.submit(each, by=author)
    page = said(sign_in(author).get(reverse("editorial:make_link", args=[brand.slug]), {"post": posts[1].pk}))
    assert re.findall(r'name="post" value="(\d+)"( checked)?', page) == [(str(posts[1].pk), " checked"), (str(posts[0].pk), "")]
    assert 'value="client@example.org"' in page


def test_without_an_address_the_link_is_shown_once_and_can_be_ended(brand, submitted, approver, sign_in):
    client = sign_in(approver)
    data = {"post": submitted.pk, "step": 1, "days": 3, "name": "Direction", "language": "en"}
    page = client.post(reverse("editorial:make_link", args=[brand.slug]), data)
    url = re.search(r"/read/[^\"/]+/", said(page))[0]
    assert Client().get(url).status_code == 200
    listed = said(client.get(reverse("editorial:links", args=[brand.slug])))
    assert "Direction" in listed and url not in listed
    client.post(reverse("editorial:revoke_link", args=[brand.slug, Link.objects.get().pk]))
    assert Client().get(url).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_the_one_approver_of_an_exceptional_post_gets_a_link_at_once_and_decides_as_themselves(post, author, approver):
    submission.submit(post, by=author)
    fast.make(fresh(post), approver, by=author)
    (letter,) = [each for each in mail.outbox if approver.user.email in each.to]
    url = re.search(r"/read/\S+/", letter.body)[0]
    client = Client()
    assert post.text in said(client.get(url))
    client.post(f"{url}{post.pk}/", {"act": "approve", "digest": digest(post)})
    decision = fresh(post).decisions.get()
    assert (decision.kind, decision.way, decision.by) == ("approved", "link", approver)


@pytest.mark.django_db(transaction=True)
def test_where_a_second_factor_is_asked_for_the_letter_leads_to_the_sign_in(brand, post, author, approver):
    brand.second_factor = True
    brand.save()
    submission.submit(post, by=author)
    fast.make(fresh(post), approver, by=author)
    (letter,) = [each for each in mail.outbox if approver.user.email in each.to]
    assert f"/b/{brand.slug}/posts/{post.pk}/" in letter.body and not Link.objects.exists()


def test_ten_posts_in_a_link_take_as_many_queries_as_two(brand, draft, author, approver):
    def count(secret: str, size: int) -> int:
        posts = [drafting.create(brand, draft, by=author) for _ in range(size)]
        for each in posts:
            submission.submit(each, by=author)
        factories.make_link(brand=brand, posts=posts, secret=secret, step=1)
        client = Client()
        client.post(f"/read/{secret}/", {"name": "Chloé"})
        client.get(f"/read/{secret}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/read/{secret}/")
        return len(queries)

    assert count("two", 2) == count("ten", 10)


def test_the_yeses_of_one_reader_are_one_notice_that_leads_to_all_of_them(brand, draft, author, approver):
    posts = [drafting.create(brand, draft, by=author) for _number in range(3)]
    for post in posts:
        submission.submit(post, by=author)
    link = factories.make_link(brand=brand, posts=posts, secret=SECRET, step=1, name="Chloé Cliente")
    items = list(link.items.select_related("post"))
    for item in items[:2]:
        answers.approve(item, by=answers.reader_of(link, "Chloé Cliente"), digest=digest(item.post))
    told = Notice.objects.get(user=author.user, text__contains="Chloé Cliente")
    assert (told.text, told.count, len(told.items)) == ("Chloé Cliente approved 2 of your posts.", 2, 2)
    assert f"person={author.pk}" in told.url
    answers.ask_changes(items[2], by=answers.reader_of(link, "Chloé Cliente"), digest=digest(items[2].post), note="Plus court.")
    assert Notice.objects.filter(user=author.user, text__contains="asks for a change").count() == 1


def test_where_no_mail_leaves_who_runs_the_brand_passes_the_link_on_and_nobody_else_sees_it(
    brand, submitted, author, admin, sign_in, monkeypatch
):
    monkeypatch.setattr("team.mail.leaves", lambda: False)
    rules.change(brand, None, [Step(guests=("client@example.org",))], by=admin)
    rules.apply(brand, None, by=admin)
    address, sent = reverse("editorial:make_link", args=[brand.slug]), {"post": submitted.pk, "step": 1, "days": 7}
    for member, shown in ((admin, True), (author, False)):
        page = said(sign_in(member).post(address, {**sent, "email": "client@example.org"}, follow=True))
        assert ("/read/" in page) == shown and ("pass the link on to client@example.org" in page) == shown
    wrong = said(sign_in(author).post(address, sent))
    assert "is decided on by client@example.org: send the link to that address." in wrong
