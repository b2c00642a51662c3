"""The text of the product for people: found in the sources, kept in each app's French catalogue, checked.

Needs no gettext program. Who owns a text is told by its path: `templates/<app>/` and `<app>/` belong to the app, all
other templates (the frame, sign-in, errors) to `config`.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

OWNERS = (
    "config",
    "analytics",
    "listening",
    "moderation",
    "editorial",
    "campaigns",
    "publishing",
    "charter",
    "team",
    "networks",
    "lib",
)
LANGUAGE = "fr"

# Which arguments of each function hold the context, the text and its plural.
PLACES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
MARKED = re.compile(
    r"""(?P<name>\bn?p?gettext|(?<!\w)_)\((?P<texts>(?:u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')(?:,\s*)?)+)""",
    re.S,
)
LITERAL = re.compile(r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.S)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*\}(?!\})")
SHORT = 12  # characters that may repeat themselves: « ha ha »


class Unreadable(Exception):
    """A text that cannot be collected: an f-string, or a template that does not parse."""


@dataclass(frozen=True)
class Text:
    """One text to translate. `plural` and `context` are "" where there is none."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def placeholders(self) -> set[str]:
        """The places that the product fills in."""
        return set(PLACEHOLDER.findall(self.id)) | set(PLACEHOLDER.findall(self.plural))


@dataclass
class Change:
    """What an update of a catalogue did, and how many of its texts have no French yet."""

    added: list[str] = field(default_factory=list)
    dropped: list[polib.POEntry] = field(default_factory=list)
    untranslated: int = 0


def owner(path: Path) -> str | None:
    """Who translates the file at this path (relative to the tree); None when nobody does."""
    parts = path.parts
    if parts[0] == "templates":
        return parts[1] if len(parts) > 2 and parts[1] in OWNERS else "config"
    return parts[0] if parts[0] in OWNERS else None


def sources(root: Path, app: str) -> Iterator[Path]:
    """The files whose texts the app translates, in a stable order."""
    files = [
        *root.glob(f"{app}/**/*.py"),
        *root.glob(f"{app}/templates/**/*.*"),
        *root.glob("templates/**/*.*"),
    ]
    for file in sorted(files):
        relative = file.relative_to(root)
        if owner(relative) == app and "migrations" not in relative.parts and file.suffix in {".py", ".html", ".txt"}:
            yield file


def collect(root: Path, app: str) -> dict[Text, list[str]]:
    """Every text of the app, with the files it stands in. Raises Unreadable, naming the file."""
    found: dict[Text, list[str]] = {}
    for file in sources(root, app):
        name = str(file.relative_to(root))
        read = in_python if file.suffix == ".py" else in_template
        try:
            for text in read(file.read_text()):
                places = found.setdefault(text, [])
                if name not in places:
                    places.append(name)
        except (Unreadable, SyntaxError) as error:
            raise Unreadable(f"{name}: {error}") from error
    return found


def in_python(source: str) -> Iterator[Text]:
    """The texts that a Python module marks with a function of `django.utils.translation`, under whatever name."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = _function(node.func, names)
            if function:
                yield from _from_call(node, PLACES[function])


def _function(called: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(called, ast.Name):
        name = names.get(called.id, "")
    elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "translation":
        name = called.attr
    else:
        return None
    name = name.removesuffix("_lazy").removesuffix("_noop")
    return name if name in PLACES else None


def _from_call(call: ast.Call, places: tuple[int | None, int, int | None]) -> Iterator[Text]:
    context, single, plural = places
    values = ["" if place is None else _literal(call, place) for place in (single, plural, context)]
    if values[0] is not None and None not in values:
        yield Text(*values)  # type: ignore[arg-type]


def _literal(call: ast.Call, place: int) -> str | None:
    argument = call.args[place] if place < len(call.args) else None
    if isinstance(argument, ast.JoinedStr):
        raise Unreadable(f"line {call.lineno}: an f-string cannot be translated; use %(name)s")
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def in_template(source: str) -> Iterator[Text]:
    """The texts that a template marks with `translate`, `blocktranslate` or `_()`."""
    for match in MARKED.finditer(templatize(source)):
        texts = [ast.literal_eval(literal) for literal in LITERAL.findall(match["texts"])]
        context, single, plural = PLACES["gettext" if match["name"] == "_" else match["name"]]
        if len(texts) > max(single, plural or 0):
            yield Text(
                texts[single],
                "" if plural is None else texts[plural],
                "" if context is None else texts[context],
            )


def catalogue(root: Path, app: str) -> Path:
    """Where the app's French is kept."""
    return root / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def update(root: Path, app: str) -> Change:
    """Bring the app's catalogue up to its sources: new texts come in empty, texts that are gone go; French stays."""
    path, found = catalogue(root, app), collect(root, app)
    before = {_text(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    after = polib.POFile(wrapwidth=110)
    after.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": LANGUAGE,
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    change = Change(dropped=[entry for text, entry in before.items() if text not in found and entry.msgstr])
    for text, places in found.items():
        entry = before.get(text) or _entry(text)
        entry.occurrences = [(place, "") for place in places]
        entry.comment, entry.obsolete = "", 0
        after.append(entry)
        if text not in before:
            change.added.append(text.id)
    change.untranslated = sum(not _is_translated(entry) for entry in after)
    if found:
        path.parent.mkdir(parents=True, exist_ok=True)
        after.save(str(path))
    return change


def _entry(text: Text) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.id, msgid_plural=text.plural, msgctxt=text.context or None)
    if text.plural:
        entry.msgstr_plural = {0: "", 1: ""}
    if any(place.startswith("%") for place in text.placeholders):
        entry.flags.append("python-format")
    return entry


def _text(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _is_translated(entry: polib.POEntry) -> bool:
    return not entry.fuzzy and all(_translations(entry))


def problems(root: Path, apps: Iterable[str] = OWNERS) -> Iterator[str]:
    """What is missing, unsure or wrong in the French of these apps, a sentence each."""
    for app in apps:
        path = catalogue(root, app)
        where = path.relative_to(root)
        entries = {_text(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
        for text, places in collect(root, app).items():
            entry = entries.get(text)
            if entry is None:
                yield f"{places[0]}: {text.id!r} is not in {where}; run `manage.py strings {app}`"
            elif not _is_translated(entry):
                yield f"{where}: {text.id!r} is {'fuzzy' if entry.fuzzy else 'not translated'}"
            else:
                yield from (f"{where}: {text.id!r}: {wrong}" for wrong in _faults(text, entry))


def conflicts(root: Path) -> Iterator[str]:
    """Texts that two apps translate differently: all catalogues are one at run time, so that only one of them is heard."""
    heard: dict[Text, tuple[str, list[str]]] = {}
    for app in OWNERS:
        path = catalogue(root, app)
        for entry in polib.pofile(str(path)) if path.exists() else []:
            if _is_translated(entry):
                first, french = heard.setdefault(_text(entry), (app, _translations(entry)))
                if french != _translations(entry):
                    mine = _translations(entry)[0]
                    yield f"{entry.msgid!r} is {french[0]!r} in {first}, {mine!r} in {app}: say the same, or give one a context"


def _repeats(text: str) -> bool:
    """Whether a text is one and the same several times over."""
    return len(text) > SHORT and (text + text).find(text, 1) < len(text)


def _faults(text: Text, entry: polib.POEntry) -> Iterator[str]:
    for french in _translations(entry):
        if _repeats(french):
            yield "the French says itself again"
        extra = set(PLACEHOLDER.findall(french)) - text.placeholders
        missing = text.placeholders - set(PLACEHOLDER.findall(french)) if not text.plural else set()
        if extra or missing:
            yield f"the French has other placeholders ({', '.join(sorted(extra | missing))})"
        if re.search(r"« | »|[^\s«(] [:;?!](?!\w)", french):
            yield "an ordinary space stands where French wants a non-breaking one"
        if re.search(r"[^\W\d_][;?!](?=\s|$)|[^\W\d_]:(?=\s)", re.sub(r"&\w+;", " ", french)):
            yield "a non-breaking space is missing before ; : ? or !"
