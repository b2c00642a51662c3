"""What the community charter has ready in the inbox: replies with their blanks filled, and the next step of the ladders."""

import pytest
from django.urls import reverse

from charter import editing, papers
from charter.papers import KINDS
from moderation import prepared
from moderation.models import Measure
from tests import factories

BASE = "https://tribu.test"
INSULT = {
    "fr": "On s’adresse aux gens, on ne les attaque pas.", "en": "We speak to people, we do not attack them.",
    "words": "imbécile, idiot", "ladder": ["hide", "warn", "block"],
    "reply_fr": "Bonjour {personne}, nous avons masqué votre message. Nos règles : {règles}\n\nDernier rappel, {Personne}.",
    "reply_en": "Hello {person}, we have hidden your message. {brand}, {signature}",
}  # fmt: skip
DELIVERY = {
    "fr": "On pose ses questions.", "en": "", "words": "", "ladder": [],
    "reply_fr": "Oui, nous livrons en Belgique.", "reply_en": "",
}  # fmt: skip


@pytest.fixture
def charter(lead):
    parts = KINDS["community"].parts
    editing.save(lead.brand, parts["rules"], {"rows": [INSULT, DELIVERY]}, by=lead, base=0)
    editing.save(lead.brand, parts["page"], {"public": True, "indexed": False}, by=lead, base=1)


def conversation(account, text):
    person = factories.make_person(brand=account.brand, network="talk", name="Zoé")
    return factories.make_conversation(account=account, person=person, text=text)


def test_replies_come_in_the_language_of_the_message_with_their_blanks_filled(account, charter):
    french = prepared.replies(conversation(account, "Vous êtes des idiots, tous les deux !"), BASE)
    assert [reply.text for reply in french] == [
        f"Bonjour Zoé, nous avons masqué votre message. Nos règles : {BASE}/rules/maison-lune/fr/",
        "Dernier rappel, Zoé.",
        "Oui, nous livrons en Belgique.",
    ]
    assert [reply.rule.fits for reply in french] == [True, True, False]
    english = prepared.replies(conversation(account, "Do you deliver to the north of the country?"), BASE)
    assert english[0].text == "Hello Zoé, we have hidden your message. Maison Lune, {signature}"  # nobody wrote a signature
    assert (english[-1].language, english[-1].text) == ("fr", "Oui, nous livrons en Belgique.")  # nobody translated it


def test_what_the_message_is_about_comes_first(account, charter):
    about = prepared.replies(conversation(account, "Est-ce que vous livrez en Belgique ?"), BASE)
    assert about[0].text == "Oui, nous livrons en Belgique."


def test_the_next_step_comes_after_the_hardest_that_was_taken_with_the_person(account, charter, moderator):
    talk = conversation(account, "Quel imbécile")
    (step,) = prepared.steps(talk)
    assert (step.rule.fits, step.following) == (True, "hide")
    prepared.take(talk, step.rule.key, "hide", by=moderator)
    prepared.take(talk, step.rule.key, "hide", by=moderator)  # a second press
    with pytest.raises(prepared.NotOnLadder):
        prepared.take(talk, step.rule.key, "block", by=moderator)
    (step,) = prepared.steps(talk)
    assert (step.following, [each.step for each in step.taken]) == ("warn", ["hide"])
    for name in ("warn", "block"):
        prepared.take(talk, step.rule.key, name, by=moderator)
    assert prepared.steps(talk)[0].following == ""
    assert Measure.objects.count() == 3
    assert talk.brand.audit_entries.filter(verb="measure.taken").count() == 3
    assert prepared.steps(conversation(account, "Quel idiot"))[0].following == "hide"  # somebody else begins anew


def test_a_rule_in_other_words_goes_on_unless_somebody_says_that_it_is_another(sign_in, account, charter, lead, moderator):
    talk, client = conversation(account, "Quel imbécile"), sign_in(lead)
    prepared.take(talk, INSULT["fr"], "hide", by=moderator)
    address = reverse("charter:paper_section", args=["maison-lune", "community", "rules"])

    def write(*rows):
        base = papers.of(lead.brand, "community").number
        data = {"base": base, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
        data |= {f"rows-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
        assert client.post(address, data).status_code in (200, 302)
        assert papers.of(lead.brand, "community").number == base + 1
        return {step.rule.text: step.following for step in prepared.steps(talk)}

    page = client.get(reverse("charter:paper", args=["maison-lune", "community"]) + "?edit=rules").content.decode()
    assert page.count("This is another rule now") == 2 and page.count('type="hidden" name="rows-0-key"') == 1
    bare = INSULT | {"en": ""}
    kinder = bare | {"fr": "On parle aux gens sans les blesser.", "key": INSULT["fr"]}
    assert write(kinder) == {kinder["fr"]: "warn"}
    shorter = bare | {"fr": "Pas d’attaques.", "key": INSULT["fr"]}
    again = bare | {"key": ""}
    assert write(shorter, again) == {shorter["fr"]: "warn", INSULT["fr"]: "hide"}  # the old words as a rule of their own
    assert write(shorter | {"anew": "on"}) == {shorter["fr"]: "hide"}
    assert write(bare | {"key": INSULT["fr"], "anew": "on"}) == {INSULT["fr"]: "hide"}  # the same words for another rule


def test_the_inbox_shows_them_to_whom_they_concern(sign_in, account, charter, author, moderator, reader):
    talk = conversation(account, "Vous êtes un imbécile, et c’est tout !")
    where = {name: reverse(f"moderation:{name}", args=["maison-lune", talk.pk]) for name in ("prepared", "ladder", "measure")}
    page = sign_in(moderator).get(reverse("moderation:conversation", args=["maison-lune", talk.pk])).content.decode()
    assert where["prepared"] in page and where["ladder"] in page
    replies = sign_in(moderator).get(where["prepared"]).content.decode()
    assert replies.index("Bonjour Zoé") < replies.index("Oui, nous livrons")
    assert "Fits this message" in replies
    ladder = sign_in(moderator).get(where["ladder"]).content.decode()
    assert "Done: hide the message" in ladder
    said = {"rule": INSULT["fr"], "step": "hide"}
    done = sign_in(moderator).post(where["measure"], said, headers={"HX-Request": "true"}).content.decode()
    assert "Done: warn the person" in done
    stale = sign_in(moderator).post(where["measure"], {**said, "step": "block"}, headers={"HX-Request": "true"}).content.decode()
    assert "not the next step any more" in stale
    assert sign_in(reader).post(where["measure"], said).status_code == 403


def test_without_a_charter_there_is_nothing(sign_in, account, moderator):
    talk = conversation(account, "Bonjour")
    for name in ("prepared", "ladder"):
        found = sign_in(moderator).get(reverse(f"moderation:{name}", args=["maison-lune", talk.pk])).content.decode()
        assert "<button" not in found


def test_what_is_ready_takes_as_many_queries_however_many_rules_there_are(account, charter, lead, django_assert_num_queries):
    talk = conversation(account, "Quel imbécile !")
    with django_assert_num_queries(3):
        prepared.replies(talk, BASE)
    with django_assert_num_queries(3):
        prepared.steps(talk)
    rows = {"rows": [{**INSULT, "fr": f"Règle {number}"} for number in range(30)]}
    editing.save(lead.brand, KINDS["community"].parts["rules"], rows, by=lead, base=2)
    with django_assert_num_queries(3):
        prepared.replies(talk, BASE)
