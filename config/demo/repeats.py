"""What comes back by itself at the demo brand: two texts in turn before each weekend, an open door once a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from config.demo import pictures
from config.demo.almanac import SPACED
from editorial import content, drafting
from editorial.content import Content, Image
from editorial.drafting import Draft
from editorial.models import Asset, Series
from editorial.series import laying, occurrences, series
from editorial.series.rhythm import Rhythm
from lib import clock
from lib.recurrence import Rule
from publishing.models import Account
from team.models import Brand, Membership

BEGAN = timedelta(days=16)  # before now


@dataclass(frozen=True)
class Repeat:
    """A series of the house: when it comes, on which accounts, what it says in turn."""

    name: str
    rule: str
    at: time
    accounts: tuple[str, ...]
    texts: tuple[str, ...]
    scene: str = ""


REPEATS = (
    Repeat(
        "Avant le week-end",
        "FREQ=WEEKLY;BYDAY=FR",
        time(17, 15),
        ("bluesky", "mastodon"),
        (
            "Votre boîte est vide ? Apportez-la demain, nous la remplissons au comptoir et nous notons le lot sur le couvercle.",
            "Pour ce week-end, dites-nous seulement avec quoi vous préparez votre café : nous réglons le moulin, vous repartez "
            "avec la bonne mouture.",
        ),
    ),
    Repeat(
        "La porte ouverte du premier samedi",
        "FREQ=MONTHLY;BYDAY=1SA",
        time(9, 30),
        ("facebook", "instagram"),
        (
            "Premier samedi du mois : la porte de l’atelier est ouverte de 10 h à midi. Vous voyez tourner le torréfacteur, vous "
            "goûtez trois cafés, vous repartez avec une question de plus. Entrée libre, enfants bienvenus.",
        ),
        scene="roaster",
    ),
)


def begin(
    brand: Brand, team: Mapping[str, Membership], accounts: Mapping[str, Account], assets: Mapping[str, Asset], now: datetime
) -> None:
    """Begin the series two weeks ago and have them approved; their posts of that time are among those that left."""
    with clock.stopped_at(now - BEGAN):
        for repeat in REPEATS:
            chosen = [accounts[key] for key in repeat.accounts]
            images = [Image(assets[repeat.scene], pictures.alt(repeat.scene, "fr"))] if repeat.scene in assets else []
            _approve(_begun(brand, team["cm"], repeat, chosen, images), team)
    for row in brand.series.all():
        laying.lay(row)


def _begun(brand: Brand, author: Membership, repeat: Repeat, chosen: list[Account], images: list[Image]) -> Series:
    today = clock.wall(clock.now(), brand.zone).date()
    rhythm = Rhythm(Rule.parse(repeat.rule), today, repeat.at, brand.zone, holidays="FR")
    first, *more = (_said(text, chosen, images) for text in repeat.texts)
    post = drafting.create(brand, Draft(first), by=author)
    begun = series.begin(brand, rhythm, by=author, name=repeat.name, post=post)
    for said in more:
        text = series.add_text(begun, by=author)
        drafting.save(text, Draft(said), by=author, revision=text.revision)
    return begun


def _said(text: str, chosen: list[Account], images: list[Image]) -> Content:
    return content.shared(SPACED.sub("\u00a0", text), chosen, language="fr", images=images)


def _approve(begun: Series, team: Mapping[str, Membership]) -> None:
    series.submit(begun, by=team["cm"])
    digests = {text.pk: content.of(text).digest() for text in occurrences.texts(begun)}
    series.approve(begun, by=team["approver"], digests=digests)
    laying.lay(begun)
