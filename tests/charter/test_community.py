"""The community charter: written in both languages, read by everybody where the brand wants it."""

import pytest
from django.urls import reverse
from django.utils import translation

from charter import community, editing, paper_changes, papers
from charter.papers import KINDS

PARTS = KINDS["community"].parts
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def address(name, *args, brand="maison-lune"):
    return reverse(f"charter:{name}", args=[brand, "community", *args])


def save(brand, name, by, base=None, **said):
    now = papers.of(brand, "community")
    return editing.save(
        brand,
        PARTS[name],
        {**papers.content(now, PARTS[name]), **said},
        by=by,
        base=now.number if base is None else base,
    )


def rule(fr="", en="", ladder=(), reply_fr="", reply_en=""):
    return {"fr": fr, "en": en, "words": "", "ladder": list(ladder), "reply_fr": reply_fr, "reply_en": reply_en}


def typed(*rows, base=0):
    data = {"base": base, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


# --- writing ---------------------------------------------------------------------------------------------------------
def test_rules_are_kept_in_the_order_of_their_places_with_ladder_and_replies(sign_in, brand, lead):
    rows = (
        {**rule("Sans publicité.", ladder=["block", "hide"]), "place": 2},
        {**rule("Avec respect.", "With respect.", ["remind"], "Merci.\r\n\r\nMerci encore."), "place": 1},
        {"place": 3},
    )
    browser = sign_in(lead)
    answer = browser.post(address("paper_section", "rules"), typed(*rows))
    assert answer.url == address("paper") + "#rules"
    kept = community.rules(papers.of(brand, "community"))
    assert [(row["fr"], row["ladder"]) for row in kept] == [("Avec respect.", ["remind"]), ("Sans publicité.", ["hide", "block"])]
    assert dict(kept[0]["replies"]) == {"fr": ["Merci.", "Merci encore."], "en": []}
    text = browser.get(address("paper")).content.decode()
    assert "With respect." in text
    assert "hide the message" in text


def test_what_cannot_be_is_refused_with_a_sentence_and_kept_in_the_form(sign_in, brand, lead):
    browser = sign_in(lead)
    answer = browser.post(address("paper_section", "rules"), typed(rule(ladder=["hide"], reply_fr="Nous avons masqué")))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Say the rule in one language at least, or empty the whole row." in text
    assert "Nous avons masqué" in text
    answer = browser.post(address("paper_section", "appeal"), {"how_fr": "Écrivez-nous.", "contact": "nobody"})
    assert answer.status_code == 422
    assert "Enter a valid e-mail address." in answer.content.decode()
    assert "Écrivez-nous." in answer.content.decode()
    assert not brand.papers.exists()


def test_the_second_writer_of_a_part_is_told_and_loses_nothing(sign_in, brand, lead, admin):
    save(brand, "welcome", lead, intro_fr="Bienvenue.")
    save(brand, "welcome", admin, intro_fr="Bienvenue à toutes et à tous.")
    save(brand, "appeal", admin, whom="Anne")
    browser = sign_in(lead)
    answer = browser.post(address("paper_section", "welcome"), {"intro_fr": "Bonjour.", "base": 1}, headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Anne Admin saved version 3 of this section while you were writing." in text
    assert "Bonjour.</textarea>" in text
    assert "<ins> à toutes et à tous</ins>" in text
    again = browser.post(address("paper_section", "welcome"), {"intro_fr": "Bonjour.", "base": 3}, headers=HTMX)
    assert again.status_code == 200
    assert papers.content(papers.of(brand, "community"), PARTS["appeal"])["whom"] == "Anne"


def test_a_version_says_what_it_changed_and_an_old_one_comes_back(sign_in, brand, lead, author):
    first = save(brand, "rules", lead, rows=[rule("Avec respect.", ladder=["remind"])])
    second = save(brand, "rules", lead, rows=[rule("Avec respect.", ladder=["remind", "block"]), rule("Sans publicité.")])
    changes = paper_changes.between(first, second)[0].changes
    woven = ["".join(piece.text for piece in change.pieces if piece.kind == "new") for change in changes]
    assert woven == [", block the person", "The rule, in French: Sans publicité."]
    text = sign_in(author).get(address("paper_version", 2)).content.decode()
    assert "<ins>, block the person</ins>" in text
    assert "Version 1" in sign_in(author).get(address("paper_history")).content.decode()
    assert sign_in(author).post(address("paper_restore", 1)).status_code == 403
    sign_in(lead).post(address("paper_restore", 1))
    assert (papers.of(brand, "community").number, papers.of(brand, "community").said) == (3, first.said)


# --- the public page -------------------------------------------------------------------------------------------------
def test_nobody_reads_the_rules_without_account_until_the_brand_wants_it(client, brand, lead):
    save(brand, "rules", lead, rows=[rule("Avec respect.")])
    for name, args in (("community", []), ("community_page", ["fr"]), ("community_version", ["fr", 1])):
        assert client.get(reverse(name, args=["maison-lune", *args])).status_code == 404


def test_everybody_reads_the_rules_in_both_languages_without_what_is_for_colleagues(client, brand, lead):
    save(brand, "rules", lead, rows=[rule("Avec respect.", "With respect.", ["hide"], "Nous masquons."), rule("Sans publicité.")])
    save(brand, "page", lead, public=True)
    assert client.get("/rules/maison-lune/", headers={"Accept-Language": "en"}).url == "/rules/maison-lune/en/"
    french, english = (client.get(f"/rules/maison-lune/{language}/") for language in ("fr", "en"))
    assert "Avec respect." in french.content.decode()
    assert "masquer le message" in french.content.decode()
    assert '<html lang="fr"' in french.content.decode()
    assert "With respect." in english.content.decode()
    assert 'lang="fr">Sans publicité.' in english.content.decode()
    assert "Nous masquons" not in french.content.decode()
    assert "Edit these texts" not in english.content.decode()
    assert client.get("/rules/maison-lune/de/").status_code == 404


def test_search_engines_list_it_only_where_the_brand_wants_it(client, brand, lead):
    save(brand, "page", lead, public=True)
    closed = client.get("/rules/maison-lune/fr/")
    assert 'name="robots" content="noindex"' in closed.content.decode()
    assert closed.headers["X-Robots-Tag"] == "noindex"
    save(brand, "page", lead, indexed=True)
    opened = client.get("/rules/maison-lune/fr/")
    assert "noindex" not in opened.content.decode()
    assert "X-Robots-Tag" not in opened.headers


def test_earlier_public_versions_stay_readable_and_say_that_they_no_longer_hold(client, brand, lead):
    save(brand, "rules", lead, rows=[rule("Avant la page.")])
    save(brand, "page", lead, public=True)
    save(brand, "rules", lead, rows=[rule("Avec respect.", reply_fr="Merci.")])
    save(brand, "rules", lead, rows=[rule("Avec respect.", reply_fr="Merci bien.")])
    assert [paper.number for paper in community.public_versions(brand, "fr")] == [3, 2]
    old = client.get("/rules/maison-lune/en/2/").content.decode()
    assert "it no longer holds" in old
    assert "Avant la page." in old
    assert client.get("/rules/maison-lune/en/1/").status_code == 404
    assert client.get("/rules/maison-lune/en/4/").status_code == 404


def test_who_may_write_finds_the_way_to_the_texts_from_the_page(sign_in, brand, lead, author):
    save(brand, "page", lead, public=True)
    assert "Edit these texts" in sign_in(lead).get("/rules/maison-lune/en/").content.decode()
    assert "Edit these texts" not in sign_in(author).get("/rules/maison-lune/en/").content.decode()


def test_the_pages_take_the_same_queries_whatever_the_paper_holds(sign_in, client, brand, lead, django_assert_max_num_queries):
    browser = sign_in(lead)
    browser.get(address("paper"))
    save(brand, "page", lead, public=True)
    for size in (1, 40):
        save(brand, "rules", lead, rows=[rule(f"Règle {n}.") for n in range(size)])
        with django_assert_max_num_queries(11):
            browser.get(address("paper"))
        with django_assert_max_num_queries(3):
            client.get("/rules/maison-lune/fr/")
