"""What people type into the sections of the charter."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter import logos
from charter.checks.tokens import tokens
from charter.checks.words import conflict
from charter.file_forms import FILES, files_form
from charter.models import Charter, Word
from charter.paper_forms.tongues import line
from charter.rules import WordRule
from charter.sections import SECTIONS, Content, Section, content
from charter.voice_forms import MentionForm, PurposeForm, SignsForm, TonesForm, VoiceForm
from lib import colours, pictures
from lib.rows import RowForm, Rows, rows_of
from team.models import Brand


class PicturesForm(forms.Form):
    """Rules about pictures."""

    alt_required = forms.BooleanField(
        label=gettext_lazy("Every picture needs an alternative text"),
        help_text=gettext_lazy("A post with a picture that nobody described is stopped. Without this rule it is only advised."),
        required=False,
    )


class WordRow(RowForm):
    """A word to look for, what to say instead, and why."""

    main, said = "text", ("instead", "reason")
    missing = gettext_lazy("Say which word, or empty the whole row.")

    text = forms.CharField(label=gettext_lazy("Word"), max_length=80, required=False)
    instead = forms.CharField(label=gettext_lazy("Say instead"), max_length=80, required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)

    def clean_text(self) -> str:
        """A word with something in it that can be found."""
        text: str = self.cleaned_data["text"]
        if text and not tokens(text):
            raise forms.ValidationError(
                _("“%(word)s” is an address or a sign that the check does not look at."), params={"word": text}
            )
        return text


class PreferredRow(WordRow):
    """A word and the one that is preferred to it."""

    text = forms.CharField(label=gettext_lazy("Rather than"), max_length=80, required=False)
    instead = forms.CharField(label=gettext_lazy("We say"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the preferred word."""
        values = super().clean()
        if values.get("text") and not values.get("instead"):
            self.add_error("instead", _("Say which word you prefer to “%(word)s”.") % {"word": values["text"]})
        return values


class WordRows(Rows):
    """The words of one kind; `others` are the charter's words of the other kind."""

    never = True

    def __init__(self, *args: Any, others: tuple[WordRule, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.others = others

    def clean(self) -> None:
        """Refuse a replacement that is itself never to be used."""
        rules = [WordRule(row["text"], self.never, row.get("instead", "")) for row in self.rows]
        clash = conflict([*rules, *self.others])
        if clash:
            names = {"instead": clash[0].instead, "word": clash[1].text, "row": clash[0].text}
            message = _("For “%(row)s” you would say “%(instead)s”; but “%(word)s” is never to be used.") % names
            form = next(
                (form for form in self.filled if form.cleaned_data["text"] in (clash[0].text, clash[1].text)), self.forms[0]
            )
            form.add_error("instead" if form.cleaned_data["text"] == clash[0].text else "text", message)
        super().clean()


class PreferredRows(WordRows):
    """The words that others are preferred to."""

    never = False


class ColourRow(RowForm):
    """A colour with its name."""

    said = ("value",)
    missing = gettext_lazy("Give this colour a name, or empty the whole row.")

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40, required=False)
    value = forms.CharField(
        label=gettext_lazy("Colour"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--mono", "placeholder": "#1d4f91", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The colour as #rrggbb."""
        values = super().clean()
        if values.get("name") and "value" in values:
            try:
                values["value"] = colours.parse(values["value"])
            except ValueError:
                self.add_error("value", _("“%(text)s” is no colour. Write it like #1d4f91.") % {"text": values["value"]})
        return values


class LogoForm(forms.Form):
    """The logo and what it shows. A picture that was read once is kept while the rest is put right (`kept`)."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG with a transparent ground reads best; JPEG, WebP, GIF or HEIC are taken too. 5 MB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    logo_alt = forms.CharField(
        label=gettext_lazy("What it shows, in words"),
        help_text=gettext_lazy("For people who cannot see it: “A half moon above the words Maison Lune”."),
        max_length=200,
        required=False,
    )
    safe_share = forms.IntegerField(
        label=gettext_lazy("Room around it, in % of its height"),
        help_text=gettext_lazy("Kept free on every side; drawn on the charter. Empty: no measure."),
        min_value=1,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )
    safe_area = line(
        gettext_lazy("The same in words"), gettext_lazy("For example: the height of the moon on every side."), longest=200
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand

    def clean_logo(self) -> str:
        """The name under which the picture is kept; "" when none was chosen."""
        file = self.cleaned_data["logo"]
        if not file:
            return ""
        if file.size > logos.MAX_BYTES:
            raise forms.ValidationError(_("This file is too heavy: 5 MB are taken at most."))
        try:
            return logos.keep(self.brand, pictures.read(file.read()))
        except pictures.BadPicture as trouble:
            raise forms.ValidationError(str(trouble)) from trouble

    def clean(self) -> dict[str, Any]:
        """The logo that was chosen, now or before, or none; with what it shows."""
        values = super().clean() or {}
        kept = values.pop("kept", "")
        logo = values.get("logo") or (kept if logos.is_kept(self.brand, kept) else "")
        if values.pop("remove", False):
            return {**values, "logo": "", "logo_alt": ""}
        if logo and not values.get("logo_alt") and "logo" not in self.errors:
            self.add_error("logo_alt", _("Say in words what the logo shows."))
        self.kept_now = logo
        return {**values, "logo": logo}


class AccountsForm(forms.Form):
    """What accounts of the brand are called."""

    account_name = line(
        gettext_lazy("Name of our accounts"),
        gettext_lazy("As it stands above every post. Empty: the name of the brand."),
        longest=80,
    )


FORMS: dict[str, type[forms.Form]] = {
    "purpose": PurposeForm,
    "voice": VoiceForm,
    "tones": TonesForm,
    "signs": SignsForm,
    "mention": MentionForm,
    "pictures": PicturesForm,
    "accounts": AccountsForm,
}
ROWS: dict[str, type[Rows]] = {
    "never": rows_of(WordRow, most=300, base=WordRows),
    "prefer": rows_of(PreferredRow, most=300, base=PreferredRows),
    "colours": rows_of(ColourRow, most=24, blank=2),
}


def form_for(section: Section, charter: Charter, data: Any = None, files: Any = None) -> Any:
    """The form of a section: as the version says, or as somebody typed it."""
    said = content(charter, section)
    if section.name == "logo":
        return LogoForm(data, files, brand=charter.brand, initial={**said, "logo": None, "kept": said["logo"]})
    if section.name in FILES:
        return files_form(section.name, charter.brand, said[section.name], data, files)
    if not section.rows:
        return FORMS[section.name](data, initial=said)
    others = {"others": _others(section, charter)} if section.kind else {}
    return ROWS[section.name](data, initial=None if data is not None else said["rows"], prefix="rows", **others)


def said_in(section: Section, form: Any) -> Content:
    """What a valid form says, as the section's content."""
    if section.name in FILES:
        return {section.name: form.rows}
    return {"rows": form.rows} if section.rows else {name: form.cleaned_data[name] for name in section.fields}


def _others(section: Section, charter: Charter) -> tuple[WordRule, ...]:
    other = SECTIONS["prefer" if section.kind == Word.Kind.NEVER else "never"]
    rows = content(charter, other)["rows"]
    return tuple(WordRule(row["text"], other.kind == Word.Kind.NEVER, row["instead"]) for row in rows)
