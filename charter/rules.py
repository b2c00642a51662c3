"""What a charter asks of a draft, as plain values: no database behind them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WordRule:
    """A word to look for; `never` when it must not be used, else `instead` is only preferred to it."""

    text: str
    never: bool = True
    instead: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Topic:
    """What the staff policy keeps for those who speak for the brand, and the words that give it away."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """All that the check compares a draft with. `address` is tu, vous or free; None is no limit.

    `names` are written as they please (a brand in capitals is not shouting). `mention` are the brand's words for a
    collaboration that is paid for, "" for the usual ones. `muted` are false alarms: the rule and the folded words.
    `palette` are the brand's colours as #rrggbb.
    """

    words: tuple[WordRule, ...] = ()
    address: str = "free"
    hashtags: tuple[str, ...] = ()
    max_emoji: int | None = None
    max_hashtags: int | None = None
    french_spaces: bool = False
    alt_required: bool = False
    names: tuple[str, ...] = ()
    mention: str = ""
    topics: tuple[Topic, ...] = ()
    muted: frozenset[tuple[str, str]] = frozenset()
    palette: tuple[str, ...] = ()
    max_exclamations: int | None = None
    ellipses: bool = True
