"""A picture as each account of the brand will show it: the very file that would be sent, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editorial.models import Asset
from lib.pictures import CannotFit
from networks.base import Network
from networks.rules import PictureRules
from publishing.letters import renditions
from publishing.models import Account, Rendition

ALIKE = 0.01  # ratios that differ by less show the same part
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP", "image/gif": "GIF"}


@dataclass(frozen=True)
class Sight:
    """What accounts whose network wants the same will show, in a post or as a `story`; `trouble` says why it cannot be shown."""

    network: Network
    story: bool = False
    accounts: list[Account] = field(default_factory=list)
    made: Rendition | None = None
    trouble: str = ""
    changes: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where the very file is."""
        return renditions.path_of(self.made.file) if self.made else ""

    @property
    def facts(self) -> str:
        """Pixels, kind and weight."""
        if not self.made:
            return ""
        facts = {"width": self.made.width, "height": self.made.height, "kind": KINDS.get(self.made.mime, self.made.mime)}
        return _("%(width)d × %(height)d, %(kind)s, %(weight)s") % {**facts, "weight": weight(self.made.size)}


def of(picture: Asset, accounts: Iterable[Account]) -> list[Sight]:
    """How each account will show the picture, accounts that want the same together; what was fitted before in one query."""
    groups: dict[tuple[str, bool, PictureRules], list[Account]] = {}
    for account in accounts:
        for story, options in _kinds(account.network):
            rules = account.network.pictures_for(account.limits, options)
            groups.setdefault((account.network_name, story, rules), []).append(account)
    fit = renditions.shelf([picture.file], [rules for _name, _story, rules in groups], [picture.focus])
    sights = [(rules, Sight(members[0].network, story, members)) for (_name, story, rules), members in groups.items()]
    return [_sight(picture, rules, sight, fit) for rules, sight in sights]


def _kinds(network: Network) -> Iterable[tuple[bool, dict[str, bool]]]:
    """A post, and a story where the network has them: with the options that make it one."""
    yield False, {}
    yield from ((True, {option.name: True}) for option in network.options if option.fleeting)


def _sight(picture: Asset, rules: PictureRules, sight: Sight, fit: Any) -> Sight:
    try:
        made = fit(picture.file, rules, picture.focus)
    except CannotFit as trouble:
        return replace(sight, trouble=str(trouble))
    return replace(sight, made=made, changes=tuple(_changes(picture, made)))


def _changes(picture: Asset, made: Rendition) -> Iterable[str]:
    """What becomes of the picture, in words."""
    if made.digest == picture.digest:
        yield _("As it is")
        return
    cropped = abs(made.width / made.height - picture.width / picture.height) > ALIKE
    if cropped:
        yield _("Cropped around its focal point")
    if made.width < picture.width and not (cropped and made.height == picture.height):
        yield _("Made smaller")
    if made.mime != picture.mime:
        yield _("Made a %(kind)s") % {"kind": KINDS.get(made.mime, made.mime)}
    if made.size < picture.size:
        yield _("Lighter")


def weight(size: int) -> str:
    """So many bytes as people say it."""
    if size < 1_000_000:
        return _("%(weight)s kB") % {"weight": number_format(max(1, round(size / 1000)))}
    return _("%(weight)s MB") % {"weight": number_format(size / 1e6, 1)}
