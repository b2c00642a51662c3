"""Every variable that the program reads is explained to whoever runs it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    ROOT / "config" / "settings.py",
    *sorted((ROOT / "config" / "runtime").glob("*.py")),
    *sorted((ROOT / "config" / "management").rglob("*.py")),
]
OF_THE_SYSTEM = {"PATH", "LANG", "LC_ALL", "LC_MESSAGES", "TZDIR", "DJANGO_SETTINGS_MODULE", "MALLOC_ARENA_MAX"}


def read_by(source: str) -> set[str]:
    return {name for node in ast.walk(ast.parse(source)) for name in names(node)} - OF_THE_SYSTEM


def names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and node.args and re.match(r"(env|os\.environ)(\.\w+)?$", ast.unparse(node.func)):
        yield from constants(node.args[0])
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        yield from constants(node.slice)


def constants(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


VARIABLES = sorted(set().union(*(read_by(source.read_text()) for source in SOURCES)))


def test_finds_the_variables_in_each_way_of_reading_them():
    source = 'env("A"); env.bool("B", default=False); os.environ.get("C"); os.environ["D"]; env.other; other("E")'

    assert read_by(source) == {"A", "B", "C", "D"}


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_is_in_the_example_and_in_the_manual(variable):
    assert re.search(rf"^#? ?{variable}=", (ROOT / ".env.example").read_text(), re.M), f"{variable} is not in .env.example"
    assert f"`{variable}`" in (ROOT / "docs" / "operations.md").read_text(), f"{variable} is not in docs/operations.md"


def test_the_example_names_nothing_that_nobody_reads():
    named = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert named - {"POSTGRES_PASSWORD"} <= set(VARIABLES)
