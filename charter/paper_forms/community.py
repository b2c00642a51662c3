"""What people type into the community charter."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.paper_forms.tongues import BilingualRow, line, writing
from lib.rows import Rows, rows_of

LADDER = (
    ("remind", _("remind of the rule")),
    ("hide", _("hide the message")),
    ("warn", _("warn the person")),
    ("restrict", _("restrict the person")),
    ("block", _("block the person")),
)
KEPT = 300  # letters of a rule by which it is known again
NUMBERED = re.compile(r" \((\d+)\)$")


def key_of(row: Mapping[str, Any]) -> str:
    """What knows a rule again when it is said in other words: its first ones, unless it bears the name of earlier ones."""
    return str(row.get("key") or (row["fr"] or row["en"])[:KEPT])


def following(key: str) -> str:
    """The name of another rule in the same words."""
    found = NUMBERED.search(key)
    number = f" ({int(found[1]) + 1 if found else 2})"
    return NUMBERED.sub("", key)[: KEPT - len(number)] + number


class WelcomeForm(forms.Form):
    """The title and what is said before the rules."""

    title_fr = line(_("Title, in French"), _("Empty: “Charte de la communauté”."))
    title_en = line(_("Title, in English"), _("Empty: “Community charter”."))
    intro_fr = writing(_("Introduction, in French"), _("Why there are rules, in a few warm sentences."))
    intro_en = writing(_("Introduction, in English"))


class RuleRow(BilingualRow):
    """A rule of the dialogue in both languages, what follows when it is broken, and what is answered then.

    A rule that is said otherwise stays the one it was (`key`), with the measures taken because of it, unless it is begun `anew`.
    """

    said = ("words", "ladder", "reply_fr", "reply_en")
    missing = _("Say the rule in one language at least, or empty the whole row.")

    fr = writing(_("The rule, in French"), rows=2, longest=400)
    en = writing(_("The rule, in English"), rows=2, longest=400)
    key = forms.CharField(required=False, max_length=KEPT, strip=False, widget=forms.HiddenInput)
    anew = forms.BooleanField(
        label=_("This is another rule now"),
        help_text=_("Otherwise it is the same one in other words, and people stay where they are on its ladder."),
        required=False,
    )
    words = line(
        _("Words by which it is known"),
        _("Parted by commas. A message with one of them is offered this rule’s replies first."),
        longest=300,
    )
    ladder = forms.MultipleChoiceField(
        label=_("When it is broken, one after the other"), choices=LADDER, required=False, widget=forms.CheckboxSelectMultiple
    )
    reply_fr = writing(
        _("Prepared replies, in French"),
        _("Several are parted by an empty line. {personne}, {marque}, {règles} and {signature} are filled in."),
        rows=2,
        longest=2000,
    )
    reply_en = writing(
        _("Prepared replies, in English"), _("{person}, {brand}, {rules} and {signature} are filled in."), rows=2, longest=2000
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.initial.get("fr") or self.initial.get("en"):
            self.initial["key"] = key_of(self.initial)
        if not self["key"].value():
            del self.fields["anew"]

    def clean(self) -> dict[str, Any]:
        """Know the rule again; its name is kept where its words do not tell it."""
        values = super().clean()
        known, anew = values.pop("key", ""), values.pop("anew", False)
        said = (values.get("fr") or values.get("en") or "")[:KEPT]
        same = known.split() == said.split()
        if known and anew and same:
            values["key"] = following(known)
        elif known and not anew and not same:
            values["key"] = known
        return values

    def clean_ladder(self) -> list[str]:
        """The measures from the mildest to the hardest."""
        return [measure for measure, _label in LADDER if measure in self.cleaned_data["ladder"]]


class AppealForm(forms.Form):
    """How somebody contests a decision, and to whom they write."""

    how_fr = writing(_("How to appeal, in French"), _("What to write, within how long, and when an answer comes."))
    how_en = writing(_("How to appeal, in English"))
    whom = line(_("Who reads appeals"), _("A person or a team who did not take the decision."))
    contact = forms.EmailField(label=_("Their e-mail address"), required=False)


class PageForm(forms.Form):
    """Whether the rules have a page that everybody may read."""

    public = forms.BooleanField(
        label=_("Everybody may read it"),
        help_text=_("The page needs no account. Prepared replies never stand on it."),
        required=False,
    )
    indexed = forms.BooleanField(
        label=_("Search engines may list it"),
        help_text=_("Otherwise the page asks them not to (noindex)."),
        required=False,
    )


class Rules(Rows):
    """The rules, of which no two are known by the same name."""

    def clean(self) -> None:
        """Give a name of its own to a new rule that says what another said before."""
        super().clean()
        taken = {row["key"] for row in self.rows if row.get("key")}
        for row in (row for row in self.rows if not row.get("key")):
            while key_of(row) in taken:
                row["key"] = following(key_of(row))
            taken.add(key_of(row))


RuleRows = rows_of(RuleRow, most=40, blank=1, base=Rules)
