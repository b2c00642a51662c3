"""Pictures of the library: what is taken in, and who gets them."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow

from editorial.library import assets, keeping
from editorial.models import Asset
from lib import pictures
from lib.pictures import BadFile, BadPicture
from tests import factories


def photo(name: str = "tasse.jpg", kind: str = "JPEG", colour: str = "#b4532a", size=(900, 600)) -> SimpleUploadedFile:
    data = io.BytesIO()
    Pillow.new("RGB", size, colour).save(data, kind)
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def test_a_picture_is_kept_under_the_digest_of_its_content_with_thumbnails(brand, author):
    asset = assets.add(brand, photo(), by=author, alt="Une tasse")
    assert asset.file == f"assets/{brand.pk}/{asset.digest}.jpeg"
    assert (asset.name, asset.alt, asset.width, asset.height, asset.added_by) == ("tasse.jpg", "Une tasse", 900, 600, author)
    for name in (asset.file, *(assets.thumbnail_name(asset.file, width) for width in assets.WIDTHS)):
        assert default_storage.exists(name)


def test_the_same_content_twice_is_one_asset_and_another_brand_has_its_own(brand, other_brand, author):
    first = assets.add(brand, photo("a.jpg"), by=author)
    assert assets.add(brand, photo("b.jpg"), by=author) == first
    assert assets.add(other_brand, photo("c.jpg"), by=None) != first


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("page.jpg", b"<!doctype html><script>alert(1)</script>", "web page"),
        ("dessin.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("vide.jpg", b"", "empty"),
        ("casse.jpg", b"\xff\xd8\xff" + b"x" * 400, ""),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_nothing_is_kept(brand, author, name, data, sentence):
    with pytest.raises(BadPicture) as refused:
        assets.add(brand, SimpleUploadedFile(name, data), by=author)
    assert sentence in str(refused.value) and str(refused.value).endswith(".")
    assert not Asset.objects.exists()


def test_what_is_too_heavy_is_refused_before_it_is_read(brand, author):
    class Unread(SimpleUploadedFile):
        def read(self, size=None):
            assert size in (12, 1024), "was read further than to tell what it is"
            return b"\xff\xd8\xff"

    file = Unread("lourd.jpg", b"x")
    file.size = pictures.MAX_BYTES + 1
    with pytest.raises(BadPicture, match="30"):
        assets.add(brand, file, by=author)


def test_a_full_library_says_so(brand, author, monkeypatch):
    monkeypatch.setattr(keeping, "BRAND_BYTES", 100)
    with pytest.raises(BadFile, match="library is full"):
        assets.add(brand, photo(), by=author)


def test_what_is_in_a_library_is_counted_once_and_again_before_anything_is_refused(brand, author, monkeypatch):
    first = assets.add(brand, photo("une.jpg"), by=author)
    with CaptureQueriesContext(connection) as asked:
        assets.add(brand, photo("deux.png", "PNG", "#2f6f6a"), by=author)
    assert not any("SUM(" in query["sql"] for query in asked)
    used = sum(brand.assets.values_list("size", flat=True))
    monkeypatch.setattr(keeping, "BRAND_BYTES", used)
    first.delete()
    keeping.room(brand, first.size)
    with pytest.raises(BadFile, match="library is full"):
        keeping.room(brand, first.size + 1)


def test_of_several_files_the_good_ones_are_taken_and_the_broken_one_is_named(brand, author, sign_in):
    files = [photo("une.jpg"), SimpleUploadedFile("deux.jpg", b"rien"), photo("trois.png", "PNG", "#2f6f6a")]
    response = sign_in(author).post(reverse("editorial:add_pictures", args=[brand.slug]), {"files": files})
    page = response.content.decode()
    assert response.status_code == 200 and Asset.objects.count() == 2
    assert page.count("data-picture=") == 2 and "deux.jpg" in page


def test_of_two_hundred_files_at_once_without_script_the_broken_one_is_named(brand, author, sign_in, monkeypatch):
    read, small = assets._read, assets._read(photo("petite.png", "PNG", size=(8, 8)))
    monkeypatch.setattr(assets, "_read", lambda file: read(file) if file.name == "casse.jpg" else small)
    files = [photo(f"{number}.png", "PNG", size=(8, 8)) for number in range(199)]
    files.insert(120, SimpleUploadedFile("casse.jpg", b"\xff\xd8\xff" + b"x" * 400))
    page = sign_in(author).post(reverse("editorial:upload", args=[brand.slug]), {"files": files}, follow=True)
    assert page.status_code == 200 and Asset.objects.count() == 1
    said = page.content.decode()
    assert "casse.jpg: " in said and "1 picture is taken in." in said and "others" in said


def test_only_broken_files_answer_422(brand, author, sign_in):
    files = [SimpleUploadedFile("deux.jpg", b"rien")]
    assert sign_in(author).post(reverse("editorial:add_pictures", args=[brand.slug]), {"files": files}).status_code == 422


# --- served ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name, args, mime", [("asset_file", [], "image/jpeg"), ("asset_thumbnail", [320], "image/webp")])
def test_a_picture_is_served_to_members_only_and_runs_nothing(brand, reader, stranger, client, sign_in, name, args, mime):
    asset = factories.make_asset(brand=brand)
    url = reverse(f"editorial:{name}", args=[brand.slug, asset.pk, *args])
    response = sign_in(reader).get(url)
    assert response.status_code == 200 and b"".join(response)
    assert response.headers["Content-Type"] == mime
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"].startswith("private")
    assert sign_in(reader).get(url, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert sign_in(stranger).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_a_width_that_nobody_keeps_is_not_made(brand, reader, sign_in):
    asset = factories.make_asset(brand=brand)
    assert sign_in(reader).get(reverse("editorial:asset_thumbnail", args=[brand.slug, asset.pk, 5000])).status_code == 404


# --- chosen ----------------------------------------------------------------------------------------------------------
def test_the_library_shows_the_newest_first_and_pages(brand, author, sign_in):
    made = [factories.make_asset(brand=brand) for _ in range(30)]
    client = sign_in(author)
    page = client.get(reverse("editorial:pictures", args=[brand.slug])).content.decode()
    assert f'data-asset="{made[-1].pk}"' in page and f'data-asset="{made[0].pk}"' not in page
    after = page.partition("?after=")[2].partition('"')[0]
    rest = client.get(
        reverse("editorial:pictures", args=[brand.slug]), {"after": after}, headers={"HX-Request": "true"}
    ).content.decode()
    assert f'data-asset="{made[0].pk}"' in rest and "<html" not in rest


def test_a_chosen_picture_comes_with_its_words(brand, author, sign_in):
    asset = factories.make_asset(brand=brand, alt="Une tasse vue de haut")
    page = sign_in(author).get(reverse("editorial:picture", args=[brand.slug, asset.pk])).content.decode()
    assert "Une tasse vue de haut" in page and f'value="{asset.pk}"' in page
