"""The process that opens fonts nobody trusts: one font in, one answer out, tight limits.

Started by lib.fonts. Imports fontTools and nothing of ours. The answer is a line of JSON, then the font as WOFF2.
"""

import json
import resource
import sys
from io import BytesIO

from fontTools.ttLib import TTFont

MEMORY = 1024**3  # bytes of address space
SECONDS = 20  # of processor
LONGEST = 80  # characters of a name that are kept
# What a browser draws with; everything else (signatures, programs of makers, bitmaps) is left behind.
KEPT = frozenset(
    [
        *("GlyphOrder", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cmap", "glyf", "loca", "CFF ", "CFF2"),
        *("fvar", "gvar", "avar", "STAT", "HVAR", "MVAR", "VORG", "vhea", "vmtx", "GDEF", "GPOS", "GSUB", "kern"),
    ]
)


def main() -> None:
    """Read the one font and end."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue
    head, body = work(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def work(data: bytes) -> tuple[dict[str, str], bytes]:
    """The head of the answer, and the font."""
    try:
        font = TTFont(BytesIO(data), lazy=False)
        for tag in [tag for tag in font.keys() if tag not in KEPT]:  # noqa: SIM118 - a font is no dict
            del font[tag]
        if not font.getBestCmap() or not ({"glyf", "CFF ", "CFF2"} & set(font.keys())):
            return {"trouble": "glyphs"}, b""
        names = {"family": _name(font, 16, 1), "style": _name(font, 17, 2)}
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    except Exception:  # a foreign file breaks a reader in a hundred ways
        return {"trouble": "broken"}, b""
    return names, out.getvalue()


def _name(font: TTFont, *ids: int) -> str:
    """The first of these names that the font gives itself, without signs that steer a line."""
    found = next((said for said in (font["name"].getDebugName(number) for number in ids) if said), "")
    return "".join(sign for sign in found if sign.isprintable())[:LONGEST]


if __name__ == "__main__":
    main()
