"""A collaboration that was paid for, in money or in kind, and whether the text says so.

In France the words « publicité » or « collaboration commerciale » must be there and be clear (law of 9 June 2023 on
commercial influence, article 5); the United Kingdom's advertising code asks for an obvious mark such as "Ad".
"""

import regex

from charter.checks.spans import Span
from charter.checks.tokens import HASHTAG
from lib.text import fold

DEFAULT = {"fr": "Collaboration commerciale", "en": "Paid partnership"}

# Those one works with and who pay nobody: the university, the town, an association.
_PUBLIC = (
    r"(?:l['’]|le\s+|la\s+|les\s+|the\s+|our\s+|nos\s+|notre\s+|local\s+)*(?:ville|mairie|métropole|région|département|commune|état"
    r"|écoles?|lycée|collège|université|associations?|ministère|bibliothèque|médiathèque|hôpital|musée|conservatoire|office\s+de\s+tourisme"
    r"|croix-rouge|préfecture|universit(?:y|ies)|city|town|county|council|schools?|colleges?|library|libraries|museum|hospital|charit(?:y|ies)"
    r"|ministry|nhs|red\s+cross|community)\b"
)
_OURSELVES = (
    r"(?:(?:nos|notre|our)\b(?!\s+(?:amie?s?|partenaires?|sponsors?|friends?|partners?)\b)"
    r"|(?:la\s+(?:maison(?!\s+(?-i:\p{Lu}))|mairie|ville|région)|nous|l['’]équipe|le\s+(?:club|musée|département)|ton|tes|ta|votre|vos|us|the\s+house)\b)"
)
_SIGNS = regex.compile(
    rf"\ben\s+(?:partenariat|collaboration)\s+avec\b(?!\s+(?:{_PUBLIC}|{_OURSELVES}))"
    rf"|\bin\s+(?:partnership|collaboration)\s+with\b(?!\s+{_PUBLIC})"
    rf"|\b(?:offert|sponsorisé|prêté)(?:e|s|es)?\s+par\b(?!\s+{_OURSELVES})(?:\s+la\s+marque\b)?"
    rf"|\b(?:gifted|sponsored)\s+by\b(?!\s+{_OURSELVES})"
    r"|\bnous\s+(?:a|ont|avons\s+été|étions|sommes)\s+(?:payé|rémunéré)e?s?\s+pour\b|\b(?:we|i)\s+(?:are|were|was|am)\s+paid\s+(?:to|for)\b"
    r"|\ben\s+échange\s+de\s+(?:ce|cet|cette|notre|un|une)\s+(?:publication|post|avis|article|vidéo|story|test)\b"
    r"|\bin\s+(?:exchange|return)\s+for\s+(?:this|an?|our)\s+(?:honest\s+)?(?:post|review|article|video|story)\b"
    r"|\binvitée?s?\s+par\s+la\s+marque\b|\b(?:lien|code)s?\s+affiliés?\b|\baffiliate\s+(?:link|code)s?\b",
    regex.IGNORECASE,
)
# A code is the brand's own, unless somebody else stands beside it.
_CODE = regex.compile(
    r"\b(?i:code\s+promo|(?:promo|discount)\s+code|code)\s+[A-Z]{2,}\d{1,3}\b|\b(?i:code\s+promo|(?:promo|discount)\s+code)\b"
)
_SOMEBODY = regex.compile(r"(?<![\w@])@\w|\bchez\s+\p{Lu}")

_SAID = regex.compile(
    r"collaborations?\s+commerciales?|partenariats?\s+(?:commercia(?:l|ux)|rémunérés?|payés?)|(?<![\p{L}-])publicité(?![\p{L}-])"
    r"|(?:contenu|post|publication)s?\s+sponsorisée?s?|paid\s+(?:partnership|collaboration|promotion)|sponsored\s+(?:post|content)"
    r"|(?<!\p{L})advert(?:isement|orial)?(?!\p{L})|^\W*(?:ad|pub)\b",
    regex.IGNORECASE,
)
_SAID_TAGS = frozenset(
    ("ad", "advert", "pub", "publicite", "sponsored", "sponsorise", "sponsorisee", "collaborationcommerciale", "paidpartnership")
)


def unsaid(text: str, mention: str = "") -> list[Span]:
    """The signs of a paid collaboration in a text that does not say it is one, in order.

    `mention` are the brand's words for it, "" for the usual ones.
    """
    if _says(text, mention):
        return []
    places = [found.span() for found in _SIGNS.finditer(text)]
    if _SOMEBODY.search(text):
        places += [found.span() for found in _CODE.finditer(text)]
    return sorted(places)


def _says(text: str, mention: str) -> bool:
    tags = (fold(tag[0][1:]).replace("_", "") for tag in HASHTAG.finditer(text))
    own = fold(mention).strip()
    return bool(_SAID.search(text)) or any(tag in _SAID_TAGS for tag in tags) or bool(own and own in fold(text))
