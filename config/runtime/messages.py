"""Compile translations without the gettext programs."""

import os
from pathlib import Path

import polib


def compile_all(root: Path) -> int:
    """Compile every .po file below `root` whose .mo is older or missing; how many were compiled."""
    sources = [*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("*/locale/*/LC_MESSAGES/*.po")]
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        fresh = source.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(source.with_suffix(".mo"))
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
