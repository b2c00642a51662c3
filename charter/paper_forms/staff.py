"""What people type into the staff policy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.paper_forms.tongues import PlacedRow, calling, line, writing
from lib.rows import rows_of

MAY = (("yes", _("everybody may")), ("ask", _("ask first")), ("no", _("nobody but the spokespersons")))


class PolicyForm(forms.Form):
    """What is asked of everybody who works here, in their own accounts and in the brand's."""

    text_fr = writing(
        _("The policy, in French"),
        _("What one may say as oneself, what one says for the house, and whom one asks."),
        rows=12,
        longest=12_000,
    )
    text_en = writing(
        _("The policy, in English"), _("Everybody is shown the words of their own language."), rows=12, longest=12_000
    )


class TopicRow(PlacedRow):
    """A topic, and who may speak of it in public."""

    main, said = "name", ("words", "note")
    missing = _("Name the topic, or empty the whole row.")

    name = line(_("Topic"), longest=80)
    may = forms.ChoiceField(label=_("Who may speak of it"), choices=MAY, initial="yes", required=False)
    words = line(
        _("Words that give it away"),
        _("Parted by commas. Drafts that hold one need an approval, unless everybody may."),
        longest=300,
    )
    note = writing(_("What to know"), rows=2, longest=500)

    def clean_may(self) -> str:
        """The choice; everybody while none is made."""
        return self.cleaned_data["may"] or "yes"


class SpokespersonRow(PlacedRow):
    """Somebody who speaks for the brand."""

    main, said = "name", ("subject", "phone", "mail")
    missing = _("Say who it is, or empty the whole row.")

    name = line(_("Name"), longest=80)
    subject = line(_("Speaks about"))
    phone = calling(_("Phone"))
    mail = forms.EmailField(label=_("E-mail address"), required=False)


TopicRows = rows_of(TopicRow, most=60, blank=1)
SpokespersonRows = rows_of(SpokespersonRow, most=20, blank=1)
