"""How a post looks on a network, as data: enough for a preview that a person recognises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """The look of a post. `ratio` is the frame pictures are shown in ("" as they are; 1:1, 4:5, 16:9, 1.91:1, 9:16);
    `inset` parts them from the edges; `media_first` puts them above the text, and `caption_handle` begins that text with
    the handle; `signs` are the icons at the foot."""

    ratio: str = ""
    inset: bool = True
    media_first: bool = False
    caption_handle: bool = False
    signs: tuple[str, ...] = ("comment", "repeat", "heart")
