"""Voice in full: the tone on each network, punctuation, emojis, and what is said of paid collaborations."""

import pytest
from django.urls import reverse
from django.utils import translation

from charter import changes, current
from charter.checks import findings
from networks import all_networks

SHOW = reverse("charter:show", args=["maison-lune"])
FIRST, SECOND = all_networks()[:2]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def put(browser, name, **data):
    return browser.post(reverse("charter:section", args=["maison-lune", name]), data)


def test_each_network_has_its_tone_and_a_version_says_which_changed(sign_in, brand, lead):
    browser = sign_in(lead)
    put(browser, "tones", base=0, **{f"tone_{FIRST.name}": "Brief and dry.", f"tone_{SECOND.name}": "At length."})
    old = current.of(brand)
    put(browser, "tones", base=1, **{f"tone_{FIRST.name}": "Brief and warm.", f"tone_{SECOND.name}": "At length."})
    assert current.of(brand).tones == {FIRST.name: "Brief and warm.", SECOND.name: "At length."}
    ((change,),) = [section.changes for section in changes.between(old, current.of(brand))]
    assert change.label == FIRST.label
    assert [piece.text for piece in change.pieces if piece.kind == "new"] == ["warm"]
    text = browser.get(SHOW).content.decode()
    assert "Brief and warm." in text
    assert str(SECOND.label) in text
    assert put(browser, "tones", base=2, **{f"tone_{FIRST.name}": "x" * 1001}).status_code == 422


def test_the_tone_of_a_network_that_is_gone_stays_in_the_words_of_the_charter(brand, sign_in, lead):
    put(sign_in(lead), "tones", base=0, **{f"tone_{FIRST.name}": "Brief."})
    brand.charters.update(tones={"gone": "Loud.", FIRST.name: "Brief."})
    put(sign_in(lead), "tones", base=1, **{f"tone_{FIRST.name}": "Long."})
    assert current.of(brand).tones == {"gone": "Loud.", FIRST.name: "Long."}


def test_marks_and_emojis_are_read_and_the_mention_is_asked_for(sign_in, brand, lead):
    browser = sign_in(lead)
    put(browser, "signs", base=0, punctuation="One mark at most.", emoji="Only the moon")
    put(browser, "mention", base=1, mention="Collaboration avec rémunération")
    text = browser.get(SHOW).content.decode()
    assert "One mark at most." in text
    assert "Only the moon" in text
    found = findings(brand, "Ce produit m’a été offert en partenariat avec une marque, code LUNE10", language="fr")
    assert ["Collaboration avec rémunération" in one.sentence for one in found if one.rule == "charter.mention"] == [True]
