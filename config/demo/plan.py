"""Who runs the demo brand, how it speaks, and what it wants to bring about."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password

from campaigns import choosing, means
from campaigns.models import Audience, Campaign, Objective, Theme
from charter import current, editing, logos
from charter.sections import SECTIONS
from config.demo import graphics, pictures, program, seasons
from lib.pictures import read
from networks import NETWORKS
from team import brands, members
from team.models import Brand, Membership
from team.people import make_person
from team.rights import Role

NAME, SLUG = "Brûlerie Saint-Clair", "brulerie-saint-clair"

# key: name, address before the @, roles, language
TEAM = {
    "admin": ("Claire Vasseur", "claire", [Role.ADMIN], "fr"),
    "lead": ("Nora Haddad", "nora", [Role.LEAD], "fr"),
    "cm": ("Thomas Lefèvre", "thomas", [Role.COMMUNITY_MANAGER], "fr"),
    "approver": ("Louise Marchand", "louise", [Role.APPROVER], "fr"),
    "moderator": ("Samir Benali", "samir", [Role.MODERATOR], "fr"),
    "expert": ("Malik Diop", "malik", [Role.EXPERT], "fr"),
    "analyst": ("Emily Carter", "emily", [Role.ANALYST, Role.READER], "en"),
}

VOICE = """\
Nous parlons comme au comptoir : des phrases courtes, du concret, un sourire en coin. Nous expliquons sans faire la leçon.
Un chiffre vaut mieux qu’un adjectif. Quand nous nous trompons, nous le disons en premier."""

TONES = dict(
    zip(
        NETWORKS,
        (
            "Entre gens du métier : une observation, une photo d’atelier, peu de hashtags.",
            "On prend le temps : le pourquoi avant le comment, et l’on répond à tout le monde.",
            "Le quartier d’abord : horaires, rendez-vous, photos des habitués qui ont dit oui.",
            "L’image porte le message ; une phrase suffit, la recette va dans le premier commentaire.",
        ),
        strict=False,
    )
)

CHARTER: dict[str, dict[str, Any]] = {
    "purpose": {
        "mission": "Torréfier à Lyon des cafés dont nous connaissons chaque ferme, et les faire goûter à tout le monde.",
        "vision": "Un café que l’on choisit comme on choisit son pain : à deux rues de chez soi, en sachant d’où il vient.",
        "values": "Transparence des prix. Patience. Accueil. Curiosité.",
    },
    "voice": {"voice": VOICE, "address": "vous"},
    "never": {
        "rows": [
            {"text": "pas cher", "instead": "accessible", "reason": "Nous payons le juste prix et nous l’affichons."},
            {"text": "imbattable", "instead": "notre préféré", "reason": "Nous ne nous comparons pas."},
            {"text": "offre exceptionnelle", "instead": "", "reason": "Nous ne faisons pas de promotions."},
            {"text": "addict", "instead": "passionné", "reason": "Une dépendance n’est pas une plaisanterie."},
        ]
    },
    "prefer": {
        "rows": [
            {"text": "clients", "instead": "habitués", "reason": "Ce sont des gens que nous connaissons."},
            {"text": "packaging", "instead": "sachet", "reason": "Le mot existe en français."},
        ]
    },
    "signs": {
        "hashtags": "#BrûlerieSaintClair #CaféDeSpécialité",
        "max_hashtags": 5,
        "emoji": "☕ 🌱 — jamais de flammes ni de mains qui prient",
        "max_emoji": 2,
        "punctuation": "Un point d’exclamation par publication, au plus. Pas de points de suspension pour faire attendre.",
        "max_exclamations": 1,
        "ellipses": False,
        "signature": "",
        "french_spaces": True,
    },
    "tones": {"tones": TONES},
    "mention": {"mention": "Collaboration commerciale"},
    "pictures": {"alt_required": True},
    "colours": {
        "rows": [
            {"name": "Terre cuite", "value": "#b4532a"},
            {"name": "Encre de café", "value": "#2b211c"},
            {"name": "Crème", "value": "#f6ead7"},
            {"name": "Feuille", "value": "#5d7350"},
            {"name": "Miel", "value": "#d9a441"},
        ]
    },
}

# key, name, colour, wanted share; a name left empty is the season's own
SEASONAL = [
    ("season", "", "rose", 40), ("recipes", "Recettes", "honey", 20), ("questions", "Questions à la communauté", "iris", 20),
    ("beans", "Café de la semaine", "ember", 20),
]  # fmt: skip
LASTING = [
    ("workshop", "L’atelier", "lagoon", 45), ("farmers", "Nos producteurs", "fern", 20),
    ("skills", "Apprendre à déguster", "ocean", 20), ("quarter", "Le quartier", "plum", 15),
]  # fmt: skip
DAYS = 62  # that the targets below are meant for
SOUGHT = [("replies", 110, "cm"), ("likes", 22000, "lead"), ("engagement", 400, "lead"), ("first_answer", 300, "moderator")]
LEVELS = {"first_answer", "engagement"}  # measures that stand at a height, however long it lasts

BUDGET = [
    ("advertising", "Annonces locales", 900), ("influence", "Visite de trois instagrameuses de Lyon", 600),
    ("production", "Photos et film de l’ouverture", 950), ("prizes", "Coffrets du concours", 250),
]  # fmt: skip
HOURS = [("cm", "", 420), ("lead", "", 90)]
SPENT = [
    ("Photos et film de l’ouverture", 6, 38_000, "Photographe, demi-journée à l’atelier"),
    ("Annonces locales", 12, 24_050, "Annonces, quinze premiers jours"),
    ("Coffrets du concours", 20, 26_480, "Douze coffrets de dégustation"),
    ("Annonces locales", 31, 31_000, "Annonces, seconde quinzaine"),
    ("Photos et film de l’ouverture", 40, 42_000, "Montage du film"),
]

CHOICES = [
    ("instagram", True, "Le quartier y montre ses adresses, et l’atelier se regarde.", "Le chantier, les gestes, les visages.",
     "Trois fois par semaine, photos prises sur place ; une story par jour d’ouverture.", "cm",
     "Réponse dans la journée ; les prix se disent en public."),
    ("facebook", True, "Les plus de cinquante ans et les voisins y sont.", "Horaires, dégustations, invitations.",
     "Deux fois par semaine, un événement par dégustation.", "", ""),
    ("youtube", False, "Un film par semaine demande dix heures que nous n’avons pas.", "", "", "", ""),
]  # fmt: skip

Themes = dict[tuple[str, str], Theme]


AUDIENCES: list[dict[str, Any]] = [
    {
        "name": "Les curieux du café", "age_from": 25, "age_to": 45, "interests": "cuisine, artisanat, découverte",
        "place": "Lyon", "maturity": "Boivent du café chaque jour, achètent encore en grande surface", "language": "fr",
    },
    {
        "name": "Le plateau de la Croix-Rousse", "age_from": 20, "age_to": 70, "interests": "vie de quartier, marché, culture",
        "place": "Lyon 4e", "maturity": "Ne connaissent pas encore la maison", "language": "fr",
    },
    {
        "name": "Home baristas abroad", "age_from": 25, "age_to": 50, "interests": "speciality coffee",
        "place": "UK, Ireland", "maturity": "Know us from a trip or a friend", "language": "en",
    },
]  # fmt: skip


def found(password: str) -> tuple[Brand, dict[str, Membership]]:
    """The brand, and everybody who works for it. The administrator may also look after the installation."""
    people = {
        key: make_person(f"{address}@demo.tribu.example", name=name, proven=True, language=language)
        for key, (name, address, _roles, language) in TEAM.items()
    }
    hashed = make_password(password)  # once: that is meant to take long
    for person in people.values():
        person.password = hashed
        person.save(update_fields=["password"])
    people["admin"].is_staff = people["admin"].is_superuser = True
    people["admin"].save()
    tags = {"tagged_domains": [urlsplit(program.SHOP).hostname], "tag": "fil-rouge"}
    admin = brands.create(NAME, by=people["admin"], colour="#b4532a", late_minutes=180, **tags)
    team = {"admin": admin}
    for key, (_name, _address, roles, _language) in TEAM.items():
        if key != "admin":
            team[key] = members.join(admin.brand, people[key], roles)
    return admin.brand, team


def write_charter(brand: Brand, team: dict[str, Membership]) -> None:
    """The charter, section by section, as the marketing lead wrote it."""
    for name, said in CHARTER.items():
        editing.save(brand, SECTIONS[name], said, by=team["lead"], base=current.of(brand).number)
    said = {
        "logo": logos.keep(brand, read(pictures.logo())),
        "logo_alt": "Une tasse vue de dessus, cerclée de terre cuite.",
        "safe_share": 12,
        "safe_area": "L’épaisseur du cercle, de chaque côté.",
    }
    editing.save(brand, SECTIONS["logo"], said, by=team["lead"], base=current.of(brand).number)
    graphics.write(brand, team["lead"])


def draw_up(brand: Brand, team: dict[str, Membership], now: datetime, weeks: int) -> Themes:
    """The campaigns of the seasons and of the workshop, with audiences, objectives and themes; the themes by season and key."""
    first, today, last = program.span(now, weeks, brand.zone)
    curious, neighbours, abroad = _audiences(brand)
    themes: Themes = {}
    for season in seasons.told(first, today, last):
        campaign = Campaign.objects.create(
            brand=brand, name=season.name, aim="engage", colour=season.colour, owner=team["lead"],
            positioning=season.positioning, starts_on=season.starts_on, ends_on=season.ends_on,
        )  # fmt: skip
        campaign.audiences.set([curious, abroad])
        for metric, target, owner in SOUGHT:
            wanted = target if metric in LEVELS else _round(target * season.days / DAYS)
            _objective(campaign, metric, wanted, season.ends_on, team[owner])
        themes |= _themes(campaign, season.key, [(key, name or season.theme, *rest) for key, name, *rest in SEASONAL])
    workshop = Campaign.objects.create(
        brand=brand, name="L’atelier ouvre à la Croix-Rousse", aim="grow", colour="lagoon", owner=team["lead"],
        positioning="Un lieu du quartier avant d’être une enseigne.",
        starts_on=today - timedelta(days=52), ends_on=today + timedelta(days=40),
        slug="atelier-croix-rousse",
    )  # fmt: skip
    workshop.audiences.set([neighbours, curious])
    for metric, target, owner in [("followers", 1600, "lead"), ("reach", 400000, "cm"), ("visits", 3000, "lead")]:
        _objective(workshop, metric, target, workshop.ends_on, team[owner])
    _provide(workshop, team)
    _choose(workshop, team)
    return themes | _themes(workshop, "", LASTING)


def _provide(campaign: Campaign, team: dict[str, Membership]) -> None:
    """The means of the workshop's opening, and what was spent so far; a little too much on one line."""
    lines = [{"pk": None, "kind": kind, "name": name, "planned": planned * 100} for kind, name, planned in BUDGET]
    hours = [{"member": team[who], "network_name": name, "minutes": minutes} for who, name, minutes in HOURS]
    means.save(campaign, by=team["lead"], revision=1, budget=280_000, minutes_a_post=75, lines=lines, hours=hours)
    by_name = {line.name: line for line in campaign.budget_lines.all()}
    for name, days, cents, note in SPENT:
        means.spend(by_name[name], by=team["cm"], on=campaign.starts_on + timedelta(days=days), amount=cents, note=note)


def _choose(campaign: Campaign, team: dict[str, Membership]) -> None:
    """The networks of the workshop's opening: one is ready, one has questions open, one was declined."""
    choosing.ask(campaign, by=team["lead"], kinds=["visual", "lasting"], well_off=False, minutes=None)
    for network, chosen, why, say, how, who, rules in CHOICES:
        values = {"chosen": chosen, "why": why, "say": say, "how": how, "who": team.get(who), "rules": rules}
        choosing.decide(campaign, network, by=team["lead"], revision=0, **values)


def _audiences(brand: Brand) -> list[Audience]:
    return [Audience.objects.create(brand=brand, **said) for said in AUDIENCES]


def _objective(campaign: Campaign, metric: str, target: int, due: date, owner: Membership) -> None:
    Objective.objects.create(brand=campaign.brand, campaign=campaign, metric=metric, target=target, due_on=due, owner=owner)


def _round(target: float) -> int:
    """A target as people set them: two figures and zeros."""
    unit = 10 ** max(len(str(int(target))) - 2, 0)
    return round(target / unit) * unit


def _themes(campaign: Campaign, season: str, wanted: Iterable[tuple[Any, ...]]) -> Themes:
    return {
        (season, key): Theme.objects.create(brand=campaign.brand, campaign=campaign, name=name, colour=colour, share=share)
        for key, name, colour, share in wanted
    }
