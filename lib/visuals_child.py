"""The process that draws pictures with words on them: one task in, one picture out, tight limits.

Started by lib.visuals. Imports Pillow and fontTools, and nothing of ours. A message is a line of JSON (see lib.visuals), then the
fonts and the logo, as many bytes of each as it says. The answer is a line of JSON, then the picture.
"""

import json
import resource
import sys
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

MEMORY = 1024**3  # bytes of address space
SECONDS = 20  # of processor
LEADING = (1.14, 1.32)  # from one line of a title, of running text to the next, in sizes
STEP = 0.94  # by which the size goes down until the words fit

Font = ImageFont.FreeTypeFont
Lines = list[str]
Face = tuple[bytes, set[int]]  # a font as Pillow reads it, and the letters it has


def main() -> None:
    """Do the one task and end."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue
    task = json.loads(sys.stdin.buffer.readline())
    head, body = work(task, [sys.stdin.buffer.read(size) for size in task["files"]])
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def work(task: dict[str, Any], files: list[bytes]) -> tuple[dict[str, Any], bytes]:
    """The head of the answer, and the picture."""
    board = Image.new("RGB", (task["width"], task["height"]), task["ground"])
    pen = ImageDraw.Draw(board)
    for shape in task["shapes"]:
        pen.rectangle([shape["x"], shape["y"], shape["x"] + shape["w"] - 1, shape["y"] + shape["h"] - 1], fill=shape["colour"])
    faces = [_face(data) for data in files[: task["fonts"]]]
    texts = [_Text(each, faces[each["font"]], task["zone"]["w"]) for each in task["texts"]]
    _stack(pen, texts, task)
    if task["logo"]:
        _put_logo(board, files[-1], task["logo"])
    return {"texts": [text.said() for text in texts]}, _encoded(board, task["preview"])


class _Text:
    """Words in their room: as large as they may be, and smaller until they fit."""

    def __init__(self, said: dict[str, Any], face: Face, width: int):
        data, letters = face
        self.task, self.width = said, width
        self.lacking = "".join(dict.fromkeys(sign for sign in said["text"] if ord(sign) not in letters and sign.isprintable()))
        self.box = (0, 0, 0, 0)
        self.size = float(said["most"])
        while True:
            self.font = _sized(data, round(self.size), said["weight"])
            self.lines = _wrapped(said["text"], self.font, width)
            self.over = not self._fits()
            if not self.over or self.size * STEP < said["least"]:
                break
            self.size *= STEP
        self.lines = self._what_fits() if self.over else _balanced(said["text"], self.font, width, len(self.lines))

    @property
    def height(self) -> int:
        """From the top of its first line to the bottom of its last."""
        return round(len(self.lines) * self.line)

    @property
    def line(self) -> float:
        """From one line to the next."""
        return round(self.size) * LEADING[self.task["font"]]

    def _fits(self) -> bool:
        return self.height <= self.task["room"] and all(self.font.getlength(line) <= self.width for line in self.lines)

    def _what_fits(self) -> Lines:
        return self.lines[: max(int(self.task["room"] / self.line), 1)]

    def draw(self, pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
        """Write it there."""
        for number, line in enumerate(self.lines):
            pen.text((x, y + number * self.line), line, font=self.font, fill=self.task["colour"])
        self.box = (x, y, round(max(map(self.font.getlength, self.lines), default=0)), self.height)

    def said(self) -> dict[str, Any]:
        """What became of it."""
        fits = sum(map(len, self.lines)) if self.over else None
        return {"name": self.task["name"], "size": round(self.size), "fits": fits, "lacks": self.lacking, "box": self.box}


def _stack(pen: ImageDraw.ImageDraw, texts: list[_Text], task: dict[str, Any]) -> None:
    """The texts below each other, the whole in the middle of its zone; above it the short bar, where there is one."""
    zone, gap, bar = task["zone"], task["gap"], task["bar"]
    above = bar["h"] + gap if bar else 0
    height = above + sum(text.height for text in texts) + gap * max(len(texts) - 1, 0)
    y = zone["y"] + max(round((zone["h"] - height) * task["sits"]), 0)
    if bar:
        pen.rectangle([zone["x"], y, zone["x"] + bar["w"] - 1, y + bar["h"] - 1], fill=bar["colour"])
    y += above
    for text in texts:
        text.draw(pen, zone["x"], y)
        y += text.height + gap


def _put_logo(board: Image.Image, data: bytes, place: dict[str, int]) -> None:
    logo = Image.open(BytesIO(data)).convert("RGBA").resize((place["w"], place["h"]), Image.Resampling.LANCZOS)
    board.paste(logo, (place["x"], place["y"]), logo)


def _encoded(board: Image.Image, preview: int | None) -> bytes:
    """A PNG; as a preview a WebP of that many pixels at most on its longer side."""
    out = BytesIO()
    if preview:
        board.thumbnail((preview, preview), Image.Resampling.LANCZOS)
        board.save(out, "WEBP", quality=86)
    else:
        board.save(out, "PNG", optimize=True)
    return out.getvalue()


def _face(data: bytes) -> Face:
    """A font as Pillow reads it, and the letters it has."""
    font = TTFont(BytesIO(data))
    letters = set(font.getBestCmap() or ())
    if font.flavor is None:
        return data, letters
    font.flavor, out = None, BytesIO()
    font.save(out)
    return out.getvalue(), letters


def _sized(face: bytes, size: int, weight: int) -> Font:
    """The font in a size, and in a weight where it has several."""
    font = ImageFont.truetype(BytesIO(face), max(size, 1))
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font
    font.set_variation_by_axes([_axis(axis, weight, size) for axis in axes])
    return font


def _axis(axis: Any, weight: int, size: int) -> float:
    name = axis["name"].decode(errors="replace") if isinstance(axis["name"], bytes) else str(axis["name"])
    wanted = {"Weight": weight, "Optical Size": size}.get(name, axis["default"])
    return min(max(wanted, axis["minimum"]), axis["maximum"])


def _wrapped(text: str, font: Font, width: float) -> Lines:
    """The text in lines no wider than that, cut at blanks; a word that is wider stands alone."""
    lines: Lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and font.getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _balanced(text: str, font: Font, width: float, count: int) -> Lines:
    """As many lines, of about the same length."""
    lines, narrower = _wrapped(text, font, width), width
    while count > 1 and narrower > width * 0.55:
        narrower *= 0.97
        tried = _wrapped(text, font, narrower)
        if len(tried) > count or any(font.getlength(line) > narrower for line in tried):
            break
        lines = tried
    return lines


if __name__ == "__main__":
    main()
