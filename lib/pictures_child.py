"""The process that opens pictures nobody trusts: one task in, one answer out, tight limits.

Started by lib.pictures. Imports Pillow and of ours only pictures_looks: it starts in some 40 ms and knows no secrets.
A message (standard input, standard output) is a line of JSON, then as many bytes as its `size` says.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from lib.pictures_looks import colours, likeness, marks

MAX_PIXELS = 40_000_000
MEMORY = 1024**3  # bytes of address space: 40 million pixels take 160 MB, and there may be four copies
SECONDS = 20  # of processor
LARGEST_SIDE = {
    "image/jpeg": 65_500,
    "image/png": 1_000_000,
    "image/webp": 16_383,
}  # of each format
QUALITIES = (92, 85, 78, 70, 60)
SHRINK = 0.8
SMALLEST_SIDE = 64  # a picture scaled below this to save bytes is worth nothing
THUMBNAIL_HEIGHTS = 4  # a thumbnail is at most this many times as high as wide

Crop = tuple[int, int, int, int]
Size = tuple[int, int]


class Trouble(Exception):
    """What is wrong, by one word that lib.pictures knows, and the figures of the sentence."""

    def __init__(self, word: str, **facts: Any):
        super().__init__(word)
        self.word, self.facts = word, facts


def main() -> None:
    """Do the one task and end."""
    _limit()
    task = json.loads(sys.stdin.buffer.readline())
    head, body = work(task, sys.stdin.buffer.read(task["size"]))
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def work(task: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Do a task: the head of the answer, and the picture."""
    try:
        return TASKS[task["do"]](data, task)
    except Trouble as trouble:
        return {"trouble": trouble.word, "facts": trouble.facts}, b""
    except MemoryError:
        return {"trouble": "pixels", "facts": {}}, b""


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def read(data: bytes, task: dict) -> tuple[dict, bytes]:
    """The picture, made anew from its pixels."""
    image, alone = _open(data, task["format"])
    lossless = task["format"] == "PNG" or _has_alpha(image) or task["format"] == "GIF" or b"VP8L" in data[:64]
    mime = "image/png" if lossless else "image/jpeg"
    tables = getattr(image, "quantization", None) if image.mode == "RGB" else None
    image = _plain(image, keep_alpha=mime == "image/png")
    return _answer(image, mime, _encode(image, mime, 92, tables), stilled=not alone)


def fit(data: bytes, task: dict) -> tuple[dict, bytes]:
    """The picture made to fit the limits, or the word `same` when it already does."""
    raw, alone = _open(data, task["format"], load=False)
    if alone and _fits(raw, len(data), task):
        return {"same": True, "width": raw.width, "height": raw.height}, b""
    image = _upright(raw)
    image = image.crop(_crop(image.width, image.height, task))
    if task["min_width"] and image.width < task["min_width"]:
        raise Trouble("narrow", width=image.width, wanted=task["min_width"])
    mimes = [mime for mime in LARGEST_SIDE if mime in task["mimes"]]
    if not mimes:
        raise Trouble("no_kind")
    return _lighten(image, _prefer(image, raw.format, mimes), task)


def thumbnail(data: bytes, task: dict) -> tuple[dict, bytes]:
    """A small WebP; never larger than the picture itself."""
    raw, alone = _open(data, task["format"], load=False)
    box = (task["width"], task["width"] * THUMBNAIL_HEIGHTS)
    longest = max(box)
    raw.draft("RGB", (longest, longest))  # a JPEG decodes at a half, a quarter or an eighth when that is enough
    image = _upright(raw)
    image.thumbnail(box, Image.Resampling.LANCZOS)
    image = _plain(image, keep_alpha=True)
    looks = {"likeness": likeness(image), "colours": colours(image)}
    return _answer(image, "image/webp", _encode(image, "image/webp", 80), stilled=not alone, **looks)


def look(data: bytes, task: dict) -> tuple[dict, bytes]:
    """What the picture looks like, and no picture."""
    image, _alone = _open(data, task["format"])
    image = _plain(image, keep_alpha=True)
    return {"width": image.width, "height": image.height, "marks": marks(image), "colours": colours(image)}, b""


TASKS = {"read": read, "fit": fit, "thumbnail": thumbnail, "look": look}


def _open(data: bytes, kind: str, load: bool = True) -> tuple[Image.Image, bool]:
    """The picture with its side judged before a pixel is decoded, and whether it is alone in its file."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if kind == "HEIF":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - 20 ms that only these pictures need

        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    try:
        image = Image.open(BytesIO(data), formats=[kind])
        if image.width * image.height > MAX_PIXELS:
            raise Trouble("pixels", millions=MAX_PIXELS // 1_000_000)
        alone = kind in ("JPEG", "HEIF") or getattr(image, "n_frames", 1) == 1
        return (_upright(image) if load else image), alone
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Trouble("pixels", millions=MAX_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise Trouble("broken") from error


def _upright(image: Image.Image) -> Image.Image:
    """Decoded, and turned the way the camera was held."""
    try:
        image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Trouble("pixels", millions=MAX_PIXELS // 1_000_000) from error
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise nearly anything on bytes made to break it
        raise Trouble("broken") from error
    return ImageOps.exif_transpose(image) if _orientation(image) != 1 else image


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 when it does not say or says nonsense."""
    try:
        held = image.getexif().get(0x0112, 1)
    except Exception:
        return 1
    return held if held in range(1, 9) else 1


def _has_alpha(image: Image.Image) -> bool:
    return image.has_transparency_data and (image.mode != "RGBA" or any(image.getchannel("A").histogram()[:255]))


def _plain(image: Image.Image, *, keep_alpha: bool) -> Image.Image:
    """In sRGB, eight bits, of mode L, RGB or RGBA; transparency onto white unless it is kept."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.point(lambda value: value * (1 / 257)).convert("L")
    alpha = image.convert("RGBA").getchannel("A") if _has_alpha(image) else None
    image = _srgb(image)
    if alpha is None:
        return image
    if keep_alpha:
        image = image.convert("RGB")
        image.putalpha(alpha)
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=alpha)
    return white


def _srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile") or b""
    if image.mode in ("1", "L", "LA"):
        return image.convert("L")
    if image.mode not in ("RGB", "CMYK"):
        image = image.convert("RGB")
    if profile and not (image.mode == "RGB" and b"sRGB" in profile[:1000]):
        image = _convert(image, profile)
    return image.convert("RGB")


def _convert(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours of `profile` in sRGB; as they are when the profile is broken or of another kind of colours."""
    from PIL import ImageCms  # noqa: PLC0415 - few pictures need it

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _encode(image: Image.Image, mime: str, quality: int, tables: dict[int, list[int]] | None = None) -> bytes:
    """The bytes. With the `tables` it came with, a JPEG made anew loses next to nothing and stays light."""
    out = BytesIO()
    image.info = {}
    if mime == "image/jpeg" and tables:
        image.save(out, "JPEG", qtables=tables, subsampling="4:2:0")
    elif mime == "image/jpeg":
        image.save(out, "JPEG", quality=quality, subsampling="4:2:0")
    elif mime == "image/png":
        image.save(out, "PNG", compress_level=4)
    else:
        image.save(out, "WEBP", quality=quality, method=3)
    return out.getvalue()


def _answer(image: Image.Image, mime: str, body: bytes, **more: Any) -> tuple[dict, bytes]:
    return {"mime": mime, "width": image.width, "height": image.height, **more}, body


# --- fitting --------------------------------------------------------------------------------------------


def _fits(image: Image.Image, size: int, task: dict) -> bool:
    ratio = image.width / image.height
    return (
        image.mode in ("L", "RGB", "RGBA")
        and not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
        and Image.MIME.get(image.format or "") in task["mimes"]
        and size <= task["max_bytes"]
        and (task["min_ratio"] is None or ratio >= task["min_ratio"])
        and (task["max_ratio"] is None or ratio <= task["max_ratio"])
        and (task["min_width"] is None or image.width >= task["min_width"])
        and (task["max_width"] is None or image.width <= task["max_width"])
        and (task["max_pixels"] is None or image.width * image.height <= task["max_pixels"])
    )


def _crop(width: int, height: int, task: dict) -> Crop:
    """The part to keep: the largest of an allowed ratio, as near to the focus as the edges allow."""
    ratio = width / height
    wide, high = width, height
    if task["min_ratio"] is not None and ratio < task["min_ratio"]:
        high = max(1, int(width / task["min_ratio"]))
    elif task["max_ratio"] is not None and ratio > task["max_ratio"]:
        wide = max(1, int(height * task["max_ratio"]))
    x, y = task["focus"]
    left = round(min(max(x * width - wide / 2, 0), width - wide))
    top = round(min(max(y * height - high / 2, 0), height - high))
    return left, top, left + wide, top + high


def _prefer(image: Image.Image, source: str | None, mimes: list[str]) -> list[str]:
    """The kinds to try, best first: transparent stays transparent, drawings stay lossless if light."""
    order = ["image/jpeg", "image/webp", "image/png"]
    if _has_alpha(image):
        order = ["image/png", "image/webp", "image/jpeg"]
    elif source in ("PNG", "GIF"):
        order = ["image/png", "image/jpeg", "image/webp"]
    return [mime for mime in order if mime in mimes]


def _lighten(image: Image.Image, mimes: list[str], task: dict) -> tuple[dict, bytes]:
    """The best that is light enough: kinds in order, each with falling quality, then ever smaller."""
    plain = {mime: _plain(image, keep_alpha=mime != "image/jpeg") for mime in mimes}
    for mime, size, quality in _trials(image.size, mimes, task):
        picture = plain[mime]
        if picture.size != size:
            picture = plain[mime] = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        body = _encode(picture, mime, quality)
        if len(body) <= task["max_bytes"]:
            return _answer(picture, mime, body)
    raise Trouble("heavy", limit=task["max_bytes"])


def _trials(size: Size, mimes: list[str], task: dict) -> Iterator[tuple[str, tuple[int, int], int]]:
    least = max(task["min_width"] or 0, min(SMALLEST_SIDE, *size))
    factor = 1.0
    while True:
        for mime in mimes:
            wide, high = _scaled(size, factor * _scale(size, LARGEST_SIDE[mime], task), task)
            for quality in QUALITIES if mime != "image/png" else QUALITIES[:1]:
                yield mime, (wide, high), quality
        factor *= SHRINK
        if min(size[0] * factor, size[1] * factor if not task["min_width"] else size[0] * factor) < least:
            return


def _scale(size: Size, side: int, task: dict) -> float:
    """How much smaller it must become for the limits on width, pixels and sides; 1 for not at all."""
    width, height = size
    scale = min(1.0, side / max(size), (task["max_width"] or width) / width)
    if task["max_pixels"]:
        scale = min(scale, (task["max_pixels"] / (width * height)) ** 0.5)
    return scale


def _scaled(size: Size, scale: float, task: dict) -> Size:
    """Whole pixels that keep the ratio within its limits."""
    width, height = max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
    if task["max_ratio"] is not None and width / height > task["max_ratio"]:
        width = max(1, int(height * task["max_ratio"]))
    if task["min_ratio"] is not None and width / height < task["min_ratio"]:
        height = max(1, int(width / task["min_ratio"]))
    return width, height


if __name__ == "__main__":
    main()
