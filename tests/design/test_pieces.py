"""What templates ask for exists: icons, behaviours, style sheets, pictures; and style sheets invent no colours."""

import re
from pathlib import Path

import pytest

from lib.templatetags import ui

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static/css"
SPRITE = (ROOT / "static/img/icons.svg").read_text()
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = "\n".join(path.read_text() for path in TEMPLATES)
SCRIPTS = ROOT / "static/js"


def test_every_icon_that_templates_name_is_drawn():
    named = set(re.findall(r"{% icon [\"']([\w-]+)[\"']", PAGES))
    assert named and named <= ICONS, named - ICONS


def test_every_icon_of_a_state_and_of_the_rail_is_drawn():
    source = (ROOT / "config/rail.py").read_text() + (ROOT / "config/frame.py").read_text()
    rail = set(re.findall(r'\(_\("[^"]+"\), "([\w-]+)"', source)) | set(re.findall(r'\("([\w-]+)", _\("', source))
    states = {sign for sign, _tone in [*ui.STATES.values(), *ui.MESSAGES.values()]}
    assert rail | states <= ICONS, (rail | states) - ICONS


def test_icons_share_one_stroke():
    assert 'stroke="' not in re.sub(r'<g stroke="none">', "", SPRITE)


def test_every_behaviour_that_templates_name_exists():
    named = {name for value in re.findall(r'data-behaviour="([^"{]+)"', PAGES) for name in value.split()}
    start = (SCRIPTS / "app.js").read_text()
    assert named <= set(re.findall(r'"?([\w-]+)"?: \(\) => import\(', start))
    for path in re.findall(r"\./(behaviours/[\w-]+\.js)", start):
        assert (SCRIPTS / path).exists(), path


def test_every_style_sheet_is_pulled_in_once():
    pulled = re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text())
    there = [str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if path.name != "app.css"]
    assert sorted(pulled) == sorted(there)


@pytest.mark.parametrize("path", sorted((CSS / "components").glob("*.css")), ids=lambda path: path.stem)
def test_components_take_their_colours_from_the_tokens(path):
    text = re.sub(r"/\*.*?\*/|#fff\b|rgb\(0 0 0 / \d+%\)", "", path.read_text(), flags=re.S)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(|oklch\(", text)


def test_every_token_that_is_used_is_there():
    known = set(re.findall(r"(--[\w-]+):", "".join(path.read_text() for path in CSS.rglob("*.css")))) | {"--own"}
    used = set(re.findall(r"var\((--[\w-]+)", "".join(path.read_text() for path in CSS.rglob("*.css"))))
    assert used <= known, used - known


def test_pictures_and_scripts_that_templates_name_are_there():
    for path in set(re.findall(r"{% static [\"']((?:img|css|js)/[^\"']+)[\"'] %}", PAGES)):
        assert (ROOT / "static" / path).exists(), path


def test_a_network_without_a_mark_gets_the_common_one():
    assert "any.svg" in ui.glyph("nobody-knows-it")


def test_a_gauge_stays_inside_its_bar():
    assert 'width="100.0%"' in ui.gauge(1.7)
    assert 'width="0.0%"' in ui.gauge(None)
    assert "gauge__elapsed" not in ui.gauge(0.5) and 'x1="40.0%"' in ui.gauge(0.5, elapsed=0.4)


def test_a_spark_leaves_a_gap_for_what_is_unknown():
    assert ui.spark([1, 2, None, 4, 5]).count("M") == 2
    assert ui.spark([None, 3]) == ""


def test_initials_take_first_and_last():
    assert [ui.initials(name) for name in ("Léa Marie Moreau", "@cafe_du_port", "Nina", "")] == ["LM", "C", "N", "?"]


def test_names_are_escaped_in_signs():
    assert "<b>" not in ui.avatar("<b>x") and "<b>" not in ui.state("x", "<b>x") and "<b>" not in ui.icon("check", "<b>")
