"""Rows of the graphic charter that hold a file: variants of the logo, fonts, what to do and what not.

A file that was read once is kept while the rest is put right (`kept`).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter import fonts, logos
from charter.paper_forms.tongues import line, writing
from lib import fonts as foreign_fonts
from lib import pictures
from lib.pictures import BadFile
from lib.rows import RowForm, Rows, rows_of
from team.models import Brand

USES = (
    ("light", gettext_lazy("on a light ground")),
    ("dark", gettext_lazy("on a dark ground")),
    ("mono", gettext_lazy("in one colour")),
    ("symbol", gettext_lazy("the symbol alone")),
)
KINDS = (("do", gettext_lazy("Do")), ("dont", gettext_lazy("Do not")))


class FileRow(RowForm):
    """A row with a file: `stored` keeps the chosen one and gives its name, `known` tells whether the brand keeps a name."""

    main = "file"
    missing = gettext_lazy("Choose the file, or empty the whole row.")

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=gettext_lazy("Take it away"), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand
        if not self["kept"].value():
            del self.fields["remove"]

    @property
    def named(self) -> str:
        """What the file that is kept so far calls itself; "" for pictures, which are shown."""
        return ""

    @property
    def shown(self) -> str:
        """The name of the file that is kept so far."""
        return self["kept"].value() or ""

    def stored(self, data: bytes) -> str:
        """Keep the file. Raises BadFile."""
        raise NotImplementedError

    def known(self, name: str) -> bool:
        """Whether the brand keeps a file of that name."""
        return logos.is_kept(self.brand, name)

    def clean_file(self) -> str:
        """The name under which the chosen file is kept; "" when none was chosen."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > logos.MAX_BYTES:
            raise ValidationError(_("This file is too heavy: 5 MB are taken at most."))
        try:
            return self.stored(file.read())
        except BadFile as trouble:
            raise ValidationError(str(trouble)) from trouble

    def clean(self) -> dict[str, Any]:
        """The file that was chosen, now or before, or none."""
        values = forms.Form.clean(self) or {}
        kept = values.pop("kept", "")
        if values.pop("remove", False):
            return {}
        values["file"] = values.get("file") or (kept if self.known(kept) else "")
        if values["file"] and isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), self.add_prefix("kept"): values["file"]}
        if not values["file"] and "file" not in self.errors and any(values.get(name) for name in self.said):
            self.add_error("file", str(self.missing))
        return values


class PictureRow(FileRow):
    """A row with a picture and what it shows."""

    file = forms.FileField(label=gettext_lazy("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    alt = line(gettext_lazy("What it shows, in words"), longest=200)

    def stored(self, data: bytes) -> str:
        """Keep the picture. Raises BadFile."""
        return logos.keep(self.brand, pictures.read(data))

    def clean(self) -> dict[str, Any]:
        """Ask for words for people who cannot see it."""
        values = super().clean()
        if values.get("file") and not values.get("alt"):
            self.add_error("alt", _("Say in words what the picture shows."))
        return values


class VariantRow(PictureRow):
    """A variant of the logo."""

    said = ("alt",)
    use = forms.ChoiceField(label=gettext_lazy("Used"), choices=USES, required=False)
    field_order = ("use", "file", "alt", "kept", "remove")


class ExampleRow(PictureRow):
    """An example of what is right, or of what is not."""

    said = ("alt", "text")
    kind = forms.ChoiceField(label=gettext_lazy("This is something to"), choices=KINDS, required=False)
    text = writing(gettext_lazy("Why"), rows=2, longest=300)
    field_order = ("kind", "file", "alt", "text", "kept", "remove")


class FontRow(FileRow):
    """A font and what it is used for. Its names are read from the file."""

    said = ("use",)
    file = forms.FileField(
        label=gettext_lazy("Font file"),
        help_text=gettext_lazy("TTF, OTF, WOFF or WOFF2, 5 MB at most. Its licence must allow its use on pages."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ttf,.otf,.woff,.woff2"}),
    )
    use = line(gettext_lazy("Used for"), gettext_lazy("Titles, running text, figures…"), longest=80)
    field_order = ("file", "use", "kept", "remove")

    @property
    def named(self) -> str:
        """The family and style of the font that is kept so far."""
        return " ".join(fonts.names(self.brand, self.shown).values()) if self.known(self.shown) else ""

    def stored(self, data: bytes) -> str:
        """Keep the font. Raises BadFile."""
        return fonts.keep(self.brand, foreign_fonts.read(data))

    def known(self, name: str) -> bool:
        """Whether the brand keeps a font of that name."""
        return fonts.is_kept(self.brand, name)

    def clean(self) -> dict[str, Any]:
        """Add the names that the font gives itself."""
        values = super().clean()
        return {**values, **fonts.names(self.brand, values["file"])} if values.get("file") else values


class FileRows(Rows):
    """The rows; the same file may stand in several."""

    def clean(self) -> None:
        """Refuse the whole when a row is wrong."""
        if any(form.errors for form in self.forms):
            raise ValidationError("")


FILES: dict[str, type[Rows]] = {
    "variants": rows_of(VariantRow, most=12, blank=1, base=FileRows),
    "fonts": rows_of(FontRow, most=8, blank=1, base=FileRows),
    "examples": rows_of(ExampleRow, most=24, blank=1, base=FileRows),
}


def files_form(name: str, brand: Brand, rows: list[dict[str, Any]], data: Any = None, files: Any = None) -> Rows:
    """The form of such a section: with the rows of the version, or as somebody typed it."""
    initial = None if data is not None else [{**row, "kept": row["file"]} for row in rows]
    return FILES[name](data, files, initial=initial, prefix="rows", form_kwargs={"brand": brand})
