"""What the composer's fields say, with and without script."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.composer.forms import MoveForm, PostForm, typed
from editorial.content import Content, Version
from editorial.drafting import Draft
from editorial.stock import terms
from editorial.stock.terms import Terms
from tests import factories
from tests.editorial.conftest import HOUR, ZONE

texts = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=30)
own = st.none() | texts


def read(data: QueryDict, brand) -> PostForm:
    form = PostForm(data, brand=brand)
    form.is_valid()
    return form


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(text=texts, first=own, second=own, dated=st.booleans())
def test_a_kept_draft_comes_back_from_the_form_as_it_was(brand, account, second_account, picture, text, first, second, dated):
    versions = (Version(second_account, first), Version(account, second))
    content = Content(text, "https://example.org/", "fr", versions, (picture,))
    draft = Draft(content, wall=HOUR if dated else None, zone=ZONE, terms=Terms(terms.SOON, HOUR.date()))
    assert read(typed(draft, revision=3), brand).draft == draft


def test_line_ends_count_as_one_character(brand, draft):
    data = typed(draft)
    data["text"] = "Une ligne\r\nUne autre"
    assert read(data, brand).draft.content.text == "Une ligne\nUne autre"


def test_words_typed_for_an_account_without_script_are_its_own(brand, draft, account):
    data = typed(draft)
    data[f"text_{account.pk}"] = "Rien que pour ici."
    versions = {version.account: version.text for version in read(data, brand).draft.content.versions}
    assert versions[account] == "Rien que pour ici." and list(versions.values()).count(None) == 1


def test_the_shared_words_repeated_for_an_account_are_still_the_shared_ones(brand, draft, account):
    data = typed(draft)
    data[f"text_{account.pk}"] = draft.content.text
    assert all(version.text is None for version in read(data, brand).draft.content.versions)


def test_a_ticked_and_emptied_text_is_a_change(brand, draft, account):
    data = typed(draft)
    data[f"own_{account.pk}"] = "on"
    versions = {version.account: version.text for version in read(data, brand).draft.content.versions}
    assert versions[account] == ""


def test_back_to_shared_is_a_button_that_needs_no_script(brand, draft, account):
    data = typed(replace(draft, content=replace(draft.content, versions=(Version(account, "À part."),))))
    data["back"] = f"text_{account.pk}"
    assert read(data, brand).draft.content.versions == (Version(account),)


def test_pictures_keep_their_order_and_one_taken_out_is_gone(brand, draft, picture):
    second = factories.make_asset(brand=brand)
    data = typed(draft)
    data.setlist("picture", [str(second.pk), str(picture.asset.pk), str(second.pk)])
    assert [image.asset for image in read(data, brand).draft.content.images] == [second, picture.asset]
    data["drop"] = str(second.pk)
    assert [image.asset for image in read(data, brand).draft.content.images] == [picture.asset]


def test_accounts_pictures_and_campaigns_of_another_brand_are_not_taken(brand, other_brand, draft):
    data = typed(draft)
    data.setlist("accounts", [str(factories.make_account(brand=other_brand).pk)])
    data.setlist("picture", [str(factories.make_asset(brand=other_brand).pk)])
    data["campaign"] = str(factories.make_campaign(brand=other_brand).pk)
    form = read(data, brand)
    assert {"accounts", "campaign"} <= set(form.errors)
    assert form.draft.content.versions == () and form.draft.content.images == ()
    assert form.draft.campaign is None


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        ("time", "", "At what time"),
        ("date", "", "On which day"),
        ("date", "hier", "valid date"),
        ("zone", "Europe/Atlantis", "time zone"),
        ("link", "pas une adresse", "valid URL"),
        ("theme", "9999", "does not exist any more"),
        ("text", "x" * 100_001, "at most 100000"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(brand, draft, field, value, sentence):
    data = typed(draft)
    data[field] = value
    form = read(data, brand)
    assert sentence in str(form.errors[field])
    assert isinstance(form.draft, Draft), "what is sound can still be shown"


def test_a_theme_brings_its_campaign_and_refuses_another(brand, draft):
    campaign, other = factories.make_campaign(brand=brand), factories.make_campaign(brand=brand, name="Noël")
    theme = factories.make_theme(campaign=campaign)
    data = typed(draft)
    data["theme"] = str(theme.pk)
    assert read(data, brand).draft.campaign == campaign
    data["campaign"] = str(other.pk)
    assert "another campaign" in str(read(data, brand).errors["theme"])


def test_moving_needs_a_day():
    form = MoveForm(QueryDict("date=&time=&zone=UTC"))
    assert not form.is_valid() and "On which day" in str(form.errors["date"])
    assert MoveForm(QueryDict("date=2030-01-02&time=10:30&zone=UTC")).is_valid()
    form = MoveForm(QueryDict("date=2030-01-02&time=10:30&zone=UTC"))
    assert form.is_valid() and form.wall == datetime(2030, 1, 2, 10, 30)
