"""What a picture looks like, as small figures: its likeness, the marks drawn in it, the colours it is made of.

For lib.pictures_child, from pixels that it has decoded. Imports Pillow and nothing of ours.
"""

from PIL import Image, ImageChops

LIGHTER = 3  # of 255: less is noise
FAINT = 24  # of 255: what differs less from the ground of a mark is ground
GROUNDS = ("white", "#202020")  # what is cut out is looked at on these
SIDE = 128  # pixels to which a picture is brought before it is looked at
COLOURS = 8
WORTH = 0.04  # the share of a picture below which a colour is not told


def likeness(image: Image.Image) -> list[int]:
    """Where the picture grows lighter from left to right, on a grid of 9 by 8: a difference hash of 64 bits in four parts.

    Two rows of the grid make 16 bits, above them is which of the four parts it is; parts in which nothing changes are left
    out, as everything plain shares them.
    """
    bits = _bits(image.convert("RGB").convert("L"))
    parts = [sum(bit << place for place, bit in enumerate(bits[16 * part : 16 * part + 16])) for part in range(4)]
    return [part << 16 | value for part, value in enumerate(parts) if value]


def marks(image: Image.Image) -> list[str]:
    """The figure that stands on the picture's ground, whatever the room around it and the colours of both: a difference
    hash of 64 bits in 16 hexadecimal digits. What is cut out has two, one on white and one in the dark; a plain picture none."""
    grounds = GROUNDS if image.mode == "RGBA" else GROUNDS[:1]
    return list(dict.fromkeys(found for ground in grounds if (found := _mark(_on(image, ground)))))


def colours(image: Image.Image) -> dict[str, float]:
    """The colours it is mostly made of, as #rrggbb, each with its share (0 to 1); white shines through what is transparent."""
    small = _on(image, "white")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    kept = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette, all_of_it = kept.getpalette() or [], kept.width * kept.height
    shares: dict[str, float] = {}
    for count, place in kept.getcolors() or []:
        colour = "#{:02x}{:02x}{:02x}".format(*palette[3 * int(place) : 3 * int(place) + 3])  # type: ignore[arg-type]
        shares[colour] = shares.get(colour, 0) + count / all_of_it
    return {colour: round(share, 3) for colour, share in shares.items() if share >= WORTH}


def _bits(grey: Image.Image) -> list[bool]:
    cells = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    return [cells[9 * row + column + 1] - cells[9 * row + column] > LIGHTER for row in range(8) for column in range(8)]


def _mark(flat: Image.Image) -> str:
    figure = _figure(flat)
    box = figure.point(lambda value: 255 if value > FAINT else 0).getbbox()
    if box is None:
        return ""
    left, top, right, bottom = box
    side = max(right - left, bottom - top)
    square = Image.new("L", (side, side), 0)
    square.paste(figure.crop(box), ((side - right + left) // 2, (side - bottom + top) // 2))
    return f"{sum(bit << place for place, bit in enumerate(_bits(square))):016x}"


def _figure(flat: Image.Image) -> Image.Image:
    """How far each pixel is from the ground, which is the colour of the corner: 0 to 255."""
    flat.thumbnail((SIDE, SIDE))
    apart = ImageChops.difference(flat, Image.new("RGB", flat.size, flat.getpixel((0, 0))))
    red, green, blue = apart.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _on(image: Image.Image, ground: str) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    flat = Image.new("RGB", image.size, ground)
    flat.paste(image, mask=image.getchannel("A"))
    return flat
