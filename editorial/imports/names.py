"""What names in a table mean in a brand: accounts, campaigns, themes, pictures of the library."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Theme
from editorial import plan
from editorial.imports.columns import names_in_files
from editorial.models import Asset
from lib.text import fold, words
from publishing.models import Account
from team.models import Brand

Thing = TypeVar("Thing")
CANDIDATES = 100  # pictures that are looked at for a name
NUMBERED = re.compile(r"(.*?)(?:\s*#(\d{1,18}))?", re.S)


class Ambiguous(ValueError):
    """A name that several things go by; `sentence` is for the person."""

    def __init__(self, name: str, things: Iterable[Any]):
        self.sentence = _("Several go by the name “%(name)s”: write %(others)s.") % {
            "name": name.strip()[:80],
            "others": _(" or ").join(_("“%(name)s”") % {"name": thing} for thing in list(things)[:3]),
        }
        super().__init__(self.sentence)


class Directory(Generic[Thing]):
    """Things by the names that they go by; a first name counts before a second."""

    def __init__(self) -> None:
        self.first: dict[str, Thing] = {}
        self.others: dict[str, list[tuple[str, Thing]]] = defaultdict(list)

    def put(self, thing: Thing, own: str, *names: str) -> None:
        """Keep a thing under the name that is its own, and under others that it may share."""
        self.first.setdefault(_key(own), thing)
        for name in names:
            if name and (own, thing) not in self.others[_key(name)]:
                self.others[_key(name)].append((own, thing))

    def get(self, name: str) -> Thing | None:
        """What goes by that name. Raises Ambiguous."""
        key = _key(name)
        if key in self.first:
            return self.first[key]
        found = self.others.get(key, [])
        if len(found) > 1:
            raise Ambiguous(name, [own for own, _thing in found])
        return found[0][1] if found else None


def _key(name: str) -> str:
    return " ".join(fold(name).replace("·", ":").replace(" :", ":").replace(": ", ":").split())


@dataclass
class Names:
    """The names of a brand, read once for many rows."""

    accounts: Directory[Account]
    campaigns: Directory[Campaign]
    themes: list[Theme]
    assets: "Pictures"
    every: dict[int, Account]

    @classmethod
    def of(cls, brand: Brand) -> "Names":
        """Read them, in two queries; pictures are looked up as they are named."""
        accounts = list(brand.accounts.select_related("brand").order_by("network_name", "handle", "pk"))
        campaigns = plan.campaigns(brand)
        themes = [theme for campaign in campaigns for theme in campaign.theme_list]  # type: ignore[attr-defined]
        every = {account.pk: account for account in accounts}
        return cls(_accounts(accounts), _campaigns(campaigns), themes, Pictures(brand), every)

    def account(self, name: str) -> Account | None:
        """The account that goes by that name, handle or network. Raises Ambiguous."""
        return self.accounts.get(name)

    def campaign(self, name: str) -> Campaign | None:
        """The campaign of that name. Raises Ambiguous."""
        return self.campaigns.get(name)

    def theme(self, name: str, campaign: Campaign | None) -> Theme | None:
        """The theme of that name, in the campaign where one is given. Raises Ambiguous."""
        wanted = [theme for theme in self.themes if _key(theme.name) == _key(name)]
        if campaign:
            wanted = [theme for theme in wanted if theme.campaign_id == campaign.pk]
        if len(wanted) > 1:
            raise Ambiguous(name, [theme.campaign for theme in wanted])
        return wanted[0] if wanted else None

    def asset(self, name: str) -> Asset | None:
        """The picture or film of that name. Raises Ambiguous."""
        return self.assets.get(name)


def _accounts(accounts: list[Account]) -> Directory[Account]:
    found: Directory[Account] = Directory()
    for own, account in names_in_files(accounts).items():
        handle, network = account.handle, account.network
        bare = handle.lstrip("@")
        pairs = [f"{name}:{each}" for name in (network.label, account.network_name) for each in (handle, bare)]
        found.put(account, own, handle, bare, f"@{bare}", *pairs, str(network.label), account.network_name, account.name)
    return found


def _campaigns(campaigns: list[Campaign]) -> Directory[Campaign]:
    found: Directory[Campaign] = Directory()
    for own, campaign in distinct(campaigns).items():
        found.put(campaign, own, campaign.name)
    return found


class Pictures:
    """The pictures and films of a brand by their names: one query for each name that is asked for, whatever there is."""

    def __init__(self, brand: Brand):
        self.brand = brand
        self.found: dict[str, Asset | None] = {}

    def get(self, name: str) -> Asset | None:
        """What goes by that name. Raises Ambiguous."""
        key = _key(name)
        if key not in self.found:
            self.found[key] = self._directory(name).get(name)
        return self.found[key]

    def _directory(self, name: str) -> Directory[Asset]:
        """Those whose names hold the words of the name, the shortest first, and what has its number."""
        directory: Directory[Asset] = Directory()
        bare, number = NUMBERED.fullmatch(name.strip()).groups()  # type: ignore[union-attr]
        found = list(self._named(name)) + (list(self._named(bare)) if number else [])
        alike = distinct(sorted(dict.fromkeys(found), key=attrgetter("pk")))
        for own, asset in alike.items():
            directory.put(asset, own, asset.name, asset.name.rpartition(".")[0])
        return directory

    def _named(self, name: str) -> Iterable[Asset]:
        said = words(name)
        if "://" in name:
            return []
        if not said:
            return self.brand.assets.filter(name=name.strip())[:CANDIDATES]
        wanted = SearchQuery(" & ".join(said[:12]), config="simple", search_type="raw")
        return self.brand.assets.filter(words=wanted).order_by(Length("name"), "pk")[:CANDIDATES]


def distinct(things: list[Any]) -> dict[str, Any]:
    """The things by a name that only they have: their own, or with their number behind it where others have it too."""
    count: dict[str, int] = defaultdict(int)
    for thing in things:
        count[_key(thing.name)] += 1
    return {_own(thing, count): thing for thing in things}


def _own(thing: Any, count: dict[str, int]) -> str:
    alone = thing.name.strip() and count[_key(thing.name)] == 1
    return thing.name if alone else f"{thing.name} #{thing.pk}".strip()
