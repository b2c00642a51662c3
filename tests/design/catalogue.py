"""A catalogue of the interface, alive: every component with invented content.

To look at it: DEBUG=1 DJANGO_SETTINGS_MODULE=tests.design.settings gunicorn config.wsgi, then /design/.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from config.rail import ROOMS, Entry
from lib.templatetags.ui import STATES, TINTS
from team.access import public
from team.models import Brand, User

PAGES = ("components", "calendar", "week", "inbox", "composer", "sign")


class Sample(forms.Form):
    """A form with every kind of control."""

    name = forms.CharField(label="Nom de la campagne", max_length=80, help_text="Tel qu’il apparaîtra dans le calendrier.")
    positioning = forms.CharField(label="Positionnement", widget=forms.Textarea, required=False)
    aim = forms.ChoiceField(
        label="Objectif premier", choices=[("grow", "Agrandir"), ("engage", "Animer")], widget=forms.RadioSelect
    )
    country = forms.ChoiceField(label="Pays", choices=[("fr", "France"), ("be", "Belgique")])
    starts = forms.DateField(label="Début", widget=forms.DateInput(attrs={"type": "date"}))
    colour = forms.CharField(label="Couleur", widget=forms.TextInput(attrs={"type": "color"}), initial="#b4532a", required=False)
    evergreen = forms.BooleanField(label="Peut revenir", required=False, help_text="Revient après une pause de trente jours.")


@public
def show(request: HttpRequest, page: str = "components") -> HttpResponse:
    """One page of the catalogue."""
    if page not in PAGES:
        raise Http404
    if page == "components":
        messages.success(request, "Publication déplacée à jeudi 9 h 30.", extra_tags="/design/")
    return render(request, f"{page}.html", _context(request, page))


def _context(request: HttpRequest, page: str) -> dict[str, Any]:
    wrong = Sample({"name": "", "positioning": "Le café de quartier, à la maison.", "aim": "grow", "starts": "hier"})
    return {
        "page": page,
        "pages": PAGES,
        "states": list(STATES),
        "tints": TINTS,
        "form": wrong,
        "numbers": [4, 6, 5, None, 9, 12, 11, 15],
        "frame": _frame(request),
        "chart": _chart(),
        "days": _days(),
        "hours": range(8, 20),
        "icons": _icons(),
        "weekdays": ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        "people": ["Hugo Lang", "Zoé Petit", "Inès B.", "@cafe_du_port", "Paul Roche", "Nina", "Karim Saïdi", "Ana"],
        "networks": ["bluesky", "instagram", "mastodon", "facebook"],
        "shown": ["bluesky", "instagram"],
    }


def _frame(request: HttpRequest) -> dict[str, Any]:
    rail = [_entry(*room) for room in ROOMS]
    brands = [
        Brand(name="Maison Lune", slug="lune", colour="#7a4b9a"),
        Brand(name="Atelier Nord", slug="nord", colour="#b4532a"),
    ]
    sentence = "Le compte Instagram @maisonlune doit être reconnecté."
    return {
        "me": User(name="Léa Moreau", email="lea@exemple.fr", theme=request.GET.get("theme", "auto")),
        "brand": brands[0],
        "brands": brands,
        "rail": rail,
        "bar": [entry for entry in rail if entry.bar],
        "new_url": "/design/composer/",
        "banners": [{"level": "warning", "text": sentence, "url": "/design/", "action": "Reconnecter"}],
        "person": [{"icon": "person", "label": "Profil", "url": "/design/"}],
        "palette": [{"label": entry.label, "icon": entry.icon, "url": entry.url, "hint": f"g {entry.key}"} for entry in rail],
        "search_url": "",
        "keys": [{"presses": ["Ctrl", "K"], "label": "Aller à, créer"}, {"presses": ["n"], "label": "Nouvelle publication"}],
    }


def _entry(label: Any, icon: str, name: str, right: str, key: str) -> Entry:
    count = {"today": 7, "inbox": 23}.get(icon)
    return Entry(str(label), icon, "/design/", icon == "calendar", key, icon in ("today", "calendar", "inbox"), count)


def _chart() -> dict[str, Any]:
    reach = [420, 510, 480, 600, None, 720, 690, 810, 900, 870, 1010, 1200, 1150, 1340]
    before = [380, 390, 410, 400, 430, 500, 520, 510, 560, 580, 600, 640, 650, 700]
    return {
        "type": "line",
        "labels": [f"{day} mai" for day in range(1, 15)],
        "series": [
            {"label": "Portée", "values": reach},
            {"label": "Mois précédent", "values": before, "tint": "slate", "dashed": True},
        ],
    }


def _days() -> list[dict[str, Any]]:
    return [_day(number) for number in range(-2, 33)]


def _day(number: int) -> dict[str, Any]:
    posts = []
    if number % 3 != 2:
        state = "published" if number < 13 else "scheduled"
        posts.append({"time": "09:30", "text": "La torréfaction du mardi", "tint": "ember", "state": state})
    if number % 4 == 0:
        state = "draft" if number > 13 else "refused"
        posts.append({"time": "18:00", "text": "Trois recettes d’été glacées", "tint": "iris", "state": state})
    return {
        "number": (number - 1) % 31 + 1 if number > 0 else 30 + number,
        "outside": number < 1 or number > 31,
        "past": number < 13,
        "today": number == 13,
        "posts": posts,
        "phase": 16 <= number <= 22,
        "first": number == 16,
        "last": number == 22,
    }


def _icons() -> list[str]:
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text()
    return [line.split('"')[1] for line in sprite.splitlines() if line.startswith("<symbol")]
