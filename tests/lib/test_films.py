"""Films: what is taken, what is refused and how it is said, what is left of them."""

from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from lib import children, films, films_reading
from lib.films import BadFilm, is_film
from tests.films import made, sound_only

PLACE = "+48.8566+002.3522/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def take(tmp_path):
    """`take(data)` gives the film and what was written."""

    def taken(data: bytes, widths=(32,)):
        source, out = tmp_path / "in", tmp_path / "out.mp4"
        source.write_bytes(data)
        return films.take(source, out, widths=widths), out.read_bytes()

    return taken


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def test_a_film_is_kept_as_it_is_with_a_picture_of_it_large_and_small(take):
    film, data = take(made(seconds=2))
    assert (film.mime, film.seconds, film.width, film.height) == ("video/mp4", 2.0, 64, 64)
    assert [picture(one).width for one in film.pictures] == [64, 32]
    assert is_film(data[:12]) and data.index(b"moov") < data.index(b"mdat")


def test_where_it_was_taken_and_how_it_was_called_is_dropped(take):
    given = made(kind="mov", place=PLACE)
    assert PLACE.encode() in given and b"chez nous" in given
    film, data = take(given)
    assert PLACE.encode()[:8] not in data and b"chez nous" not in data
    assert film.mime == "video/mp4"


def test_a_film_of_a_camera_held_sideways_is_as_high_as_it_is_shown(take):
    film, data = take(made(size=(96, 64), turned=-90))
    assert (film.width, film.height) == (64, 96)
    red, _green, blue = picture(film.pictures[0]).getpixel((32, 90))
    assert blue > red
    again, _data = take(data)
    assert (again.width, again.height) == (64, 96)


def test_a_film_encoded_in_another_way_is_taken_and_says_so(take):
    film, _data = take(made(codec="mpeg4"))
    assert film.mime == "video/mp4; codecs=mpeg4.aac"


def test_what_is_appended_does_not_come_along(take):
    _film, data = take(made() + b"PK\x03\x04 hidden")
    assert b"hidden" not in data


@pytest.mark.parametrize(
    "code, data, words",
    [
        ("broken", b"\0\0\0\x14ftypqt  nothing more than this", "broken"),
        ("broken", made()[:40] + b"\xa5" * 900, "broken"),
        ("no_video", sound_only(), "only sound"),
        ("codec", made(codec="mpeg2video"), "mpeg2video"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(take, code, data, words):
    with pytest.raises(BadFilm) as refused:
        take(data)
    assert refused.value.code == code and words in str(refused.value) and str(refused.value).endswith(".")


def test_a_film_of_which_the_end_is_missing_is_not_taken_for_a_shorter_one(take):
    _film, data = take(made(seconds=3))
    with pytest.raises(BadFilm, match="incomplete"):
        take(data[: len(data) * 3 // 4])


def test_a_film_that_is_too_long_is_told_how_long_it_may_be(take, monkeypatch):
    monkeypatch.setattr(films, "MAX_SECONDS", 1.5)
    with pytest.raises(BadFilm) as refused:
        take(made(seconds=2))
    assert refused.value.code == "long"


def test_a_film_with_too_many_pixels_is_refused(take, monkeypatch):
    monkeypatch.setattr(films, "MAX_PIXELS", 1000)
    with pytest.raises(BadFilm, match="4K"):
        take(made())


def test_a_film_that_takes_too_long_to_read_is_given_up(take, monkeypatch):
    monkeypatch.setattr(films, "TAKING", 0.01)
    with pytest.raises(BadFilm, match="too long to read"):
        take(made())


def test_the_picture_of_a_chosen_moment(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(made(seconds=2))
    early, late = (picture(films.frame(path, at, widths=[])[0]).getpixel((50, 32)) for at in (0.0, 99.0))
    assert early[0] < 60 and late[0] > 180


def test_the_child_knows_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    assert set(children.environment()) <= {"LANG", "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX", "PYTHONPATH"}


def test_films_are_told_from_pictures_of_the_same_family():
    assert is_film(made()[:12]) and is_film(b"\0\0\0\x08wide\0\0\0\0")
    assert not is_film(b"\0\0\0\x18ftypheic") and not is_film(b"\xff\xd8\xff") and not is_film(b"")


def test_a_film_leads_to_no_other_file(tmp_path):
    path = tmp_path / "list"
    path.write_text("ffconcat version 1.0\nfile /etc/passwd\n")
    with pytest.raises(Exception, match="Invalid data"), films_reading.opened(str(path)):
        pass
