"""Choosing the networks of a campaign: what the advice is asked, what a person decides and why, what a brand knows better."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from campaigns.advice import KINDS, Wish
from campaigns.models import AdviceWish, Audience, Campaign, NetworkChoice, NetworkFact
from campaigns.planning import hold
from lib import clock, text
from lib.states import StaleState
from networks.audience import LABELS, Fact, of_language
from team import audit
from team.models import Brand, Membership

# Words by which interests and occupations are told, in both languages, without accents.
WORDS: dict[str, tuple[str, ...]] = {
    "food": ("cuisin", "recett", "cafe", "gastronom", "food", "cook", "coffee", "vin", "wine", "restaurant", "patisser"),
    "home": ("maison", "deco", "brico", "jardin", "home", "garden", "diy", "artisan"),
    "fashion": ("mode", "beaute", "cosmet", "fashion", "beauty", "style"),
    "technology": ("techno", "informat", "numeri", "logiciel", "software", "tech", "scien", "code"),
    "games": ("jeu", "game", "gaming", "manga"),
    "news": ("actu", "politi", "press", "news", "journal"),
    "business": ("entrepr", "affaire", "recrut", "b2b", "business", "financ", "management", "market"),
    "art": ("art", "photo", "illustr", "design", "culture", "musi"),
}
AT_WORK = ("dirigeant", "cadre", "rh", "recrut", "ingenieur", "engineer", "manager", "b2b", "acheteur", "buyer", "consultant")
COUNTRIES = {"france", "belgique", "suisse", "canada", "europe", "uk", "ireland", "royaume-uni", "monde", "world", "luxembourg"}
SUBJECTS: dict[str, Any] = {
    "adults": _("Adults who use it (%)"),
    "age:18-29": _("People aged 18 to 29 (%)"),
    "age:30-49": _("People aged 30 to 49 (%)"),
    "age:50-64": _("People aged 50 to 64 (%)"),
    "age:65-": _("People aged 65 and more (%)"),
    "trait:well_off": _("Reaches well-off people"),
    "trait:professional": _("Reaches people at work"),
    "trait:local": _("Good for one place"),
    "interest:food": _("Food"),
    "interest:home": _("House and garden"),
    "interest:fashion": _("Fashion and beauty"),
    "interest:technology": _("Technology"),
    "interest:games": _("Games"),
    "interest:news": _("News"),
    "interest:business": _("Business"),
    "interest:art": _("Arts and culture"),
    **{f"kind:{name}": words[0] for name, words in KINDS.items()},
    "aim:grow": _("Makes communities grow"),
    "aim:engage": _("Makes people answer"),
    "effort": _("Minutes a week, at the least"),
}


def table(brand: Brand, language: str = "") -> dict[str, dict[str, Fact]]:
    """The facts of every network for people of that language ("": the brand's), as the brand knows them."""
    found = of_language(language or brand.language)
    for row in brand.network_facts.all():
        if row.network_name in found:
            found[row.network_name][row.subject] = Fact(row.value, row.source, row.year, row.country)
    return found


def language_of(brand: Brand, audiences: Iterable[Audience]) -> str:
    """The language that the people to be reached have in common; that of the brand where they have none, or several."""
    spoken = {each.language for each in audiences if each.language}
    return spoken.pop() if len(spoken) == 1 else brand.language


def asked(campaign: Campaign) -> AdviceWish:
    """What the advice was asked last; nothing yet is asked of nothing."""
    return AdviceWish.objects.filter(campaign=campaign).first() or AdviceWish(brand=campaign.brand, campaign=campaign)


def wish(campaign: Campaign, row: AdviceWish, audiences: Iterable[Audience], minutes: int) -> Wish:
    """The wish that follows from the campaign, its audiences, what was asked, and the minutes a week its people have."""
    people = list(audiences)
    young = [each.age_from for each in people if each.age_from is not None]
    old = [each.age_to for each in people if each.age_to is not None]
    ages = (min(young, default=18), max(old, default=90)) if young or old else None
    words = [word for each in people for word in text.words(f"{each.interests} {each.occupation}")]
    return Wish(
        aim=campaign.aim,
        ages=ages,
        kinds=frozenset(row.kinds) & frozenset(KINDS),
        traits=frozenset(_traits(people, row, words)),
        interests=frozenset(name for name, stems in WORDS.items() if any(word.startswith(stems) for word in words)),
        minutes=row.minutes if row.minutes is not None else minutes or None,
    )


def _traits(people: list[Audience], row: AdviceWish, words: list[str]) -> Iterable[str]:
    if row.well_off:
        yield "well_off"
    if any(word.startswith(AT_WORK) for word in words):
        yield "professional"
    if any(place not in COUNTRIES for each in people for place in text.words(each.place)):
        yield "local"


@transaction.atomic
def ask(campaign: Campaign, *, by: Membership, **values: Any) -> None:
    """Keep what the advice is asked: `kinds`, `well_off`, `minutes`. Raises Archived, Closed."""
    hold(campaign)
    AdviceWish.objects.update_or_create(campaign=campaign, defaults={"brand": campaign.brand, **values})
    audit.record("advice.asked", campaign, by=by)


@transaction.atomic
def decide(campaign: Campaign, network: str, *, by: Membership, revision: int, **values: Any) -> None:
    """Go to a network or not, and say why; on top of the revision the writer saw, 0 where there was none.

    Raises StaleState, Archived, Closed.
    """
    hold(campaign)
    row = NetworkChoice.objects.filter(campaign=campaign, network_name=network).first()
    kept = {**values, "by": by, "at": clock.now()}
    if row is None and not revision:
        NetworkChoice.objects.create(brand=campaign.brand, campaign=campaign, network_name=network, **kept)
    elif row is None or not NetworkChoice.objects.filter(pk=row.pk, revision=revision).update(revision=F("revision") + 1, **kept):
        raise StaleState(row or campaign)
    verb = "network.chosen" if values["chosen"] else "network.declined"
    audit.record(verb, LABELS.get(network, network), by=by, campaign=str(campaign))


@transaction.atomic
def know(brand: Brand, network: str, facts: Mapping[str, Fact | None], *, by: Membership) -> None:
    """Keep what the brand knows better of a network; None, or what stands in the table anyway, goes back to the table."""
    there = of_language(brand.language)[network]
    rows = NetworkFact.objects.filter(brand=brand, network_name=network)
    for subject, fact in facts.items():
        if fact is None or fact == there.get(subject):
            rows.filter(subject=subject).delete()
        else:
            rows.update_or_create(brand=brand, network_name=network, subject=subject, defaults=asdict(fact))
    audit.record("network.facts_changed", LABELS[network], by=by, brand=brand)
