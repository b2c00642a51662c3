"""Tiny films drawn by the tests themselves."""

from fractions import Fraction
from functools import cache
from io import BytesIO

import av
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RATE, SOUND = 10, 44_100


@cache
def made(
    *,
    seconds: float = 1.0,
    size: tuple[int, int] = (64, 64),
    codec: str = "libx264",
    sound: bool = True,
    kind: str = "mp4",
    place: str = "",
    turned: int = 0,
    seed: int = 0,
) -> bytes:
    """A film that goes from blue, its left half red, to white; `turned` as a camera held sideways writes it."""
    out = BytesIO()
    with av.open(out, "w", format=kind) as film:
        if place:
            film.metadata.update({"title": "chez nous", "location": place})
        video = film.add_stream(codec, rate=RATE, options={"preset": "ultrafast"} if codec == "libx264" else {})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        if turned:
            video.set_display_rotation(turned)
        audio = film.add_stream("aac", rate=SOUND, layout="mono") if sound else None
        for number in range(round(seconds * RATE)):
            frame = av.VideoFrame.from_image(_drawn(size, number, seed))
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            film.mux(video.encode(frame))
        film.mux(video.encode(None))
        if audio:
            _hush(film, audio, seconds)
    return out.getvalue()


def _drawn(size: tuple[int, int], number: int, seed: int) -> Image.Image:
    light = min(255, number * 12)
    image = Image.new("RGB", size, (light, light, 255))
    image.paste((255, light, light), (0, 0, size[0] // 2, size[1]))
    image.putpixel((seed % size[0], seed // size[0] % size[1]), (0, 255, 0))
    return image


def _hush(film, audio, seconds: float) -> None:
    for start in range(0, round(seconds * SOUND), 1024):
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate, frame.pts, frame.time_base = SOUND, start, Fraction(1, SOUND)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        film.mux(audio.encode(frame))
    film.mux(audio.encode(None))


def sound_only() -> bytes:
    """A file with sound and no picture."""
    out = BytesIO()
    with av.open(out, "w", format="mp4") as film:
        _hush(film, film.add_stream("aac", rate=SOUND, layout="mono"), 0.5)
    return out.getvalue()


def upload(data: bytes, name: str = "tasse.mp4") -> SimpleUploadedFile:
    """The film as a browser sends it."""
    return SimpleUploadedFile(name, data, "video/mp4")
