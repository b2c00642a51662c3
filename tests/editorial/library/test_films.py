"""Films of the library: taken in, shown, served in parts."""

import contextlib
import gc
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import UnreadablePostError
from django.test import RequestFactory, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from editorial.library import assets, films
from editorial.models import Asset
from lib.films import BadFilm
from tests import factories
from tests.films import made, upload


@pytest.fixture
def film(brand) -> Asset:
    return factories.make_film(brand=brand, seconds=2.0, seed=1)


def left_over() -> list[Path]:
    return list(settings.WORKPLACE.iterdir())


def test_a_film_is_kept_with_its_poster(brand, author):
    asset = assets.add(brand, upload(made(seconds=2)), by=author, alt="Une tasse qui tourne")
    assert (asset.kind, asset.mime, asset.seconds, asset.width) == (Asset.Kind.FILM, "video/mp4", 2.0, 64)
    assert (asset.name, asset.alt, asset.added_by) == ("tasse.mp4", "Une tasse qui tourne", author)
    for name in (asset.file, asset.poster, *(assets.thumbnail_name(asset.shown_by, width) for width in assets.WIDTHS)):
        assert default_storage.exists(name)
    assert not left_over()


def test_the_same_film_twice_is_one_asset(brand, author):
    first = assets.add(brand, upload(made()), by=author)
    assert assets.add(brand, upload(made(), "encore.mov"), by=author) == first


def test_a_large_upload_is_read_from_the_disk_where_it_came_to(brand, author):
    file = TemporaryUploadedFile("long.mp4", "video/mp4", 0, "")
    file.write(made())
    file.size = file.tell()
    file.flush()
    assert assets.add(brand, file, by=author).seconds == 1.0


def test_a_broken_film_leaves_nothing_behind(brand, author):
    with pytest.raises(BadFilm):
        assets.add(brand, upload(made()[:40] + b"\xa5" * 900), by=author)
    assert not Asset.objects.exists() and not left_over()


def test_a_film_that_is_too_heavy_is_not_kept_while_it_comes_in_and_its_weight_is_said(brand, author, sign_in, monkeypatch):
    monkeypatch.setattr(films, "MAX_BYTES", 0)
    with override_settings(FILM_MB=0):
        response = sign_in(author).post(reverse("editorial:add_pictures", args=[brand.slug]), {"files": [upload(made())]})
    assert response.status_code == 422 and "tasse.mp4" in response.content.decode()
    assert not Asset.objects.exists() and not left_over()


def test_an_upload_that_is_cut_off_leaves_nothing_half_kept():
    class CutOff(io.BytesIO):
        def read(self, *args):
            if piece := super().read(*args):
                return piece
            raise OSError("the connection is gone")

    body = encode_multipart(BOUNDARY, {"files": upload(bytes(4_000_000))})[:3_500_000]
    request = RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)
    request._stream = request.environ["wsgi.input"] = CutOff(body)
    request.META["CONTENT_LENGTH"] = str(len(body) + 500_000)
    with contextlib.suppress(UnreadablePostError):
        pytest.fail(f"came whole: {request.FILES}")
    del request
    gc.collect()
    assert not left_over()


def test_another_moment_becomes_the_poster(film):
    before = film.poster
    films.choose_poster(film, 1.8)
    film.refresh_from_db()
    assert film.poster != before and default_storage.exists(assets.thumbnail_name(film.poster, 320))


# --- served ----------------------------------------------------------------------------------------------------------
def test_a_player_gets_a_film_in_parts(brand, film, reader, stranger, sign_in):
    url, data = reverse("editorial:asset_file", args=[brand.slug, film.pk]), default_storage.open(film.file).read()
    client = sign_in(reader)
    whole = client.get(url)
    assert (whole.status_code, whole.headers["Accept-Ranges"], b"".join(whole)) == (200, "bytes", data)
    for asked, first, last in (
        ("bytes=0-", 0, len(data) - 1),
        ("bytes=10-19", 10, 19),
        ("bytes=-5", len(data) - 5, len(data) - 1),
    ):
        part = client.get(url, headers={"Range": asked})
        assert part.status_code == 206 and b"".join(part) == data[first : last + 1]
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{len(data)}"
        assert part.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in part.headers["Content-Security-Policy"]
    assert client.get(url, headers={"Range": f"bytes={len(data)}-"}).status_code == 416
    assert client.get(url, headers={"Range": "bytes=0-4", "If-Range": '"other"'}).status_code == 200
    assert sign_in(stranger).get(url, headers={"Range": "bytes=0-"}).status_code == 404


def test_a_part_without_end_is_never_more_than_a_player_needs(brand, film, reader, sign_in, monkeypatch):
    monkeypatch.setattr("editorial.library.views.assets.PART", 100)
    part = sign_in(reader).get(reverse("editorial:asset_file", args=[brand.slug, film.pk]), headers={"Range": "bytes=50-"})
    assert part.headers["Content-Range"].startswith("bytes 50-149/") and len(b"".join(part)) == 100


def test_the_small_picture_of_a_film_is_its_poster_and_is_asked_for_anew(brand, film, reader, sign_in):
    response = sign_in(reader).get(reverse("editorial:asset_thumbnail", args=[brand.slug, film.pk, 320]))
    assert response.status_code == 200 and response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "private, no-cache"


# --- in a post -------------------------------------------------------------------------------------------------------
def test_a_film_in_a_post_is_a_video_that_networks_can_fetch(brand, film, account, client):
    from editorial import content
    from publishing.letters import payloads, renditions

    shown = content.shared("Regardez.", [account], images=[content.Image(film, "Une tasse qui tourne")])
    payload = payloads.payload_of(account, shown.letter(shown.versions[0]))
    [video] = payload["media"]
    assert (video["mime"], video["seconds"], video["alt"]) == ("video/mp4", 2.0, "Une tasse qui tourne")
    assert renditions.read(video["file"]) == renditions.read(film.file)
    part = client.get(renditions.path_of(video["file"]), headers={"Range": "bytes=0-9"})
    assert part.status_code == 206 and len(b"".join(part)) == 10 and part.headers["Content-Type"] == "video/mp4"
    assert payloads.findings_of(account, payload) == []
