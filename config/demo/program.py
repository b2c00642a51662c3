"""When the demo brand says what: its accounts, and its posts laid out over the weeks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import networks
from config.demo import seasons
from config.demo.almanac import Almanac, Line, opening_after
from config.demo.texts import house
from config.demo.texts.around import FARMERS, QUARTER, SKILLS, STOCK
from config.demo.texts.table import ENGLISH, RECIPES
from config.demo.texts.workshop import WORKSHOP
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
WORKSHOP_ACCOUNTS = ("workshop_ig", "workshop_fb", "bluesky")
SHOP = "https://brulerie-saint-clair.example"

# weekday, hour, minute, series; a week of the house
WEEK = [
    (0, 8, 15, "monday"), (0, 18, 0, "skills"), (1, 12, 30, "beans"), (1, 17, 45, "workshop"), (2, 8, 45, "backstage"),
    (2, 18, 30, "season"), (3, 12, 15, "farmers"), (3, 17, 30, "workshop"), (4, 11, 45, "recipes"), (4, 18, 15, "season"),
    (5, 10, 0, "quarter"), (5, 16, 0, "english"), (6, 10, 30, "season"),
]  # fmt: skip
BEGINS = {"workshop": 2}  # weeks after the first one in which a series begins
AHEAD = 5  # weeks from this one on


@dataclass(frozen=True)
class Item:
    """One post of the program. `stage`: draft, submitted or approved; without `dated` it is for the stock.

    `season` is the key of the season whose campaign it belongs to; empty for the workshop's campaign, or none.
    """

    moment: datetime
    text: str
    scene: str
    theme: str
    accounts: tuple[str, ...]
    stage: str = "approved"
    language: str = "fr"
    link: str = ""
    season: str = ""
    dated: bool = True


@dataclass(frozen=True)
class Series:
    """Lines that go together: their theme, where they are posted, whether the season's campaign has them."""

    lines: list[Line]
    theme: str
    accounts: tuple[str, ...]
    language: str = "fr"
    link: str = ""
    seasonal: bool = False


def network(name: str) -> Network:
    """A network by its name."""
    return networks.network(name)


def span(now: datetime, weeks: int, zone: str) -> tuple[date, date, date]:
    """The first day of the story, the present one, the last."""
    today = clock.wall(now, zone).date()
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=weeks), today, monday + timedelta(weeks=AHEAD, days=-1)


def schedule(now: datetime, weeks: int, zone: str) -> list[Item]:
    """Every post of the house from `weeks` weeks ago to four weeks ahead, then the ones that wait without a date."""
    first, today, last = span(now, weeks, zone)
    year, told = Almanac(opening_after(today)), {season.key for season in seasons.told(first, today, last)}
    series, items = _series(), []
    for week in range(weeks + AHEAD):
        for weekday, hour, minute, name in WEEK:
            day = first + timedelta(weeks=week, days=weekday)
            season = seasons.of(day).key
            if week < BEGINS.get(name, 0) or (name == "season" and season not in told):
                continue
            if line := year.choose(series[name].lines, day):
                moment = clock.resolve(datetime.combine(day, time(hour, minute)), zone)
                said = year.fill(line.text, day, series[name].language)
                items.append(_item(series[name], line, said, moment, now, season if season in told else ""))
    stock = Series(STOCK, "", PICTURES)
    return items + [_item(stock, line, year.fill(line.text, today, "fr"), now, now, dated=False) for line in STOCK]


def _series() -> dict[str, Series]:
    beans = [Line(house.bean_text(*bean), ("bag", "cherries", "pour")[place % 3]) for place, bean in enumerate(house.BEANS)]
    of_seasons = [line for season in seasons.SEASONS for line in season.lines]
    return {
        "monday": Series(list(house.MONDAY), "questions", WORDS, seasonal=True),
        "beans": Series(beans, "beans", PICTURES, link=SHOP, seasonal=True),
        "recipes": Series(list(RECIPES), "recipes", PICTURES, seasonal=True),
        "season": Series(of_seasons, "season", ("instagram", "facebook", "mastodon"), seasonal=True),
        "backstage": Series(list(house.BACKSTAGE), "", PICTURES),
        "farmers": Series(list(FARMERS), "farmers", PICTURES),
        "skills": Series(list(SKILLS), "skills", ("instagram", "facebook")),
        "workshop": Series(list(WORKSHOP), "workshop", WORKSHOP_ACCOUNTS),
        "quarter": Series(list(QUARTER), "quarter", ("workshop_ig", "workshop_fb")),
        "english": Series(list(ENGLISH), "skills", ("bluesky", "mastodon"), language="en"),
    }


def _item(
    series: Series, line: Line, said: str, moment: datetime, now: datetime, season: str = "", *, dated: bool = True
) -> Item:
    stage = _stage(line.text, moment, now, dated)
    season = season if series.seasonal else ""
    theme = series.theme if season or not series.seasonal else ""
    return Item(moment, said, line.scene, theme, series.accounts, stage, series.language, series.link, season, dated)


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
