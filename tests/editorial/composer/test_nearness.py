"""The same words or the same hour on an account: said while one writes, and to who decides."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from editorial import checks, content, drafting
from editorial.composer import nearness
from editorial.drafting import Draft
from editorial.models import Series
from lib import alike, clock
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, fresh

TEXT = "Le nouveau café de saison est arrivé à l’atelier : notes de prune, de cacao et de fleur d’oranger. Passez samedi !"
NEARLY = "☕ Le nouveau café de saison est arrivé à l'atelier : notes de prune, de cacao et de fleur d'oranger. Passez dimanche !"


@pytest.fixture
def other(brand, author, account):
    """A post of one account with these words, on the fifteenth at half past nine."""
    draft = Draft(content.shared(TEXT, [account], language="fr"), wall=HOUR, zone=ZONE)
    return drafting.create(brand, draft, by=author)


def said(brand, text, accounts, wall=None, beside=0) -> list[tuple[str, str, list[str]]]:
    """What is remarked: rule, sentence, accounts."""
    kept = text if isinstance(text, content.Content) else content.shared(text, accounts, language="fr")
    remarks = checks.remarks(brand, kept, wall=wall, zone=ZONE, beside=beside)
    near = [remark for remark in remarks if remark.finding.rule.startswith("nearness")]
    return [(each.finding.rule, each.finding.sentence, [account.handle for account in each.accounts]) for each in near]


def test_the_same_and_nearly_the_same_words_are_said_with_their_day(brand, other, account, second_account):
    both = [account, second_account]
    day = HOUR + timedelta(days=9)
    assert said(brand, TEXT.upper() + " https://example.org/x", both, day) == [
        ("nearness.same", "The same text stands on Tuesday 15 January, 09:30.", ["@lune"])
    ]
    rule, sentence, accounts = said(brand, NEARLY, both, day)[0]
    assert rule == "nearness.near" and "“Le nouveau café de saison est" in sentence and accounts == ["@lune"]


def test_other_words_other_accounts_other_times_and_the_post_itself_are_not(brand, other, account, second_account):
    doors = "Portes ouvertes jeudi soir : torréfaction en direct et dégustation à l’aveugle."
    assert said(brand, doors, [account], HOUR.replace(day=20)) == []
    assert said(brand, TEXT, [second_account], HOUR) == []
    assert said(brand, TEXT, [account], HOUR + timedelta(days=40)) == []
    assert said(brand, TEXT, [account], HOUR, beside=other.pk) == []
    drafting.archive(other, by=other.author)
    assert said(brand, TEXT, [account], HOUR) == []


def test_the_words_of_an_account_count_not_the_shared_ones(brand, other, account, author):
    draft = drafting.of(fresh(other))
    version = replace(draft.content.versions[0], text="Rien à voir avec les mots qui sont partagés ici, vraiment rien.")
    drafting.save(other, replace(draft, content=replace(draft.content, versions=(version,))), by=author, revision=other.revision)
    assert said(brand, TEXT, [account], HOUR + timedelta(days=3)) == []
    assert said(brand, version.text, [account], HOUR + timedelta(days=3))[0][0] == "nearness.same"


def test_the_same_hour_of_an_account_is_said_to_the_minute(brand, other, account, second_account):
    sentence = "Another post leaves in the same hour, at 09:30: “Le nouveau café de saison est arrivé à l’atelier…”."
    assert said(brand, "Autre chose", [account], HOUR.replace(minute=5)) == [("nearness.hour", sentence, ["@lune"])]
    assert said(brand, "Autre chose", [account], HOUR.replace(hour=10, minute=0)) == []
    assert said(brand, "Autre chose", [second_account], HOUR) == []


def test_the_composer_and_the_page_of_a_post_say_it_and_stop_nothing(brand, other, author, account, sign_in):
    draft = Draft(content.shared(NEARLY, [account], language="fr"), wall=HOUR + timedelta(days=1), zone=ZONE)
    post = drafting.create(brand, draft, by=author)
    page = sign_in(author).get(reverse("editorial:post", args=[brand.slug, post.pk])).content.decode()
    assert "Nearly the same text stands on Tuesday 15 January" in page and "Nothing stands in the way" not in page
    read = sign_in(author).get(reverse("editorial:post", args=[brand.slug, post.pk]), {"read": ""}).content.decode()
    assert "Nearly the same text" in read


def test_posts_of_one_series_repeat_on_purpose(brand, account):
    series = Series.objects.create(brand=brand, name="Lundi", rule="FREQ=DAILY", starts_on=HOUR, at="09:00", zone=ZONE)
    days = [HOUR, HOUR + timedelta(days=1)]
    values = {"brand": brand, "accounts": [account], "text": TEXT, "series": series}
    first, second = (factories.make_post(**values, occurrence=day, planned_for=clock.resolve(day, ZONE)) for day in days)
    first.variants.update(gist=alike.gist(TEXT))
    assert said(brand, TEXT, [account], days[1], beside=second.pk) == []
    assert said(brand, TEXT, [account], days[1])[0][0] == "nearness.same"


def test_a_few_words_without_an_hour_ask_nothing_of_the_database(brand, account, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not nearness.findings(brand, content.shared("Bonjour", [account]), None, ZONE, besides=0)
