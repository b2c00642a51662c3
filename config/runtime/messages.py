"""Compile translations without the gettext programs."""

import os
from pathlib import Path


def compile_all(root: Path) -> int:
    """Compile every .po file below `root` whose .mo is older or missing; how many were compiled."""
    sources = [*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("*/locale/*/LC_MESSAGES/*.po")]
    stale = [source for source in sources if _is_stale(source)]
    if not stale:
        return 0
    import polib  # noqa: PLC0415 - not there yet when this module is loaded before the first installation

    for source in stale:
        fresh = source.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(source.with_suffix(".mo"))
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
