"""What the demo house says in more than one breath: a thread, a poll, a first comment, options of a network. Words are invented."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from config.demo import pictures
from config.demo.almanac import SPACED
from config.demo.program import SHOP
from editorial import content, drafting
from editorial.approval import approval, submission
from editorial.content import NO_POLL, Content, Image, Part, Version
from editorial.drafting import Draft
from editorial.models import Asset, Post
from lib import clock
from networks.parcels import Poll
from publishing.models import Account
from team.models import Brand, Membership

DAY = 86_400
WRITTEN = timedelta(days=3)  # before the day it leaves


@dataclass(frozen=True)
class Piece:
    """One post: days from now at a time of the brand, on which accounts, how far it came; parts as words and a scene."""

    days: int
    at: time
    accounts: str
    text: str
    scene: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    poll: Poll | None = None
    options: tuple[tuple[str, str, str], ...] = ()  # account, name of the option, value
    link: str = ""
    language: str = "fr"
    stage: str = "approved"


PIECES = [
    Piece(
        -3,
        time(8, 0),
        "bluesky mastodon",
        "Un café filtre réussi tient en trois gestes. On vous les montre, un par un, sans balance au milligramme.",
        parts=(
            ("Un : l’eau. Frémissante, pas bouillante. Comptez trente secondes après l’arrêt de la bouilloire.", ""),
            ("Deux : la mouture. Plus grosse que du sel fin, plus fine que du gros sel. C’est tout le secret.", "grinder"),
            (
                "Trois : la patience. Un premier filet pour mouiller, quarante secondes d’attente, puis le reste en tournant.",
                "pour",
            ),
        ),
        comment="La recette complète, avec les quantités pour deux tasses, est affichée au comptoir.",
    ),
    Piece(
        -1,
        time(12, 0),
        "mastodon",
        "On refait nos étiquettes : dites-nous comment part votre sachet.",
        poll=Poll(("En grains", "Moulu pour filtre", "Moulu pour italienne", "Ça dépend du dimanche"), 3 * DAY),
    ),
    Piece(
        2,
        time(9, 0),
        "facebook instagram",
        "Samedi, table de dégustation : six cafés à l’aveugle, dont un que personne n’a encore reconnu.",
        scene="table",
        comment="Il reste quatre places. Pour en garder une, écrivez-nous ici ou passez au comptoir.",
    ),
    Piece(
        4,
        time(18, 0),
        "bluesky mastodon",
        "Le café mystère de samedi venait de… lisez seulement si vous n’étiez pas là.",
        parts=(("C’était un robusta. Oui. Bien trié, bien cuit, et trois personnes l’avaient mis en tête.", ""),),
        options=(("mastodon", "spoiler", "La réponse du café mystère"), ("bluesky", "replies", "following")),
        stage="submitted",
    ),
    Piece(
        6,
        time(16, 0),
        "bluesky mastodon",
        "Three things our roaster wishes you knew about fresh beans.",
        parts=(
            ("One: freshly roasted coffee needs a rest. Give it five days before you judge it.", ""),
            ("Two: the freezer is fine, the fridge is not. Small bags, and never twice.", ""),
            ("Three: a dark, oily bean is not a stronger one. It is one that stayed too long.", "hands"),
        ),
        link=SHOP,
        language="en",
        stage="draft",
    ),
]


def tell(brand: Brand, team: dict[str, Membership], accounts: dict[str, Account], drawn: dict[str, Asset], now: datetime) -> None:
    """Write them; what is past is approved and leaves with the rest of the story."""
    for piece in PIECES:
        wall = datetime.combine(clock.wall(now, brand.zone).date() + timedelta(days=piece.days), piece.at)
        with clock.stopped_at(min(clock.resolve(wall, brand.zone), now) - WRITTEN):
            post = drafting.create(brand, Draft(_said(piece, accounts, drawn), wall=wall, zone=brand.zone), by=team["cm"])
            _bring(post, piece.stage, team)


def _said(piece: Piece, accounts: dict[str, Account], drawn: dict[str, Asset]) -> Content:
    scenes = [scene for scene in (piece.scene, *(scene for _words, scene in piece.parts)) if scene in drawn]
    images = tuple(Image(drawn[scene], pictures.alt(scene, piece.language)) for scene in dict.fromkeys(scenes))
    parts = tuple(Part(_spaced(words), (drawn[scene].pk,) if scene in drawn else ()) for words, scene in piece.parts)
    poll = piece.poll and replace(piece.poll, choices=tuple(map(_spaced, piece.poll.choices)))
    versions = tuple(_version(accounts[key], key, piece) for key in piece.accounts.split())
    return Content(_spaced(piece.text), piece.link, piece.language, versions, images, parts, _spaced(piece.comment), poll)


def _version(account: Account, key: str, piece: Piece) -> Version:
    options = {name: value for owner, name, value in piece.options if owner == key}
    poll = NO_POLL if piece.poll and account.network.rules.polls is None else None
    return Version(account, options=options, poll=poll)


def _bring(post: Post, stage: str, team: dict[str, Membership]) -> None:
    """Bring a draft as far as it came."""
    if stage == "draft":
        return
    submission.submit(post, by=team["cm"])
    if stage == "approved":
        post.refresh_from_db()
        approval.approve(post, by=team["approver"], digest=content.of(post).digest())


def _spaced(words: str) -> str:
    return SPACED.sub("\u00a0", words)


def scenes() -> set[str]:
    """The scenes that are drawn for them."""
    return {scene for piece in PIECES for scene in (piece.scene, *(scene for _words, scene in piece.parts)) if scene}
