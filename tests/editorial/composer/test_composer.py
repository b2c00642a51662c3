"""The composer as a person uses it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from charter.models import Charter, Word
from editorial import content, drafting
from editorial.approval import submission
from editorial.composer import proofs
from editorial.composer.forms import typed
from editorial.content import Image
from editorial.drafting import Draft
from editorial.models import Asset, Post, PostState
from lib.answers import Reply
from networks.rules import counters
from publishing.letters import link_pages, payloads, renditions
from publishing.models import Publication
from tests import factories
from tests.editorial.conftest import fresh


def url(name: str, brand, *args) -> str:
    return reverse(f"editorial:{name}", args=[brand.slug, *args])


def fields(kept: Post, **changed) -> dict:
    """What a browser sends for a kept post, with some of it typed over."""
    data = typed(drafting.of(kept), revision=kept.revision, zone="Europe/Paris")
    return {name: values if len(values) > 1 else values[0] for name, values in data.lists() if values} | changed


# --- writing ---------------------------------------------------------------------------------------------------------
def test_a_new_post_is_kept_and_leads_to_its_page(brand, author, account, sign_in):
    data = {"text": "Bonjour", "accounts": [account.pk], "zone": "Europe/Paris", "act": "save", "language": "fr"}
    response = sign_in(author).post(url("new", brand), data)
    post = Post.objects.get()
    assert response.url == url("post", brand, post.pk)
    assert (post.text, post.author) == ("Bonjour", author)
    assert post.variants.get().account == account


def test_a_day_chosen_on_the_calendar_and_a_campaign_are_there_already(brand, author, sign_in):
    campaign = factories.make_campaign(brand=brand)
    page = sign_in(author).get(url("new", brand), {"date": "2030-02-03", "campaign": campaign.pk}).content.decode()
    assert 'value="2030-02-03"' in page
    assert f'<option value="{campaign.pk}" selected>' in page


def test_a_draft_opens_in_the_composer_for_who_writes_and_to_be_read_for_the_others(post, author, approver, sign_in):
    assert 'data-behaviour="composer"' in sign_in(author).get(url("post", post.brand, post.pk)).content.decode()
    assert 'data-behaviour="composer"' not in sign_in(approver).get(url("post", post.brand, post.pk)).content.decode()


def test_what_is_typed_is_there_after_an_error(post, author, sign_in):
    data = fields(post, text="Mes mots à moi", link="pas une adresse", time="")
    response = sign_in(author).post(url("edit", post.brand, post.pk), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Mes mots à moi" in page and "pas une adresse" in page and "At what time?" in page
    assert fresh(post).text != "Mes mots à moi"


def test_text_is_shown_as_text(post, author, sign_in):
    response = sign_in(author).post(url("edit", post.brand, post.pk), fields(post, text="<script>x</script> & co"))
    assert "<script>x" not in sign_in(author).get(response.url).content.decode()


def test_the_fields_of_an_account_that_is_not_chosen_are_drawn_once_and_hold_what_was_typed(post, account, author, sign_in):
    browser, other = sign_in(author), factories.make_account(brand=post.brand, network="bluesky", handle="lune.example")
    empty = f'name="text_{other.pk}" dir="auto" aria-label="Text"'
    page = browser.get(url("edit", post.brand, post.pk)).content.decode()
    assert empty in page and f'aria-label="{other}"' in page
    typed_there = {f"text_{other.pk}": "Pour plus tard", "link": "pas une adresse"}
    page = browser.post(url("edit", post.brand, post.pk), fields(post, **typed_there)).content.decode()
    assert "Pour plus tard</textarea>" in page
    assert "Pour plus tard" not in browser.get(url("edit", post.brand, post.pk)).content.decode()


def test_a_page_that_nobody_has_begun_reproaches_nothing(brand, author, account, sign_in):
    page = sign_in(author).get(url("new", brand)).content.decode()
    assert "Stops it" not in page and "Once you write" in page


# --- fresh counters, remarks, previews ------------------------------------------------------------------------------
def test_checking_shows_the_servers_own_counters_and_keeps_nothing(post, account, author, sign_in):
    text = "Un essai avec https://example.org/une/tres/longue/adresse et 👩‍👩‍👧‍👦."
    response = sign_in(author).post(url("check", post.brand), fields(post, text=text, post=post.pk))
    (counter,) = counters(account.network.rules, text)
    assert f"{counter.used} / {counter.limit}" in response.content.decode()
    assert fresh(post).text != text and fresh(post).revision == 1


@pytest.mark.parametrize("length, level", [(300, "ok"), (400, "near"), (501, "over")])
def test_a_counter_is_amber_from_eighty_percent_and_red_over(post, author, sign_in, length, level):
    page = sign_in(author).post(url("check", post.brand), fields(post, text="x" * length)).content.decode()
    assert f'data-state="{level}"' in page


def test_what_is_too_long_is_struck_through_from_where_it_is(post, author, sign_in):
    page = sign_in(author).post(url("check", post.brand), fields(post, text="a" * 500 + "trop")).content.decode()
    assert '<span class="preview__over">trop</span>' in page


def test_a_remark_leads_to_its_place_in_the_units_of_the_browser(post, author, sign_in, brand):
    Word.objects.create(charter=Charter.objects.create(brand=brand, number=1), kind=Word.Kind.NEVER, text="super", instead="bien")
    page = sign_in(author).post(url("check", brand), fields(post, text="😀 C’est super")).content.decode()
    assert 'data-jump="text" data-start="9" data-end="14"' in page
    assert 'data-mend="bien"' in page


def test_a_remark_about_an_accounts_own_words_leads_to_its_tab(post, account, author, sign_in, brand):
    data = fields(post, **{f"own_{account.pk}": "on", f"text_{account.pk}": "x" * 600})
    page = sign_in(author).post(url("check", brand), data).content.decode()
    assert f'data-jump="text_{account.pk}"' in page


def test_the_brands_hour_is_shown_where_it_differs(post, author, sign_in):
    page = sign_in(author).post(url("check", post.brand), fields(post, zone="America/New_York")).content.decode()
    assert "15:30 in Paris" in page


# --- drafts that keep themselves -------------------------------------------------------------------------------------
def test_a_first_autosave_makes_a_draft_and_says_where_it_is(brand, author, sign_in):
    told = sign_in(author).post(url("autosave_new", brand), {"text": "Un début"}).json()
    post = Post.objects.get()
    assert told["revision"] == 1 and told["url"] == url("post", brand, post.pk)


def test_nothing_typed_makes_no_draft(brand, author, sign_in):
    assert sign_in(author).post(url("autosave_new", brand), {"text": "  "}).status_code == 202
    assert not Post.objects.exists()


def test_an_autosave_counts_the_revision(post, author, sign_in):
    told = sign_in(author).post(url("autosave", post.brand, post.pk), fields(post, text="Encore")).json()
    assert told["revision"] == 2 and fresh(post).text == "Encore"


def test_what_was_kept_and_not_heard_of_is_known_again_and_begins_no_second_post(brand, post, author, sign_in):
    client, said = sign_in(author), fields(post, text="Encore")
    first, again = (client.post(url("autosave", brand, post.pk), said) for _time in range(2))
    assert (again.status_code, again.json()) == (200, first.json()), "nobody else has saved"
    assert client.post(url("autosave", brand, post.pk), {**said, "text": "Autre"}).status_code == 409
    begun, twice = (
        client.post(url("autosave_new", brand), {"text": "Un début", "sitting": "s3cret"}).json() for _time in range(2)
    )
    assert begun["post"] == twice["post"] and Post.objects.count() == 2
    client.post(url("new", brand), {"text": "Un début, et la suite", "sitting": "s3cret", "revision": begun["revision"]})
    assert Post.objects.get(pk=begun["post"]).text == "Un début, et la suite"


def test_a_stale_autosave_says_who_saved(post, author, lead, sign_in, draft):
    drafting.save(post, draft, by=lead, revision=1)
    response = sign_in(author).post(url("autosave", post.brand, post.pk), fields(post, text="En retard", revision=1))
    assert response.status_code == 409 and "Léa Lead" in response.json()["sentence"]


def test_an_autosave_is_no_way_around_the_approval(approved, author, sign_in):
    response = sign_in(author).post(url("autosave", approved.brand, approved.pk), fields(approved, text="En douce"))
    assert response.status_code == 422
    assert fresh(approved).state == PostState.APPROVED and fresh(approved).text != "En douce"


# --- two people in one draft -----------------------------------------------------------------------------------------
def test_who_saves_second_sees_both_texts_and_loses_nothing(post, author, lead, sign_in):
    mine, theirs = sign_in(author), sign_in(lead)
    before = fields(post)
    theirs.post(url("edit", post.brand, post.pk), before | {"text": "La version de Léa"})
    response = mine.post(url("edit", post.brand, post.pk), before | {"text": "La version de Camille"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "La version de Léa" in page and "La version de Camille" in page and "Léa Lead" in page
    assert "La version de <del>Léa</del><ins>Camille</ins>" in page
    assert fresh(post).text == "La version de Léa"
    assert 'name="revision" value="2"' in page and "data-autosave" not in page
    mine.post(url("edit", post.brand, post.pk), before | {"text": "La version de Camille", "revision": 2})
    assert fresh(post).text == "La version de Camille"


def test_while_typing_one_is_told_that_somebody_saved(post, author, lead, sign_in, draft):
    drafting.save(post, draft, by=lead, revision=1)
    page = sign_in(author).post(url("check", post.brand), fields(post, revision=1, post=post.pk)).content.decode()
    assert "Léa Lead saved this post" in page


# --- submitting ------------------------------------------------------------------------------------------------------
def test_submitting_says_who_can_approve(post, author, approver, sign_in):
    response = sign_in(author).post(url("edit", post.brand, post.pk), fields(post, act="submit"), follow=True)
    assert fresh(post).state == PostState.SUBMITTED
    assert "Aline Approuve can now approve it." in response.content.decode()


def test_pressing_submit_twice_says_so_and_is_no_conflict(post, author, sign_in):
    client, data = sign_in(author), fields(post, text="Deux clics", act="submit")
    client.post(url("edit", post.brand, post.pk), data)
    page = client.post(url("edit", post.brand, post.pk), data, follow=True)
    assert page.status_code == 200 and "submitted already" in page.content.decode()
    assert fresh(post).state == PostState.SUBMITTED


def test_a_blocker_stops_the_submission_and_what_was_typed_is_saved(post, author, sign_in):
    response = sign_in(author).post(url("edit", post.brand, post.pk), fields(post, text="x" * 600, act="submit"))
    assert response.status_code == 422
    assert "Saved, but not submitted" in response.content.decode()
    assert (fresh(post).state, len(fresh(post).text)) == (PostState.DRAFT, 600)


def test_a_change_of_an_approved_post_asks_again(approved, author, sign_in):
    sign_in(author).post(url("edit", approved.brand, approved.pk), fields(approved, text="Autrement"))
    assert fresh(approved).state == PostState.DRAFT
    assert not Publication.objects.filter(state="planned").exists()


def test_what_has_left_opens_to_be_read(approved, author, sign_in):
    Publication.objects.update(state="sending")
    page = sign_in(author).get(url("edit", approved.brand, approved.pk), follow=True).content.decode()
    assert "cannot be changed any more" in page and 'data-behaviour="composer"' not in page


# --- pictures --------------------------------------------------------------------------------------------------------
def test_without_script_a_picture_comes_with_the_form_and_a_broken_one_loses_no_words(post, author, sign_in):
    broken = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff" + b"x" * 500, "image/jpeg")
    response = sign_in(author).post(url("edit", post.brand, post.pk), fields(post, text="Mes mots", files=[broken]))
    assert response.status_code == 422
    assert "photo.jpg" in response.content.decode() and "Mes mots" in response.content.decode()


def test_what_is_with_the_approvers_is_shown_as_it_was_cropped_for_them(brand, author, approver, sign_in):
    square = factories.make_account(brand=brand, network="instagram", handle="lune")
    asset = factories.make_asset(brand=brand, size=(600, 2000))
    draft = Draft(content.shared("Une affiche", [square], images=[Image(asset, "Une affiche", (0.5, 0.0))]))
    kept = drafting.create(brand, draft, by=author)
    submission.submit(kept, by=author)
    Asset.objects.filter(pk=asset.pk).update(focal_y=1.0)
    sent = renditions.path_of(proofs.of(content.of(kept))[0].payload["media"][0]["file"])
    client = sign_in(author)
    assert sent in client.get(url("edit", brand, kept.pk)).content.decode()
    assert sent in client.post(url("check", brand), fields(fresh(kept), post=kept.pk)).content.decode()


# --- the same number of questions ------------------------------------------------------------------------------------
def test_the_composer_asks_the_database_the_same_whatever_there_is(
    brand, author, sign_in, picture, django_assert_max_num_queries
):
    Charter.objects.create(brand=brand, number=1, alt_required=False, french_spaces=False)  # without one it takes one more
    client, sizes = sign_in(author), []
    for size in (1, 5):
        accounts = [factories.make_account(brand=brand, network=name) for name in ("mastodon", "facebook") for _ in range(size)]
        images = [picture, *(Image(factories.make_asset(brand=brand), "Un sac") for _ in range(size))][:4]
        for _ in range(size):
            factories.make_theme(campaign=factories.make_campaign(brand=brand))
        post = drafting.create(brand, Draft(content.shared("Bonjour", accounts, images=images)), by=author)
        client.get(url("post", brand, post.pk))
        with django_assert_max_num_queries(15) as asked:
            page = client.get(url("post", brand, post.pk))
        sizes.append(len(asked))
    assert sizes[0] == sizes[1]
    assert len(page.content) < 68_000, "twelve accounts, ten of them chosen, four pictures each"


def test_the_composer_is_light_for_a_brand_with_ten_accounts(brand, author, sign_in, picture):
    accounts = [factories.make_account(brand=brand, network=name) for name in ("mastodon", "facebook") for _ in range(5)]
    post = drafting.create(brand, Draft(content.shared("Bonjour " * 40, accounts[:4], images=[picture])), by=author)
    assert len(sign_in(author).get(url("post", brand, post.pk)).content) < 60_000


def test_the_composer_is_light_with_twelve_remarks_on_six_accounts(brand, author, lead, sign_in, picture):
    charter, said = Charter.objects.create(brand=brand, number=1), [f"interdit{letter}" for letter in "abcdefghijkl"]
    Word.objects.bulk_create(Word(charter=charter, kind="never", text=word, instead="permis") for word in said)
    accounts = [factories.make_account(brand=brand, network=name) for name in ("mastodon", "facebook") for _ in range(3)]
    draft = Draft(content.shared(" ".join(said), accounts, images=[picture]))
    post = drafting.create(brand, draft, by=author)
    page = sign_in(lead).get(url("post", brand, post.pk)).content
    assert page.count(b'<li class="finding"') >= 12 and len(page) < 62_000


# --- the card of a link ----------------------------------------------------------------------------------------------
class Shop:
    """A wire to one page."""

    def request(self, method, url, **more):
        return Reply(200, b"<title>La carte &lt;b&gt;</title><meta name=description content='Douze caf\xc3\xa9s'>")


def test_the_preview_shows_the_card_that_will_be_sent(brand, author, approver, sign_in):
    account = factories.make_account(brand=brand, network="bluesky", handle="lune.bsky.social")
    kept = drafting.create(brand, Draft(content.shared("Lisez", [account], link="https://maisonlune.fr/carte")), by=author)
    with link_pages.standing_in(Shop()):
        page = sign_in(author).get(url("post", brand, kept.pk)).content.decode()
    assert "La carte &lt;b&gt;" in page
    assert "Douze cafés" in page
    payload = proofs.of(content.of(kept))[0].payload
    assert payload["card"] == {"title": "La carte <b>", "description": "Douze cafés", "picture": None}
    assert payloads.payload_of(account, content.of(kept).letter(content.of(kept).versions[0])) == payload
