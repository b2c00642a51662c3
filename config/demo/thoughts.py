"""What the demo team notes down for later: thoughts, half of them worked out, one written. Words are invented."""

from datetime import datetime, timedelta
from html import escape
from typing import Any

from config.demo.almanac import SPACED
from editorial.exchange import feeding
from editorial.exchange.feeding import Wish
from editorial.ideas import ideas
from editorial.ideas.ideas import Thought
from editorial.models import Stage
from lib import clock
from lib.answers import Reply
from lib.feeds import wire
from listening import handling
from moderation import handling as inbox
from moderation.models import Message
from team.models import Brand, Membership

# days ago, who notes, column, title, line, body, tags, who takes care, who finds it good
IDEAS = [
    (21, "moderator", Stage.THOUGHT, "Pourquoi nos sachets n’ont plus de zip", "On nous le demande chaque semaine", "", ["question"], "", "cm lead"),
    (16, "expert", Stage.THOUGHT, "Goûter le même café à trois températures", "Brûlant, tiède, froid : il change de visage", "", ["dégustation", "vidéo"], "", "cm approver expert"),
    (12, "lead", Stage.THOUGHT, "Une playlist de torréfaction", "Ce qui passe dans l’atelier à six heures du matin", "", ["coulisses"], "", "moderator"),
    (9, "cm", Stage.THOUGHT, "Les tasses ébréchées", "On les garde, on les aime : en faire un portrait de famille", "", ["coulisses", "photo"], "", ""),
    (6, "approver", Stage.THOUGHT, "Ce que dit vraiment la date de torréfaction", "", "", ["question"], "", "lead"),
    (3, "analyst", Stage.THOUGHT, "Redemander l’avis sur le moulin à main", "La publication de la rentrée avait été la plus enregistrée", "", [], "", "cm"),
    (18, "cm", Stage.WORK, "Une journée avec Malik", "De l’ouverture au dernier lait moussé", "Trois moments : la mise en route de la machine, le coup de feu de midi, le cours du soir.\n\nDemander à Malik ce qu’il préfère qu’on ne filme pas.", ["portrait", "vidéo"], "cm", "lead expert moderator"),
    (11, "lead", Stage.WORK, "D’où viennent nos prix", "Du kilo payé à la ferme au sachet sur l’étagère", "Reprendre l’étiquette du Guji, ligne par ligne. Vérifier les chiffres avec Claire avant d’écrire.", ["transparence"], "lead", "admin cm approver"),
    (7, "moderator", Stage.WORK, "Les cinq questions qui reviennent sur le décaféiné", "Une réponse courte par image", "Quel procédé ? Combien reste-t-il de caféine ? Pourquoi plus cher ? Se conserve-t-il moins ? Lequel pour le soir ?", ["question", "décaféiné"], "expert", "cm"),
    (5, "cm", Stage.READY, "Le marc au jardin : trois usages, un à éviter", "Ceux que nos habitués nous ont appris", "Le marc n’est pas un engrais miracle, mais il sert.\n\nTrois façons de l’employer au jardin, et une qu’on vous déconseille : l’étaler en couche épaisse au pied des semis.", ["maison"], "cm", "moderator lead"),
    (4, "expert", Stage.READY, "Eau du robinet ou eau filtrée ?", "Le test à l’aveugle de l’atelier", "Six tasses, deux eaux, quatre baristas. Trois sur quatre ont reconnu l’eau filtrée. Et vous, laquelle coule dans votre bouilloire ?", ["dégustation"], "expert", "approver"),
]  # fmt: skip
WRITTEN = (
    13,
    "cm",
    "Le dimanche des retardataires",
    "Ouvrir une heure plus tard, et le dire joliment",
    "Dimanche, on ouvre une heure plus tard. Le café, lui, a tout son temps.",
)


def keep(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """Note the ideas over the last weeks, two of them from what the community and the papers said."""
    for days, who, stage, title, line, body, tags, owner, stars in IDEAS:
        with clock.stopped_at(now - timedelta(days=days)):
            thought = Thought(_spaced(title), _spaced(line), _spaced(body), tags, team.get(owner))
            idea = ideas.note(brand, thought, by=team[who])
            if stage != Stage.THOUGHT:
                ideas.move(idea, stage, by=team[who])
        for fan in stars.split():
            ideas.star(idea, by=team[fan], on=True)
    days, who, title, line, body = WRITTEN
    with clock.stopped_at(now - timedelta(days=days)):
        ideas.draft(ideas.note(brand, Thought(_spaced(title), _spaced(line), _spaced(body)), by=team[who]), by=team[who])
    _hear(brand, team, now)
    _follow(brand, team, now)


BLOG = "https://brulerie-saint-clair.example/journal.rss"
ARTICLES = [
    (400, "Carnet de voyage : deux jours à Guji", "La route, la ferme, les lits de séchage, et ce que nous avons appris sur l’altitude."),
    (2, "Comment nous choisissons un décaféiné", "Trois procédés goûtés à l’aveugle, un seul gardé. Le récit de la table de dégustation."),
]  # fmt: skip


class Journal:
    """The house's own journal as it stands at the moment that is told."""

    def __init__(self, now: datetime):
        self.now = now

    def request(self, method: str, url: str, *, headers: Any = None, timeout: float = 20.0) -> Reply:
        """The feed of the journal."""
        items = (self._item(*article) for article in ARTICLES if self.now - timedelta(hours=article[0]) <= clock.now())
        channel = f"<title>Le journal de la Brûlerie</title>{''.join(items)}"
        return Reply(200, f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode())

    def _item(self, hours: int, title: str, text: str) -> str:
        said = {"title": _spaced(title), "description": _spaced(text), "link": f"{BLOG.rpartition('/')[0]}/{hours}"}
        parts = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items())
        return f"<item>{parts}<pubDate>{self.now - timedelta(hours=hours):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"


def _follow(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """The journal has become drafts since a week; one article came out meanwhile."""
    wish = Wish("Dans notre journal\u00a0: {title}\n\n{summary}", list(brand.accounts.order_by("pk")[:2]))
    with wire.standing_in(Journal(now)):
        with clock.stopped_at(now - timedelta(days=7)):
            source = feeding.begin(brand, BLOG, "Le journal de la Brûlerie", wish, by=team["cm"])
            feeding.gather(source.pk)
        with clock.stopped_at(now - timedelta(hours=1)):
            feeding.read_now(source)
            feeding.gather(source.pk)


def _hear(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """What somebody asked, and what a review wrote."""
    with clock.stopped_at(now - timedelta(minutes=30)):
        mention = brand.mentions.filter(title__startswith="Moudre").first()
        if mention:
            handling.note_idea(mention, by=team["cm"])
        rows = Message.objects.filter(conversation__brand=brand, inbound=True, text__contains="?")
        asked = rows.select_related("conversation__brand", "conversation__person").order_by("-at").first()
        if asked:
            inbox.note_idea(asked, by=team["moderator"])


def _spaced(text: str) -> str:
    return SPACED.sub("\u00a0", text)
