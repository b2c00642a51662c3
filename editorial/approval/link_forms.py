"""What people type to make a link."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.approval import links
from editorial.approval.rule_forms import MOST as STEPS


class LinkForm(forms.Form):
    """For whom a link is, what their answers count for, and how long it opens. Without an address it is shown once, to be
    passed on.
    """

    step = forms.TypedChoiceField(label=gettext_lazy("Their answer"), coerce=int)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False, strip=True)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("The link is mailed there. Leave it empty to get the link here, once, and pass it on yourself."),
    )
    confirm = forms.BooleanField(label=gettext_lazy("Ask for a code that is mailed to this address"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES, required=False)
    days = forms.IntegerField(label=gettext_lazy("Opens for (days)"), min_value=1, max_value=links.LONGEST)
    message = forms.CharField(
        label=gettext_lazy("A word with it"),
        max_length=1000,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, steps: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        numbers = range(1, min(steps, STEPS) + 1)
        counts = [(n, _("counts for step %(n)d") % {"n": n} if steps > 1 else _("counts as an approval")) for n in numbers]
        self.fields["step"].choices = [*counts, (0, _("is a comment only: they read, and decide nothing"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("confirm") and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("A code needs an address."))
        return values
