"""The verdict: what the networks accepted, by their own audit file, against what was planned."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from networks.stubs.journal import Journal
from tests.faults.field import Field

PLANNED = """
    SELECT p.id, a.network_name, a.remote_id, p.payload->>'text', p.state, p.hold, p.remote_id, p.asked_at IS NOT NULL
    FROM publishing_publication p JOIN publishing_account a ON a.id = p.account_id ORDER BY p.id"""
Intent = tuple[str, str, str]  # network, account there, text: no two publications of the proof share all three


@dataclass
class Verdict:
    """Counts of publications. `asked` wait for a person and say so; everything listed below them must be empty."""

    publications: int = 0
    accepted: int = 0
    asked: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Whether each publication is there once, or honestly waits for somebody."""
        return not (self.lost or self.double or self.untrue or self.strange)


def accepted(where: Field) -> dict[Intent, list[str]]:
    """The ids that the networks gave, by intent."""
    found: dict[Intent, list[str]] = defaultdict(list)
    for line in Journal(where.stub_data / "audit.jsonl"):
        if line["event"] == "post":
            found[line["network"], line["by"], line["text"]].append(line["id"])
    return found


def judge(where: Field) -> Verdict:
    """Hold every row against the audit file."""
    there, verdict = accepted(where), Verdict()
    verdict.accepted = sum(map(len, there.values()))
    with where.database() as connection:
        for row in connection.execute(PLANNED):
            _judge_one(verdict, there.pop((row[1], row[2], row[3]), []), *row)
    verdict.strange = [f"{intent} was planned by nobody" for intent in there]
    return verdict


def _judge_one(
    verdict: Verdict, ids: list[str], pk: int, network: str, by: str, text: str, state: str, hold: str, remote: str, asked: bool
) -> None:
    name = f"{pk} on {network} ({state} {hold})"
    honest = state in ("held", "refused", "missed", "cancelled", "waiting") or (state == "unconfirmed" and asked)
    verdict.publications += 1
    verdict.asked += honest
    verdict.states[f"{state} {hold}".strip()] += 1
    if len(ids) > 1:
        verdict.double.append(f"{name}: {ids}")
    if not ids and not honest:
        verdict.lost.append(name)
    if state == "published" and remote not in ids:
        verdict.untrue.append(f"{name}: {remote!r} was never given")


def figures(**named: Any) -> str:
    """Figures as words."""
    return ", ".join(f"{name} {value}" for name, value in named.items())
