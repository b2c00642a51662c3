"""What one row of a table says, cell by cell: values for a draft, and a sentence for each cell that cannot be one."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Theme
from campaigns.states import State as CampaignState
from editorial.composer.forms import LONGEST, lines
from editorial.imports import dates
from editorial.imports.names import Ambiguous, Names
from editorial.models import Asset
from editorial.refusals import PlanClosed
from lib import zones
from lib.sheets import fuse
from publishing.models import Account

EMPTY = "∅"  # in a cell of an account's own words: it shows none
LONGEST_LINK = 500
MOST_PICTURES = 20
is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Problem:
    """What is to be said about a row. An `error` keeps it from being brought in, a note does not; `field` is the cell's."""

    field: str
    sentence: str
    error: bool = True


@dataclass
class Said:
    """What a row says; what could not be read is missing, and told in `problems`."""

    text: str = ""
    day: date | None = None
    hour: time | None = None
    at: datetime | None = None
    zone: str = ""
    accounts: list[Account] = field(default_factory=list)
    campaign: Campaign | None = None
    theme: Theme | None = None
    link: str = ""
    media: list[Asset | str] = field(default_factory=list)
    alts: list[str] | None = None
    hashtags: list[str] = field(default_factory=list)
    language: str = ""
    comment: str = ""
    number: int | None = None
    more: dict[str, Any] = field(default_factory=dict)
    own: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class BadCell(ValueError):
    """A cell cannot be understood; the text is a sentence for the person."""


def read(cells: Mapping[str, str], names: Names, order: str) -> Said:
    """What the cells (by field) say; `order` is that of days and months, see imports.dates."""
    said = Said()
    for key, raw in cells.items():
        cell = lines(fuse(raw))
        if not cell.strip():
            continue
        try:
            _take(said, key, cell, names, order)
        except BadCell as bad:
            said.problems.append(Problem(key, str(bad)))
        except Ambiguous as several:
            said.problems.append(Problem(key, several.sentence))
    return said


def _take(said: Said, key: str, cell: str, names: Names, order: str) -> None:
    kind, _under, number = key.partition("_")
    if number.isdecimal():
        said.own.setdefault(int(number), {})[kind] = "" if cell.strip() == EMPTY else _own(kind, cell)
    else:
        READERS[key](said, cell, names, order)


def _own(kind: str, cell: str) -> str:
    return _link_of(cell) if kind == "link" else _text_of(cell)


def _text_of(cell: str) -> str:
    if len(cell) > LONGEST:
        raise BadCell(_("This text has more than %(most)d characters.") % {"most": LONGEST})
    return cell


def _link_of(cell: str) -> str:
    link = cell.strip()
    if "://" not in link:
        link = f"https://{link}"
    try:
        is_url(link)
    except ValidationError:
        raise BadCell(_("“%(link)s” is not an address on the web.") % {"link": cell.strip()[:80]}) from None
    if len(link) > LONGEST_LINK:
        raise BadCell(_("A link has at most %(most)d characters.") % {"most": LONGEST_LINK})
    return link


def _text(said: Said, cell: str, names: Names, order: str) -> None:
    said.text = _text_of(cell)


def _comment(said: Said, cell: str, names: Names, order: str) -> None:
    said.comment = _text_of(cell)


def _link(said: Said, cell: str, names: Names, order: str) -> None:
    said.link = _link_of(cell)


def _date(said: Said, cell: str, names: Names, order: str) -> None:
    try:
        said.day = dates.day(cell, order)
    except dates.Unreadable:
        _moment(said, cell, names, order)


def _time(said: Said, cell: str, names: Names, order: str) -> None:
    try:
        said.hour = dates.hour(cell)
    except dates.Unreadable:
        raise BadCell(_("“%(cell)s” is no time of day: write 14:30.") % {"cell": cell.strip()[:40]}) from None


def _moment(said: Said, cell: str, names: Names, order: str) -> None:
    try:
        said.at = dates.moment(cell, order)
        return
    except dates.Unreadable:
        pass
    try:
        said.day = dates.day(cell, order)
    except dates.Unreadable:
        raise BadCell(_("“%(cell)s” is no day: write 31/12/2026 or 2026-12-31.") % {"cell": cell.strip()[:40]}) from None


def _zone(said: Said, cell: str, names: Names, order: str) -> None:
    meant = zones.named(cell)
    if len(meant) != 1:
        raise BadCell(_("Nobody knows the time zone “%(cell)s”: write Europe/Paris.") % {"cell": cell.strip()[:40]})
    said.zone = meant[0]


def _accounts(said: Said, cell: str, names: Names, order: str) -> None:
    whole = names.account(cell)
    words = [cell] if whole else listed(cell, r"[|]" if "|" in cell else r"[,;\n]")
    for word in words:
        account = whole or names.account(word)
        if account is None:
            raise BadCell(_("There is no account called “%(name)s”.") % {"name": word.strip()[:80]})
        if account not in said.accounts:
            said.accounts.append(account)


def _campaign(said: Said, cell: str, names: Names, order: str) -> None:
    said.campaign = names.campaign(cell)
    if said.campaign is None:
        raise BadCell(_("There is no campaign called “%(name)s”.") % {"name": cell.strip()[:80]})
    if said.campaign.state == CampaignState.CLOSED:
        raise BadCell(str(PlanClosed(said.campaign.name)))


def _theme(said: Said, cell: str, names: Names, order: str) -> None:
    said.theme = names.theme(cell, said.campaign)
    if said.theme is None:
        raise BadCell(_("There is no theme called “%(name)s”.") % {"name": cell.strip()[:80]})


def _media(said: Said, cell: str, names: Names, order: str) -> None:
    whole = names.asset(cell)
    words = [cell] if whole else listed(cell, r"[|\n]" if re.search(r"[|\n]", cell) else r"[;,]?\s+(?=https?://)|[;]")
    for word in words:
        said.media.append(names.asset(word) or _address(word.strip()))
    if len(said.media) > MOST_PICTURES:
        raise BadCell(_("A post has at most %(most)d pictures.") % {"most": MOST_PICTURES})


def _address(word: str) -> str:
    if "://" not in word:
        raise BadCell(_("There is nothing called “%(name)s” in the library.") % {"name": word[:80]})
    return _link_of(word)


def _alt(said: Said, cell: str, names: Names, order: str) -> None:
    said.alts = listed(cell, r"\|")


def _hashtags(said: Said, cell: str, names: Names, order: str) -> None:
    found = [re.sub(r"\s+", "", word).lstrip("#") for word in re.split(r"[,;|\n]| (?=#)", cell)]
    said.hashtags = [word for word in dict.fromkeys(found) if word]


def _language(said: Said, cell: str, names: Names, order: str) -> None:
    code = cell.strip().casefold()
    known = {word.casefold(): code for code, label in settings.LANGUAGES for word in (code, str(label))}
    known |= {"français": "fr", "french": "fr", "anglais": "en", "english": "en"}
    if code not in known:
        raise BadCell(_("“%(cell)s” is no language of posts: write fr or en.") % {"cell": cell.strip()[:40]})
    said.language = known[code]


def _number(said: Said, cell: str, names: Names, order: str) -> None:
    if not cell.strip().isdecimal() or len(cell.strip()) > 18:
        raise BadCell(_("The number of a post is made of digits."))
    said.number = int(cell)


def _more(said: Said, cell: str, names: Names, order: str) -> None:
    try:
        found = json.loads(cell)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadCell(_("This cell is not as Tribu wrote it: empty it, or take it from a fresh export."))
    said.more = found


Reader = Callable[[Said, str, Names, str], None]
READERS: dict[str, Reader] = {
    "text": _text, "date": _date, "time": _time, "moment": _moment, "zone": _zone, "accounts": _accounts,
    "campaign": _campaign, "theme": _theme, "link": _link, "media": _media, "alt": _alt, "hashtags": _hashtags,
    "comment": _comment, "language": _language, "number": _number, "more": _more,
}  # fmt: skip


def listed(cell: str, sign: str) -> list[str]:
    """The items of a cell, parted by what `sign` finds, or written as JSON where an item needs it."""
    if cell.lstrip().startswith("["):
        try:
            items = json.loads(cell)
        except ValueError:
            items = None
        if isinstance(items, list):
            return [str(item) for item in items]
    return [item.strip() for item in re.split(sign, cell) if item.strip()]


def in_one(items: Sequence[str]) -> str:
    """The items as one cell, which `listed` by "|" reads back."""
    plain = all(item and item == item.strip() and not re.search(r"[|\n\r]", item) for item in items)
    if plain and not (items and items[0].startswith("[")):
        return " | ".join(items)
    return json.dumps(list(items), ensure_ascii=False) if items else ""


def by_field(mapping: Iterable[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by the field that their column fills; further columns of pictures are added to the first."""
    found: dict[str, str] = {}
    for key, cell in zip(mapping, cells, strict=False):
        if key:
            found[key] = f"{found[key]}\n{cell}" if found.get(key) and cell.strip() else found.get(key) or cell
    order = {key: place for place, key in enumerate(READERS)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))
