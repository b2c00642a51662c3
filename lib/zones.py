"""Time zones as people read them: continents and cities in the language of the reader."""

from functools import lru_cache

from django.utils.translation import get_language, pgettext, pgettext_lazy

from lib import clock
from lib.text import fold


def city(zone: str) -> str:
    """A zone in a word: its city, as the reader's language calls it."""
    return _said(zone.rpartition("/")[2])


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone with what it is called, by continents, each in the order of the alphabet."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in clock.zones():
        continent, *places = zone.split("/")
        groups.setdefault(_said(continent), []).append((zone, " – ".join(map(_said, places))))
    rows = [(name, sorted(found, key=lambda row: fold(row[1]))) for name, found in groups.items()]
    return [("UTC", [("UTC", "UTC")]), *sorted(rows, key=lambda row: fold(row[0]))]


def named(text: str) -> tuple[str, ...]:
    """The zones that somebody may mean by a text: by name or city, else by the city as the reader's language calls it."""
    return _named(fold(text.strip().replace("_", " ")), get_language())


@lru_cache(maxsize=100)
def _named(wanted: str, _language: str | None) -> tuple[str, ...]:
    known = (*clock.zones(), "UTC")
    plain = {zone: fold(zone.replace("_", " ")) for zone in known}
    found = tuple(zone for zone, name in plain.items() if wanted in (name, name.rpartition("/")[2]))
    return found or tuple(zone for zone in known if wanted == fold(city(zone)))


def _said(part: str) -> str:
    """A part of a zone's name in the reader's language; as it is where that calls it the same."""
    return pgettext("zone", part.replace("_", " "))


# What French calls otherwise, for the catalogue.
OTHERWISE = (
    pgettext_lazy("zone", "Africa"),
    pgettext_lazy("zone", "America"),
    pgettext_lazy("zone", "Antarctica"),
    pgettext_lazy("zone", "Arctic"),
    pgettext_lazy("zone", "Asia"),
    pgettext_lazy("zone", "Atlantic"),
    pgettext_lazy("zone", "Australia"),
    pgettext_lazy("zone", "Brazil"),
    pgettext_lazy("zone", "Chile"),
    pgettext_lazy("zone", "Indian"),
    pgettext_lazy("zone", "Mexico"),
    pgettext_lazy("zone", "Pacific"),
    pgettext_lazy("zone", "US"),
    pgettext_lazy("zone", "Argentina"),
    pgettext_lazy("zone", "North Dakota"),
    pgettext_lazy("zone", "Addis Ababa"),
    pgettext_lazy("zone", "Algiers"),
    pgettext_lazy("zone", "Cairo"),
    pgettext_lazy("zone", "Dar es Salaam"),
    pgettext_lazy("zone", "El Aaiun"),
    pgettext_lazy("zone", "Juba"),
    pgettext_lazy("zone", "Lome"),
    pgettext_lazy("zone", "Mogadishu"),
    pgettext_lazy("zone", "Ndjamena"),
    pgettext_lazy("zone", "Sao Tome"),
    pgettext_lazy("zone", "Timbuktu"),
    pgettext_lazy("zone", "Asuncion"),
    pgettext_lazy("zone", "Barbados"),
    pgettext_lazy("zone", "Cancun"),
    pgettext_lazy("zone", "Cayman"),
    pgettext_lazy("zone", "Ciudad Juarez"),
    pgettext_lazy("zone", "Cordoba"),
    pgettext_lazy("zone", "Curacao"),
    pgettext_lazy("zone", "Dominica"),
    pgettext_lazy("zone", "Grenada"),
    pgettext_lazy("zone", "Havana"),
    pgettext_lazy("zone", "Jamaica"),
    pgettext_lazy("zone", "Maceio"),
    pgettext_lazy("zone", "Mazatlan"),
    pgettext_lazy("zone", "Merida"),
    pgettext_lazy("zone", "Mexico City"),
    pgettext_lazy("zone", "Montreal"),
    pgettext_lazy("zone", "Noronha"),
    pgettext_lazy("zone", "Port of Spain"),
    pgettext_lazy("zone", "Puerto Rico"),
    pgettext_lazy("zone", "Santarem"),
    pgettext_lazy("zone", "Santo Domingo"),
    pgettext_lazy("zone", "Sao Paulo"),
    pgettext_lazy("zone", "St Barthelemy"),
    pgettext_lazy("zone", "St Johns"),
    pgettext_lazy("zone", "St Kitts"),
    pgettext_lazy("zone", "St Lucia"),
    pgettext_lazy("zone", "St Thomas"),
    pgettext_lazy("zone", "St Vincent"),
    pgettext_lazy("zone", "Tucuman"),
    pgettext_lazy("zone", "Virgin"),
    pgettext_lazy("zone", "DumontDUrville"),
    pgettext_lazy("zone", "South Pole"),
    pgettext_lazy("zone", "Ashgabat"),
    pgettext_lazy("zone", "Atyrau"),
    pgettext_lazy("zone", "Baghdad"),
    pgettext_lazy("zone", "Bahrain"),
    pgettext_lazy("zone", "Baku"),
    pgettext_lazy("zone", "Barnaul"),
    pgettext_lazy("zone", "Beirut"),
    pgettext_lazy("zone", "Bishkek"),
    pgettext_lazy("zone", "Chita"),
    pgettext_lazy("zone", "Damascus"),
    pgettext_lazy("zone", "Dhaka"),
    pgettext_lazy("zone", "Dubai"),
    pgettext_lazy("zone", "Dushanbe"),
    pgettext_lazy("zone", "Famagusta"),
    pgettext_lazy("zone", "Hebron"),
    pgettext_lazy("zone", "Ho Chi Minh"),
    pgettext_lazy("zone", "Irkutsk"),
    pgettext_lazy("zone", "Jerusalem"),
    pgettext_lazy("zone", "Kabul"),
    pgettext_lazy("zone", "Kamchatka"),
    pgettext_lazy("zone", "Kathmandu"),
    pgettext_lazy("zone", "Kolkata"),
    pgettext_lazy("zone", "Krasnoyarsk"),
    pgettext_lazy("zone", "Kuwait"),
    pgettext_lazy("zone", "Macau"),
    pgettext_lazy("zone", "Makassar"),
    pgettext_lazy("zone", "Manila"),
    pgettext_lazy("zone", "Muscat"),
    pgettext_lazy("zone", "Nicosia"),
    pgettext_lazy("zone", "Novokuznetsk"),
    pgettext_lazy("zone", "Novosibirsk"),
    pgettext_lazy("zone", "Riyadh"),
    pgettext_lazy("zone", "Sakhalin"),
    pgettext_lazy("zone", "Samarkand"),
    pgettext_lazy("zone", "Seoul"),
    pgettext_lazy("zone", "Singapore"),
    pgettext_lazy("zone", "Tashkent"),
    pgettext_lazy("zone", "Tbilisi"),
    pgettext_lazy("zone", "Tehran"),
    pgettext_lazy("zone", "Tel Aviv"),
    pgettext_lazy("zone", "Thimphu"),
    pgettext_lazy("zone", "Ulaanbaatar"),
    pgettext_lazy("zone", "Yakutsk"),
    pgettext_lazy("zone", "Yangon"),
    pgettext_lazy("zone", "Yekaterinburg"),
    pgettext_lazy("zone", "Yerevan"),
    pgettext_lazy("zone", "Azores"),
    pgettext_lazy("zone", "Bermuda"),
    pgettext_lazy("zone", "Canary"),
    pgettext_lazy("zone", "Cape Verde"),
    pgettext_lazy("zone", "Faroe"),
    pgettext_lazy("zone", "Madeira"),
    pgettext_lazy("zone", "South Georgia"),
    pgettext_lazy("zone", "St Helena"),
    pgettext_lazy("zone", "Adelaide"),
    pgettext_lazy("zone", "Andorra"),
    pgettext_lazy("zone", "Athens"),
    pgettext_lazy("zone", "Brussels"),
    pgettext_lazy("zone", "Bucharest"),
    pgettext_lazy("zone", "Busingen"),
    pgettext_lazy("zone", "Copenhagen"),
    pgettext_lazy("zone", "Guernsey"),
    pgettext_lazy("zone", "Isle of Man"),
    pgettext_lazy("zone", "Lisbon"),
    pgettext_lazy("zone", "London"),
    pgettext_lazy("zone", "Malta"),
    pgettext_lazy("zone", "Moscow"),
    pgettext_lazy("zone", "San Marino"),
    pgettext_lazy("zone", "Tirane"),
    pgettext_lazy("zone", "Ulyanovsk"),
    pgettext_lazy("zone", "Vienna"),
    pgettext_lazy("zone", "Warsaw"),
    pgettext_lazy("zone", "Zaporozhye"),
    pgettext_lazy("zone", "Christmas"),
    pgettext_lazy("zone", "Cocos"),
    pgettext_lazy("zone", "Comoro"),
    pgettext_lazy("zone", "Mahe"),
    pgettext_lazy("zone", "Mauritius"),
    pgettext_lazy("zone", "Reunion"),
    pgettext_lazy("zone", "Easter"),
    pgettext_lazy("zone", "Fiji"),
    pgettext_lazy("zone", "Galapagos"),
    pgettext_lazy("zone", "Marquesas"),
    pgettext_lazy("zone", "Noumea"),
    pgettext_lazy("zone", "Palau"),
)
