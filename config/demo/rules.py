"""The papers beside the charter of the demo brand: what it asks of its community and its staff, and what it does in a crisis."""

from datetime import timedelta
from typing import Any

from charter import acknowledging, drills, editing, papers
from charter.papers import KINDS
from lib import clock
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
                "words": "nul, honte, incapables, ridicule",
                "ladder": ["hide", "warn", "block"],
                "reply_fr": "Nous avons masqué votre message : il s’en prend à une personne. Dites-nous ce qui vous a déplu, "
                "nous vous répondrons volontiers.\n\nNous vous avons prévenu une première fois. Au prochain message de ce genre, "
                "nous vous bloquerons.",
                "reply_en": "We have hidden your message because it attacks a person. Tell us what you did not like and we will "
                "gladly answer.",
            },
            {
                "fr": "On critique notre café tant que l’on veut. On dit pourquoi, et nous répondons.",
                "en": "Criticise our coffee as much as you like. Say why, and we answer.",
                "words": "amer, brûlé, déçu, mauvais, froid",
                "ladder": ["remind"],
                "reply_fr": "Merci de nous le dire. Quel café était-ce, et comment le préparez-vous ?",
                "reply_en": "Thank you for telling us. Which coffee was it, and how do you brew it?",
            },
            {
                "fr": "Pas de publicité, pas de liens sans rapport, pas de numéros de téléphone.",
                "en": "No advertising, no links that have nothing to do with it, no phone numbers.",
                "words": "promo, gagnez, crypto, investissement, abonnez-vous",
                "ladder": ["remind", "hide", "block"],
                "reply_fr": "Nous retirons les annonces commerciales de nos pages. Merci de votre compréhension.",
                "reply_en": "We take commercial announcements off our pages. Thank you for understanding.",
            },
            {
                "fr": "On ne publie pas les coordonnées, les photos ni les messages privés d’autrui sans son accord.",
                "en": "We do not publish other people’s details, pictures or private messages without their consent.",
                "words": "téléphone, adresse, numéro",
                "ladder": ["hide", "restrict", "block"],
                "reply_fr": "Votre message contenait des données personnelles ; nous l’avons masqué pour protéger la personne.",
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

STAFF: dict[str, dict[str, Any]] = {
    "policy": {
        "text_fr": "Vos comptes sont à vous. Quand vous y parlez de la brûlerie, dites que vous y travaillez et parlez en votre "
        "nom.\n\n"
        "Ce que vous n’écririez pas sur la vitrine, ne l’écrivez pas en ligne. Les collègues, les habitués et les producteurs "
        "ont "
        "droit à la même discrétion que vous.\n\n"
        "Un message vous met mal à l’aise ? N’y répondez pas seul : prévenez Thomas ou Nora, à toute heure.",
        "text_en": "Your accounts are yours. When you speak of the roastery there, say that you work here and speak for yourself."
        "\n\n"
        "What you would not write on the shop window, do not write online. Colleagues, regulars and growers have a right to the "
        "same discretion as you.\n\n"
        "A message makes you uneasy? Do not answer it alone: tell Thomas or Nora, at any hour.",
    },
    "topics": {
        "rows": [
            {"name": "Nos cafés, nos recettes, le métier", "may": "yes", "words": "", "note": "Parlez-en tant que vous voulez."},
            {
                "name": "L’ouverture de l’atelier", "may": "ask", "words": "bail, permis de construire",
                "note": "Les dates changent encore : demandez à Nora avant de les donner.",
            },
            {
                "name": "Prix payés aux producteurs", "may": "no", "words": "prix d’achat, marge",
                "note": "Les chiffres sont publiés une fois l’an, tous ensemble.",
            },
        ]
    },
    "people": {
        "rows": [
            {
                "name": "Claire Vasseur", "subject": "La maison, ses comptes, la presse", "phone": "+33 4 72 00 11 22",
                "mail": "claire@saint-clair.example",
            },
            {"name": "Malik Diop", "subject": "Cafés, fermes, torréfaction", "phone": "+33 4 72 00 11 23", "mail": ""},
        ]
    },
}  # fmt: skip

CRISIS: dict[str, dict[str, Any]] = {
    "levels": {
        "rows": [
            {
                "name": "Attention", "triggers": "Dix messages hostiles en une heure, ou un message d’un journaliste.",
                "answer": "Thomas répond à chacun ; Nora est prévenue.", "holds": False,
            },
            {
                "name": "Alerte", "triggers": "Un reproche sur la sécurité d’un produit, ou un mot-clic contre nous.",
                "answer": "La cellule se réunit dans l’heure. Une seule personne parle.", "holds": True,
            },
            {
                "name": "Crise", "triggers": "Quelqu’un est blessé, ou la presse nationale en parle.",
                "answer": "Claire décide. Rien ne part sans elle.", "holds": True,
            },
        ]
    },
    "roles": {
        "rows": [
            {
                "role": "Décide", "who": "Claire Vasseur", "phone": "+33 6 00 00 01 01", "deputy": "Nora Haddad",
                "deputy_phone": "+33 6 00 00 01 02", "tasks": "Fixer le niveau\nValider la déclaration\nAppeler l’assureur",
            },
            {
                "role": "Parle", "who": "Nora Haddad", "phone": "+33 6 00 00 01 02", "deputy": "Louise Marchand",
                "deputy_phone": "", "tasks": "Suspendre les publications\nPublier la déclaration\nRappeler la presse",
            },
            {
                "role": "Écoute et répond", "who": "Samir Benali", "phone": "+33 6 00 00 01 03", "deputy": "Thomas Lefèvre",
                "deputy_phone": "", "tasks": "Relever les messages toutes les dix minutes\nRépondre à chacun avec la déclaration",
            },
        ]
    },
    "statements": {
        "rows": [
            {
                "name": "Nous ne savons pas encore",
                "fr": "Nous avons pris connaissance de ce qui nous est rapporté. Nous vérifions, et nous vous dirons ici ce "
                "que nous "
                "savons avant ce soir.",
                "en": "We have read what is reported to us. We are checking it, and will tell you here what we know before "
                "tonight.",
            },
            {
                "name": "Rappel d’un lot",
                "fr": "Par précaution, nous rappelons un lot. Ne consommez pas les sachets qui portent ce numéro : "
                "rapportez-les, "
                "nous les remboursons.",
                "en": "As a precaution we are recalling a batch. Do not use bags with this number: bring them back and we "
                "refund you.",
            },
        ]
    },
}  # fmt: skip


def write(brand: Brand, team: dict[str, Membership]) -> None:
    """The papers, part by part, as the marketing lead wrote them."""
    for kind, said in (("community", COMMUNITY), ("staff", STAFF), ("crisis", CRISIS)):
        for name, words in said.items():
            base = papers.of(brand, kind).number
            editing.save(brand, KINDS[kind].parts[name], words, by=team["lead"], base=base)
    for key in ("admin", "lead", "cm", "moderator"):
        acknowledging.acknowledge(papers.of(brand, "staff").number, by=team[key])
    rehearse(brand, team)


def rehearse(brand: Brand, team: dict[str, Membership]) -> None:
    """An exercise that took half an hour, with what was learnt from it."""
    begun = clock.now()
    drill = drills.begin(brand, "Alerte", by=team["lead"])
    for step, (minute, key) in enumerate([(2, "admin"), (9, "admin"), (14, "lead"), (6, "lead"), (21, "lead"), (27, "lead")]):
        with clock.stopped_at(begun + timedelta(minutes=minute, seconds=13)):
            drills.tick(brand, drill.pk, step, by=team[key])
    with clock.stopped_at(begun + timedelta(minutes=34)):
        drills.finish(
            brand,
            drill.pk,
            "Le numéro de l’assureur manquait. La déclaration était prête : dix minutes gagnées.",
            by=team["lead"],
        )
