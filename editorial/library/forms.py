"""What people type about the pictures and folders of the library, turned into values for the verbs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.library import cataloguing
from editorial.library.cataloguing import Change
from editorial.library.folders import Branch, Tree
from editorial.models import Asset, Folder

KEEP, NONE = "", "none"
LONGEST = 2000  # characters of an alternative text


class FolderField(forms.ChoiceField):
    """One of the brand's folders, or none; gives the folder."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, **kwargs)
        self.tree: Tree | None = None

    def offer(self, tree: Tree, *, first: list[tuple[str, Any]]) -> None:
        """Let one of the tree be chosen; `first` are the choices that are no folder."""
        self.tree = tree
        self.choices = [*first, *((str(branch.folder.pk), branch.indent + branch.folder.name) for branch in tree)]

    def folder(self, value: str) -> Folder | None:
        """The folder that was chosen."""
        branch: Branch | None = self.tree.get(int(value)) if self.tree and value.isdigit() else None
        return branch.folder if branch else None


class FolderForm(forms.Form):
    """A folder's name, and the one it lies in."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give the folder a name.")})
    parent = FolderField(label=_("Lies in"))

    def __init__(self, *args: Any, tree: Tree, folder: Folder | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(tree, first=[("", _("The library itself"))])  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_parent(self) -> Folder | None:
        return self.fields["parent"].folder(self.cleaned_data["parent"])  # type: ignore[attr-defined]


class AssetForm(forms.Form):
    """What is kept about one picture. It takes what comes and leaves the rest as it was, so that one field can be saved alone.

    With `saved_at`, an address, a script sends each field there when it has changed.
    """

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Give the picture a name.")})
    alt = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=LONGEST,
        help_text=_("What it shows, for people who cannot see it. Posts begin with it."),
        widget=forms.Textarea(attrs={"rows": 3, "data-behaviour": "autosize"}),
    )
    folder = FolderField(label=_("Folder"))
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=1300,
        help_text=_("Parted by commas."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credit = forms.CharField(
        label=_("Credit"), required=False, max_length=200, help_text=_("Who made it, and who is to be named.")
    )
    rights_until = forms.DateField(
        label=_("Rights until"),
        required=False,
        help_text=_("The last day on which you may show it. Empty: no end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, tree: Tree, asset: Asset, saved_at: str = ""):
        initial = {name: getattr(asset, name) for name in ("name", "alt", "credit", "rights_until")}
        super().__init__(data, initial={**initial, "tags": ", ".join(asset.tags), "folder": str(asset.folder_id or "")})
        self.fields["folder"].offer(tree, first=[("", _("No folder"))])  # type: ignore[attr-defined]
        for name in [name for name in self.fields if data is not None and name not in data]:
            del self.fields[name]
        for name, field in self.fields.items() if saved_at else ():
            sent = {"hx-post": saved_at, "hx-trigger": "change", "hx-params": name, "hx-target": "#saved"}
            field.widget.attrs |= sent  # a field that is saved alone overwrites nothing that others typed

    def clean_alt(self) -> str:
        return self.cleaned_data["alt"].replace("\r\n", "\n").strip()

    def clean_folder(self) -> Folder | None:
        return self.fields["folder"].folder(self.cleaned_data["folder"])  # type: ignore[attr-defined]

    def clean_tags(self) -> list[str]:
        return cataloguing.tags_in(self.cleaned_data["tags"])


class SeveralForm(forms.Form):
    """What becomes of several pictures at once; what is left empty stays as it is."""

    folder = FolderField(label=_("Folder"))
    add = forms.CharField(label=_("Add tags"), required=False, max_length=400, help_text=_("Parted by commas."))
    take = forms.CharField(label=_("Take tags off"), required=False, max_length=400, help_text=_("Parted by commas."))
    credit = forms.CharField(label=_("Credit"), required=False, max_length=200)
    rights_until = forms.DateField(
        label=_("Rights until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    no_end = forms.BooleanField(label=_("The rights have no end"), required=False)

    def __init__(self, data: Any = None, *, tree: Tree):
        super().__init__(data)
        self.fields["folder"].offer(tree, first=[(KEEP, _("As it is")), (NONE, _("No folder"))])  # type: ignore[attr-defined]

    @property
    def change(self) -> Change:
        """What was asked for. Raises AttributeError before the form was found valid."""
        values = self.cleaned_data
        folder, until = values["folder"], values["rights_until"]
        return Change(
            folder=(self.fields["folder"].folder(folder),) if folder != KEEP else None,  # type: ignore[attr-defined]
            add=tuple(cataloguing.tags_in(values["add"])),
            take=tuple(cataloguing.tags_in(values["take"])),
            credit=values["credit"].strip() or None,
            rights_until=(None,) if values["no_end"] else (until,) if until else None,
        )


class FocusForm(forms.Form):
    """A focal point, in hundredths of width and height from the top left."""

    x = forms.FloatField(min_value=0, max_value=100)
    y = forms.FloatField(min_value=0, max_value=100)
