"""What the charter's checks find in 224 drafts, and how long a check takes.

python -m benchmarks.charter   # a table in Markdown, then where the checks and the corpus differ
"""

import os
import sys
import tempfile

from config.runtime import prepare

HEAD = "| kind | in the drafts | found rightly | found wrongly | missed | precision | recall |\n|---|---|---|---|---|---|---|"


def main() -> int:
    """Print the tables; 1 when something is below what is wanted."""
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"DATA": data, "DATABASE_URL": "postgres://nobody@localhost/none"}  # asked nothing
        prepare.load()
        return 0 if _found() & _quick() else 1


# Django is imported when it knows its settings.
# ruff: noqa: PLC0415
def _found() -> bool:
    from benchmarks.charter import corpus

    scores, faults = corpus.measure(corpus.drafts())
    everything = scores.pop("all")
    print(HEAD)
    for kind, score in [*sorted(scores.items()), ("**all**", everything)]:
        numbers = f"{score.right + score.missed} | {score.right} | {score.wrong} | {score.missed}"
        print(f"| {kind} | {numbers} | {score.precision:.3f} | {score.recall:.3f} |")
    print(f"| wanted at least | | | | | {corpus.PRECISION} | {corpus.RECALL} |\n", *faults, sep="\n")
    return everything.precision >= corpus.PRECISION and everything.recall >= corpus.RECALL


def _quick() -> bool:
    from benchmarks.charter import speed

    middle, late = speed.times()
    size = f"{speed.LENGTH} characters against {speed.WORDS} words"
    print(f"\nA check of {size}, of the processor: median {middle:.1f} ms, 99 % {late:.1f} ms, wanted {speed.MOST:.0f} ms")
    print(f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}; Python {sys.version.split()[0]}")
    return middle <= speed.MOST


if __name__ == "__main__":
    sys.exit(main())
