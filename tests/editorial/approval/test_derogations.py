"""Remarks of the charter that somebody lets stand: who may, for what, until when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charter import mutes
from charter.models import Charter, Word
from editorial import checks, content, drafting
from editorial.approval import approval, derogations, submission
from editorial.drafting import Draft
from editorial.models import Derogation, PostState
from editorial.refusals import Blocked, NotPossible, NotYours
from lib.findings import Advice
from lib.states import StaleState
from team.models import AuditEntry

TEXT = "La promo de la semaine."
SEEN = {"rule": "charter.never", "words": "promo"}


@pytest.fixture
def charter(brand):
    made = Charter.objects.create(brand=brand, number=1, alt_required=False, french_spaces=False)
    Word.objects.create(charter=made, kind="never", text="promo", instead="offre")
    return made


@pytest.fixture
def promo(charter, brand, author, account):
    return drafting.create(brand, Draft(content.shared(TEXT, [account], language="fr")), by=author)


def digest(post):
    return content.of(post).digest()


def pass_it(post, by, **more):
    said = {**SEEN, "digest": digest(post), "reason": "It is a quotation", **more}
    return derogations.let_pass(post, by=by, **said)


def test_what_the_charter_stops_leaves_once_somebody_lets_it_stand(promo, author, approver):
    with pytest.raises(Blocked):
        submission.submit(promo, by=author)
    made = pass_it(promo, approver)
    assert (made.who, made.reason) == (str(approver), "It is a quotation")
    (remark,) = [each for each in checks.of_post(promo) if each.key == ("charter.never", "promo")]
    assert isinstance(remark.finding, Advice)
    assert remark.passed == made
    submission.submit(promo, by=author)
    approval.approve(promo, by=approver, digest=digest(promo))
    promo.refresh_from_db()
    assert promo.state == PostState.APPROVED


def test_it_counts_for_that_content_only(promo, author, approver, account):
    pass_it(promo, approver)
    promo.refresh_from_db()
    drafting.save(promo, Draft(content.shared("La promo du mois.", [account], language="fr")), by=author, revision=promo.revision)
    with pytest.raises(Blocked):
        submission.submit(promo, by=author)


def test_the_author_alone_may_not_and_nobody_without_the_right(promo, author, brand, lead, reader):
    for member in (author, reader):
        with pytest.raises(NotYours):
            pass_it(promo, member)
    promo.author = lead
    promo.save()
    with pytest.raises(NotYours, match="You wrote this post"):
        pass_it(promo, lead)
    brand.own_approval = True
    brand.save()
    promo.refresh_from_db()
    assert pass_it(promo, lead)


def test_a_reason_and_a_standing_remark_are_asked_for_and_another_content_is_noticed(promo, approver):
    with pytest.raises(NotPossible, match="Say why"):
        pass_it(promo, approver, reason="  ")
    with pytest.raises(NotPossible, match="stands no more"):
        pass_it(promo, approver, words="soldes")
    with pytest.raises(StaleState):
        pass_it(promo, approver, digest="0" * 64)
    assert not Derogation.objects.exists()


def test_a_limit_of_a_network_is_not_let_pass(promo, author, approver, brand, account):
    long = drafting.create(brand, Draft(content.shared("mot " * 400, [account], language="fr")), by=author)
    rule = next(each.finding.rule for each in checks.of_post(long) if not isinstance(each.finding, Advice))
    with pytest.raises(NotPossible):
        pass_it(long, approver, rule=rule, words="")


def test_it_is_in_the_audit_log_once(promo, approver):
    pass_it(promo, approver)
    with pytest.raises(NotPossible):
        pass_it(promo, approver)
    (entry,) = AuditEntry.objects.filter(verb="post.let_pass")
    assert entry.details["reason"] == "It is a quotation"


def test_a_false_alarm_is_passed_over_in_every_draft_until_it_is_lifted(promo, author, lead):
    kept = mutes.mute(promo.brand, "charter.never", "Promo", by=lead, reason="The name of a street")
    assert submission.findings_of(promo) == []
    mutes.lift(kept, by=lead)
    assert [finding.rule for finding in submission.findings_of(promo)] == ["charter.never"]
    with pytest.raises(mutes.Unmutable):
        mutes.mute(promo.brand, "charter.alt", "x", by=lead, reason="No")
    with pytest.raises(mutes.Unmutable):
        mutes.mute(promo.brand, "charter.never", "promo", by=lead, reason="")


# --- the pages -------------------------------------------------------------------------------------------------------
def test_the_approver_lets_it_stand_on_the_page_and_everybody_reads_it_there_and_in_the_queue(promo, approver, author, sign_in):
    client = sign_in(approver)
    page = f"/b/{promo.brand.slug}/posts/{promo.pk}/"
    assert "Let it stand…" in client.get(page).content.decode()
    form = client.get(f"{page}pass/", SEEN)
    assert "The charter never uses" in form.content.decode()
    said = {**SEEN, "digest": digest(promo)}
    refused = client.post(f"{page}pass/", {**said, "reason": ""})
    assert refused.status_code == 422
    assert "Say why it may stand." in refused.content.decode()
    stale = client.post(f"{page}pass/", {**said, "digest": "0", "reason": "A quotation"})
    assert "reads otherwise now" in stale.content.decode()
    assert "A quotation" in stale.content.decode()
    assert client.post(f"{page}pass/", {**said, "reason": "A quotation"}).status_code == 302
    shown = client.get(page).content.decode()
    assert f"{approver} lets it stand: A quotation" in shown
    submission.submit(promo, by=author)
    assert f"{approver} lets it stand: A quotation" in client.get(f"/b/{promo.brand.slug}/approvals/").content.decode()


def test_over_the_composer_nothing_is_left_and_the_remarks_are_made_anew(promo, lead, sign_in):
    client = sign_in(lead)
    page = f"/b/{promo.brand.slug}/posts/{promo.pk}/"
    shown = client.get(page).content.decode()
    assert "Let it stand…" in shown
    assert "False alarm…" in shown
    answered = client.post(f"{page}pass/", {**SEEN, "digest": digest(promo), "reason": "A name"}, headers={"HX-Request": "true"})
    assert (answered.status_code, answered.content) == (200, b"")
    assert '"recheck": true' in answered.headers["HX-Trigger"]


def test_a_false_alarm_is_said_listed_and_lifted_on_the_charter_page(promo, lead, reader, sign_in):
    client, base = sign_in(lead), f"/b/{promo.brand.slug}/charter/mutes/"
    client.post(f"{base}new/", {"rule": "charter.never", "words": "promo", "reason": "The name of a street"})
    listed = sign_in(reader).get(base, headers={"HX-Request": "true"}).content.decode()
    assert "The name of a street" in listed
    assert "Check it again" not in listed
    client = sign_in(lead)
    client.post(f"{base}{promo.brand.mutes.get().pk}/lift/")
    assert not mutes.standing(promo.brand).exists()


def test_the_queue_takes_as_many_queries_with_derogations_as_without(
    promo, approver, author, brand, account, sign_in, django_assert_num_queries
):
    client, url = sign_in(approver), f"/b/{brand.slug}/approvals/"
    pass_it(promo, approver)
    submission.submit(promo, by=author)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(3):
        more = drafting.create(brand, Draft(content.shared(f"La promo {number}.", [account], language="fr")), by=author)
        pass_it(more, approver)
        submission.submit(more, by=author)
    with django_assert_num_queries(len(one)):
        client.get(url)
