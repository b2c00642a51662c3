"""What one may choose for a post on Bluesky only."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.findings import Blocker, Finding
from networks.bluesky.records import LANGUAGE, MOST_LANGUAGES, languages
from networks.options import Option

OPTIONS = (
    Option(
        "replies",
        gettext_lazy("Who may answer"),
        "choice",
        (
            ("everybody", gettext_lazy("Everybody")),
            ("followers", gettext_lazy("People who follow this account")),
            ("following", gettext_lazy("People this account follows")),
            ("mentioned", gettext_lazy("People the post mentions")),
            ("nobody", gettext_lazy("Nobody")),
        ),
        initial="everybody",
    ),
    Option("no_quotes", gettext_lazy("Nobody may quote it"), "flag", initial=False),
    Option(
        "warning",
        gettext_lazy("Content warning"),
        "choice",
        (
            ("", gettext_lazy("None")),
            ("sexual", gettext_lazy("Suggestive")),
            ("nudity", gettext_lazy("Nudity that is not sexual")),
            ("porn", gettext_lazy("For adults")),
            ("graphic-media", gettext_lazy("Violent or disturbing")),
        ),
        gettext_lazy("Readers see it before the pictures or the video, or not at all, as they have set it."),
        veils="media",
    ),
    Option(
        "languages",
        gettext_lazy("Further languages of the text"),
        help=gettext_lazy("By their codes, two at most: en, nl."),
        max_length=40,
    ),
    Option("link_title", gettext_lazy("Title of the link’s card"), max_length=300, asked=False),
    Option("link_description", gettext_lazy("Description on the link’s card"), max_length=1000, asked=False),
    Option("captions", gettext_lazy("Subtitles of the video, as WebVTT"), max_length=20_000, asked=False),
)


def check_languages(options: Mapping[str, Any]) -> Iterator[Finding]:
    """What stands against the further languages: two at most, each by its code."""
    typed = options.get("languages")
    found = languages("", typed) if isinstance(typed, str) else []
    if any(not LANGUAGE.fullmatch(code) for code in found):
        yield Blocker("options.languages", _("Name the languages by their codes, such as en or pt-BR."), about="options")
    elif len(found) > MOST_LANGUAGES - 1:
        yield Blocker("options.languages", _("Bluesky takes three languages for a post: its own and two more."), about="options")
