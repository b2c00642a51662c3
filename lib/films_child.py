"""The process that opens films nobody trusts: one task in, lines of progress and one answer out, tight limits.

Started by lib.films. Imports PyAV and of ours only films_reading and films_encoding: it starts in some 150 ms and knows no
secrets. The task is a line of JSON on standard input; on standard output come lines of JSON, the last of them the answer, then
the bytes of the pictures it speaks of.
"""

import json
import os
import resource
import sys
from io import BytesIO
from typing import Any

import av
from PIL import Image

from lib.films_encoding import encode
from lib.films_reading import Trouble, copied, facts_of, opened, still

MEMORY = 2 * 1024**3  # bytes of address space: a film of 4K keeps some twenty pictures of 12 MB, and the encoder as many
POSTER = 1920  # pixels wide and high at most
THUMBNAIL_HEIGHTS = 4  # a thumbnail is at most this many times as high as wide
CUT_SHORT = 0.9  # the share of its own length that a whole film shows
Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Do the one task and end."""
    task = json.loads(sys.stdin.buffer.readline())
    _limit(task)
    head, body = work(task)
    say(head)
    sys.stdout.buffer.write(body)


def say(head: dict[str, Any]) -> None:
    """A line for who started us; raises BrokenPipeError, which ends us, when nobody listens any more."""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.flush()


def work(task: dict[str, Any]) -> Answer:
    """Do a task: the head of the answer, and the pictures it has."""
    try:
        return TASKS[task["do"]](task)
    except Trouble as trouble:
        return {"trouble": trouble.word, "facts": trouble.facts}, b""
    except BrokenPipeError:
        raise
    except MemoryError:
        return {"trouble": "pixels", "facts": {}}, b""
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        return {"trouble": "broken", "facts": {"words": str(error)[:200]}}, b""


def _limit(task: dict[str, Any]) -> None:
    os.nice(10)
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: task["cpu"], resource.RLIMIT_CORE: 0}
    if "max_bytes" in task:
        limits[resource.RLIMIT_FSIZE] = task["max_bytes"]
    for what, most in limits.items():
        try:
            resource.setrlimit(what, (int(most), int(most)))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def take(task: dict[str, Any]) -> Answer:
    """The film with its picture and sound as they are, in a file of our own: no places, no names, nothing appended."""
    with opened(task["path"]) as film:
        facts = facts_of(film, task)
    with opened(task["path"]) as film:
        seconds = copied(film, task["out"], facts["mime"])
    if seconds < CUT_SHORT * facts["seconds"]:
        raise Trouble("cut_short")
    if seconds > task["max_seconds"]:
        raise Trouble("long", seconds=seconds)
    head, body = frame({**task, "path": task["out"], "at": min(1.0, seconds / 10)})
    return {**facts, **head, "seconds": seconds}, body


def frame(task: dict[str, Any]) -> Answer:
    """The picture shown at a moment, as a JPEG and as small WebP."""
    with opened(task["path"]) as film:
        poster = still(film, task["at"])
    poster.thumbnail((POSTER, POSTER))
    pictures = [_encoded(poster, "JPEG", 88)]
    for width in task["widths"]:
        small = poster.copy()
        small.thumbnail((width, width * THUMBNAIL_HEIGHTS))
        pictures.append(_encoded(small, "WEBP", 80))
    return {"pictures": [len(picture) for picture in pictures]}, b"".join(pictures)


def cut(task: dict[str, Any]) -> Answer:
    """A part of the film, or all of it, encoded anew within limits, with one of its pictures."""
    told = Telling()
    with opened(task["path"]) as film:
        facts = encode(film, task, told)
    head, body = frame({**task, "path": task["out"], "at": min(1.0, facts["seconds"] / 10)})
    return {**facts, **head}, body


class Telling:
    """Says how far it is, at each hundredth."""

    def __init__(self) -> None:
        self.last = -1.0

    def __call__(self, share: float) -> None:
        """The share that is done, 0 to 1."""
        if share >= self.last + 0.01:
            self.last = share
            say({"done": round(share, 2)})


TASKS = {"take": take, "frame": frame, "cut": cut}


def _encoded(image: Image.Image, kind: str, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()


if __name__ == "__main__":
    main()
