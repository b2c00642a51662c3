"""Sets of hashtags and mentions: kept, spelt for each network, put into a text."""

import json

import pytest
from django.urls import reverse

from editorial.composer import wordsets
from editorial.models import WordSet
from team.models import AuditEntry


@pytest.fixture
def partners(brand) -> WordSet:
    people = [
        {"name": "Ville de Lyon", "handles": {"mastodon": "@lyon@social.example", "bluesky": "@lyon.example"}},
        {"name": "Zoé", "handles": {"mastodon": "@zoe@social.example"}},
    ]
    return WordSet.objects.create(brand=brand, kind="mentions", name="Partenaires", people=people)


def rows(*people: dict[str, str]) -> dict[str, str]:
    """What a browser sends for these rows."""
    fields = {f"people-{number}-{name}": value for number, row in enumerate(people) for name, value in row.items()}
    return {"people-TOTAL_FORMS": str(len(people)), "people-INITIAL_FORMS": "0", **fields}


def test_people_are_named_where_no_handle_is_known(partners):
    words = wordsets.words_of(partners)
    assert words.shared == "Ville de Lyon, Zoé"
    assert words.by_network == {"mastodon": "@lyon@social.example @zoe@social.example", "bluesky": "@lyon.example, Zoé"}


def test_what_is_offered_while_one_types_is_each_person_and_each_hashtag_once(brand, partners):
    WordSet.objects.create(brand=brand, kind="hashtags", name="Été", hashtags="#CaféGlacé #Lyon")
    WordSet.objects.create(brand=brand, kind="hashtags", name="Ville", hashtags="#Lyon")
    offered = json.loads(wordsets.completions(wordsets.offers(brand)))
    assert offered["#"] == [["#CaféGlacé", {"": "#CaféGlacé"}], ["#Lyon", {"": "#Lyon"}]]
    assert offered["@"][1] == ["Zoé", {"": "Zoé", "mastodon": "@zoe@social.example"}]


def test_hashtags_are_kept_once_and_with_their_sign(brand, author, sign_in):
    address = reverse("editorial:wordset_new", args=[brand.slug, "hashtags"])
    client = sign_in(author)
    wrong = client.post(address, {"name": "Été", "hashtags": "café #12"})
    assert (
        wrong.status_code == 422 and "#12 would be no hashtag" in wrong.content.decode() and "café #12" in wrong.content.decode()
    )
    assert client.post(address, {"name": "Été", "hashtags": "CaféGlacé, #été #ÉTÉ"}).status_code == 302
    assert WordSet.objects.get().hashtags == "#CaféGlacé #été"
    twice = client.post(address, {"name": "été", "hashtags": "#x"})
    assert twice.status_code == 422 and "There is a set called “été” already." in twice.content.decode()
    assert AuditEntry.objects.filter(verb="wordset.made").count() == 1


def test_people_are_kept_with_their_handles(brand, author, sign_in):
    address, client = reverse("editorial:wordset_new", args=[brand.slug, "mentions"]), sign_in(author)
    nobody = client.post(address, {"name": "Amis", **rows({"name": ""})})
    assert nobody.status_code == 422 and "Name at least one person." in nobody.content.decode()
    wrong = client.post(address, {"name": "Amis", **rows({"name": "", "bluesky": "zoe.example"})})
    assert wrong.status_code == 422 and "Say who it is" in wrong.content.decode() and "zoe.example" in wrong.content.decode()
    assert (
        client.post(address, {"name": "Amis", **rows({"name": "Zoé", "bluesky": "zoe.example"}, {"name": ""})}).status_code == 302
    )
    made = WordSet.objects.get()
    assert made.people == [{"name": "Zoé", "handles": {"bluesky": "@zoe.example"}}]
    page = client.get(reverse("editorial:wordset", args=[brand.slug, made.pk])).content.decode()
    assert 'value="@zoe.example"' in page
    client.post(reverse("editorial:wordset_remove", args=[brand.slug, made.pk]))
    assert not WordSet.objects.exists()


def test_there_are_only_so_many(brand, author, monkeypatch):
    monkeypatch.setattr(wordsets, "MOST", 1)
    wordsets.keep(WordSet(brand=brand, kind="hashtags", name="Un", hashtags="#un"), by=author)
    with pytest.raises(wordsets.BadWordSet, match="1 sets already"):
        wordsets.keep(WordSet(brand=brand, kind="hashtags", name="Deux", hashtags="#deux"), by=author)


def test_the_menu_offers_sets_hashtags_and_signature_of_the_charter(
    brand, author, partners, sign_in, django_assert_max_num_queries
):
    brand.charters.create(number=1, hashtags="#MaisonLune", signature="L’équipe")
    address = reverse("editorial:wordsets", args=[brand.slug])
    client, asked = sign_in(author), []
    for count in (1, 8):
        for number in range(count):
            WordSet.objects.create(brand=brand, kind="hashtags", name=f"Set {count} {number}", hashtags="#x")
        with django_assert_max_num_queries(10) as queries:
            menu = client.get(address, headers={"HX-Request": "true"}).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert "<html" not in menu and "#MaisonLune" in menu and "L’équipe" in menu and "@lyon.example, Zoé" in menu
    page = client.get(address).content.decode()
    assert "@lyon.example, Zoé" in page and "Ville de Lyon, Zoé" in page
