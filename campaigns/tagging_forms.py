"""What people type about the tags of links: of a campaign, and of the brand."""

import re
from typing import Any

from django import forms
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import planning, tagging
from campaigns.models import Campaign
from lib import utm
from team.models import Brand

MOST = 10
NAMELESS = gettext_lazy("Say what web analytics are to call the campaign, in letters and figures.")
DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")


class DomainsForm(forms.Form):
    """On which domains links are tagged, and whether posts are told apart."""

    domains = forms.CharField(
        label=gettext_lazy("Your own domains"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none", "placeholder": "maison.fr"}),
        help_text=gettext_lazy("Parted by commas; what lies below them (boutique.maison.fr) counts too."),
    )
    posts = forms.BooleanField(
        label=gettext_lazy("Tell posts apart (utm_content)"),
        required=False,
        help_text=gettext_lazy("Adds the number of the post, so that visits are counted for each."),
    )

    def clean_domains(self) -> list[str]:
        """The domains as machines write them, each once."""
        typed = [word for word in re.split(r"[\s,;]+", self.cleaned_data["domains"]) if word]
        found = [(word, utm.host_of(word) if "://" in word else utm.plain(word.partition("/")[0])) for word in typed]
        for word, domain in found:
            if not DOMAIN.fullmatch(domain):
                raise forms.ValidationError(_("“%(word)s” is no domain: write it like maison.fr."), params={"word": word[:60]})
        if len(found) > MOST:
            raise forms.ValidationError(_("Ten domains at most."))
        return list(dict.fromkeys(domain for _word, domain in found))


class UsualForm(DomainsForm):
    """How links are tagged where no campaign says otherwise."""

    tag = forms.CharField(
        label=gettext_lazy("Tag of posts outside of campaigns"),
        required=False,
        max_length=planning.LONGEST_SLUG,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        help_text=gettext_lazy("Their utm_campaign; empty: they carry none. Those in a campaign carry the campaign’s."),
    )

    field_order = ("domains", "tag", "posts")

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        named = ", ".join(map(shown, tagging.usual_domains(brand)))
        kwargs["initial"] = {"domains": named, "tag": brand.tag, "posts": brand.tags_posts}
        super().__init__(*args, **kwargs)
        self.fields["domains"].help_text = _(
            "Parted by commas; what lies below them (boutique.maison.fr) counts too. Empty: no link is tagged, but in campaigns "
            "that have domains of their own."
        )

    def clean_tag(self) -> str:
        """The tag in small letters, figures and hyphens."""
        return slugify(self.cleaned_data["tag"])[: planning.LONGEST_SLUG]


class How(models.TextChoices):
    """How a campaign has its links tagged."""

    USUAL = "usual", gettext_lazy("As everywhere in the brand")
    OWN = "own", gettext_lazy("On domains of its own")
    NONE = "none", gettext_lazy("Not at all")

    @classmethod
    def of(cls, campaign: Campaign) -> "How":
        """How this one has."""
        return cls.USUAL if campaign.tagged_domains is None else cls.OWN if campaign.tagged_domains else cls.NONE


class TaggingForm(DomainsForm):
    """How a campaign has its links tagged, and with what."""

    how = forms.ChoiceField(label=gettext_lazy("Links are tagged"), choices=How.choices, widget=forms.RadioSelect)
    slug = forms.CharField(
        label=gettext_lazy("Tag of the campaign"),
        error_messages={"required": NAMELESS},
        max_length=planning.LONGEST_SLUG,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        help_text=gettext_lazy(
            "What your web analytics will call it (utm_campaign). Visits are joined by it: leave it once posts have left."
        ),
    )

    field_order = ("how", "domains", "slug", "posts")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        named = campaign.tagged_domains or tagging.usual_domains(campaign.brand)
        kwargs["initial"] = {
            "how": How.of(campaign),
            "domains": ", ".join(map(shown, named)),
            "slug": campaign.slug or planning.usual_slug(campaign),
            "posts": tagging.said_by(campaign.brand, campaign).tags_posts,
        }
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = self["how"].value() != How.NONE
        self.campaign = campaign

    def clean_domains(self) -> list[str]:
        """The domains, where the campaign has some of its own."""
        return super().clean_domains() if self.cleaned_data.get("how") == How.OWN else []

    def clean_slug(self) -> str:
        """The tag in small letters, figures and hyphens, which no other campaign has."""
        typed = self.cleaned_data["slug"]
        slug = slugify(typed)[: planning.LONGEST_SLUG]
        if typed and not slug:
            raise forms.ValidationError(NAMELESS)
        if slug and self.campaign.brand.campaigns.filter(slug=slug).exclude(pk=self.campaign.pk).exists():
            raise forms.ValidationError(str(tagging.Taken()))
        return slug

    def clean(self) -> dict[str, Any]:
        """A campaign with tags has one of its own; `domains` are None where the brand says which."""
        values = super().clean() or {}
        how = values.pop("how", None)
        if how == How.OWN and not values.get("domains") and "domains" not in self.errors:
            self.add_error("domains", _("Name at least one domain, or choose otherwise above."))
        return values | ({"domains": None} if how == How.USUAL else {})


def shown(domain: str) -> str:
    """A domain as people write it."""
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
