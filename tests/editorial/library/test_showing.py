"""A picture as each account will show it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from editorial.library import assets, showing
from editorial.models import Asset
from tests import factories


@pytest.fixture
def tall(brand) -> Asset:
    """A drawing three times as high as wide, its lower end what counts."""
    data = io.BytesIO()
    Image.new("RGB", (400, 1200), "#2f6f6a").save(data, "PNG")
    asset = assets.add(brand, SimpleUploadedFile("affiche.png", data.getvalue()), by=None, alt="Une affiche")
    asset.focal_y = 1.0
    asset.save()
    return asset


def test_each_network_shows_the_very_file_that_would_be_sent_and_what_became_of_it(brand, tall, account):
    square = factories.make_account(brand=brand, network="instagram", handle="lune")
    twin = factories.make_account(brand=brand, network="instagram", handle="lune_bis")
    plain, cropped, story = showing.of(tall, [account, square, twin])
    assert plain.changes == ("As it is",) and plain.made.digest == tall.digest
    assert cropped.accounts == [square, twin] and (cropped.made.width, cropped.made.height) == (400, 500)
    assert cropped.changes[:2] == ("Cropped around its focal point", "Made a JPEG")
    assert cropped.facts.startswith("400 × 500, JPEG, ") and cropped.address
    assert story.story and story.made.width / story.made.height == pytest.approx(9 / 16, abs=0.01)


def test_what_a_network_cannot_show_is_said(brand, account):
    narrow = factories.make_asset(brand=brand, size=(120, 120))
    instagram = factories.make_account(brand=brand, network="instagram")
    sights = showing.of(narrow, [instagram])
    assert [sight.made for sight in sights] == [None, None] and "too small" in sights[0].trouble


def test_the_page_of_a_picture_brings_it_and_asks_the_same_for_many_accounts(brand, tall, account, author, stranger, sign_in):
    client, address = sign_in(author), reverse("editorial:as_shown", args=[brand.slug, tall.pk])
    assert address in client.get(reverse("editorial:asset", args=[brand.slug, tall.pk])).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "Mastodon" in part and "As it is" in part
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        factories.make_account(brand=brand, network="mastodon", handle=f"@lune{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)
    assert sign_in(stranger).get(address).status_code == 404


def test_a_film_and_a_document_have_pages_of_their_own(brand, account, author, sign_in):
    film = factories.make_film(brand=brand, seconds=1.0, seed=1)
    client = sign_in(author)
    assert "Takes the film as it is." in client.get(reverse("editorial:as_shown", args=[brand.slug, film.pk])).content.decode()
    page = client.get(reverse("editorial:asset", args=[brand.slug, film.pk])).content.decode()
    assert reverse("editorial:film", args=[brand.slug, film.pk]) in page and "<video" in page
