"""What the house forbids, each as a function from a tree to the faults in it.

`test_house.py` tries them on this tree, and on planted faults.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# Which floors each floor may import and point foreign keys at. Nobody imports config.
FLOORS: dict[str, set[str]] = {
    "config": {
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
    },
    "analytics": {"listening", "moderation", "editorial", "campaigns", "publishing", "charter", "team", "networks", "lib"},
    "listening": {"moderation", "editorial", "campaigns", "publishing", "charter", "team", "networks", "lib"},
    "moderation": {"editorial", "campaigns", "publishing", "charter", "team", "networks", "lib"},
    "editorial": {"campaigns", "publishing", "charter", "team", "networks", "lib"},
    "campaigns": {"charter", "team", "networks", "lib"},
    "publishing": {"charter", "team", "networks", "lib"},
    "charter": {"team", "networks", "lib"},
    "team": {"lib"},
    "networks": {"lib"},
    "lib": set(),
}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "GenericRelation"}
BY_NAME = {"import_module", "import_string", "get_model"}
NAMES = {
    "bluesky",
    "mastodon",
    "facebook",
    "instagram",
    "linkedin",
    "tiktok",
    "youtube",
    "pinterest",
    "reddit",
    "tumblr",
}
LATE = ("config/runtime/", "lib/pictures_child.py")
FORBIDDEN_MODULES = {"core", "common", "utils", "util", "helpers", "managers", "services", "misc"}
FORBIDDEN_CLASSES = re.compile(r"\w(Service|Manager|Helper|Engine|Util|Utils)$")
INLINE = (
    (re.compile(r"<style\b", re.I), "an inline style sheet; put it in static/css/"),
    (re.compile(r"<[a-z][^<>]*?\sstyle\s*=", re.I), "a style attribute; use a class of static/css/"),
    (
        re.compile(r"<[a-z][^<>]*?\son[a-z]+\s*=", re.I),
        "an on… attribute; bind a behaviour with data-behaviour",
    ),
    (
        re.compile(r"\bhx-on\b|\bhx-on:|=\s*[\"']\s*js:", re.I),
        "script in an htmx attribute; bind a behaviour with data-behaviour",
    ),
    (re.compile(r"javascript:", re.I), "a javascript: address"),
    (
        re.compile(r"<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I),
        "a foreign host",
    ),
)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.I | re.S)


def python_files(root: Path, floors: object = None) -> Iterator[tuple[str, Path]]:
    """The product's Python with the floor of each, without migrations."""
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield floor, path


def templates(root: Path, *endings: str) -> Iterator[Path]:
    """The product's templates with these endings."""
    for path in sorted(root.rglob("templates/**/*")):
        if path.suffix in (endings or (".html",)) and not {".venv", "node_modules", "data"} & set(path.relative_to(root).parts):
            yield path


def imports(root: Path) -> Iterator[str]:
    """Imports, foreign keys and lookups by name that go up, or across where the floors do not see each other."""
    for floor, path in python_files(root):
        for line, target in _targets(path, floor):
            if target in FLOORS and target != floor and target not in FLOORS[floor]:
                allowed = ", ".join(sorted(FLOORS[floor])) or "nothing of ours"
                yield f"{path.relative_to(root)}:{line}: {floor} reaches for {target}; it may use {allowed}"


def _targets(path: Path, floor: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, floor if node.level else (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call) and _called(node) in RELATIONS | BY_NAME:
            for argument in [
                *node.args[:1],
                *(keyword.value for keyword in node.keywords if keyword.arg == "to"),
            ]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value.split(".")[0]


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def template_reach(root: Path) -> Iterator[str]:
    """Templates of an app that include or extend a template of a floor that the app does not see."""
    for path in templates(root, ".html", ".txt"):
        floor = path.relative_to(root).parts[1] if path.relative_to(root).parts[0] == "templates" else ""
        for target in re.findall(r"{%-?\s*(?:include|extends)\s+[\"'](\w+)/", path.read_text()):
            if floor in FLOORS and target in FLOORS and target != floor and target not in FLOORS[floor]:
                yield f"{path.relative_to(root)}: includes a template of {target}; load that app's fragment by address (hx-get)"


def late_imports(root: Path) -> Iterator[str]:
    """Imports inside of functions, but for what runs before the packages are there, or before its limits are set."""
    for _floor, path in python_files(root):
        if str(path.relative_to(root)).startswith(LATE):
            continue
        seen = set()
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno not in seen:
                        seen.add(node.lineno)
                        where = getattr(function, "name", "a lambda")
                        yield f"{path.relative_to(root)}:{node.lineno}: an import inside of {where}"


def network_names(root: Path) -> Iterator[str]:
    """Words that name a social network, outside of `networks/` and of the demo data."""
    folders = {path.parent.name for path in root.glob("networks/*/network.py")}
    word = re.compile(rf"(?<![a-z])({'|'.join(sorted(NAMES | folders))})(?![a-z])", re.I)
    files = [path for floor, path in python_files(root) if floor != "networks"]
    files += [
        *templates(root, ".html", ".txt"),
        *sorted(root.glob("static/js/**/*.js")),
        *sorted(root.glob("static/css/**/*.css")),
    ]
    for path in files:
        relative = path.relative_to(root)
        if relative.parts[:2] == ("config", "demo") or "vendor" in relative.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = word.search(line)
            if found:
                yield f"{relative}:{number}: names a network ({found[0]}); ask the network's own folder instead"


def inline_code(root: Path) -> Iterator[str]:
    """Scripts and styles inside of templates, and addresses of foreign hosts: the content policy refuses them all."""
    for path in templates(root):
        text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", "", path.read_text(), flags=re.S)
        for tag in SCRIPT.finditer(text):
            if tag["body"].strip() or "src" not in tag["attributes"]:
                yield f"{path.relative_to(root)}: an inline script; make it a behaviour in static/js/behaviours/"
        flat = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
        yield from (f"{path.relative_to(root)}: {why}" for pattern, why in INLINE if pattern.search(flat))


def forbidden_names(root: Path) -> Iterator[str]:
    """Modules and classes whose name says nothing."""
    for _floor, path in python_files(root):
        name = path.parent.name if path.name == "__init__.py" else path.stem
        if name in FORBIDDEN_MODULES:
            yield f"{path.relative_to(root)}: name the module after what it does"
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and FORBIDDEN_CLASSES.search(node.name):
                yield f"{path.relative_to(root)}:{node.lineno}: class {node.name}: verbs are functions"


class _Bare(HTMLParser):
    """Collects the words of a page whose template tags are gone."""

    SPEAKING = {
        "alt",
        "aria-label",
        "aria-description",
        "placeholder",
        "title",
        "content",
        "data-confirm",
        "hx-confirm",
        "label",
    }
    SILENT = {"script", "style", "kbd", "code", "svg"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.inside.append(tag)
        if tag != "meta":
            self._take(*(value or "" for name, value in attrs if name in self.SPEAKING))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self._take(data)

    def _take(self, *texts: str) -> None:
        for text in texts:
            text = re.sub(r"https?:\S*|[#/]\S+", " ", text)  # addresses
            self.words += [word for word in re.findall(r"[^\W\d_]{2,}", text) if word != "Tribu" and not word.isupper()]


BLOCKTRANSLATE = r"{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}"
CLASS_BLOCK = r"{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}"
SPEAKING_ARGUMENTS = re.compile(
    r"\b(?:title|text|label|heading|hint|help|message|sentence|placeholder|caption|action_label)=([\"'])([^\"']*[^\W\d_]{2,}[^\"']*)\1"
)


def bare_words(root: Path) -> Iterator[str]:
    """Words for people that a template says without translating them."""
    for path in templates(root, ".html", ".txt"):
        if path.parts[-3:-1] == ("allauth", "elements"):  # pieces of tags, not of text
            continue
        text = path.read_text()
        for gone in (r"{#.*?#}", r"{%\s*comment.*?endcomment\s*%}", BLOCKTRANSLATE, CLASS_BLOCK):
            text = re.sub(gone, " ", text, flags=re.S)
        for tag in re.findall(r"{%.*?%}", text, flags=re.S):
            for match in SPEAKING_ARGUMENTS.finditer(tag):
                yield f"{path.relative_to(root)}: {match[2]!r} is not translated; write _({match[1]}…{match[1]})"
        bare = _Bare()
        bare.feed(re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S))
        if bare.words:
            yield f"{path.relative_to(root)}: words outside of a translation: {' '.join(bare.words[:8])}"
