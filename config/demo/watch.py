"""What papers and blogs say of the demo brand and of its trade, and what the team makes of it. Names and words are invented."""

from datetime import datetime, timedelta
from html import escape
from typing import Any

from config.demo.almanac import SPACED
from lib import clock
from lib.answers import Reply
from lib.feeds import wire
from listening import gathering, handling, watching
from team.models import Brand, Membership

PAPER, BLOG, REVIEW = (
    "https://pentes-et-plateau.example/rss",
    "https://tasse-pleine.example/atom.xml",
    "https://cahier-du-torrefacteur.example/flux",
)
TITLES = {PAPER: "Pentes & Plateau", BLOG: "Tasse pleine", REVIEW: "Le Cahier du torréfacteur"}

# name, words, sources
WATCHES = [
    ("On parle de nous", '"brûlerie saint-clair" OR "atelier croix-rousse"', [PAPER, BLOG]),
    ("Café de spécialité", "(café* OR torréf*) (spécialité OR récolte* OR ferme* OR prix) -capsule*", [PAPER, BLOG, REVIEW]),
]

# feed, hours ago, title, text
ENTRIES = [
    (PAPER, 3, "Cinq adresses où s’attabler ce week-end", "À la Brûlerie Saint-Clair, on choisit sa tasse avant son grain, et l’on repart avec le nom de la ferme. Comptez un quart d’heure d’attente le samedi."),
    (BLOG, 9, "J’ai goûté le Guji de Saint-Clair", "Abricot, thé noir, une longueur folle. La Brûlerie Saint-Clair tient là son plus beau café de spécialité depuis longtemps. Seul regret : il n’en reste que quelques sachets."),
    (REVIEW, 14, "Récolte en Éthiopie : des volumes en baisse", "Les premiers lots de la nouvelle récolte arrivent avec trois semaines de retard. Les prix du café vert pourraient monter dans les mois qui viennent."),
    (PAPER, 20, "Les commerçants des pentes ouvrent le dimanche", "L’Atelier Croix-Rousse, qui ouvre bientôt, sera de la partie ; au programme, dégustations et cours pour débutants."),
    (REVIEW, 27, "Payer le café à la ferme : qui affiche vraiment ses prix ?", "Sur quarante torréfacteurs interrogés, onze publient le prix payé à la ferme. Nous avons comparé leurs étiquettes."),
    (BLOG, 40, "Moudre à la main : trois moulins à l’essai", "Pour un café de spécialité, la mouture compte autant que le grain. Trois moulins à moins de 100 €, une semaine chacun."),
    (PAPER, 52, "Un dimanche tendu au comptoir", "Notre lectrice a trouvé l’accueil de la Brûlerie Saint-Clair « pressé ». La maison nous répond qu’un renfort arrive le mois prochain."),
    (REVIEW, 75, "Salon du café : le programme des concours", "Torréfaction, dessin sur lait, dégustation : les sélections de spécialité ouvrent le mois prochain."),
    (PAPER, 98, "Voirie : la rue de la Brûlerie fermée deux jours", "Travaux de chauffage urbain. Aucun rapport avec le café, sinon le prix du stationnement."),
    (BLOG, 160, "Le café filtre n’est pas une tisane", "Pourquoi la spécialité a remis la cafetière filtre à la mode, et comment ne pas la rater."),
    (REVIEW, 230, "Décaféiné : la fin du solvant ?", "Les procédés à l’eau gagnent du terrain chez les torréfacteurs de spécialité."),
    (PAPER, 300, "Portrait : Malik, la main qui verse", "Il formera bientôt les débutants à l’Atelier Croix-Rousse. « Le lait, c’est de la patience », dit-il."),
]  # fmt: skip


class Kiosk:
    """Answers for the feeds as they stood at the moment that is told."""

    def __init__(self, now: datetime):
        self.now = now

    def request(self, method: str, url: str, *, headers: Any = None, timeout: float = 20.0) -> Reply:
        """The feed at this address."""
        items = (self._item(*entry) for entry in ENTRIES if entry[0] == url)
        channel = f"<title>{escape(TITLES[url])}</title>{''.join(items)}"
        return Reply(200, f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode())

    def _item(self, feed: str, hours: int, title: str, text: str) -> str:
        at = self.now - timedelta(hours=hours)
        if at > clock.now():
            return ""
        said = {"title": _spaced(title), "description": _spaced(text), "link": f"{feed.rpartition('/')[0]}/{hours}"}
        parts = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items())
        return f"<item>{parts}<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"


def _spaced(text: str) -> str:
    return SPACED.sub("\u00a0", text)


def tell(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """Set the watches a fortnight ago, let them find what was written since, and sort the older half of it."""
    with wire.standing_in(Kiosk(now)):
        with clock.stopped_at(now - timedelta(days=14)):
            for name, words, addresses in WATCHES:
                watching.create(brand, by=team["cm"], name=name, words=words, addresses=addresses)
        for hours in (336, 90, 1):
            with clock.stopped_at(now - timedelta(hours=hours)):
                brand.feeds.update(next_at=clock.now())
                for feed in brand.feeds.all():
                    gathering.gather(feed.pk)
    with clock.stopped_at(now - timedelta(minutes=40)):
        _sort(brand, team)


def _sort(brand: Brand, team: dict[str, Membership]) -> None:
    """Put what has nothing to do with the house away, follow two up, make a draft of one, and see the rest of what is old."""
    found = brand.mentions.select_related("brand")
    handling.dismiss(found.get(title__startswith="Voirie"), by=team["moderator"])
    note = _spaced("Remercier le journal, et dire ce qui change au comptoir.")
    handling.follow(found.get(title__startswith="Un dimanche"), to=team["moderator"], note=note, by=team["cm"])
    handling.draft(found.get(title__startswith="Portrait"), by=team["cm"])
    for mention in found.filter(state="new").order_by("at")[:3]:
        handling.see(mention, by=team["cm"])
