"""The film of the demo brand, drawn by code: a cup that fills, steam above it."""

import io
import math
from fractions import Fraction

import av
from PIL import Image, ImageDraw

from config.demo.scenes import CLAY, CREAM, INK, mix

SIDE, RATE, SECONDS = 480, 10, 4
DRAWN = 2  # each picture is drawn so many times as large, for smooth edges
NAME = "tasse-qui-se-remplit.mp4"
ALTS = (
    "Une tasse vue de côté se remplit de café ; la vapeur monte.",
    "A cup seen from the side fills with coffee; steam rises.",
)


def film() -> bytes:
    """The film as MP4 bytes."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as made:
        video = made.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "26"})
        video.width, video.height, video.pix_fmt = SIDE, SIDE, "yuv420p"
        for number in range(RATE * SECONDS):
            frame = av.VideoFrame.from_image(_picture(number / (RATE * SECONDS)))
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            made.mux(video.encode(frame))
        made.mux(video.encode(None))
    return out.getvalue()


def _picture(share: float) -> Image.Image:
    """The cup when a share of the film is over."""
    image = Image.new("RGB", (SIDE * DRAWN, SIDE * DRAWN), "#f3dfc1")
    pen = ImageDraw.Draw(image)
    full = min(1.0, share * 1.4)
    level = 700 - round(230 * full)
    pen.ellipse((180, 760, 780, 860), fill=mix("#f3dfc1", INK, 0.16))
    pen.arc((600, 480, 820, 690), 250, 130, fill=CLAY, width=36)
    pen.rounded_rectangle((250, 440, 690, 800), 110, fill=CLAY)
    pen.rounded_rectangle((285, 440, 655, 765), 90, fill=CREAM)
    pen.rounded_rectangle((285, level, 655, 765), 90 if level > 600 else 40, fill="#4a2f22")
    if full < 1.0:
        pen.line((470, 0, 470, level + 20), fill="#5b3a29", width=22)
    for turn in range(3 if full > 0.4 else 0):
        line = [(380 + turn * 90 + 16 * math.sin(step / 3 + turn + share * 12), 400 - step * 9) for step in range(24)]
        pen.line(line, fill="#fffaf0", width=12, joint="curve")
    return image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
