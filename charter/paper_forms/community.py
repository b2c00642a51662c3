"""What people type into the community charter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.paper_forms.tongues import BilingualRow, line, writing
from lib.rows import rows_of

LADDER = (
    ("remind", _("remind of the rule")),
    ("hide", _("hide the message")),
    ("warn", _("warn the person")),
    ("restrict", _("restrict the person")),
    ("block", _("block the person")),
)


class WelcomeForm(forms.Form):
    """The title and what is said before the rules."""

    title_fr = line(_("Title, in French"), _("Empty: “Charte de la communauté”."))
    title_en = line(_("Title, in English"), _("Empty: “Community charter”."))
    intro_fr = writing(_("Introduction, in French"), _("Why there are rules, in a few warm sentences."))
    intro_en = writing(_("Introduction, in English"))


class RuleRow(BilingualRow):
    """A rule of the dialogue in both languages, what follows when it is broken, and what is answered then."""

    said = ("words", "ladder", "reply_fr", "reply_en")
    missing = _("Say the rule in one language at least, or empty the whole row.")

    fr = writing(_("The rule, in French"), rows=2, longest=400)
    en = writing(_("The rule, in English"), rows=2, longest=400)
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


RuleRows = rows_of(RuleRow, most=40, blank=1)
