"""Accounts held against the name of their brand."""

import pytest
from django.urls import reverse

from publishing import likeness
from tests import factories


@pytest.mark.parametrize(
    ("text", "name", "does"),
    [
        ("Maison Lune", "Maison Lune", True),
        ("maison_lune.fr", "Maison Lune", True),
        ("@MaisonLune@mastodon.example", "Maison Lune", True),
        ("Brulerie-Saint-Clair", "Brûlerie Saint-Clair", True),
        ("La Lune Maison", "Maison Lune", False),
        ("", "Maison Lune", False),
    ],
)
def test_a_name_is_carried_whatever_its_case_accents_and_signs(text, name, does):
    assert likeness.carries(text, name) is does


def test_the_page_says_of_each_account_how_far_it_is_recognised_in_constant_queries(
    sign_in, brand, reader, django_assert_max_num_queries
):
    browser, address = sign_in(reader), reverse("publishing:likeness", args=["maison-lune"])
    browser.get(address)
    factories.make_account(brand=brand, handle="maisonlune.example")
    for count in (1, 9):
        for number in range(count):
            factories.make_account(brand=brand, handle=f"somebody{count}{number}")
        with django_assert_max_num_queries(1 + 6):
            text = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "carries the brand’s name" in text
    assert "its handle is another word" in text
    assert "<html" not in text
    assert "<html" in browser.get(address).content.decode()
