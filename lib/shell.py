"""What the shell that a command was typed in tells of its person."""

import os
from collections.abc import Container


def language(known: Container[str]) -> str:
    """The language of the shell's messages, as its two letters, when it is one of these; English otherwise."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in known else "en"
