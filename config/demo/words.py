"""The sets of words of the demo brand: hashtags of its seasons, partners with their handles, its own signs."""

from editorial.composer import wordsets
from editorial.models import WordSet
from team.models import Brand, Membership

HASHTAGS = {
    "Café de spécialité": "#CaféDeSpécialité #Torréfaction #CaféFiltre #Lyon",
    "Atelier": "#AtelierCafé #Dégustation #LyonSort",
    "Noël": "#IdéeCadeau #CadeauGourmand #NoëlÀLyon",
}
MENTIONS = {
    "Partenaires": [
        ("Boulangerie Perrache", {"instagram": "@boulangerie.perrache", "facebook": "@boulangerieperrache"}),
        ("Théâtre des Pentes", {"instagram": "@theatredespentes", "mastodon": "@pentes@mastodon.example"}),
        ("Coopérative Yirga", {"instagram": "@coop.yirga", "bluesky": "@yirga.example"}),
    ],
}


def keep(brand: Brand, team: dict[str, Membership]) -> None:
    """Keep them, in the community manager's name."""
    for name, tags in HASHTAGS.items():
        wordsets.keep(WordSet(brand=brand, kind=WordSet.Kind.HASHTAGS, name=name, hashtags=tags), by=team["cm"])
    for name, people in MENTIONS.items():
        rows = [{"name": each, "handles": handles} for each, handles in people]
        wordsets.keep(WordSet(brand=brand, kind=WordSet.Kind.MENTIONS, name=name, people=rows), by=team["cm"])
