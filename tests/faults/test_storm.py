"""All together: workers killed, servers stopped and emptied, and a network that hangs, lies late and refuses."""

from tests.faults import weather
from tests.faults.mischief import Mischief
from tests.faults.sizes import FULL, SABOTAGE, STORM, SUPERVISED, Size

WORKERS = ("worker",) * 4 + ("dispatcher",)


def storm(place, size: Size, tell, **variables):
    place.office.do("furnish", accounts=size.accounts)
    place.misbehave(weather.storm(place.seed))
    place.office.do("plan", count=size.publications, seed=place.seed, spread=size.spread)
    mischief = Mischief(place, size)
    with place.running(*WORKERS, **variables):
        seconds = mischief.run(patience=1200 if FULL else 240)
    done = {"kills": mischief.done.get("kill", 0), "PostgreSQL stops": mischief.done.get("postgres", 0)}
    done |= {"Valkey kills and flushes": mischief.done.get("valkey", 0), "stalls": mischief.done.get("stall", 0)}
    return tell(place, seconds=seconds, **done, looks=mischief.watch.looks), mischief.watch


def test_everything_at_once_loses_nothing_and_doubles_nothing(field, tell):
    verdict, watch = storm(field("storm"), STORM, tell)

    assert verdict.clean
    assert watch.told == []
    assert watch.looks > 5


def test_what_the_supervisor_starts_again_goes_on_where_it_was(field, tell):
    verdict, watch = storm(field("supervised"), SUPERVISED, tell, FAULTS_PATIENT="1")

    assert verdict.clean
    assert watch.told == []


def test_the_two_shortcuts_are_found_out(field, tell):
    """The proof has teeth: what was being sent when its worker died is planned again, and a lost answer is tried again."""
    verdict, _watch = storm(field("shortcuts"), SABOTAGE, tell, FAULTS_SABOTAGE="expired,ambiguous")

    assert verdict.double
