"""What must hold of the rows at every moment, whatever is killed: asked each second, and told with the rows that break it."""

from typing import Any

import psycopg

BROKEN = {
    "published without a remote id": "SELECT id FROM publishing_publication WHERE state = 'published' AND remote_id = ''",
    "two publications of an account with one remote id": """
        SELECT account_id, remote_id FROM publishing_publication WHERE remote_id <> ''
        GROUP BY account_id, remote_id HAVING count(*) > 1""",
    "more than one open attempt": """
        SELECT publication_id FROM publishing_attempt WHERE ended_at IS NULL GROUP BY publication_id HAVING count(*) > 1""",
    "sending without an open attempt": """
        SELECT id FROM publishing_publication p WHERE state = 'sending'
        AND NOT EXISTS (SELECT FROM publishing_attempt a WHERE a.publication_id = p.id AND a.ended_at IS NULL)""",
    "an open attempt of what is not sending": """
        SELECT p.id, p.state FROM publishing_publication p JOIN publishing_attempt a ON a.publication_id = p.id
        WHERE a.ended_at IS NULL AND p.state <> 'sending'""",
    "in hand without a lease": """
        SELECT id, state FROM publishing_publication WHERE state IN ('claimed', 'sending') AND lease_until IS NULL""",
    "an attempt of a later fence that is not later": """
        SELECT publication_id FROM (SELECT publication_id, fence, number,
            lag(fence) OVER attempts AS fence_before, lag(number) OVER attempts AS number_before
            FROM publishing_attempt WINDOW attempts AS (PARTITION BY publication_id ORDER BY id)) a
        WHERE fence <= fence_before OR number <= number_before""",
    "an attempt started while a pause was in force": """
        SELECT a.id FROM publishing_attempt a JOIN publishing_publication p ON p.id = a.publication_id
        JOIN publishing_pause s ON s.lifted_at IS NULL AND s.since < a.started_at
        AND (s.brand_id IS NULL OR s.brand_id = p.brand_id) AND (s.account_id IS NULL OR s.account_id = p.account_id)
        AND (s.tag = '' OR s.tag = ANY(p.tags))""",
}
ROWS = "SELECT id, state, fence, tries, remote_id FROM publishing_publication"
FINAL = {"published", "cancelled"}


class Watch:
    """Looks again and again; `told` is what was found broken."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.looks = 0
        self._before: dict[int, tuple[str, int, int, str]] = {}

    def look(self, connection: "psycopg.Connection[Any]") -> None:
        """Ask everything once. Raises psycopg.Error while PostgreSQL is away."""
        for name, question in BROKEN.items():
            if found := connection.execute(question).fetchall():
                self._tell(f"{name}: {found[:5]}")
        now = {row[0]: tuple(row[1:]) for row in connection.execute(ROWS)}
        for row, (state, fence, tries, remote_id) in now.items():
            self._compare(row, self._before.get(row), state, fence, tries, remote_id)
        self._before = now
        self.looks += 1

    def _compare(self, row: int, before: Any, state: str, fence: int, tries: int, remote_id: str) -> None:
        if before is None:
            return
        if fence < before[1]:
            self._tell(f"the fence of {row} fell from {before[1]} to {fence}")
        if tries < before[2] and state not in ("planned", "claimed", "sending"):
            self._tell(f"the tries of {row} fell from {before[2]} to {tries}")
        if before[0] in FINAL and (state, remote_id) != (before[0], before[3]):
            self._tell(f"{row} was {before[0]} {before[3]} and became {state} {remote_id}")

    def _tell(self, sentence: str) -> None:
        print(f"BROKEN: {sentence}", flush=True)
        self.told.append(sentence)
