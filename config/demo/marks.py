"""Notes on days, a date of the brand's own, and what somebody posted by hand, from the phone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from config.demo.wire import Practice
from editorial.calendar import keydates, notes
from lib import clock
from publishing.accounts import outside
from publishing.models import Account
from team.models import Brand, Membership

NOTES = (
    (-9, "lead", "Boutique fermée l’après-midi : pas de réponse promise avant demain"),
    (2, "cm", "Arrivage du Guji : photos à 8 h à l’atelier"),
    (8, "lead", "Inès en congé, Thomas relit"),
    (16, "cm", "Bouclage de la lettre imprimée"),
)
BY_HAND = (
    ("bluesky", 3, "Le chat de la cour a choisi son sac de café. Il dort dessus, on n’ose plus le vendre."),
    ("mastodon", 6, "Panne de machine réglée, merci à l’équipe du quartier qui a prêté la sienne !"),
)


def keep(brand: Brand, team: Mapping[str, Membership], now: datetime) -> None:
    """Write the notes around today, and the birthday of the roastery."""
    today = clock.wall(now, brand.zone).date()
    for days, who, text in NOTES:
        notes.write(brand, today + timedelta(days=days), text, by=team[who])
    birthday = today + timedelta(days=11)
    keydates.add(brand, "Anniversaire de la brûlerie", f"{birthday:%m-%d}", by=team["lead"])


def post_by_hand(net: Practice, accounts: Mapping[str, Account], now: datetime) -> None:
    """What was posted without Tribu, and how it comes to be known."""
    for name, days, text in BY_HAND:
        account = next((each for each in accounts.values() if each.network_name == name), None)
        if account:
            net.post(account, text, now - timedelta(days=days, hours=2))
            outside.look(account, now)
