"""The log of what was done: whole, in words, and nobody's to change."""

import ast
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from team import audit
from team.models import AuditEntry
from tests import factories
from tests.house import FLOORS


def url(brand, name="audit") -> str:
    return reverse(f"team:{name}", args=[brand.slug])


def entry(brand, verb="member.left", *, who="Zoé", at=None, user=None, **details) -> AuditEntry:
    made = AuditEntry.objects.create(brand=brand, verb=verb, who=who, subject="the thing", user=user, details=details)
    if at:
        AuditEntry.objects.filter(pk=made.pk).update(at=at)
    return made


def shown(answer) -> list[str]:
    return [sentence for _entry, sentence in answer.context["lines"]]


# --- words -------------------------------------------------------------------------------------------------------
def recorded_verbs() -> set[tuple[str, str]]:
    """Every verb that the sources record by its name."""
    found = set()
    for floor in FLOORS:
        for path in (settings.BASE_DIR / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record"
                    and node.args
                ):
                    first = node.args[0]
                    if floor != "networks" and isinstance(first, ast.Constant) and "." in str(first.value):
                        found.add((str(first.value), str(path.relative_to(settings.BASE_DIR))))
    return found


def test_every_verb_that_is_recorded_has_a_sentence():
    missing = sorted(f"{place}: {verb}" for verb, place in recorded_verbs() if verb not in audit.sentences())
    assert not missing, "say in <app>/audit_verbs.py, SENTENCES, how these read:\n" + "\n".join(missing)


def test_a_sentence_names_who_what_and_the_details(brand):
    made = entry(brand, "member.roles_changed", before=["cm"], roles=["cm", "approver"])
    with translation.override("en"):
        assert audit.sentence(made) == (
            "Zoé changed the roles of the thing from: Community manager, to: Community manager, Approver"
        )
    with translation.override("fr"):
        assert audit.sentence(made).startswith("Zoé a modifié les rôles de the thing")


@pytest.mark.parametrize(("kept", "said"), [("2026-12-04", "4 December 2026"), ("2026-13-04", "2026-13-04"), ("4", "4")])
def test_a_day_reads_as_its_reader_writes_days(brand, kept, said):
    with translation.override("en"):
        assert audit.sentence(entry(brand, "note.written", on=kept)) == f"Zoé put a note on {said}: “the thing”"


def test_a_verb_nobody_knows_any_more_is_shown_bare(brand):
    assert audit.sentence(entry(brand, "old.verb")) == "Zoé: old.verb the thing"


def test_a_detail_that_is_missing_breaks_nothing(brand):
    assert "–" in audit.sentence(entry(brand, "member.joined"))


def test_secrets_are_not_written_down(admin):
    for name in ("password", "token", "client_secret", "api_key"):
        with pytest.raises(ValueError, match="secrets"):
            audit.record("account.connected", "x", by=admin, **{name: "x"})


# --- the page ----------------------------------------------------------------------------------------------------
def test_the_log_shows_this_brand_only_the_newest_first(admin, stranger, sign_in):
    entry(admin.brand, who="First", at=datetime(2026, 5, 1, tzinfo=UTC))
    entry(admin.brand, who="Second", at=datetime(2026, 5, 2, tzinfo=UTC))
    entry(stranger.brand, who="Elsewhere")
    assert shown(sign_in(admin).get(url(admin.brand))) == ["Second left the brand", "First left the brand"]


def test_the_log_is_narrowed_by_who_what_and_when_in_the_brands_zone(admin, reader, sign_in):
    entry(admin.brand, who="By the reader", user=reader.user, at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    entry(admin.brand, "brand.created", who="Made", at=datetime(2026, 5, 2, 12, tzinfo=UTC))
    entry(admin.brand, who="Late at night", at=datetime(2026, 5, 2, 22, 30, tzinfo=UTC))  # the third of May in Paris
    client = sign_in(admin)

    def narrowed(**query) -> list[str]:
        return [sentence.split(" left")[0].split(" made")[0] for sentence in shown(client.get(url(admin.brand), query))]

    assert narrowed(who=reader.pk) == ["By the reader"]
    assert narrowed(verb="brand.created") == ["Made"]
    assert narrowed(since="2026-05-02") == ["Late at night", "Made"]
    assert narrowed(until="2026-05-02") == ["Made", "By the reader"]
    assert narrowed(since="2026-05-03", until="2026-05-03") == ["Late at night"]
    assert narrowed(since="2031-01-01") == []


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"verb": "no.such"}, {"who": "x"}, {"who": "999999"}, {"after": "x"}])
def test_a_filter_that_is_none_is_said_and_breaks_nothing(admin, sign_in, query):
    assert sign_in(admin).get(url(admin.brand), query).status_code == 200
    assert sign_in(admin).get(url(admin.brand, "audit_csv"), query).status_code == 200


def test_people_of_other_brands_are_no_choice(admin, stranger, sign_in):
    page = sign_in(admin).get(url(admin.brand)).content.decode()
    assert "Anne Admin" in page and "Stan Stranger" not in page


def test_an_empty_log_teaches(admin, sign_in):
    client = sign_in(admin)
    assert "will be written down here" in client.get(url(admin.brand)).content.decode()
    assert "Widen it" in client.get(url(admin.brand), {"verb": "brand.created"}).content.decode()


def test_the_log_is_paged_by_key_and_keeps_its_filter(admin, sign_in, monkeypatch):
    monkeypatch.setattr("team.views.audit.PAGES.size", 3)
    for number in range(5):
        entry(admin.brand, who=str(number), at=datetime(2026, 5, 1, tzinfo=UTC))  # all in one moment
    client = sign_in(admin)
    first = client.get(url(admin.brand), {"verb": "member.left"})
    after = first.context["after"]
    assert f"?verb=member.left&amp;after={after}" in first.content.decode()
    second = client.get(url(admin.brand), {"verb": "member.left", "after": after})
    assert sorted(shown(first) + shown(second)) == [f"{number} left the brand" for number in range(5)]
    assert second.context["after"] == ""


def test_the_page_costs_the_same_for_two_entries_and_for_fifty(admin, sign_in, django_assert_max_num_queries):
    client = sign_in(admin)
    client.get(url(admin.brand))
    for size in (2, 50):
        for number in range(size):
            member = factories.make_member(brand=admin.brand)
            entry(admin.brand, who=str(number), user=member.user)
        with django_assert_max_num_queries(9):
            client.get(url(admin.brand))


def test_the_csv_holds_the_same_and_runs_nothing(admin, sign_in):
    entry(admin.brand, who="=cmd()", at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    entry(admin.brand, "brand.created", who="Other")
    answer = sign_in(admin).get(url(admin.brand, "audit_csv"), {"verb": "member.left"})
    text = b"".join(answer.streaming_content).decode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit-maison-lune.csv"'
    assert "'=cmd()" in text and ",=cmd()" not in text and "Other" not in text
    assert "2026-05-01 14:00:00" in text, "in the brand's zone"
    assert text.startswith("\ufeffDate and time,")


def test_the_csv_speaks_the_language_of_who_asks(brand, sign_in):
    anne = factories.make_member(brand=brand, roles=["admin"], language="fr")
    entry(brand)
    text = b"".join(sign_in(anne).get(url(brand, "audit_csv")).streaming_content).decode()
    assert "Date et heure" in text and "a quitté la marque" in text
