"""When the demo brand says what: its accounts, and its posts laid out over the weeks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import networks
from config.demo import texts
from lib import clock
from networks.base import Network

# key: network, handle, name, followers
ACCOUNTS = {
    "bluesky": ("bluesky", "bruleriesaintclair", "Brûlerie Saint-Clair", 1840),
    "mastodon": ("mastodon", "brulerie", "Brûlerie Saint-Clair", 960),
    "facebook": ("facebook", "bruleriesaintclair", "Brûlerie Saint-Clair", 7350),
    "instagram": ("instagram", "brulerie.saintclair", "Brûlerie Saint-Clair", 12400),
    "workshop_ig": ("instagram", "atelier.croixrousse", "L’Atelier Croix-Rousse", 2150),
    "workshop_fb": ("facebook", "ateliercroixrousse", "L’Atelier Croix-Rousse", 890),
}
WORDS = ("bluesky", "mastodon", "facebook")
PICTURES = ("bluesky", "mastodon", "facebook", "instagram")
WORKSHOP = ("workshop_ig", "workshop_fb", "bluesky")
SHOP = "https://brulerie-saint-clair.example"

# weekday, hour, minute, series; a week of the house
WEEK = [
    (0, 8, 15, "monday"), (0, 18, 0, "skills"), (1, 12, 30, "beans"), (1, 17, 45, "workshop"), (2, 8, 45, "backstage"),
    (2, 18, 30, "feast"), (3, 12, 15, "farmers"), (3, 17, 30, "workshop"), (4, 11, 45, "recipes"), (4, 18, 15, "feast"),
    (5, 10, 0, "quarter"), (5, 16, 0, "english"), (6, 10, 30, "feast"),
]  # fmt: skip
BEGINS = {"workshop": 2, "feast": 4}  # weeks after the first one in which a series begins


@dataclass(frozen=True)
class Item:
    """One post of the program. `stage`: draft, submitted or approved; without `dated` it is for the stock."""

    moment: datetime
    text: str
    scene: str
    theme: str
    accounts: tuple[str, ...]
    stage: str = "approved"
    approver: str = "approver"
    language: str = "fr"
    link: str = ""
    dated: bool = True


def network(name: str) -> Network:
    """A network by its name."""
    return networks.network(name)


def schedule(now: datetime, weeks: int, zone: str) -> list[Item]:
    """Every post of the house from `weeks` weeks ago to four weeks ahead, then the ones that wait without a date."""
    today = clock.wall(now, zone).date()
    first = today - timedelta(days=today.weekday(), weeks=weeks)
    series = {name: iter(lines) for name, lines in _series().items()}
    items = []
    for week in range(weeks + 5):
        for weekday, hour, minute, name in WEEK:
            line = next(series[name], None) if week >= BEGINS.get(name, 0) else None
            if line:
                day = first + timedelta(weeks=week, days=weekday)
                items.append(_item(line, clock.resolve(datetime.combine(day, time(hour, minute)), zone), now))
    for name in ("quarter", "english", "backstage", "farmers"):
        items += [_item(line, now, now, dated=False) for line in series[name]]
    return items


Line = tuple[str, str, str, tuple[str, ...], str, str]


def _series() -> dict[str, list[Line]]:
    """The lines of each series: theme, text, scene, accounts, language, link."""
    beans: list[Line] = [
        ("beans", texts.bean_text(*bean), ("bag", "cherries", "pour")[place % 3], PICTURES, "fr", SHOP)
        for place, bean in enumerate(texts.BEANS)
    ]
    return {
        "monday": [("questions", text, "", WORDS, "fr", "") for text in texts.MONDAY],
        "beans": beans,
        "recipes": [("recipes", text, scene, PICTURES, "fr", "") for text, scene in texts.RECIPES],
        "backstage": [("backstage", text, scene, PICTURES, "fr", "") for text, scene in texts.BACKSTAGE],
        "farmers": [("farmers", text, scene, PICTURES, "fr", "") for text, scene in texts.FARMERS],
        "skills": [("skills", text, scene, ("instagram", "facebook"), "fr", "") for text, scene in texts.SKILLS],
        "workshop": [("workshop", text, scene, WORKSHOP, "fr", "") for text, scene in texts.WORKSHOP],
        "feast": [("feast", text, scene, ("instagram", "facebook", "mastodon"), "fr", "") for text, scene in texts.FEAST],
        "quarter": [("quarter", text, scene, ("workshop_ig", "workshop_fb"), "fr", "") for text, scene in texts.QUARTER],
        "english": [("skills", text, scene, ("bluesky", "mastodon"), language, "") for language, text, scene in texts.ENGLISH],
    }


def _item(line: tuple, moment: datetime, now: datetime, *, dated: bool = True) -> Item:
    theme, text, scene, accounts, language, link = line
    said = texts.typeset(text) if language == "fr" else text
    return Item(moment, said, scene, theme, accounts, _stage(text, moment, now, dated), "approver", language, link, dated)


def _stage(text: str, moment: datetime, now: datetime, dated: bool) -> str:
    """What is past was approved; of what is to come, the later the less."""
    days = (moment - now).days
    place = sum(map(ord, text)) % 10
    if not dated:
        return "approved" if place < 8 else "draft"
    if days < 1:
        return "approved"
    if days < 7:
        return "submitted" if place < 2 else "approved"
    return "approved" if place < 5 else "submitted" if place < 7 else "draft"
