"""The house rules, held on the whole tree; and each rule shown to bite on a planted fault."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from config import strings
from tests import house

ROOT = Path(__file__).resolve().parent.parent


def none(faults) -> None:
    found = list(faults)
    assert not found, "\n" + "\n".join(found)


# --- this tree -------------------------------------------------------------------------------------------------------
def test_imports_go_down_only():
    none(house.imports(ROOT))


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_say():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_foreign_keys_go_down_only():
    none(
        f"{model._meta.label}.{field.name} points at {target}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and not field.auto_created
        for floor, target in [(model._meta.app_label, field.related_model._meta.app_label)]
        if floor in house.FLOORS and target in house.FLOORS and target != floor and target not in house.FLOORS[floor]
    )


def test_templates_include_downwards_only():
    none(house.template_reach(ROOT))


def test_imports_stand_at_the_top():
    none(house.late_imports(ROOT))


def test_no_network_is_named_outside_its_folder():
    none(house.network_names(ROOT))


def test_templates_hold_no_scripts_and_no_styles():
    none(house.inline_code(ROOT))


def test_modules_and_classes_say_what_they_do():
    none(house.forbidden_names(ROOT))


def test_every_word_for_people_is_translatable():
    none(house.bare_words(ROOT))


@pytest.mark.parametrize("app", strings.OWNERS)
def test_the_french_is_complete(app):
    none(strings.problems(ROOT, [app]))


def test_no_two_apps_translate_the_same_words_differently():
    none(strings.conflicts(ROOT))


# --- planted faults --------------------------------------------------------------------------------------------------
@pytest.fixture
def plant(tmp_path):
    """`plant("team/x.py", "source")` writes a file into a small tree and gives the tree."""

    def planted(path: str, source: str) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
        return tmp_path

    return planted


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("team/x.py", "from editorial.models import Post"),
        ("campaigns/x.py", "import publishing.models"),
        ("publishing/x.py", "def late():\n    from campaigns.models import Campaign"),
        ("charter/models.py", "post = models.ForeignKey('editorial.Post', models.CASCADE)"),
        ("charter/models.py", "post = models.ForeignKey(to='editorial.Post', on_delete=models.CASCADE)"),
        ("networks/x.py", "import_module('team.models')"),
        ("team/x.py", "import config.settings"),
    ],
)
def test_an_import_that_goes_up_is_found(plant, path, source):
    assert len(list(house.imports(plant(path, source)))) == 1


def test_an_import_that_goes_down_is_allowed(plant):
    assert not list(house.imports(plant("editorial/x.py", "from campaigns.models import Campaign\nfrom . import y\nimport re")))


def test_a_template_that_reaches_up_is_found(plant):
    assert list(house.template_reach(plant("templates/campaigns/x.html", "{% include 'editorial/_post.html' %}")))
    assert list(house.imports(plant("lib/x.py", "from team import rights")))


def test_an_import_inside_a_function_is_found(plant):
    assert len(list(house.late_imports(plant("lib/x.py", "def f():\n    import re\n\n    def g():\n        import os")))) == 2


def test_a_network_named_outside_its_folder_is_found(plant):
    plant("networks/elsewhere/network.py", "")
    plant("networks/bluesky/network.py", "name = 'bluesky'")
    plant("config/demo/people.py", "'bluesky'")
    assert not list(house.network_names(plant("team/fine.py", "threads = 'blueskyline'")))
    plant("editorial/x.py", "if account.network_name == 'Bluesky': ...")
    plant("templates/editorial/x.html", "elsewhere")
    assert len(list(house.network_names(plant("static/js/behaviours/x.js", "'mastodon'")))) == 3


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<script nonce='{{ n }}'>go()</script>",
        "<style>a {}</style>",
        "<a class='b' style='color: red'>",
        "<a {% if x %}class='b'{% endif %} onclick='go()'>",
        "<a hx-on:click='go()'>",
        "<a href='javascript:go()'>",
        "<img src='https://example.org/a.png'>",
    ],
)
def test_inline_code_is_found(plant, source):
    assert len(list(house.inline_code(plant("templates/team/x.html", source)))) == 1


def test_a_script_with_an_address_is_allowed(plant):
    source = (
        "<script src='{% static \"js/app.js\" %}' defer></script><a data-style='x' href='https://example.org'>{{ style }}</a>"
    )
    assert not list(house.inline_code(plant("templates/team/x.html", source)))


def test_a_name_that_says_nothing_is_found(plant):
    plant("team/utils.py", "")
    assert len(list(house.forbidden_names(plant("team/verbs.py", "class PostService: ...")))) == 2


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello there</p>",
        "<input placeholder='Your name'>",
        "{% block content %}Hello{% endblock %}",
        "{% include '_empty.html' with title='Nothing yet' %}",
    ],
)
def test_words_that_are_not_translated_are_found(plant, source):
    assert len(list(house.bare_words(plant("templates/team/x.html", source)))) == 1


def test_translated_words_are_no_fault(plant):
    source = (
        "<p title='{% translate \"Name\" %}'>{% blocktranslate %}Hello <b>{{ who }}</b>{% endblocktranslate %} Tribu"
        " · <kbd>Ctrl</kbd>{% block page_class %}page--narrow{% endblock %} CSV <a href='https://example.org'></a>"
        "{# note #}{% comment %}note{% endcomment %}{% include '_x.html' with title=_('Nothing') %}</p>"
    )
    assert not list(house.bare_words(plant("templates/team/x.html", source)))


# --- the French ------------------------------------------------------------------------------------------------------
SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
_("Hello %(name)s")
ngettext("%(n)s post", "%(n)s posts", n)
pgettext("a month", "May")
"""


def french(root: Path, **texts: str) -> list[str]:
    path = strings.catalogue(root, "team")
    strings.update(root, "team")
    content = (
        path.read_text()
        .replace('msgstr[0] ""', 'msgstr[0] "%(n)s publication"')
        .replace('msgstr[1] ""', 'msgstr[1] "%(n)s publications"')
    )
    for english, translation in {"Hello %(name)s": "Bonjour %(name)s", "May": "mai", **texts}.items():
        content = content.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{translation}"')
    path.write_text(content)
    return list(strings.problems(root, ["team"]))


def test_new_texts_come_in_empty_and_are_faults_until_they_are_translated(plant):
    root = plant("team/x.py", SOURCE)
    assert len(list(strings.problems(root, ["team"]))) == 3
    assert len(strings.update(root, "team").added) == 3
    assert all("not translated" in fault for fault in strings.problems(root, ["team"]))
    assert french(root) == []


def test_french_stays_and_gone_texts_go(plant):
    root = plant("team/x.py", SOURCE)
    french(root)
    plant("team/x.py", SOURCE.replace("Hello %(name)s", "Good evening"))
    change = strings.update(root, "team")
    assert (change.added, [entry.msgstr for entry in change.dropped], change.untranslated) == (
        ["Good evening"],
        ["Bonjour %(name)s"],
        1,
    )
    assert 'msgstr "mai"' in strings.catalogue(root, "team").read_text()


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("Bonjour", "placeholders"),
        ("Bonjour %(nom)s", "placeholders"),
        ("Bonjour : %(name)s", "ordinary space"),
        ("« Bonjour » %(name)s", "ordinary space"),
        ("Bonjour! %(name)s", "missing before"),
        ("Bonjour %(name)s. Bonjour %(name)s. ", "says itself again"),
    ],
)
def test_wrong_french_is_found(plant, translation, fault):
    faults = french(plant("team/x.py", SOURCE), **{"Hello %(name)s": translation})
    assert faults and fault in faults[0]


def test_fuzzy_french_is_found(plant):
    root = plant("team/x.py", '_("x")\nfrom django.utils.translation import gettext as _')
    strings.update(root, "team")
    path = strings.catalogue(root, "team")
    path.write_text(path.read_text().replace('msgid "x"\nmsgstr ""', '#, fuzzy\nmsgid "x"\nmsgstr "y"'))
    assert ["fuzzy" in fault for fault in strings.problems(root, ["team"])] == [True]


def test_two_translations_of_the_same_words_are_found(plant):
    source = '_("Open")\nfrom django.utils.translation import gettext as _'
    for app, word in (("team", "Ouvert"), ("charter", "Ouvrir")):
        root = plant(f"{app}/x.py", source)
        strings.update(root, app)
        path = strings.catalogue(root, app)
        path.write_text(path.read_text().replace('msgid "Open"\nmsgstr ""', f'msgid "Open"\nmsgstr "{word}"'))
    assert len(list(strings.conflicts(root))) == 1


def test_texts_of_templates_belong_to_the_app_they_are_named_after(plant):
    plant(
        "templates/team/page.html",
        '{% translate "Members" %}{% blocktranslate count n=n %}{{ n }} person{% plural %}{{ n }} people{% endblocktranslate %}',
    )
    plant("templates/account/login.html", '{% translate "Sign in" %}')
    root = plant("templates/base.html", '{{ _("Menu") }}{% include "x.html" with title=_("Keys") %}')
    assert {text.id for text in strings.collect(root, "team")} == {"Members", "%(n)s person"}
    assert {text.id for text in strings.collect(root, "config")} == {"Sign in", "Menu", "Keys"}


def test_an_f_string_cannot_be_translated(plant):
    with pytest.raises(strings.Unreadable, match=r"team/x.py: line 2"):
        strings.collect(
            plant("team/x.py", 'from django.utils.translation import gettext\ngettext(f"Hello {name}")'),
            "team",
        )
