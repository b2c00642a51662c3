"""How the walk opens the addresses of the editorial desk."""

from datetime import datetime

from editorial import undo
from editorial.calendar import subscribing
from editorial.composer import versions
from editorial.content import Content
from editorial.library import keeping
from editorial.models import Cut, DayNote, KeyDate, PostVersion, Proposal, Thread, WordSet
from team.models import Membership
from tests import factories
from tests.walk import get, post


def a_series(member: Membership) -> list[int]:
    """A series whose text is a draft."""
    return [factories.make_series(brand=member.brand, author=member).pk]


def a_post(member: Membership) -> list[int]:
    """A draft of the member's brand."""
    return [factories.make_post(brand=member.brand, author=member, accounts=[factories.make_account(brand=member.brand)]).pk]


def a_version(member: Membership) -> list[int]:
    """A post of the member's brand, and the number of a version of it."""
    (pk,) = a_post(member)
    made = PostVersion.objects.create(post_id=pk, number=1, kept=versions.columns_of(Content("Avant", language="fr")))
    return [pk, made.number]


def an_act(member: Membership) -> list[int]:
    """An act of the member that can be taken back."""
    made = factories.make_post(brand=member.brand, author=member)
    kept = undo.keep(member, "made", undo.made([made]))
    return [kept.pk] if kept else []


def a_note(member: Membership) -> list[int]:
    return [DayNote.objects.create(brand=member.brand, on="2030-01-15", text="Salon", by=member).pk]


def a_key_date(member: Membership) -> list[int]:
    return [KeyDate.objects.create(brand=member.brand, name="Anniversaire", rule="03-14").pk]


def a_link(member: Membership) -> list[int]:
    return [factories.make_link(brand=member.brand).pk]


def a_thread(member: Membership) -> list[int]:
    (pk,) = a_post(member)
    return [pk, Thread.objects.create(post_id=pk).pk]


def a_proposal(member: Membership) -> list[int]:
    (pk,) = a_post(member)
    return [pk, Proposal.objects.create(post_id=pk, wall=datetime(2030, 1, 2, 10, 0), zone="Europe/Paris").pk]


def a_visual(member: Membership) -> list[int]:
    return [
        factories.make_asset(
            brand=member.brand, visual={"template": "quote", "format": "square", "words": {"title": "Bonjour"}}
        ).pk
    ]


def an_asset(member: Membership) -> list[int]:
    return [factories.make_asset(brand=member.brand).pk]


def a_folder(member: Membership) -> list[int]:
    return [factories.make_folder(brand=member.brand).pk]


def a_word_set(member: Membership) -> list[int]:
    return [
        WordSet.objects.create(brand=member.brand, kind="hashtags", name=f"Été {WordSet.objects.count()}", hashtags="#été").pk
    ]


def a_film(member: Membership) -> list[int]:
    return [factories.make_asset(brand=member.brand, kind="film", seconds=20.0, mime="video/mp4").pk]


def a_document(member: Membership) -> list[int]:
    return [factories.make_asset(brand=member.brand, kind="document", pages=3, mime="application/pdf").pk]


def a_page(member: Membership) -> list[int]:
    asset = factories.make_asset(brand=member.brand, kind="document", pages=3, mime="application/pdf")
    keeping.keep(f"{asset.file.removesuffix('.pdf')}-pages/1.webp", b"page")
    return [asset.pk, 1]


def a_cut(member: Membership) -> list[int]:
    [film] = a_film(member)
    return [Cut.objects.create(brand=member.brand, film_id=film, name="Clip", starts=0, ends=5).pk]


def a_campaign(member: Membership) -> list[int]:
    return [factories.make_campaign(brand=member.brand).pk]


def an_idea(member: Membership) -> list[int]:
    return [factories.make_idea(brand=member.brand, author=member).pk]


def an_account(member: Membership) -> list[int]:
    return [factories.make_account(brand=member.brand).pk]


def a_slot(member: Membership) -> list[int]:
    return [factories.make_slot(account=factories.make_account(brand=member.brand)).pk]


def a_source(member: Membership) -> list[int]:
    return [factories.make_source(brand=member.brand, made_by=member).pk]


def a_subscription(member: Membership) -> list[int]:
    return [subscribing.subscribe(member)[0].pk]


def a_batch(member: Membership) -> list[int]:
    return [factories.make_batch(brand=member.brand, by=member).pk]


def a_batch_row(member: Membership) -> list[int]:
    batch = factories.make_batch(brand=member.brand, by=member)
    return [batch.pk, batch.rows.get().pk]


LINES = {
    "editorial:sources": get(),
    "editorial:source": get(a_source),
    "editorial:pause_source": post(a_source),
    "editorial:resume_source": post(a_source),
    "editorial:read_source": post(a_source),
    "editorial:remove_source": post(a_source),
    "editorial:subscriptions": get(),
    "editorial:renew_subscription": post(a_subscription),
    "editorial:end_subscription": post(a_subscription),
    "editorial:exports": get(),
    "editorial:posts_csv": get(),
    "editorial:posts_json": get(),
    "editorial:imports": get(),
    "editorial:import": get(a_batch),
    "editorial:import_sort": post(a_batch, column_0="text"),
    "editorial:import_again": post(a_batch),
    "editorial:import_row": get(a_batch_row),
    "editorial:import_out": post(a_batch_row, on="1"),
    "editorial:import_bring": post(a_batch, timing="keep", goal="draft"),
    "editorial:import_undo": post(a_batch),
    "editorial:import_forget": post(a_batch),
    "editorial:ideas": get(),
    "editorial:note_idea": post(title="Une idée"),
    "editorial:idea": get(an_idea),
    "editorial:move_idea": post(an_idea, stage="work"),
    "editorial:star_idea": post(an_idea, on="1"),
    "editorial:draft_idea": post(an_idea),
    "editorial:archive_idea": post(an_idea),
    "editorial:restore_idea": post(an_idea),
    "editorial:calendar": get(),
    "editorial:calendar_csv": get(),
    "editorial:repeat": get(a_post),
    "editorial:series_all": get(),
    "editorial:series_new": get(),
    "editorial:series_dates": post(interval="1", unit="DAILY"),
    "editorial:series": get(a_series),
    "editorial:series_edit": get(a_series),
    "editorial:series_text": post(a_series),
    "editorial:series_submit": post(a_series),
    "editorial:series_approve": post(a_series),
    "editorial:series_skip": post(a_series, day="2030-01-01"),
    "editorial:series_back": post(a_series, day="2030-01-01"),
    "editorial:series_end": post(a_series),
    "editorial:series_resume": post(a_series),
    "editorial:approvals": get(),
    "reader": get(lambda member: ["no-such-secret"], owned=False),
    "reader_picture": get(lambda member: ["no-such-secret", "nothing"], owned=False),
    "reader_post": post(lambda member: ["no-such-secret", 1], owned=False, act="approve"),
    "editorial:links": get(),
    "editorial:make_link": get(),
    "editorial:revoke_link": post(a_link),
    "editorial:talk": get(a_post),
    "editorial:thread": post(a_thread, act="resolve"),
    "editorial:propose": post(a_post, date="2030-01-02", time="10:00"),
    "editorial:hour": post(a_proposal),
    "editorial:decide": post(act="approve"),
    "editorial:fast": get(a_post),
    "editorial:rule": get(),
    "editorial:apply_rule": post(),
    "editorial:campaign_rule": get(a_campaign),
    "editorial:apply_campaign_rule": post(a_campaign),
    "editorial:end_campaign_rule": post(a_campaign),
    "editorial:new": get(),
    "editorial:autosave_new": post(text="Bonjour"),
    "editorial:check": post(text="Bonjour"),
    "editorial:shape": post(shape="add part"),
    "editorial:zones": get(),
    "editorial:several": post(act="archive"),
    "editorial:post": get(a_post),
    "editorial:edit": get(a_post),
    "editorial:autosave": post(a_post, text="Bonjour", revision="1"),
    "editorial:versions": get(a_post),
    "editorial:take_version": post(a_version, revision="1"),
    "editorial:let_pass": get(a_post),
    "editorial:submit": post(a_post),
    "editorial:recall": post(a_post),
    "editorial:approve": post(a_post, digest="x"),
    "editorial:ask_changes": post(a_post, digest="x", note="Plus court."),
    "editorial:withdraw": post(a_post),
    "editorial:move": post(a_post, date="2030-01-02", time="10:00"),
    "editorial:clear_date": post(a_post),
    "editorial:archive": post(a_post),
    "editorial:restore": post(a_post),
    "editorial:copy": post(a_post),
    "editorial:key_dates": get(),
    "editorial:key_dates_known": post(hide="valentine"),
    "editorial:key_date_remove": post(a_key_date),
    "editorial:note_new": get(on="2030-01-15"),
    "editorial:note": get(a_note),
    "editorial:note_remove": post(a_note),
    "editorial:undo": post(an_act),
    "editorial:pictures": get(),
    "editorial:add_pictures": post(),
    "editorial:picture": get(an_asset),
    "editorial:asset_file": get(an_asset),
    "editorial:asset_thumbnail": get(lambda member: [*an_asset(member), 320]),
    "editorial:stock": get(),
    "editorial:shelf": get(),
    "editorial:stock_csv": get(),
    "editorial:fill": get(),
    "editorial:expected": get(),
    "editorial:room": get(),
    "editorial:stock_several": post(priority="7"),
    "editorial:place": get(a_post),
    "editorial:terms": get(a_post),
    "editorial:evergreen": get(a_post),
    "editorial:slots": get(),
    "editorial:slots_settings": post(),
    "editorial:slot": get(a_slot),
    "editorial:slot_remove": post(a_slot),
    "editorial:slots_add": post(an_account, at="09:00", days="1", kind="kept"),
    "editorial:slots_copy": post(an_account),
    "editorial:slots_propose": post(an_account, times="3"),
    "editorial:slots_pace": post(an_account),
    "editorial:today_stock": get(),
    "editorial:wordsets": get(),
    "editorial:wordset_new": get(lambda member: ["hashtags"], owned=False),
    "editorial:wordset": get(a_word_set),
    "editorial:wordset_remove": post(a_word_set),
    "editorial:library": get(),
    "editorial:library_csv": get(),
    "editorial:upload": post(),
    "editorial:visual": get(),
    "editorial:visual_change": get(a_visual),
    "editorial:visual_preview": post(template="quote", format="square", title="Bonjour"),
    "editorial:several_assets": post(act="change"),
    "editorial:folder_new": get(),
    "editorial:folder": get(a_folder),
    "editorial:folder_remove": post(a_folder),
    "editorial:asset": get(an_asset),
    "editorial:asset_save": post(an_asset, alt="Une tasse"),
    "editorial:asset_focus": post(an_asset, x="20", y="30"),
    "editorial:asset_replace": post(an_asset),
    "editorial:asset_remove": get(an_asset),
    "editorial:asset_download": get(an_asset),
    "editorial:as_shown": get(an_asset),
    "editorial:film": get(a_film),
    "editorial:cut_film": post(a_film, name="", starts="0:01", ends="0:04"),
    "editorial:cuts": get(a_film),
    "editorial:fit_film": post(a_film, account="0"),
    "editorial:film_poster": post(a_film, at="x"),
    "editorial:document": get(a_document),
    "editorial:draw_pages": post(a_document, pages="1-2"),
    "editorial:drawn": get(a_document),
    "editorial:document_page": get(a_page),
    "editorial:cancel_cut": post(a_cut),
    "editorial:again_cut": post(a_cut),
    "editorial:today_approvals": get(),
    "editorial:today_next": get(),
    "editorial:today_drafts": get(),
    "editorial:campaign_posts": get(a_campaign),
    "editorial:campaign_themes": get(a_campaign),
    "editorial:campaign_load": get(a_campaign),
    "editorial:campaign_networks": get(a_campaign),
}
