"""The papers beside the charter of the demo brand: what it asks of its community."""

from typing import Any

from charter import editing, papers
from charter.papers import KINDS
from team.models import Brand, Membership

COMMUNITY: dict[str, dict[str, Any]] = {
    "welcome": {
        "title_fr": "Les règles du comptoir",
        "title_en": "House rules",
        "intro_fr": "Ici on parle café, et de tout ce qui se passe autour d’une tasse. Tout le monde est le bienvenu, et nous "
        "lisons tout. Ces règles valent pour vous comme pour nous.",
        "intro_en": "This is a place to talk about coffee, and whatever happens around a cup. Everybody is welcome and we read "
        "everything. These rules hold for you and for us alike.",
    },
    "rules": {
        "rows": [
            {
                "fr": "On s’adresse aux gens, on ne s’attaque pas à eux. Ni insulte, ni mépris, ni moquerie sur ce que l’on est.",
                "en": "We speak to people, we do not attack them. No insults, no scorn, no mockery of who somebody is.",
                "ladder": ["hide", "warn", "block"],
                "reply_fr": "Nous avons masqué votre message : il s’en prend à une personne. Dites-nous ce qui vous a déplu, "
                "nous vous répondrons volontiers.\n\nNous vous avons prévenu une première fois. Au prochain message de ce genre, "
                "nous vous bloquerons.",
                "reply_en": "We have hidden your message because it attacks a person. Tell us what you did not like and we will "
                "gladly answer.",
            },
            {
                "fr": "On critique notre café tant que l’on veut. On dit pourquoi, et nous répondons.",
                "en": "Criticise our coffee as much as you like. Say why, and we answer.",
                "ladder": ["remind"],
                "reply_fr": "Merci de nous le dire. Quel café était-ce, et comment le préparez-vous ?",
                "reply_en": "Thank you for telling us. Which coffee was it, and how do you brew it?",
            },
            {
                "fr": "Pas de publicité, pas de liens sans rapport, pas de numéros de téléphone.",
                "en": "No advertising, no links that have nothing to do with it, no phone numbers.",
                "ladder": ["remind", "hide", "block"],
                "reply_fr": "Nous retirons les annonces commerciales de nos pages. Merci de votre compréhension.",
                "reply_en": "We take commercial announcements off our pages. Thank you for understanding.",
            },
            {
                "fr": "On ne publie pas les coordonnées, les photos ni les messages privés d’autrui sans son accord.",
                "en": "We do not publish other people’s details, pictures or private messages without their consent.",
                "ladder": ["hide", "restrict", "block"],
                "reply_fr": "Votre message contenait des données personnelles ; nous l’avons masqué pour protéger la personne.",
                "reply_en": "Your message held personal data; we have hidden it to protect the person.",
            },
        ]
    },
    "appeal": {
        "how_fr": "Écrivez-nous dans les quinze jours en joignant le message concerné. Une personne qui n’a pas pris la décision "
        "la relit et vous répond sous cinq jours ouvrés.",
        "how_en": "Write to us within fifteen days and enclose the message. Somebody who did not take the decision reads it "
        "again and answers within five working days.",
        "whom": "Claire Vasseur, gérante",
        "contact": "moderation@saint-clair.example",
    },
    "page": {"public": True, "indexed": False},
}


def write(brand: Brand, team: dict[str, Membership]) -> None:
    """The papers, part by part, as the marketing lead wrote them."""
    for kind, said in (("community", COMMUNITY),):
        for name, words in said.items():
            base = papers.of(brand, kind).number
            editing.save(brand, KINDS[kind].parts[name], words, by=team["lead"], base=base)
