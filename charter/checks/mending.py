"""Small edits of a text, made together."""

from collections.abc import Iterable

Edit = tuple[int, int, str]  # from, to before, what should stand there


def mended(text: str, edits: Iterable[Edit], place: tuple[int, int] | None = None) -> str:
    """The text, or the part of it at `place`, with those edits that lie within; they are in order and apart."""
    done, last = place or (0, len(text))
    pieces = []
    for start, stop, right in edits:
        if done <= start and stop <= last:
            pieces += [text[done:start], right]
            done = stop
    return "".join([*pieces, text[done:last]])
