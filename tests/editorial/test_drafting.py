"""Keeping what is typed, with two people in one draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from campaigns import signing
from editorial import content, drafting
from editorial.content import Version
from editorial.drafting import Draft
from editorial.models import Decision, Post, PostState
from editorial.refusals import BadMoment, NotPossible, PlanClosed
from editorial.stock import terms
from editorial.stock.terms import Terms
from lib import clock
from lib.states import StaleState
from publishing.models import Publication, State
from team.models import AuditEntry, Notice
from tests.campaigns.factories import make_campaign, make_theme
from tests.editorial.conftest import HOUR, ZONE, fresh, publications


def said(draft: Draft, text: str) -> Draft:
    return replace(draft, content=replace(draft.content, text=text))


def test_a_post_keeps_what_was_typed(post, draft, author):
    assert drafting.of(fresh(post)) == replace(draft, terms=Terms())
    assert (post.author, post.changed_by, post.state, post.revision) == (author, author, PostState.DRAFT, 1)


def test_a_save_counts_and_says_who(post, draft, author, lead):
    drafting.save(post, said(draft, "Autrement dit."), by=lead, revision=1)
    kept = fresh(post)
    assert (kept.text, kept.revision, kept.changed_by, kept.author) == ("Autrement dit.", 2, lead, author)


def test_a_stale_save_is_refused_and_the_other_text_stays(post, draft, author, lead):
    drafting.save(post, said(draft, "La sienne."), by=lead, revision=1)
    with pytest.raises(StaleState) as stale:
        drafting.save(post, said(draft, "La mienne."), by=author, revision=1)
    assert stale.value.row.text == "La sienne."
    assert fresh(post).text == "La sienne."


def test_a_stale_autosave_is_refused_too(post, draft, author, lead):
    drafting.autosave(post, said(draft, "La sienne."), by=lead, revision=1)
    with pytest.raises(StaleState):
        drafting.autosave(post, said(draft, "La mienne."), by=author, revision=1)


def test_what_waits_or_is_approved_is_never_saved_by_itself(approved, draft, author):
    with pytest.raises(NotPossible):
        drafting.autosave(approved, said(draft, "En douce."), by=author, revision=approved.revision)
    assert fresh(approved).text == draft.content.text
    assert publications(approved) == {"mastodon": State.PLANNED, "facebook": State.PLANNED}


def test_no_post_comes_into_a_closed_campaign_and_none_leaves_it(post, draft, brand, author, lead):
    closed, other = make_campaign(brand=brand), make_campaign(brand=brand, name="Hiver")
    inside = replace(draft, campaign=closed, theme=make_theme(campaign=closed))
    drafting.save(post, inside, by=author, revision=1)
    signing.close(closed, by=lead)
    for place in ({"campaign": other, "theme": None}, {"campaign": None, "theme": None}, {"theme": None}):
        for keep in (drafting.save, drafting.autosave):
            with pytest.raises(PlanClosed, match="is closed"):
                keep(post, replace(inside, **place), by=author, revision=2)
    with pytest.raises(PlanClosed):
        drafting.create(brand, replace(draft, campaign=closed), by=author)
    drafting.save(post, said(inside, "Autrement dit."), by=author, revision=2)
    assert (fresh(post).campaign, fresh(post).text) == (closed, "Autrement dit.")
    assert drafting.copy(fresh(post), by=author).campaign is None


def test_an_account_taken_out_loses_its_words_and_one_put_in_follows_the_shared_ones(
    post, draft, account, second_account, author
):
    own = replace(draft, content=replace(draft.content, versions=(Version(account, "À part."),)))
    drafting.save(post, own, by=author, revision=1)
    assert [(row.account_id, row.text) for row in post.variants.all()] == [(account.pk, "À part.")]
    drafting.save(post, draft, by=author, revision=2)
    assert set(post.variants.values_list("account_id", "text")) == {(account.pk, None), (second_account.pk, None)}


def test_pictures_keep_their_order_and_their_words(post, draft, picture, brand, author):
    from editorial.content import Image
    from tests import factories

    other = Image(factories.make_asset(brand=brand), "Un sac de café")
    drafting.save(post, replace(draft, content=replace(draft.content, images=(other, picture))), by=author, revision=1)
    assert content.of(fresh(post)).images == (other, picture)


def test_a_change_of_an_approved_post_withdraws_its_approval_and_takes_back_what_is_planned(approved, draft, author, approver):
    drafting.save(approved, said(draft, "Autre chose."), by=author, revision=approved.revision)
    kept = fresh(approved)
    assert kept.state == PostState.DRAFT
    assert publications(kept) == {"mastodon": State.CANCELLED, "facebook": State.CANCELLED}
    latest = kept.decisions.first()
    assert (latest.kind, latest.by) == (Decision.Kind.WITHDRAWN, author)
    assert latest.digest != content.of(kept).digest(), "what was withdrawn is the content that had been approved"
    assert Notice.objects.filter(user=approver.user, key=f"post:{kept.pk}:lapsed").exists()


def test_a_change_that_readers_do_not_see_keeps_the_approval(approved, draft, author, brand):
    from tests import factories

    campaign = factories.make_campaign(brand=brand)
    drafting.save(approved, replace(draft, campaign=campaign), by=author, revision=approved.revision)
    assert fresh(approved).state == PostState.APPROVED
    assert fresh(approved).campaign == campaign
    assert set(publications(approved).values()) == {State.PLANNED}


def test_another_date_typed_in_the_composer_moves_what_is_planned(approved, draft, author):
    drafting.save(approved, replace(draft, wall=HOUR.replace(hour=18)), by=author, revision=approved.revision)
    assert {row.wall.hour for row in Publication.objects.all()} == {18}
    assert fresh(approved).state == PostState.APPROVED


def test_a_date_that_is_past_cannot_be_given_to_an_approved_post(approved, draft, author):
    with pytest.raises(BadMoment):
        drafting.save(approved, replace(draft, wall=HOUR.replace(year=2020)), by=author, revision=approved.revision)
    assert fresh(approved).wall == HOUR and fresh(approved).revision == approved.revision


def test_a_draft_keeps_a_past_date_so_that_it_can_be_corrected(post, draft, author):
    drafting.autosave(post, replace(draft, wall=HOUR.replace(year=2020)), by=author, revision=1)
    assert fresh(post).wall.year == 2020


def test_what_has_left_stays_as_it_is(approved, draft, author):
    Publication.objects.filter(account__network_name="mastodon").update(state=State.SENDING)
    with pytest.raises(NotPossible):
        drafting.save(approved, said(draft, "Trop tard."), by=author, revision=approved.revision)
    assert fresh(approved).text == draft.content.text
    assert publications(approved) == {"mastodon": State.SENDING, "facebook": State.PLANNED}


def test_a_submitted_post_that_gets_a_blocker_is_a_draft_again(submitted, draft, author):
    drafting.save(submitted, said(draft, "x" * 600), by=author, revision=submitted.revision)
    assert fresh(submitted).state == PostState.DRAFT


def test_archiving_takes_back_what_is_planned_and_can_be_undone(approved, author):
    drafting.archive(approved, by=author)
    assert fresh(approved).state == PostState.ARCHIVED
    assert set(publications(approved).values()) == {State.CANCELLED}
    drafting.restore(fresh(approved), by=author)
    assert fresh(approved).state == PostState.DRAFT
    assert list(AuditEntry.objects.filter(verb__startswith="post.").order_by("pk").values_list("verb", flat=True))[-2:] == [
        "post.archived",
        "post.restored",
    ]


def test_what_is_published_is_not_archived(approved, author):
    Publication.objects.update(state=State.PUBLISHED, remote_id="1", published_at="2030-01-15T08:30:00Z")
    with pytest.raises(NotPossible):
        drafting.archive(approved, by=author)


def test_a_copy_is_a_draft_without_a_date_and_may_be_for_some_accounts(approved, lead, account):
    copy = drafting.copy(approved, by=lead, accounts=[account])
    assert (copy.text, copy.state, copy.wall, copy.author) == (approved.text, PostState.DRAFT, None, lead)
    assert list(copy.variants.values_list("account_id", flat=True)) == [account.pk]
    assert ZONE and Post.objects.count() == 2


def test_an_archived_post_is_not_written_on(post, draft, author):
    drafting.archive(post, by=author)
    with pytest.raises(NotPossible, match="archived"):
        drafting.save(post, said(draft, "Encore."), by=author, revision=fresh(post).revision)


def test_a_picture_nobody_had_described_keeps_the_words_of_its_first_use(post, draft, brand, author):
    from editorial.content import Image
    from tests import factories

    bare, told = factories.make_asset(brand=brand, alt=""), factories.make_asset(brand=brand, alt="Un sac")
    images = (Image(bare, "Une tasse"), Image(told, "Un grand sac"))
    drafting.save(post, replace(draft, content=replace(draft.content, images=images)), by=author, revision=1)
    bare.refresh_from_db()
    told.refresh_from_db()
    assert (bare.alt, told.alt) == ("Une tasse", "Un sac")


# --- in the stock ----------------------------------------------------------------------------------------------------
def test_its_priority_and_last_day_are_kept_with_the_draft_and_a_copy_begins_anew(post, author):
    last = clock.now().date() + timedelta(days=40)
    drafting.save(post, replace(drafting.of(post), terms=Terms(terms.SOON, last)), by=author, revision=post.revision)
    assert (fresh(post).priority, fresh(post).expires_on) == (terms.SOON, last)
    assert AuditEntry.objects.filter(verb="stock.terms").count() == 1
    copy = drafting.copy(fresh(post), by=author)
    assert (copy.priority, copy.expires_on) == (terms.USUAL, None)


def test_a_priority_between_those_offered_stays_while_nobody_chooses_another(post, author):
    Post.objects.filter(pk=post.pk).update(priority=8)
    kept = fresh(post)
    drafting.save(kept, drafting.of(kept), by=author, revision=kept.revision)
    assert fresh(post).priority == 8


def test_a_last_day_that_is_over_is_refused_but_not_the_one_that_stands_there(post, author):
    over = clock.now().date() - timedelta(days=2)
    with pytest.raises(BadMoment):
        drafting.save(post, replace(drafting.of(post), terms=Terms(expires_on=over)), by=author, revision=post.revision)
    Post.objects.filter(pk=post.pk).update(expires_on=over)
    kept = fresh(post)
    assert drafting.autosave(kept, drafting.of(kept), by=author, revision=kept.revision).expires_on == over
