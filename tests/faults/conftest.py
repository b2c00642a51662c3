"""The servers of the proof, and its table at the end."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from config.runtime import places
from tests.faults.field import Field, Servers
from tests.faults.verdict import Verdict, judge


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL, Valkey and a picture server of their own, for all rows."""
    folder = places.passing_folder("tribu-faults-")
    running = Servers(folder)
    yield running
    running.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def field(servers: Servers, request: pytest.FixtureRequest) -> Iterator[Callable[..., Field]]:
    """`field("name")` gives a place of its own for a row."""
    made: list[Field] = []

    def make(name: str, **variables: str) -> Field:
        servers.flush_valkey()
        made.append(Field(servers, name, **variables))
        return made[-1]

    yield make
    for place in made:
        place.close()


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[..., Verdict]:
    """`tell(place, seconds=…)` judges a row, prints its figures and keeps them for the table."""

    def told(place: Field, **figures: Any) -> Verdict:
        verdict = judge(place)
        line = {
            "publications": verdict.publications,
            **figures,
            "accepted": verdict.accepted,
            "lost": len(verdict.lost),
            "double": len(verdict.double),
            "asked a person": verdict.asked,
        }
        words = ", ".join(
            f"{name} {value:.0f}" if isinstance(value, float) else f"{name} {value}" for name, value in line.items()
        )
        record_property("proof", f"{place.name} (seed {place.seed}): {words}")
        print(words, dict(verdict.states), *verdict.lost[:9], *verdict.double[:9], *verdict.untrue[:9], sep="\n  ")
        return verdict

    return told


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table."""
    reports = [report for found in terminalreporter.stats.values() for report in found if isinstance(report, pytest.TestReport)]
    lines = [value for report in reports if report.when == "call" for name, value in report.user_properties if name == "proof"]
    if lines:
        terminalreporter.section("proof of delivery")
        terminalreporter.write("\n".join(lines) + "\n")
