"""Reading films nobody trusts: what they are, a copy without what they tell of people, a picture of one moment.

Runs in the process of films_child. Films are opened as MP4 or MOV whatever their name, with the decoders named here only,
and never lead to another file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from PIL import Image

VIDEO = ("h264", "hevc", "mpeg4", "vp9", "av1", "prores", "mjpeg")
SOUND = ("aac", "mp3", "ac3", "eac3", "alac", "opus", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_f32le")
OTHERS = ("libdav1d", "libvpx-vp9", "mp3float", "libopus")  # other decoders of the same
DECODERS = (*VIDEO, *SOUND, *OTHERS)
IN_MP4 = ("h264", "hevc", "mpeg4", "vp9", "av1", "aac", "mp3", "ac3", "eac3", "alac", "opus")
PLAIN = ("yuv420p", "yuvj420p")  # what every player of H.264 shows


class Trouble(Exception):
    """What is wrong, by one word that lib.films knows, and the figures of the sentence."""

    def __init__(self, word: str, **facts: Any):
        super().__init__(word)
        self.word, self.facts = word, facts


@contextmanager
def opened(path: str) -> Iterator[InputContainer]:
    """The film, opened as what it must be."""
    options = {"protocol_whitelist": "file", "codec_whitelist": ",".join(DECODERS)}
    with av.open(f"file:{path}", format="mov", options=options, metadata_errors="ignore") as film:
        yield film


def facts_of(film: InputContainer, limits: dict[str, Any]) -> dict[str, Any]:
    """Seconds, width, height and kind; raises Trouble for what we do not take, one picture decoded to be sure."""
    video, sound = video_of(film), next(iter(film.streams.audio), None)
    codecs = [stream.codec_context.name if stream.codec_context else "" for stream in (video, sound) if stream]
    seconds = float(film.duration / av.time_base) if film.duration else 0.0
    if wrong := [name for name in codecs if name not in DECODERS]:
        raise Trouble("codec", name=wrong[0])
    if video.codec_context.width * video.codec_context.height > limits["max_pixels"]:
        raise Trouble("pixels")
    if seconds > limits["max_seconds"]:
        raise Trouble("long", seconds=seconds)
    width, height = shown_size(video, first_of(film, video))
    return {"seconds": seconds, "width": width, "height": height, "mime": _mime(video, codecs)}


def video_of(film: InputContainer) -> Any:
    """The first track that moves; a cover picture is none. Raises Trouble, also where the index at the end is missing."""
    for stream in film.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            if stream.codec_context is None:
                raise Trouble("codec", name="")
            return stream
    raise Trouble("no_video" if film.streams.audio else "cut_short")


def first_of(film: InputContainer, video: Any) -> VideoFrame:
    """The first picture. Raises Trouble."""
    for picture in film.decode(video):
        return picture
    raise Trouble("broken")


def shown_size(video: Any, picture: VideoFrame) -> tuple[int, int]:
    """How wide and high a picture is when it is shown: pixels square, and turned the way the camera was held."""
    aspect = video.sample_aspect_ratio or 1
    width = max(1, round(picture.width * (aspect if aspect > 0 else 1)))
    return (picture.height, width) if picture.rotation % 180 else (width, picture.height)


def _mime(video: Any, codecs: list[str]) -> str:
    """`video/mp4` alone means H.264 as every player shows it, with AAC or nothing; other ways are named behind it."""
    usual = codecs[0] == "h264" and video.codec_context.pix_fmt in PLAIN and codecs[1:] in ([], ["aac"])
    container = "video/mp4" if all(name in IN_MP4 for name in codecs) else "video/quicktime"
    return container if usual else f"{container}; codecs={'.'.join(codecs)}"


def copied(film: InputContainer, out: str, mime: str) -> float:
    """Copy picture and first sound to a file, the index at its head; how many seconds were copied."""
    kept = [video_of(film), *film.streams.audio[:1]]
    kind = "mov" if mime.startswith("video/quicktime") else "mp4"
    end = 0.0
    with av.open(out, "w", format=kind, options={"movflags": "+faststart", "fflags": "+bitexact"}) as copy:
        twins = {stream.index: copy.add_stream_from_template(stream) for stream in kept}
        for packet in film.demux(*kept):
            if packet.dts is None:
                continue
            if packet.stream is kept[0] and packet.pts is not None:
                end = max(end, float((packet.pts + (packet.duration or 0) - (kept[0].start_time or 0)) * packet.time_base))
            packet.stream = twins[packet.stream.index]
            copy.mux(packet)
    return round(end, 3)


def still(film: InputContainer, at: float) -> Image.Image:
    """The picture at a moment, in seconds from the beginning; the last one for a moment behind the end. Raises Trouble."""
    video, found = video_of(film), None
    start = float((video.start_time or 0) * video.time_base)
    film.seek(int((at + start) / video.time_base), stream=video)
    for found in film.decode(video):
        if found.time is not None and found.time - start >= at - 0.001:
            break
    if found is None:
        raise Trouble("broken")
    size = shown_size(video, found)
    image = found.to_image().rotate(found.rotation, expand=True)
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
