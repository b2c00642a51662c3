"""Compile translations without the gettext programs: python -m config.runtime.messages."""

import os
from pathlib import Path

from config.runtime.install import ROOT


def compile_all(root: Path = ROOT) -> int:
    """Compile every .po file below `root` whose .mo is older or missing; how many were compiled."""
    sources = stale(root)
    if not sources:
        return 0
    import polib  # noqa: PLC0415 - not there yet when this module is loaded before the first installation

    for source in sources:
        fresh = source.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(source.with_suffix(".mo"))
    return len(sources)


def stale(root: Path = ROOT) -> list[Path]:
    """The .po files whose .mo is older or missing."""
    sources = [*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("*/locale/*/LC_MESSAGES/*.po")]
    return [source for source in sources if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


if __name__ == "__main__":
    compile_all()
