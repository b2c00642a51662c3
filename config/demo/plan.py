"""Who runs the demo brand, how it speaks, and what it wants to bring about."""

from datetime import datetime, timedelta
from typing import Any

from campaigns.models import Audience, Campaign, Objective, Theme
from charter import current, editing, logos
from charter.sections import SECTIONS
from config.demo import pictures
from lib import clock
from lib.pictures import read
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
        "max_emoji": 2,
        "signature": "",
        "french_spaces": True,
    },
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

# key: campaign, name, colour, wanted share
THEMES = {
    "feast": ("feast", "Cafés de fête", "rose", 40),
    "recipes": ("feast", "Recettes", "honey", 20),
    "questions": ("feast", "Questions à la communauté", "iris", 20),
    "beans": ("feast", "Café de la semaine", "ember", 20),
    "workshop": ("workshop", "L’atelier", "lagoon", 45),
    "farmers": ("workshop", "Nos producteurs", "fern", 20),
    "skills": ("workshop", "Apprendre à déguster", "ocean", 20),
    "quarter": ("workshop", "Le quartier", "plum", 15),
}


def found(password: str) -> tuple[Brand, dict[str, Membership]]:
    """The brand, and everybody who works for it. The administrator may also look after the installation."""
    people = {
        key: make_person(f"{address}@demo.tribu.example", name=name, password=password, proven=True, language=language)
        for key, (name, address, _roles, language) in TEAM.items()
    }
    people["admin"].is_staff = people["admin"].is_superuser = True
    people["admin"].save()
    admin = brands.create(NAME, by=people["admin"], colour="#b4532a", late_minutes=180)
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
        "logo_alt": "Une tasse vue de dessus, cerclée de terre cuite, et le nom de la brûlerie.",
    }
    editing.save(brand, SECTIONS["logo"], said, by=team["lead"], base=current.of(brand).number)


def draw_up(brand: Brand, team: dict[str, Membership], now: datetime) -> tuple[dict[str, Campaign], dict[str, Theme]]:
    """The two campaigns with their audiences, objectives and themes."""
    today = clock.wall(now, brand.zone).date()
    curious = Audience.objects.create(
        brand=brand, name="Les curieux du café", age_from=25, age_to=45, interests="cuisine, artisanat, découverte", place="Lyon",
        maturity="Boivent du café chaque jour, achètent encore en grande surface", language="fr",
    )  # fmt: skip
    neighbours = Audience.objects.create(
        brand=brand, name="Le plateau de la Croix-Rousse", age_from=20, age_to=70, interests="vie de quartier, marché, culture",
        place="Lyon 4e", maturity="Ne connaissent pas encore la maison", language="fr",
    )  # fmt: skip
    abroad = Audience.objects.create(
        brand=brand, name="Home baristas abroad", age_from=25, age_to=50, interests="speciality coffee", place="UK, Ireland",
        maturity="Know us from a trip or a friend", language="en",
    )  # fmt: skip
    feast = Campaign.objects.create(
        brand=brand, name="Noël à la brûlerie", aim="engage", colour="ember", owner=team["lead"],
        positioning="Le café que l’on offre parce qu’on sait à qui, et d’où il vient.",
        starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=32),
    )  # fmt: skip
    workshop = Campaign.objects.create(
        brand=brand, name="L’atelier ouvre à la Croix-Rousse", aim="grow", colour="lagoon", owner=team["lead"],
        positioning="Un lieu du quartier avant d’être une enseigne.",
        starts_on=today - timedelta(days=52), ends_on=today + timedelta(days=40),
    )  # fmt: skip
    feast.audiences.set([curious, abroad])
    workshop.audiences.set([neighbours, curious])
    _objectives(brand, feast, workshop, team)
    campaigns = {"feast": feast, "workshop": workshop}
    themes = {
        key: Theme.objects.create(brand=brand, campaign=campaigns[campaign], name=name, colour=colour, share=share)
        for key, (campaign, name, colour, share) in THEMES.items()
    }
    return campaigns, themes


def _objectives(brand: Brand, feast: Campaign, workshop: Campaign, team: dict[str, Membership]) -> None:
    wanted = [
        (feast, "replies", 180, None, 30, "cm"),
        (feast, "likes", 30000, None, 32, "lead"),
        (feast, "first_answer", 240, None, 32, "moderator"),
        (workshop, "followers", 1600, None, 40, "lead"),
        (workshop, "reach", 600000, None, 40, "cm"),
    ]
    for campaign, metric, target, baseline, days_before_end, owner in wanted:
        due = campaign.ends_on - timedelta(days=max(0, 32 - days_before_end))
        Objective.objects.create(
            brand=brand, campaign=campaign, metric=metric, target=target, baseline=baseline, due_on=due, owner=team[owner]
        )
