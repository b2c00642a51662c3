"""Which column of a table is what: guessed from its heading, in French and English, and from what stands in it."""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.text import fold
from publishing.models import Account

LABELS: dict[str, str | Promise] = {
    "text": _("Text"),
    "date": _("Date"),
    "time": _("Time"),
    "moment": _("Date and time"),
    "zone": _("Time zone"),
    "accounts": _("Accounts"),
    "campaign": _("Campaign"),
    "theme": _("Theme"),
    "link": _("Link"),
    "media": _("Pictures"),
    "alt": _("Alternative texts"),
    "hashtags": pgettext_lazy("column", "Hashtags"),
    "comment": _("First comment"),
    "language": _("Language"),
    "more": pgettext_lazy("column", "Everything else (JSON)"),
    "number": pgettext_lazy("column", "Number of the post in Tribu"),
}

NAMES: dict[str, str] = {
    "text": "text texte message post publication contenu content copy caption legende description corps body statut-message",
    "date": "date jour day date-de-publication publish-date date-publication scheduled-date jour-de-publication post-date",
    "time": "time heure hour horaire heure-de-publication publish-time scheduled-time post-time",
    "moment": (
        "date-et-heure date-heure datetime date-time date-and-time scheduled-at publish-at planifie-le "
        "programme-le when quand schedule scheduled date-programmee posting-time"
    ),
    "zone": "fuseau fuseau-horaire time-zone timezone zone tz",
    "accounts": (
        "comptes compte accounts account reseaux reseau network networks canal canaux channel channels profil "
        "profile profiles profils page pages plateforme plateformes platform"
    ),
    "campaign": "campagne campaign operation",
    "theme": "theme thematique rubrique pilier pillar category categorie sujet topic content-pillar ligne-editoriale",
    "link": "lien link url adresse lien-url target-url",
    "media": (
        "images image media medias visuel visuels photo photos picture pictures image-url media-url fichier "
        "fichiers picture-url illustration asset assets"
    ),
    "alt": (
        "alt texte-alternatif textes-alternatifs alt-text alternative-text alternative-texts description- "
        "image texte-alt image-alt"
    ),
    "hashtags": "hashtags hashtag tags etiquettes mots-cles mots-diese mot-diese keywords labels",
    "comment": "premier-commentaire first-comment commentaire comment",
    "language": "langue language lang",
    "more": "tout-le-reste-json everything-else-json",
    "number": "numero number numero-de-la-publication-dans-tribu number-of-the-post-in-tribu",
}  # fmt: skip
HEADS = {name: key for key, names in NAMES.items() for name in names.split()}
ONCE = frozenset(LABELS) - {"media"}  # fields that one column fills at most
OWN = re.compile(r"^(texte|text|lien|link) · (.+)$", re.I)


def guess(header: Sequence[str], accounts: Mapping[str, Account]) -> list[str]:
    """For each column the field that it fills, "" for none. `accounts` are the brand's by the name they go by in files."""
    found: list[str] = []
    for head in header:
        field = _own(head, accounts) or HEADS.get(_key(head), "")
        found.append("" if field in found and field in ONCE else field)
    if "text" not in found and "" in found:
        found = _words(header, found)
    if "date" in found and "time" not in found and "moment" not in found and "heure" in _key(header[found.index("date")]):
        found[found.index("date")] = "moment"
    return found


def _key(head: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(head)).strip("-")


def _own(head: str, accounts: Mapping[str, Account]) -> str:
    """The field of one account's own words, as our own files name it."""
    match = OWN.match(head.strip())
    account = accounts.get(match[2]) if match else None
    if not match or not account:
        return ""
    return f"{'text' if fold(match[1]).startswith('te') else 'link'}_{account.pk}"


def _words(header: Sequence[str], found: list[str]) -> list[str]:
    """Where no heading says so, one that holds the word for a text does."""
    for place, head in enumerate(header):
        if not found[place] and re.search(r"text|message|legende|caption|contenu|content|post", _key(head)):
            return [*found[:place], "text", *found[place + 1 :]]
    return found


def fields(accounts: Mapping[str, Account]) -> list[tuple[str, str]]:
    """What a column may fill, for people to choose from."""
    own = [(f"text_{account.pk}", _("Text on %(account)s") % {"account": name}) for name, account in accounts.items()]
    links = [(f"link_{account.pk}", _("Link on %(account)s") % {"account": name}) for name, account in accounts.items()]
    return [("", str(_("Leave out"))), *((key, str(label)) for key, label in LABELS.items()), *own, *links]


def names_in_files(accounts: Sequence[Account]) -> dict[str, Account]:
    """The accounts by the name that tells each from the others in a file."""
    found: dict[str, Account] = {}
    for account in accounts:
        name = str(account)
        found[name if name not in found else f"{name} #{account.pk}"] = account
    return found


def label(key: str) -> str:
    """A field in words; that of an account's own words without its account."""
    return str(LABELS.get(key.partition("_")[0], key))
