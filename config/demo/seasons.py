"""The seasons of the demo brand: each is a campaign with its own texts, on the same days every year."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.demo.almanac import Line
from config.demo.texts.autumn import AUTUMN, RETURN
from config.demo.texts.christmas import CHRISTMAS
from config.demo.texts.spring import SPRING
from config.demo.texts.summer import SUMMER
from config.demo.texts.winter import WINTER

ENOUGH = 14  # days of a season in the story, for its campaign to be told


@dataclass(frozen=True)
class Season:
    """A season as a campaign. `opens` is a month and day; in a story `starts_on` and `ends_on` are its first and last day."""

    key: str
    opens: tuple[int, int]
    name: str
    theme: str
    colour: str
    positioning: str
    lines: list[Line]
    starts_on: date = date.min
    ends_on: date = date.min

    @property
    def days(self) -> int:
        """How many days it lasts in the story."""
        return (self.ends_on - self.starts_on).days + 1


SEASONS = [
    Season("winter", (1, 1), "L’hiver au comptoir", "Cafés d’hiver", "slate",
           "Du chaud, du lent, du partagé : ce que l’on vient chercher quand il fait nuit tôt.", WINTER),
    Season("spring", (3, 1), "Le printemps en tasse", "Nouvelles récoltes", "fern",
           "Les récoltes arrivent, les tables sortent : goûter d’abord, choisir ensuite.", SPRING),
    Season("summer", (5, 15), "L’été bien frais", "Cafés glacés", "honey",
           "Un café froid est d’abord un bon café : moins de sucre, plus d’origine.", SUMMER),
    Season("return", (8, 25), "La rentrée du bon café", "Le café au bureau", "ocean",
           "Bien boire du lundi au vendredi, sans machine à mille euros.", RETURN),
    Season("autumn", (10, 5), "L’automne des dégustations", "Dégustations", "olive",
           "Apprendre à goûter, ensemble, un soir de pluie.", AUTUMN),
    Season("christmas", (11, 10), "Noël à la brûlerie", "Cafés de fête", "ember",
           "Le café que l’on offre parce qu’on sait à qui, et d’où il vient.", CHRISTMAS),
]  # fmt: skip


def of(day: date) -> Season:
    """The season of that day."""
    return max((season for season in SEASONS if season.opens <= (day.month, day.day)), key=lambda season: season.opens)


def told(first: date, today: date, last: date) -> list[Season]:
    """The seasons of a story from `first` to `last`: the one of today, and those before and after of which there is enough.

    A season that began before the story begins with it; one that outlasts it keeps its end.
    """
    found, day = [], first
    while day <= last:
        end = _end(day)
        if (min(end, last) - day).days + 1 >= ENOUGH or day <= today <= end:
            found.append(replace(of(day), starts_on=day, ends_on=end))
        day = end + timedelta(days=1)
    return found


def _end(day: date) -> date:
    """The last day of that day's season."""
    place = SEASONS.index(of(day)) + 1
    month, number = SEASONS[place % len(SEASONS)].opens
    return date(day.year + place // len(SEASONS), month, number) - timedelta(days=1)
