"""Judging a row: the draft it would become, and everything there is to say about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Theme
from editorial import checks, scheduling
from editorial.content import NO_POLL, Content, Image, Part, Version
from editorial.drafting import Draft
from editorial.imports import cells as reading
from editorial.imports.cells import Problem, Said
from editorial.imports.names import Names
from editorial.models import Asset
from lib import clock
from lib.findings import Blocker
from lib.text import one_line
from networks.parcels import Poll
from publishing.models import Account
from team.models import Brand


@dataclass(frozen=True)
class Options:
    """What was chosen for all rows of a table; what a row says itself comes first."""

    order: str = "dmy"
    zone: str = ""
    hour: time | None = None
    accounts: tuple[Account, ...] = ()
    campaign: Campaign | None = None
    theme: Theme | None = None


@dataclass(frozen=True)
class Judged:
    """A row as it was understood. `far` are addresses of pictures that are still to be fetched, in their places."""

    draft: Draft
    problems: tuple[Problem, ...]
    number: int | None = None
    far: Mapping[int, str] = field(default_factory=dict)

    @property
    def fails(self) -> bool:
        """Whether it cannot be brought in as it is."""
        return any(problem.error for problem in self.problems)


def judge(
    brand: Brand, mapping: Sequence[str], row: Sequence[str], names: Names, options: Options, *, deep: bool = True
) -> Judged:
    """What a row says; with `deep` also what charter and networks have against it, as notes: such a post stays a draft."""
    said = reading.read(reading.by_field(mapping, row), names, options.order)
    if said.theme and not said.campaign:
        said.campaign = names.campaign(said.theme.campaign.name)
    wall, zone = _when(said, brand, options)
    draft = Draft(_content(said, brand, names, options), *_plan(said, options), wall, zone)
    problems = [*said.problems, *_missing(said, row, mapping), *_moment(draft)]
    far = {place: item for place, item in enumerate(said.media) if isinstance(item, str)}
    if deep and not any(problem.error for problem in problems):
        problems += _against(brand, draft.content, pending=bool(far))
    return Judged(draft, tuple(problems), said.number, far)


def _plan(said: Said, options: Options) -> tuple[Campaign | None, Theme | None]:
    if said.campaign or said.theme:
        return said.campaign, said.theme
    return options.campaign, options.theme


def _when(said: Said, brand: Brand, options: Options) -> tuple[datetime | None, str]:
    """The hour on the wall that the row wants, and its zone; without one for no date."""
    zone = said.zone or options.zone or brand.zone
    if said.at and said.at.tzinfo:
        return clock.wall(said.at, zone), zone
    if said.at:
        return said.at, zone
    hour = said.hour or options.hour
    if said.day and hour:
        return datetime.combine(said.day, hour), zone
    if said.day and not any(problem.field in ("time", "moment") for problem in said.problems):
        said.problems.append(Problem("time", _("At what time? Write one, or choose one for all rows.")))
    if said.hour and not said.day and not any(problem.field == "date" for problem in said.problems):
        said.problems.append(Problem("date", _("On which day? Write one, or take the time away.")))
    return None, zone


def _content(said: Said, brand: Brand, names: Names, options: Options) -> Content:
    images = tuple(_image(said, place, item) for place, item in enumerate(said.media) if isinstance(item, Asset))
    chosen = said.accounts or list(options.accounts)
    shown = [image.asset.pk for image in images]
    kept = said.more if isinstance(said.more.get("accounts", {}), dict) else {}
    own = {name: value for name, value in kept.get("accounts", {}).items() if isinstance(value, dict)}
    try:
        versions = tuple(_version(account, said, own, names, shown) for account in chosen)
        parts, poll = _parts(kept.get("parts"), shown) or (), _poll(kept.get("poll"))
        pause = int(kept.get("pause", 0))
    except (TypeError, ValueError, KeyError, AttributeError):
        said.problems.append(Problem("more", _("This cell is not as Tribu wrote it: empty it, or take it from a fresh export.")))
        versions, parts, poll, pause = tuple(map(Version, chosen)), (), None, 0
    return Content(
        _tagged(said), said.link, said.language or brand.language, versions, images, parts, said.comment, poll, max(pause, 0)
    )


def _image(said: Said, place: int, asset: Asset) -> Image:
    given = said.alts is not None and place < len(said.alts)
    return Image(asset, said.alts[place] if given else asset.alt)  # type: ignore[index]


def _tagged(said: Said) -> str:
    """The text with the hashtags that it does not hold yet behind it."""
    there = said.text.casefold()
    tags = " ".join(f"#{tag}" for tag in said.hashtags if f"#{tag}".casefold() not in there)
    return "\n\n".join(part for part in (said.text, tags) if part)


def _version(account: Account, said: Said, own: Mapping[str, Any], names: Names, shown: Sequence[int]) -> Version:
    words = said.own.get(account.pk, {})
    more: Mapping[str, Any] = next((value for name, value in own.items() if names.account(name) == account), {})
    options = more.get("options", {})
    return Version(
        account,
        words.get("text"),
        words.get("link"),
        dict(options) if isinstance(options, dict) else {},
        _parts(more.get("parts"), shown),
        more.get("comment"),
        (_poll(more["poll"]) or NO_POLL) if "poll" in more else None,
        tuple(shown[place] for place in more["pictures"]) if more.get("pictures") is not None else None,
    )


def _parts(kept: Any, shown: Sequence[int]) -> tuple[Part, ...] | None:
    if kept is None:
        return None
    return tuple(Part(str(part["text"]), tuple(shown[place] for place in part.get("pictures", ()))) for part in kept)


def _poll(kept: Any) -> Poll | None:
    return Poll(tuple(map(str, kept["choices"])), int(kept["seconds"]), bool(kept["multiple"])) if kept else None


def _missing(said: Said, row: Sequence[str], mapping: Sequence[str]) -> list[Problem]:
    own = any(words.get("text") for words in said.own.values())
    problems = []
    if not (said.text or said.media or said.hashtags or own) and not any(
        problem.field in ("text", "media") for problem in said.problems
    ):
        problems.append(Problem("text", _("This row says nothing: write a text, or leave the row out.")))
    if len(row) > len(mapping) and any(cell.strip() for cell in row[len(mapping) :]):
        rest = one_line(" ".join(row[len(mapping) :]), 80)
        problems.append(
            Problem("text", _("There is more than the columns hold: “%(rest)s”. Put it where it belongs.") % {"rest": rest})
        )
    return problems


def _moment(draft: Draft) -> list[Problem]:
    if not draft.wall or not scheduling.is_past(draft.moment):
        return []
    said = _("%(moment)s has passed: the post stays a draft until it has another date.")
    return [Problem("date", said % {"moment": date_format(draft.wall, "DATETIME_FORMAT")}, error=False)]


def _against(brand: Brand, content: Content, *, pending: bool) -> list[Problem]:
    """What blocks the post as it is; pictures that are still to be fetched may be missing."""
    if not content.versions:
        return [Problem("accounts", _("For no account yet: the post stays a draft."), error=False)]
    remarks = [remark for remark in checks.remarks(brand, content) if isinstance(remark.finding, Blocker)]
    if pending:
        remarks = [remark for remark in remarks if remark.finding.about != "media"]
    return [Problem("text", _("Stays a draft: %(why)s") % {"why": _said(remark)}, error=False) for remark in remarks[:3]]


def _said(remark: checks.Remark) -> str:
    names = ", ".join(str(account) for account in remark.accounts[:3])
    return f"{names}: {remark.finding.sentence}" if names else remark.finding.sentence


def with_images(draft: Draft, images: Mapping[int, Image]) -> Draft:
    """The draft with pictures that were fetched meanwhile, each in its place among those that were there."""
    there = list(draft.content.images)
    for place, image in sorted(images.items()):
        there.insert(place, image)
    return replace(draft, content=replace(draft.content, images=tuple(there)))


def unchanged(draft: Draft, kept: Draft) -> bool:
    """Whether a row says just what a post says already."""
    same_plan = (draft.campaign, draft.theme) == (kept.campaign, kept.theme)
    return same_plan and draft.moment == kept.moment and draft.content.digest() == kept.content.digest()
