"""What one may choose for a post on one network only, declared as data: a page makes a form of it, a check refuses the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lib.findings import Blocker, Finding

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Option:
    """A choice for a post. `kind`: choice (one of `choices`, pairs of value and label), text (of `max_length` characters at
    most) or flag. `initial` is what holds when nothing is chosen; with `asked` False no form asks for it. `veils` says what
    readers see only once they open it: `text` (the whole post) or `media`. `fleeting`: it is a story, a tall picture or film that
    is gone after a day, without text and without what follows a post."""

    name: str
    label: "str | _StrPromise"
    kind: str = "text"
    choices: "tuple[tuple[str, str | _StrPromise], ...]" = ()
    help: "str | _StrPromise" = ""
    initial: str | bool = ""
    max_length: int = 500
    asked: bool = True
    veils: str = ""
    fleeting: bool = False

    def said(self, value: Any) -> str:
        """A chosen value in words: the label of a choice, a text as it is, "" for a flag."""
        return str(dict(self.choices).get(value, value if isinstance(value, str) else ""))


def check_options(label: str, known: Sequence[Option], given: Mapping[str, Any]) -> list[Finding]:
    """What stands against the options given for a post, as findings; an empty value is as good as none."""
    named = {option.name: option for option in known}
    return [finding for name, value in given.items() for finding in _check(label, named.get(name), name, value)]


def _check(label: str, option: Option | None, name: str, value: Any) -> Iterator[Finding]:
    if option is None:
        sentence = _("%(network)s knows no option “%(name)s”.") % {"network": label, "name": name}
        yield Blocker("options.unknown", sentence, about="options")
    elif value not in (None, "") and (sentence := KINDS[option.kind](option, value)):
        words = {"name": option.label, "limit": option.max_length}
        yield Blocker(f"options.{name}", sentence % words, about="options")


def _choice(option: Option, value: Any) -> str:
    known = value in [choice for choice, _label in option.choices]
    return "" if known else _("Choose one of the values for “%(name)s”.")


def _text(option: Option, value: Any) -> str:
    if not isinstance(value, str):
        return _("“%(name)s” is not a text.")
    return "" if len(value) <= option.max_length else _("“%(name)s” is too long: %(limit)d characters at most.")


def _flag(option: Option, value: Any) -> str:
    return "" if isinstance(value, bool) else _("“%(name)s” is either yes or no.")


def is_story(known: Sequence[Option], given: Mapping[str, Any]) -> bool:
    """Whether the options chosen make a story of the post."""
    return any(option.fleeting and given.get(option.name) for option in known)


KINDS: dict[str, Callable[[Option, Any], str]] = {"choice": _choice, "text": _text, "flag": _flag}
