"""The form of a network's options: made from what it declares, told what is wrong at the field."""

import pytest

from networks.base import Option
from publishing.letters.forms import OptionsForm
from tests.publishing import toy

OPTIONS = (
    Option("who", "Visibility", "choice", (("all", "Everybody"), ("some", "Some")), initial="all"),
    Option("note", "Note", max_length=10),
    Option("quiet", "Quiet", "flag"),
    Option("title", "Title", asked=False),
)


@pytest.fixture
def network(monkeypatch):
    monkeypatch.setattr(toy.Toy, "options", OPTIONS)
    return toy.Toy()


def test_the_form_asks_for_what_the_network_declares(network):
    assert list(OptionsForm(network).fields) == ["who", "note", "quiet"]
    assert not any(field.required for field in OptionsForm(network).fields.values())


def test_only_what_was_chosen_goes_into_the_letter(network):
    form = OptionsForm(network, {"who": "all", "note": ""})
    assert form.is_valid()
    assert form.chosen() == {}
    form = OptionsForm(network, {"who": "some", "note": "Attention", "quiet": "on"})
    assert form.is_valid()
    assert form.chosen() == {"who": "some", "note": "Attention", "quiet": True}


def test_what_is_wrong_is_said_at_its_field(network):
    form = OptionsForm(network, {"who": "nobody", "note": "beaucoup trop long"})
    assert not form.is_valid()
    assert set(form.errors) == {"who", "note"}


def test_what_only_the_network_finds_wrong_is_said_at_its_field_too(network, monkeypatch):
    monkeypatch.setattr(toy.Toy, "options", (*OPTIONS[:1], Option("note", "Note", max_length=3), *OPTIONS[2:]))
    form = OptionsForm(toy.Toy(), {"note": "long"})
    form.fields["note"].max_length = None
    form.fields["note"].validators = []
    assert not form.is_valid()
    assert set(form.errors) == {"note"}
