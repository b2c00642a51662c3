"""What is printed when everything runs."""

import json
from pathlib import Path


def text(site: str, data: Path) -> str:
    """The address, the demo sign-ins if there are any, and how to end it."""
    lines = ["", f"  Tribu is ready: {site}/", ""]
    sign_ins = _sign_ins(data / "demo.json")
    if sign_ins:
        wide = max(len(email) for email, _password, _role in sign_ins)
        lines += ["  Sign in to the demo brand as", ""]
        lines += [f"    {email:<{wide}}   {password}   {role}".rstrip() for email, password, role in sign_ins]
        lines += [""]
    return "\n".join([*lines, f"  The data are in {data}. Ctrl-C ends everything.", ""])


def _sign_ins(file: Path) -> list[tuple[str, str, str]]:
    try:
        found = json.loads(file.read_text())
        return [(person["email"], person["password"], person.get("role", "")) for person in found["sign_ins"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
