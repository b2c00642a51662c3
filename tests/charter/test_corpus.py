"""Drafts in both languages, and what the charter of their brand should say of each."""

import pytest
from django.utils import translation

from benchmarks.charter import corpus, speed
from charter.checks import check


@pytest.fixture(scope="module")
def drafts():
    return corpus.drafts()


@pytest.fixture(scope="module")
def measured(drafts):
    with translation.override("en"):
        return corpus.measure(drafts)


def test_half_the_drafts_are_french_and_nearly_a_third_are_clean(drafts):
    assert len(drafts) == 224
    assert 106 <= sum(draft.language == "fr" for draft in drafts) <= 118
    assert sum(not draft.expect for draft in drafts) >= 64
    assert all(words in draft.text for draft in drafts for kind, words in draft.wanted if kind != "alt")


def test_what_the_checks_find_is_right_and_they_miss_little(measured):
    scores, faults = measured
    everything = scores["all"]
    assert everything.precision >= 0.97, "\n".join(map(str, faults))
    assert everything.recall >= 0.97, "\n".join(map(str, faults))


def test_each_kind_of_finding_is_tried_and_none_is_found_badly(measured):
    scores, faults = measured
    assert len(scores) == 16
    assert all(score.right >= 7 and score.precision >= 0.9 and score.recall >= 0.9 for score in scores.values()), faults


def test_a_check_that_finds_nothing_would_be_noticed(drafts):
    scores, faults = corpus.measure([corpus.Draft("cafe", "Rien à dire ici.", "fr", expect={"never": ["Rien"]})])
    assert (scores["all"].recall, scores["all"].precision) == (0, 1)
    assert str(faults[0]).startswith("missed never")


def test_the_long_draft_of_the_benchmark_is_as_long_as_it_says_and_full_of_findings():
    assert len(speed.draft()) == speed.LENGTH
    assert len(speed.house().words) == speed.WORDS
    assert len(check(speed.house(), speed.draft(), language="fr")) > 10
