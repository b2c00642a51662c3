"""An account held against the charter: its name, picture, banner and description. Pure: values in, verdicts out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from charter.checks import check
from charter.checks.colours import MUCH, far
from charter.rules import Rules
from lib.findings import Advice, NeedsApproval
from lib.pictures import apart
from lib.text import fold, words

SAME, NEAR = 8, 14  # of 64 points in which two marks differ: a drawing of the same, one nearly so; chance gives some 20 and more
OF_WORDS = {"charter.never", "charter.prefer", "charter.address", "charter.topic"}
GOOD, UNKNOWN = "good", "unknown"


@dataclass(frozen=True)
class Shown:
    """An account as people see it. None is what the network does not give, or what could not be looked at.

    `marks` are those of its picture (lib.pictures.look), empty where nothing stands out in it; `banner` its banner's colours.
    """

    name: str
    description: str | None = None
    has_picture: bool | None = None
    marks: Sequence[str] | None = None
    has_banner: bool | None = None
    banner: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a part of the account: name, picture, banner or description.

    `level` is good, unknown, or that of a finding (lib.findings).
    """

    part: str
    level: str
    sentence: str

    @property
    def is_remark(self) -> bool:
        """Whether something is to be done about it."""
        return self.level not in (GOOD, UNKNOWN)


def verdicts(rules: Rules, wanted: str, logos: Sequence[Sequence[str]], shown: Shown) -> list[Verdict]:
    """Everything there is to say of the account; `wanted` is the name that accounts of the brand should have, `logos` are
    the marks in each logo of the charter."""
    return [
        _name(wanted, shown.name),
        _picture(logos, shown),
        _banner(rules.palette, shown),
        *_description(rules, shown.description),
    ]


def carries(text: str, name: str) -> bool:
    """Whether the words of the name stand in the text, whatever the case, accents and signs between them."""
    return "".join(words(name)) in "".join(words(text.replace("_", " ")))


def _name(wanted: str, name: str) -> Verdict:
    if fold(name.strip()) == fold(wanted.strip()):
        return Verdict("name", GOOD, _("Its name is the one that is wanted."))
    sentence = _("Its name is “%(name)s”; “%(wanted)s” is wanted.") % {"name": name, "wanted": wanted}
    return Verdict("name", Advice.level if carries(name, wanted) else NeedsApproval.level, sentence)


def _picture(logos: Sequence[Sequence[str]], shown: Shown) -> Verdict:
    if shown.has_picture is None:
        return Verdict("picture", UNKNOWN, _("The network does not give its picture."))
    if not shown.has_picture:
        return Verdict("picture", NeedsApproval.level, _("It has no picture: the logo belongs there."))
    if not logos:
        return Verdict("picture", UNKNOWN, _("The charter has no logo yet to hold its picture against."))
    if shown.marks is None:
        return Verdict("picture", UNKNOWN, _("Its picture could not be looked at."))
    return _likest(logos, shown.marks)


def _likest(logos: Iterable[Sequence[str]], marks: Sequence[str]) -> Verdict:
    """How near the nearest logo is."""
    distance = min((apiece for logo in logos if (apiece := apart(logo, marks)) is not None), default=64)
    if distance <= SAME:
        return Verdict("picture", GOOD, _("Its picture shows the logo."))
    if distance <= NEAR:
        sentence = _("Its picture is close to the logo, but not the same: an older drawing, or cut off?")
        return Verdict("picture", Advice.level, sentence)
    return Verdict("picture", NeedsApproval.level, _("Its picture shows something else than the logo or one of its variants."))


def _banner(palette: Sequence[str], shown: Shown) -> Verdict:
    if shown.has_banner is None:
        return Verdict("banner", UNKNOWN, _("The network gives no banner."))
    if not shown.has_banner:
        return Verdict("banner", Advice.level, _("It has no banner."))
    distant = far(shown.banner, palette)
    if sum(distant.values()) >= MUCH:
        sentence = _("Its banner is mostly %(colour)s, far from the colours of the charter.")
        return Verdict("banner", Advice.level, sentence % {"colour": max(distant, key=distant.__getitem__)})
    if not palette or not shown.banner:
        return Verdict("banner", GOOD, _("It has a banner."))
    return Verdict("banner", GOOD, _("Its banner is in the colours of the charter."))


def _description(rules: Rules, text: str | None) -> Iterator[Verdict]:
    if text is None:
        yield Verdict("description", UNKNOWN, _("The network does not give its description."))
    elif not text.strip():
        yield Verdict("description", Advice.level, _("It has no description."))
    else:
        found = [Verdict("description", each.level, each.sentence) for each in check(rules, text) if each.rule in OF_WORDS]
        yield from found or [Verdict("description", GOOD, _("Its description keeps to the charter’s words."))]
