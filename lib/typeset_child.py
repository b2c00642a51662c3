"""The process that sets documents: one task in, one PDF out, tight limits.

Started by lib.typeset. Imports typst, and nothing of ours; it knows no secrets, and reads only the templates and fonts it is told
of. The task is JSON on standard input; the answer is the PDF, or nothing and a word why on standard error.
"""

import json
import os
import re
import resource
import sys
from typing import Any

import typst

MEMORY = 1024**3  # bytes of address space
SECONDS = 15  # of processor
STRANGE = re.compile("[^\u0000-\u058f\u1e00-\u2bff\ufb00-\ufb06]")  # letters that the product's own fonts lack
EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]+ ?")


def main() -> None:
    """Do the one task and end."""
    task = json.loads(sys.stdin.buffer.read())
    _limit()
    sys.stdout.buffer.write(work(task))


def work(task: dict[str, Any]) -> bytes:
    """The PDF."""
    data = task["data"]
    fonts = typst.Fonts(bool(STRANGE.search(data)), True, task["fonts"])
    if not any("emoji" in family.lower() for family in fonts.families()):
        data = EMOJI.sub("", data)
    with open(os.path.join(task["root"], task["template"]), "rb") as file:
        source = file.read()
    compiler = typst.Compiler(source, root=task["root"], font_paths=fonts, sys_inputs={"data": data})
    return compiler.compile(format="pdf", timestamp=task["at"], pdf_standards=["ua-1"])  # type: ignore[return-value]


def _limit() -> None:
    os.nice(5)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


if __name__ == "__main__":
    main()
