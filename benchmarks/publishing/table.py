"""The table that the benchmark prints, in Markdown."""

from argparse import Namespace
from pathlib import Path

from benchmarks.publishing import measure, rows

WANTED_SECONDS = 20.0
WANTED_SHARE = 0.5  # of the bare client's requests
WANTED_LONE = 1.5  # seconds


def show(asked: Namespace, folder: Path, address: str) -> bool:
    """Measure what is asked for and print it; whether all keeps to what is wanted."""
    kept = True
    accounts = rows.accounts(address, asked.accounts)
    if asked.only in ("", "minute"):
        kept &= _minutes(asked, folder, address, accounts)
    if asked.only in ("", "limits"):
        print(f"\nBare RQ jobs that do nothing: {measure.jobs(folder):.0f} a second.", flush=True)
    if asked.only in ("", "lone"):
        median, most, worst = measure.lone(folder, accounts, asked.lone)
        print(f"\nA lone post on a quiet system begins {median:.2f} s after its time (99 %: {most:.2f} s, worst {worst:.2f} s).")
        kept &= most <= WANTED_LONE
    return kept


def _minutes(asked: Namespace, folder: Path, address: str, accounts: list) -> bool:
    print(
        "| | posts a second | all gone after | requests a second | of the bare client | begun late: median, 99 %, last "
        f"| queries a post | commits a post | processor a post | memory of the workers |\n{'|---' * 10}|",
        flush=True,
    )
    kept = _minute("nothing old in the table", folder, address, accounts, asked.posts)
    if asked.old:
        rows.old(accounts, asked.old)
        rows.settle_down()
        kept &= _minute(f"{asked.old:,} old publications", folder, address, accounts, asked.posts)
    return kept


def _minute(name: str, folder: Path, address: str, accounts: list, posts: int) -> bool:
    went = measure.minute(folder, address, accounts, posts)
    limit = measure.bare(address, went.requests)
    rate = went.requests / went.seconds
    median, most, last = went.late
    print(
        f"| {name} | {posts / went.seconds:.0f} | {went.seconds:.1f} s | {rate:.0f} | {rate / limit:.0%} of {limit:.0f} "
        f"| {median:.1f}, {most:.1f}, {last:.1f} s | {went.queries:.2f} | {went.commits:.2f} "
        f"| {1000 * went.processor / posts:.2f} ms | {went.memory:.0f} MB |",
        flush=True,
    )
    return went.seconds <= WANTED_SECONDS * posts / 10_000 and rate / limit >= WANTED_SHARE
