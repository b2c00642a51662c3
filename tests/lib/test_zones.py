"""Time zones in the language of whoever reads them."""

from django.utils import translation

from lib import clock, zones


def test_a_city_is_called_as_the_reader_calls_it():
    with translation.override("fr"):
        said = [zones.city(zone) for zone in ("Europe/London", "America/Sao_Paulo", "Europe/Paris", "UTC", "Indian/Reunion")]
        assert said == ["Londres", "São Paulo", "Paris", "UTC", "La Réunion"]
    with translation.override("en"):
        assert [zones.city(zone) for zone in ("Europe/London", "America/New_York")] == ["London", "New York"]


def test_every_zone_can_be_chosen_in_the_order_of_the_alphabet_of_its_language():
    with translation.override("fr"):
        groups = dict(zones.grouped())
    assert {zone for rows in groups.values() for zone, _name in rows} == {*clock.zones(), "UTC"}
    names = [name for _zone, name in groups["Europe"]]
    assert names.index("Athènes") < names.index("Berlin") < names.index("Londres") < names.index("Vienne")
    assert ("America/Argentina/Buenos_Aires", "Argentine – Buenos Aires") in groups["Amérique"]
    assert list(groups)[:3] == ["UTC", "Afrique", "Amérique"]


def test_a_zone_is_understood_by_its_name_its_city_and_what_the_reader_calls_it():
    with translation.override("fr"):
        assert zones.named(" europe/paris ") == zones.named("Paris") == ("Europe/Paris",)
        assert zones.named("Londres") == zones.named("london") == ("Europe/London",)
        assert zones.named("Calcutta") == ("Asia/Calcutta",) and not zones.named("Trantor")
    with translation.override("en"):
        assert not zones.named("Londres")
