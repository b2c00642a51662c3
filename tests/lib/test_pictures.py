import struct
import threading
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from lib import pictures, pictures_child
from lib.pictures import BadPicture, CannotFit, fit, read, thumbnail

RED, BLUE = (220, 30, 40), (20, 40, 210)
JPEG = ("image/jpeg",)


def make(size=(60, 40), mode="RGB", colour=RED, kind="PNG", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def noise(size, kind="JPEG", **options) -> bytes:
    out = BytesIO()
    bands = [Image.effect_noise(size, 90) for _ in "RGB"]
    Image.merge("RGB", bands).save(out, kind, **options)
    return out.getvalue()


def seen(picture) -> Image.Image:
    return Image.open(BytesIO(picture.data))


def near(pixel, wanted, by=12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=False))


def png(width: int, height: int) -> bytes:
    """A valid PNG of one grey level, a few kilobytes however large it is."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b"\0" * (width + 1)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# --- reading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mime"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/png"),
        ("WEBP", "image/jpeg"),
        ("HEIF", "image/jpeg"),
    ],
)
def test_every_kind_that_is_taken_comes_out_as_one_that_every_network_knows(kind, mime):
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    picture = read(make((60, 40), kind=kind))
    assert (picture.mime, picture.width, picture.height) == (mime, 60, 40)
    assert seen(picture).size == (60, 40)
    assert near(seen(picture).convert("RGB").getpixel((30, 20)), RED, 30)


def test_a_heic_of_which_the_end_is_missing_is_broken():
    import pillow_heif

    pillow_heif.register_heif_opener()
    whole = noise((300, 200), kind="HEIF")
    for part in (whole[:40], whole[: len(whole) // 2], whole[:60] + b"\xa5" * 500):
        with pytest.raises(BadPicture) as refused:
            read(part)
        assert refused.value.code == "broken"


def test_a_lossless_webp_stays_lossless():
    assert read(make(kind="WEBP", lossless=True)).mime == "image/png"


def test_where_and_with_what_it_was_taken_is_dropped():
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    given = make(kind="JPEG", exif=exif, comment=b"secret remark")
    assert b"Maker of cameras" in given
    picture = read(given)
    assert not seen(picture).getexif()
    assert not any(word in picture.data for word in (b"Exif", b"Maker", b"secret remark"))


def test_what_is_appended_is_dropped():
    tail = b"<script>alert(1)</script>" * 10
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        assert b"script" not in read(make(kind=kind) + tail).data


def test_it_comes_out_as_the_camera_was_held():
    image = Image.new("RGB", (60, 40), RED)
    image.paste(BLUE, (0, 0, 20, 40))
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 6  # turned by a quarter to the left: to be turned to the right
    image.save(out, "JPEG", exif=exif)
    picture = read(out.getvalue())
    assert (picture.width, picture.height) == (40, 60)
    assert near(seen(picture).getpixel((20, 5)), BLUE, 20)
    assert near(seen(picture).getpixel((20, 55)), RED, 20)


def test_a_nonsensical_orientation_harms_nothing():
    exif = Image.Exif()
    exif[0x0112] = 77
    assert read(make(kind="JPEG", exif=exif)).width == 60


def test_print_colours_become_screen_colours():
    picture = read(make(mode="CMYK", colour=(0, 255, 255, 0), kind="JPEG"))
    assert seen(picture).mode == "RGB"
    assert near(seen(picture).getpixel((5, 5)), (255, 0, 0), 20)


def test_colours_of_another_profile_become_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    picture = read(make(kind="PNG", icc_profile=lab))
    assert "icc_profile" not in seen(picture).info


def test_a_broken_profile_harms_nothing():
    assert near(seen(read(make(kind="JPEG", icc_profile=b"nonsense" * 40))).getpixel((5, 5)), RED)


def test_sixteen_bits_become_eight_with_the_same_grey():
    out = BytesIO()
    Image.new("I;16", (30, 20), 0x8080).save(out, "PNG")
    picture = read(out.getvalue())
    assert seen(picture).mode == "L"
    assert abs(seen(picture).getpixel((3, 3)) - 0x80) <= 1


def test_a_palette_and_its_transparency_are_kept_as_they_look():
    image = Image.new("P", (30, 20), 1)
    image.putpalette([0, 0, 0, *RED, *BLUE])
    image.paste(2, (0, 0, 10, 20))
    out = BytesIO()
    image.save(out, "PNG", transparency=2)
    kept = seen(read(out.getvalue()))
    assert kept.mode == "RGBA"
    assert kept.getpixel((2, 2))[3] == 0
    assert kept.getpixel((20, 2)) == (*RED, 255)


def test_a_picture_that_moves_is_stilled_and_says_so():
    out = BytesIO()
    Image.new("RGB", (30, 20), RED).save(out, "GIF", save_all=True, append_images=[Image.new("RGB", (30, 20), BLUE)])
    picture = read(out.getvalue())
    assert picture.stilled
    assert near(seen(picture).convert("RGB").getpixel((3, 3)), RED, 20)
    assert not read(make(kind="GIF")).stilled


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (20_000, 1), (3, 9_000)])
def test_extreme_shapes_are_read(size):
    picture = read(make(size))
    assert (picture.width, picture.height) == size


def test_a_photograph_made_anew_gains_little_weight():
    given = noise((800, 600), quality=75)
    assert len(read(given).data) < 1.05 * len(given)


# --- refusing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty", "vide|empty"),
        (b"<!DOCTYPE html><title>x</title>", "kind", "web"),
        (b"\xef\xbb\xbf\n <html><body>", "kind", "web"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "kind", "SVG"),
        (b"%PDF-1.7 ...", "kind", "PDF"),
        (b"\x00\x00\x00\x20ftypisom" + b"\0" * 40, "kind", "vid"),
        (b"II*\x00" + b"\0" * 40, "kind", "JPEG"),
        (b"BM" + b"\0" * 60, "kind", "JPEG"),
        (b"\xff\xd8\xff" + b"<html>" * 50, "broken", "."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "broken", "."),
        (b"GIF89a" + b"\xff" * 50, "broken|pixels", "."),
        (b"RIFF\x00\x01\x00\x00WEBPVP8 " + b"\0" * 50, "broken", "."),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 50, "broken", "."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data, code, word):
    with pytest.raises(BadPicture, match=word) as caught:
        read(data)
    assert caught.value.code in code.split("|")
    assert str(caught.value).endswith(".")


@settings(max_examples=30)
@given(
    magic=st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\1\0\0WEBP", b"\0\0\0\x18ftypheic", b""]),
    rest=st.binary(max_size=300),
)
def test_no_bytes_do_anything_but_be_refused(magic, rest):
    with pytest.raises(BadPicture):
        read(magic + rest)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_short_is_broken(kind):
    whole = noise((300, 200), kind)
    with pytest.raises(BadPicture) as caught:
        read(whole[: len(whole) // 2])
    assert caught.value.code == "broken"


def test_a_bomb_is_refused_before_it_is_decoded():
    bomb = png(9_000, 9_000)
    assert len(bomb) < 100_000
    with pytest.raises(BadPicture) as caught:
        read(bomb)
    assert caught.value.code == "pixels"


def test_the_limit_on_pixels_is_exact(monkeypatch):
    assert read(png(8_000, 5_000)).height == 5_000
    with pytest.raises(BadPicture, match="40"):
        read(png(8_001, 5_000))


def test_a_file_too_heavy_is_refused_by_its_size_alone(monkeypatch):
    monkeypatch.setattr(pictures, "CHILD", Path("/nowhere"))
    with pytest.raises(BadPicture, match=r"MB|Mo") as caught:
        read(b"\xff\xd8\xff" + bytes(200), max_bytes=100)
    assert caught.value.code == "size"


def test_a_reader_that_hangs_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pictures, "CHILD", slow)
    monkeypatch.setattr(pictures, "SECONDS", 0.3)
    with pytest.raises(BadPicture) as caught:
        read(make())
    assert caught.value.code == "slow"


def test_a_reader_that_dies_takes_nobody_with_it(monkeypatch, tmp_path):
    dying = tmp_path / "dying.py"
    dying.write_text("import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(pictures, "CHILD", dying)
    with pytest.raises(BadPicture) as caught:
        read(make())
    assert caught.value.code == "broken"


def test_the_reader_has_limits_and_no_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    probe = tmp_path / "probe.py"
    probe.write_text(
        f"import sys, json, os, resource; sys.path.insert(0, {str(Path(pictures_child.__file__).parent)!r})\n"
        "import pictures_child as child; child._limit()\n"
        "facts = {'memory': resource.getrlimit(resource.RLIMIT_AS)[0], 'environment': list(os.environ)}\n"
        "print(json.dumps({'mime': json.dumps(facts), 'width': 1, 'height': 1}))"
    )
    monkeypatch.setattr(pictures, "CHILD", probe)
    facts = read(make()).mime
    assert str(pictures_child.MEMORY) in facts
    assert "SECRET_KEY" not in facts


def test_pictures_of_ours_are_read_without_a_child_and_only_within_the_block(monkeypatch):
    monkeypatch.setattr(pictures, "CHILD", Path("/nowhere"))
    with pictures.read_by(pictures_child.work):
        assert (read(make()).width, thumbnail(make(), 30).width) == (60, 30)
        with pytest.raises(BadPicture):
            read(b"\xff\xd8\xff" + b"<html>" * 50)
    with pytest.raises(BadPicture) as caught:
        read(make())
    assert caught.value.code == "broken"


def test_many_threads_may_read_at_once():
    results = []
    given = noise((400, 300))
    threads = [threading.Thread(target=lambda: results.append(read(given).width)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results == [400] * 6


# --- fitting ----------------------------------------------------------------------------------------------


def test_what_fits_comes_back_byte_for_byte():
    clean = read(noise((400, 300)))
    same = fit(
        clean.data,
        mimes=JPEG,
        max_bytes=5_000_000,
        min_ratio=0.8,
        max_ratio=1.91,
        min_width=320,
        max_width=1440,
    )
    assert same.data is clean.data
    assert (same.mime, same.width, same.height) == ("image/jpeg", 400, 300)


def test_a_raw_picture_with_metadata_never_comes_back_as_it_is():
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    fitted = fit(make(kind="JPEG", exif=exif), mimes=JPEG, max_bytes=1_000_000)
    assert b"Maker" not in fitted.data


def test_cropping_keeps_what_the_focus_points_at():
    image = Image.new("RGB", (400, 100), RED)
    ImageDraw.Draw(image).rectangle((0, 0, 99, 99), fill=BLUE)
    out = BytesIO()
    image.save(out, "PNG")
    left = fit(out.getvalue(), mimes=["image/png"], max_bytes=10**6, max_ratio=1.0, focus=(0.0, 0.5))
    right = fit(out.getvalue(), mimes=["image/png"], max_bytes=10**6, max_ratio=1.0, focus=(1.0, 0.5))
    assert (left.width, left.height) == (right.width, right.height) == (100, 100)
    assert near(seen(left).getpixel((50, 50)), BLUE)
    assert near(seen(right).getpixel((50, 50)), RED)


def test_transparency_goes_onto_white_where_there_is_only_jpeg():
    image = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((40, 0, 79, 79), fill=(*BLUE, 255))
    out = BytesIO()
    image.save(out, "PNG")
    fitted = fit(out.getvalue(), mimes=JPEG, max_bytes=10**6)
    assert fitted.mime == "image/jpeg"
    assert near(seen(fitted).getpixel((10, 40)), (255, 255, 255))
    assert near(seen(fitted).getpixel((70, 40)), BLUE, 25)


def test_transparency_stays_where_it_can():
    fitted = fit(make((90, 40), "RGBA", (*RED, 90)), mimes=["image/jpeg", "image/png"], max_bytes=10**6, max_width=50)
    assert fitted.mime == "image/png"
    assert near(seen(fitted).getpixel((5, 5)), (*RED, 90), 2)


def test_a_heavy_photograph_loses_quality_before_it_loses_size():
    given = noise((900, 700), quality=95)
    fitted = fit(given, mimes=JPEG, max_bytes=int(len(given) * 0.6))
    assert len(fitted.data) <= len(given) * 0.6
    assert (fitted.width, fitted.height) == (900, 700)
    tight = fit(given, mimes=JPEG, max_bytes=len(given) // 10)
    assert len(tight.data) <= len(given) // 10
    assert 64 <= tight.width < 900
    assert abs(tight.width / tight.height - 9 / 7) < 0.02


def test_what_cannot_become_light_enough_says_so():
    with pytest.raises(CannotFit) as caught:
        fit(noise((900, 700)), mimes=JPEG, max_bytes=200)
    assert caught.value.code == "heavy"
    with pytest.raises(CannotFit):
        fit(noise((900, 700)), mimes=JPEG, max_bytes=60_000, min_width=890)


def test_what_is_too_small_is_not_blown_up():
    with pytest.raises(CannotFit, match="320") as caught:
        fit(make((200, 200)), mimes=JPEG, max_bytes=10**6, min_width=320)
    assert caught.value.code == "narrow"


def test_a_kind_we_cannot_make_is_said():
    with pytest.raises(CannotFit) as caught:
        fit(make(), mimes=["image/bmp"], max_bytes=10**6)
    assert caught.value.code == "no_kind"


@settings(max_examples=25)
@given(
    size=st.tuples(st.integers(1, 2_000), st.integers(1, 2_000)),
    focus=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    max_width=st.integers(320, 1_440),
    max_pixels=st.integers(400_000, 2_000_000),
)
def test_a_fitted_picture_keeps_every_limit_whatever_its_size(size, focus, max_width, max_pixels):
    limits = {
        "mimes": JPEG,
        "max_bytes": 300_000,
        "min_ratio": 0.8,
        "max_ratio": 1.91,
        "max_width": max_width,
    }
    picture = fit(make(size), **limits, max_pixels=max_pixels, focus=focus)
    assert picture.width <= min(max_width, size[0])
    assert picture.width * picture.height <= max_pixels
    assert len(picture.data) <= 300_000
    if min(picture.width, picture.height) >= 5:
        assert 0.8 <= picture.width / picture.height <= 1.91
    assert seen(picture).size == (picture.width, picture.height)


# --- thumbnails -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "width", "wanted"),
    [
        ((1200, 800), 300, (300, 200)),
        ((200, 100), 300, (200, 100)),
        ((10, 9_000), 300, (1, 1_200)),
        ((30_000, 2), 300, (300, 1)),
    ],
)
def test_a_thumbnail_is_small_and_never_enlarged(size, width, wanted):
    small = thumbnail(make(size), width)
    assert (small.width, small.height) == wanted
    assert small.mime == "image/webp"
    assert seen(small).format == "WEBP"


def test_a_thumbnail_of_a_photograph_is_the_same_picture():
    small = thumbnail(make((3_000, 2_000), kind="JPEG"), 240)
    assert (small.width, small.height) == (240, 160)
    assert near(seen(small).convert("RGB").getpixel((100, 80)), RED, 20)


# --- looks ------------------------------------------------------------------------------------------------
def moon(ground, ink, room=0, mode="RGB") -> bytes:
    out = BytesIO()
    image = Image.new(mode, (200 + 2 * room, 200 + 2 * room), ground)
    pen = ImageDraw.Draw(image)
    pen.ellipse((room + 10, room + 10, room + 190, room + 190), fill=ink)
    pen.ellipse((room + 70, room + 10, room + 170, room + 130), fill=ground)
    image.save(out, "PNG")
    return out.getvalue()


def test_a_mark_is_known_on_other_grounds_in_other_colours_and_with_room_around_it():
    with pictures.read_by(pictures_child.work):
        drawn = pictures.look(moon((0, 0, 0, 0), "black", mode="RGBA")).marks
        same = [moon("white", "#b4532a"), moon("#202060", "white", room=70), moon("#f6ead7", "#5d7350", room=20)]
        assert [pictures.apart(drawn, pictures.look(one).marks) <= 8 for one in same] == [True] * 3
        assert pictures.apart(drawn, pictures.look(noise((200, 200))).marks) > 14
        assert pictures.look(make()).marks == []
    assert pictures.apart(drawn, []) is None


def test_the_colours_of_a_picture_are_told_with_their_shares():
    out, image = BytesIO(), Image.new("RGB", (400, 200), RED)
    image.paste(BLUE, (300, 0, 400, 200))
    image.save(out, "PNG")
    found = pictures.look(out.getvalue()).colours  # by a child: what it imports is there
    assert found == pytest.approx({"#dc1e28": 0.75, "#1428d2": 0.25}, abs=0.02)
    with pictures.read_by(pictures_child.work):
        assert thumbnail(out.getvalue(), 100).colours.keys() == found.keys()
        assert pictures.look(make((40, 40), "RGBA", (0, 0, 0, 0))).colours == {"#ffffff": 1.0}
