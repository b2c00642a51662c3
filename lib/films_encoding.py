"""Encoding a film anew, or a part of it: H.264 and AAC in MP4, within limits of size and weight.

Runs in the process of films_child.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame

from lib.films_reading import Trouble, first_of, shown_size, video_of

SOUND_RATE, SOUND_BITS = 48_000, 128_000  # samples and bits a second
MOST_FRAMES = Fraction(60)  # a second
USUAL_FRAMES = Fraction(30)  # where a film does not say
GOOD, POOR = 0.12, 0.025  # bits for each pixel of each picture: looks well; below this, fewer pixels look better
LEAST_BITS = 60_000  # a second of picture
FILLED = 0.92  # of the weight that may be; a second more than there are is counted, since the encoder saves and spends
SMALLEST_SIDE = 128
WRITTEN = {"movflags": "+faststart", "fflags": "+bitexact"}
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Form:
    """How a film is written: pixels, pictures a second, bits a second of picture at most, with sound or not."""

    width: int
    height: int
    rate: Fraction
    bits: int
    sound: bool


def encode(film: InputContainer, task: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Write what lies between `starts` and `ends` (seconds) to `out`, telling the share done. Raises Trouble.

    Limits, None for none: `fit_bytes`, `fit_pixels`, `min_ratio`, `max_ratio`. What is too tall or too wide gets black sides.
    """
    video, sound = video_of(film), next(iter(film.streams.audio), None)
    first = first_of(film, video)
    origin = float((video.start_time or 0) * video.time_base)
    form = plan(shown_size(video, first), video.average_rate, task["ends"] - task["starts"], sound is not None, task)
    with av.open(task["out"], "w", format="mp4", options=WRITTEN) as made:
        writer = _Writer(made, first, form)
        for moment, frame in _between(film, [video, sound], origin + task["starts"], origin + task["ends"]):
            writer.put(frame, moment)
            tell(min(1.0, moment / (task["ends"] - task["starts"])))
        seconds = writer.close()
    if not seconds:
        raise Trouble("nothing")
    if task["fit_bytes"] and Path(task["out"]).stat().st_size > task["fit_bytes"]:
        raise Trouble("heavy", limit=task["fit_bytes"])
    return {"seconds": round(seconds, 3), "width": form.width, "height": form.height, "mime": "video/mp4"}


def plan(size: tuple[int, int], rate: Fraction | None, seconds: float, sound: bool, limits: dict[str, Any]) -> Form:
    """The best form within the limits. Raises Trouble when it would not be worth looking at."""
    width, height = _shaped(*size, limits)
    rate = min(MOST_FRAMES, rate or USUAL_FRAMES)
    if limits["fit_pixels"]:
        width, height = _shrunk(width, height, limits["fit_pixels"])
    good = max(LEAST_BITS, round(width * height * float(rate) * GOOD))
    if not limits["fit_bytes"]:
        return Form(width, height, rate, good, sound)
    bits = min(good, int(limits["fit_bytes"] * 8 * FILLED / (seconds + 1)) - sound * SOUND_BITS)
    if bits < LEAST_BITS:
        raise Trouble("heavy", limit=limits["fit_bytes"])
    width, height = _shrunk(width, height, bits / float(rate) / POOR)
    if min(width, height) < min(SMALLEST_SIDE, *size):
        raise Trouble("heavy", limit=limits["fit_bytes"])
    return Form(width, height, rate, bits, sound)


def _shaped(width: int, height: int, limits: dict[str, Any]) -> tuple[int, int]:
    """The size with black sides where the film is too tall or too wide."""
    ratio = width / height
    if limits["min_ratio"] and ratio < limits["min_ratio"]:
        width = math.ceil(height * limits["min_ratio"])
    if limits["max_ratio"] and ratio > limits["max_ratio"]:
        height = math.ceil(width / limits["max_ratio"])
    return _even(width), _even(height)


def _shrunk(width: int, height: int, pixels: float) -> tuple[int, int]:
    scale = min(1.0, math.sqrt(pixels / (width * height)))
    return (width, height) if scale == 1.0 else (_even(width * scale), _even(height * scale))


def _even(side: float) -> int:
    return max(2, int(side) // 2 * 2)


def _between(film: InputContainer, streams: list[Any], starts: float, ends: float) -> Iterator[tuple[float, Any]]:
    """Pictures and sound of a part, each with its moment in seconds from the beginning of the part."""
    kept = [stream for stream in streams if stream]
    wanted = {stream.index for stream in kept}
    film.seek(int(starts * av.time_base))
    for packet in film.demux(kept):
        frames: list[Any] = packet.decode()
        for frame in frames:
            if frame.time is None or frame.time < starts - 0.001:
                continue
            if frame.time < ends - 0.001:
                yield frame.time - starts, frame
            else:
                wanted.discard(packet.stream.index)
        if not wanted:
            return


class _Writer:
    """Takes pictures and sound with their moments, and writes them."""

    def __init__(self, made: OutputContainer, first: VideoFrame, form: Form):
        self.made, self.form, self.written = made, form, 0
        self.picture: Any = made.add_stream("libx264", rate=form.rate)
        self.picture.width, self.picture.height, self.picture.pix_fmt = form.width, form.height, "yuv420p"
        self.picture.codec_context.thread_count = 2
        most = str(form.bits)
        self.picture.options = {"preset": "veryfast", "crf": "21", "maxrate": most, "bufsize": most, "profile": "high"}
        self.sound: Any = made.add_stream("aac", rate=SOUND_RATE, layout="stereo") if form.sound else None
        if self.sound:
            self.sound.bit_rate = SOUND_BITS
        self.resampler = av.AudioResampler("fltp", "stereo", SOUND_RATE, 1024)
        self.graph = _graph(first, form)

    def put(self, frame: Any, moment: float) -> None:
        """A picture or a piece of sound that is due at a moment, in seconds from the beginning."""
        frame.pts = round(moment / frame.time_base)
        if isinstance(frame, VideoFrame):
            self.graph.vpush(frame)
            self._pictures()
        elif self.sound:
            self._sounds(self.resampler.resample(frame))

    def close(self) -> float:
        """Write what still waits; how many seconds of picture there are."""
        self.graph.vpush(None)
        self._pictures()
        self.made.mux(self.picture.encode(None))
        if self.sound:
            self._sounds(self.resampler.resample(None))
            self.made.mux(self.sound.encode(None))
        return float(self.written / self.form.rate)

    def _pictures(self) -> None:
        while True:
            try:
                frame = self.graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            frame.pict_type = 0
            self.written += 1
            self.made.mux(self.picture.encode(frame))

    def _sounds(self, frames: list[Any]) -> None:
        for frame in frames:
            self.made.mux(self.sound.encode(frame))


def _graph(first: VideoFrame, form: Form) -> Graph:
    """Turned, scaled into the form with black sides where it is of another shape, so many pictures a second."""
    size = f"{form.width}:{form.height}"
    steps = [
        *TURNS.get(round(first.rotation) % 360, []),
        ("scale", f"{size}:force_original_aspect_ratio=decrease:force_divisible_by=2"),
        ("pad", f"{size}:(ow-iw)/2:(oh-ih)/2"),
        ("setsar", "1"),
        ("fps", f"{form.rate.numerator}/{form.rate.denominator}"),
        ("format", "yuv420p"),
    ]
    graph = Graph()
    nodes = [graph.add_buffer(width=first.width, height=first.height, format=first.format, time_base=first.time_base)]
    nodes += [graph.add(name, words) if words else graph.add(name) for name, words in steps]
    nodes.append(graph.add("buffersink"))
    for one, after in pairwise(nodes):
        one.link_to(after)
    graph.configure()
    return graph


TURNS = {90: [("transpose", "cclock")], 180: [("hflip", ""), ("vflip", "")], 270: [("transpose", "clock")]}
