"""Threads, polls, first comments and options as a person writes them, up to the networks."""

import json
import threading
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import content, drafting
from editorial.approval import submission
from editorial.composer import proofs
from editorial.composer.forms import PostForm, typed
from editorial.content import NO_POLL, Content, Image, Part, Version
from editorial.drafting import Draft
from editorial.models import PostState
from editorial.stock.terms import Terms
from lib import clock
from networks import network
from networks.parcels import Poll
from networks.stubs.server import Server
from publishing.accounts import connecting, practice
from publishing.engine import draining
from publishing.models import Account, Publication
from tests import factories
from tests.editorial.composer.test_composer import fields, url
from tests.editorial.conftest import ZONE, approve, fresh

POLL = Poll(("En grains", "Moulu"), 86_400)
words = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=20)
some_parts = st.lists(st.builds(Part, words), max_size=3).map(tuple)
polls = st.builds(
    Poll, st.lists(words.map(str.strip), min_size=1, max_size=3).map(tuple), st.sampled_from([300, 86_400]), st.booleans()
)


# --- what the fields say ---------------------------------------------------------------------------------------------
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    parts=some_parts,
    comment=words,
    poll=st.none() | polls,
    own=st.none() | some_parts,
    none=st.booleans(),
    said=st.none() | words,
)
def test_a_kept_thread_comes_back_from_the_form_as_it_was(
    brand, account, second_account, picture, parts, comment, poll, own, none, said
):
    versions = (
        Version(second_account, poll=NO_POLL if none else poll, pictures=(picture.asset.pk,) if none else None),
        Version(account, options={"spoiler": "Café", "sensitive": True}, parts=own, comment=said),
    )
    parts = tuple(replace(part, pictures=(picture.asset.pk,)) for part in parts)
    draft = Draft(Content("Un", "", "fr", versions, (picture,), parts, comment, poll, 300), zone=ZONE, terms=Terms())
    form = PostForm(typed(draft), brand=brand)
    assert form.is_valid(), form.errors
    assert form.draft == draft


def test_a_field_that_is_ticked_begins_with_what_is_shared_as_far_as_the_network_can(brand, account, second_account):
    shared = Content("Un", versions=(Version(second_account), Version(account)), parts=(Part("Deux"),), poll=POLL)
    data = typed(Draft(shared))
    for pk in (account.pk, second_account.pk):
        data[f"ownparts_{pk}"] = data[f"ownpoll_{pk}"] = "on"
    form = PostForm(data, brand=brand)
    assert form.is_valid()
    page, here = form.draft.content.versions
    assert (here.parts, here.poll) == (shared.parts, POLL)
    assert (page.parts, page.poll) == ((), NO_POLL)
    data["back"] = f"parts_{account.pk}"
    form = PostForm(data, brand=brand)
    assert form.is_valid() and form.draft.content.versions[1].parts is None


def test_an_option_that_a_network_does_not_have_is_not_taken_and_a_wrong_one_is_told(brand, account):
    data = typed(Draft(content.shared("Un", [account])))
    data[f"option_{account.pk}-moon"] = "blue"
    data[f"option_{account.pk}-visibility"] = "private"
    form = PostForm(data, brand=brand)
    assert form.is_valid() and form.draft.content.versions[0].options == {"visibility": "private"}
    data[f"option_{account.pk}-visibility"] = "nobody"
    assert not PostForm(data, brand=brand).is_valid()


# --- pages -----------------------------------------------------------------------------------------------------------
def test_a_button_shapes_what_was_typed_and_keeps_nothing(post, author, account, sign_in):
    client = sign_in(author)
    page = client.post(url("shape", post.brand), fields(post, shape="add part")).content.decode()
    assert 'name="part_1"' in page and 'data-focus="part_1"' in page
    page = client.post(url("shape", post.brand), fields(post, shape=f"open own_{account.pk}")).content.decode()
    assert f'name="option_{account.pk}-visibility"' in page and f'id="own-{account.pk}"' in page
    assert client.post(url("shape", post.brand), fields(post, shape="nonsense")).status_code == 404
    assert fresh(post).revision == 1 and fresh(post).parts == []


def test_without_script_the_buttons_save_and_come_back_to_writing(post, author, account, sign_in):
    client = sign_in(author)
    answer = client.post(url("edit", post.brand, post.pk), fields(post, text="Une phrase. " * 60, shape="split text"))
    assert answer.url == url("edit", post.brand, post.pk)
    assert len(fresh(post).parts) == 1 and len(fresh(post).text) <= 500
    answer = client.post(url("edit", post.brand, post.pk), fields(fresh(post), shape=f"open own_{account.pk}"))
    page = client.get(answer.url).content.decode()
    assert f'name="ownparts_{account.pk}"' in page and 'name="part_1"' in page


def test_autosave_keeps_all_of_it(post, author, account, sign_in):
    more = {"part_1": "Deux", "comment": "Là.", "choice": ["a", "b"], "pollseconds": "3600", "pollmultiple": "on", "pause": "60"}
    more |= {f"option_{account.pk}-spoiler": "Café", f"owncomment_{account.pk}": "on", f"shown_{account.pk}": "comment"}
    told = sign_in(author).post(url("autosave", post.brand, post.pk), fields(post, **more))
    assert told.status_code == 200
    kept = content.of(fresh(post))
    assert (kept.parts, kept.comment, kept.poll, kept.pause) == ((Part("Deux"),), "Là.", Poll(("a", "b"), 3600, True), 60)
    here = next(each for each in kept.versions if each.account == account)
    assert (dict(here.options), here.comment) == ({"spoiler": "Café"}, "")


def test_what_some_networks_do_not_take_is_said_once_and_left_out_with_one_button(post, author, account, second_account, sign_in):
    client, more = sign_in(author), {"choice": ["a", "b"], "pollseconds": "3600", "part_1": "Deux"}
    page = client.post(url("check", post.brand), fields(post, **more)).content.decode()
    assert page.count("This network takes no polls") == 1 and 'value="leave poll"' in page
    assert 'data-jump="poll"' in page and 'data-jump="parts"' in page
    for field in ("poll", "parts"):
        client.post(
            url("edit", post.brand, post.pk), fields(fresh(post), **(more if field == "poll" else {}), shape=f"leave {field}")
        )
    page = next(each for each in content.of(fresh(post)).versions if each.account == second_account)
    assert (page.poll, page.parts) == (NO_POLL, ())
    submission.submit(fresh(post), by=author)


def test_the_content_warning_counts_in_the_counter_that_is_shown(post, author, account, sign_in):
    typed_in = fields(post, text="x" * 480, **{f"option_{account.pk}-spoiler": "y" * 30})
    page = sign_in(author).post(url("check", post.brand), typed_in).content.decode()
    assert "510 of 500 characters" in page and "take 510 characters together" in page


def test_a_rich_post_asks_the_database_the_same_and_stays_light(brand, author, sign_in, django_assert_max_num_queries):
    names = ("mastodon", "bluesky", "facebook", "instagram")
    accounts = [factories.make_account(brand=brand, network=name) for name in names]
    images = tuple(Image(factories.make_asset(brand=brand, size=(800, 800)), alt) for alt in ("Une tasse", "Un sac"))
    parts = tuple(Part(f"Partie {number}", (images[0].asset.pk,)) for number in range(4))
    said = Content("Bonjour", versions=tuple(map(Version, accounts)), images=images, parts=parts, comment="Là.", poll=POLL)
    post = drafting.create(brand, Draft(said), by=author)
    client = sign_in(author)
    client.get(url("post", brand, post.pk))
    with django_assert_max_num_queries(15):
        page = client.get(url("post", brand, post.pk))
    assert len(page.content) < 90_000


@pytest.mark.parametrize(
    "text",
    [
        "mot " * 25_000,
        "مرحبا بكم في المقهى. " * 30,
        "e\u0301\u0302\u0303" * 400,
        "👩‍👩‍👧‍👦" * 350,
        "\u202eà l’envers",
        "\n" * 900,
    ],
    ids=["100 000 characters", "right to left", "combining marks", "emoji", "direction marks", "empty lines"],
)
def test_texts_of_all_kinds_go_through(post, author, text, sign_in):
    client = sign_in(author)
    more = {"text": text, "part_1": text, "comment": text[:2000]}
    assert client.post(url("check", post.brand), fields(post, **more)).status_code == 200
    assert client.post(url("shape", post.brand), fields(post, **more, shape="split text")).status_code == 200
    client.post(url("edit", post.brand, post.pk), fields(post, **more))
    assert (fresh(post).text, fresh(post).parts[0]["text"]) == (text, text)
    assert client.get(url("edit", post.brand, post.pk)).status_code == 200


# --- up to the networks ----------------------------------------------------------------------------------------------
@pytest.fixture
def practice_net(settings):
    """The practice network, as it stands beside the product."""
    server = Server("127.0.0.1", 0, None, names=["mastodon", "bluesky", "facebook", "instagram"])
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.STUBNET_URL = server.url
    for stub in server.net.stubs.values():
        stub.fetch = lambda address: Client().get(address.removeprefix(settings.SITE_URL)).getvalue()
    yield server
    server.shutdown()
    server.server_close()


def connected(admin, name: str) -> Account:
    identity = practice.open_account(network(name), name="Maison Lune", handle="maison_lune")
    return connecting.connect(admin.brand, network(name), identity, by=admin, kind=Account.Wire.STUB)


def kept_as(value: object) -> object:
    """The value as the database keeps it."""
    return json.loads(json.dumps(value))


@pytest.mark.django_db(transaction=True)
def test_a_thread_with_a_picture_and_a_poll_leaves_as_it_was_previewed(brand, admin, author, approver, practice_net, sign_in):
    picture = Image(factories.make_asset(brand=brand, size=(800, 800)))
    here, sky, page, gram = (connected(admin, name) for name in ("mastodon", "bluesky", "facebook", "instagram"))
    wall = clock.wall(clock.now(), ZONE)
    typed_in = {
        "text": "Trois gestes pour un café filtre.", "accounts": [here.pk, sky.pk, page.pk, gram.pk], "language": "fr",
        "date": f"{wall:%Y-%m-%d}", "time": f"{wall:%H:%M}", "zone": ZONE,
        "picture": [picture.asset.pk], f"alt_{picture.asset.pk}": "Une tasse",
        "part_1": "Le geste, en image.", "partpicture_1": [picture.asset.pk], "part_2": "Et la tasse.",
        "comment": "La recette est ici.", "choice": ["En grains", "Moulu"], "pollseconds": "86400",
        f"option_{here.pk}-visibility": "unlisted", f"option_{here.pk}-spoiler": "Café",
        f"option_{sky.pk}-replies": "followers", f"option_{sky.pk}-warning": "", "act": "submit",
        **{f"ownpoll_{each.pk}": "on" for each in (sky, page, gram)},
        **{f"ownparts_{each.pk}": "on" for each in (page, gram)},
    }  # fmt: skip
    client = sign_in(author)
    answer = client.post(url("new", brand), typed_in, follow=True)
    assert answer.status_code == 200, answer.context["notes"]
    post = brand.posts.get()
    assert post.state == PostState.SUBMITTED
    previewed = {proof.account.pk: kept_as([each.payload for each in proof.all]) for proof in proofs.of(content.of(post))}
    approve(post, approver)
    kept = {
        head.account_id: [head.payload, *(row.payload for row in head.parts.order_by("pk"))]
        for head in Publication.objects.filter(variant__post=post)
    }
    assert kept == previewed
    for _round in range(5):
        draining.drain(20)
    assert set(Publication.objects.values_list("state", flat=True)) == {"published"}, list(Publication.objects.values("reason"))
    stubs = practice_net.net.stubs
    tooted = sorted(stubs["mastodon"].posts.values(), key=lambda each: each.at)
    said = ["Trois gestes pour un café filtre.", "Le geste, en image.", "Et la tasse.", "La recette est ici."]
    assert [each.text for each in tooted] == said
    assert [each.parent for each in tooted[1:]] == [each.id for each in tooted[:-1]]
    assert tooted[1].alts == ("Une tasse",) and tooted[0].alts == ()
    assert tuple(tooted[0].extra["poll"]["choices"]) == POLL.choices
    assert {(each.extra["spoiler_text"], each.extra["visibility"]) for each in tooted} == {("Café", "unlisted")}
    gates = [record["allow"] for record in stubs["bluesky"].records.values() if record["$type"].endswith("threadgate")]
    assert [[rule["$type"].partition("#")[2] for rule in allowed] for allowed in gates] == [["followerRule"]]
    for name, parts in (("bluesky", 4), ("facebook", 2), ("instagram", 2)):
        assert len(stubs[name].posts) == parts, name
