"""What people type about their sets of hashtags and mentions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.checks.tokens import HASHTAG
from editorial.composer.wordsets import PEOPLE
from editorial.models import WordSet
from lib.rows import RowForm, Rows, rows_of
from networks import all_networks


class NameForm(forms.Form):
    """What the set is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of the set"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the set a name.")},
    )


class HashtagsForm(NameForm):
    """A set of hashtags."""

    hashtags = forms.CharField(
        label=gettext_lazy("Hashtags"),
        help_text=gettext_lazy("A space between two; the # comes by itself."),
        widget=forms.Textarea(attrs={"rows": 3, "data-behaviour": "autosize"}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Which hashtags?")},
    )

    def clean_hashtags(self) -> str:
        """The hashtags with their sign, each once."""
        typed = [f"#{word.lstrip('#＃')}" for word in self.cleaned_data["hashtags"].replace(",", " ").split()]
        for tag in typed:
            if not HASHTAG.fullmatch(tag):
                raise forms.ValidationError(
                    _("%(tag)s would be no hashtag: letters, digits and _ only, and a letter among them."), params={"tag": tag}
                )
        return " ".join({tag.casefold(): tag for tag in reversed(typed)}[key] for key in dict.fromkeys(map(str.casefold, typed)))


class PersonRow(RowForm):
    """A person or a body, and its handle on each network; where it has none, its name is written."""

    missing = gettext_lazy("Say who it is, or empty the whole row.")
    said = tuple(network.name for network in all_networks())

    name = forms.CharField(label=gettext_lazy("Who"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for network in all_networks():
            self.fields[network.name] = forms.CharField(label=network.label, max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """The handles with their sign; none holds a space."""
        values = super().clean()
        for name in self.said:
            handle = values.get(name, "").lstrip("@")
            if any(sign.isspace() for sign in handle):
                self.add_error(name, _("A handle has no space in it."))
            values[name] = f"@{handle}" if handle else ""
        return values

    @property
    def person(self) -> dict[str, Any]:
        """The row as a set keeps it."""
        handles = {name: self.cleaned_data[name] for name in self.said if self.cleaned_data.get(name)}
        return {"name": self.cleaned_data["name"], "handles": handles}


PeopleRows: type[Rows] = rows_of(PersonRow, most=PEOPLE)


class WordSetForm:
    """The form of a set of either kind, as it is kept or as somebody typed it."""

    def __init__(self, row: WordSet, data: Any = None):
        self.row, self.tags = row, row.kind == WordSet.Kind.HASHTAGS
        form = HashtagsForm if self.tags else NameForm
        self.form = form(data, initial={"name": row.name, "hashtags": row.hashtags})
        people = [{"name": person["name"], **person["handles"]} for person in row.people]
        self.people = None if self.tags else PeopleRows(data, initial=people, prefix="people")

    def is_valid(self) -> bool:
        """Whether it can be kept; a set of people has at least one."""
        valid = self.form.is_valid()
        if self.people is None:
            return valid
        if self.people.is_valid() and not self.people.filled:
            self.form.add_error(None, _("Name at least one person."))
        return valid and self.people.is_valid() and bool(self.people.filled)

    def written(self) -> WordSet:
        """The row with what was typed."""
        self.row.name = self.form.cleaned_data["name"]
        self.row.hashtags = self.form.cleaned_data.get("hashtags", "")
        self.row.people = [each.person for each in self.people.filled] if self.people is not None else []  # type: ignore[attr-defined]
        return self.row
