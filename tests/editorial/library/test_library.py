"""The library: folders, tags, search, rights, focal points, uses, look-alikes, many at once."""

import io
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageDraw

from editorial import content, drafting, scheduling
from editorial.approval import submission
from editorial.content import Image
from editorial.library import assets, cataloguing, folders, library, licences, likeness, removing
from editorial.library.cataloguing import Change
from editorial.library.folders import BadFolder, Tree
from editorial.library.library import Filters
from editorial.models import Asset, Idea, Post, Tag
from editorial.refusals import Blocked, NotPossible
from lib import clock
from lib.findings import Advice, Blocker
from networks.rules import PictureRules
from publishing.engine import claiming, expiring, planning
from publishing.letters import renditions
from publishing.models import Hold, Publication, State
from publishing.troubles import troubles
from team.models import Notice
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, approve, fresh, publications

LAST = HOUR.date()


def drawing(seed: int = 0, size=(400, 300)) -> bytes:
    """A drawing with enough in it to be told from others."""
    dice, image = Random(seed), Pillow.new("RGB", size, "#f3dfc1")
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        pen.ellipse((x - 60, y - 50, x + 60, y + 50), fill=(dice.randrange(256), dice.randrange(256), 60))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def upload(seed: int = 0, name: str = "tasse.png", **more) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawing(seed, **more), "image/png")


@pytest.fixture
def at(brand):
    """The address of a page of the library."""
    return lambda name, *args: reverse(f"editorial:{name}", args=[brand.slug, *args])


def shown(brand, **filters) -> set[str]:
    """The names of what the library shows."""
    return {asset.name for asset in library.chosen(brand, Filters(**filters), Tree(brand))}


# --- folders ---------------------------------------------------------------------------------------------------------
class TestFolders:
    def test_folders_lie_within_one_another_in_the_order_a_reader_expects(self, brand, author):
        spring = folders.make(brand, "Été", None, by=author)
        folders.make(brand, "Zinc", None, by=author)
        inner = folders.make(brand, "Portraits", spring, by=author)
        assert [branch.path for branch in Tree(brand)] == ["Été", "Été / Portraits", "Zinc"]
        assert Tree(brand).below(spring.pk) == [spring.pk, inner.pk]

    def test_a_name_is_there_once_in_a_place_whatever_its_case_and_accents(self, brand, author):
        first = folders.make(brand, "Été", None, by=author)
        with pytest.raises(BadFolder, match="already"):
            folders.make(brand, "ete", None, by=author)
        folders.make(brand, "ete", first, by=author)

    def test_a_folder_cannot_lie_within_itself_nor_too_deep(self, brand, author):
        line = [folders.make(brand, "1", None, by=author)]
        for number in range(2, folders.DEEPEST + 1):
            line.append(folders.make(brand, str(number), line[-1], by=author))
        with pytest.raises(BadFolder, match="deep"):
            folders.make(brand, "x", line[-1], by=author)
        with pytest.raises(BadFolder, match="itself"):
            folders.change(line[0], "1", line[2], by=author)
        other = folders.make(brand, "autre", None, by=author)
        with pytest.raises(BadFolder, match="deep"):
            folders.change(line[0], "1", other, by=author)

    def test_what_is_in_a_removed_folder_moves_up(self, brand, author):
        outer = folders.make(brand, "Saison", None, by=author)
        folder = folders.make(brand, "Hiver", outer, by=author)
        inner = folders.make(brand, "Noël", folder, by=author)
        asset = factories.make_asset(brand=brand, folder=folder)
        folders.remove(folder, by=author)
        for row in (asset, inner):
            row.refresh_from_db()
        assert (asset.folder, inner.parent) == (outer, outer)

    def test_the_pages_make_rename_and_remove_and_say_what_is_wrong(self, brand, author, sign_in, at):
        client = sign_in(author)
        assert client.post(at("folder_new"), {"name": "Hiver", "parent": ""}).status_code == 302
        folder = brand.folders.get()
        page = client.post(at("folder_new"), {"name": "hiver", "parent": ""})
        assert page.status_code == 422 and "already in that place" in page.content.decode()
        client.post(at("folder", folder.pk), {"name": "Grand hiver", "parent": ""})
        assert brand.folders.get().name == "Grand hiver"
        client.post(at("folder_remove", folder.pk))
        assert not brand.folders.exists()

    def test_a_folder_of_another_brand_is_no_place(self, brand, other_brand, author, sign_in, at):
        foreign = factories.make_folder(brand=other_brand)
        assert sign_in(author).post(at("folder_new"), {"name": "x", "parent": str(foreign.pk)}).status_code == 422
        assert sign_in(author).post(at("upload"), {"files": upload(), "folder": str(foreign.pk)}).status_code == 404
        assert sign_in(author).get(at("library"), {"folder": foreign.pk}).status_code == 302


# --- finding ---------------------------------------------------------------------------------------------------------
class TestFinding:
    @pytest.mark.parametrize("words", ["café", "CAFE", "bleue", "lyon arnaud", "noël", "noel tasse", "img_2041", "tas"])
    def test_it_is_found_by_name_words_tag_and_credit_without_case_and_accents(self, brand, author, words):
        asset = factories.make_asset(brand=brand, name="IMG_2041-Tasse.bleue.jpg", alt="Un café à Lyon", credit="Léa Arnaud")
        cataloguing.change(asset, by=author, tags=["Fêtes de Noël"])
        factories.make_asset(brand=brand, name="autre.jpg", alt="Rien")
        assert shown(brand, q=words) == {"IMG_2041-Tasse.bleue.jpg"}

    def test_filters_narrow_and_a_search_in_a_folder_looks_within_it_too(self, brand, author, lead):
        outer = factories.make_folder(brand=brand)
        inner = factories.make_folder(brand=brand, parent=outer)
        today = licences.today(brand)
        factories.make_asset(brand=brand, name="a", folder=outer, added_by=author)
        factories.make_asset(brand=brand, name="b", folder=inner, alt="", added_by=lead)
        factories.make_asset(brand=brand, name="c", rights_until=today)
        factories.make_asset(brand=brand, name="d", rights_until=today - timedelta(days=1))
        used = factories.make_asset(brand=brand, name="e", rights_until=today + timedelta(days=90), tags=["Été"])
        factories.make_post(brand=brand).pictures.create(asset=used, place=0)
        assert shown(brand, folder=outer.pk) == {"a"} and shown(brand, folder=0) == {"c", "d", "e"}
        assert shown(brand, folder=outer.pk, show="undescribed") == {"b"}
        assert shown(brand, show="ending") == {"c"} and shown(brand, show="ended") == {"d"}
        assert shown(brand, show="unused") == {"a", "b", "c", "d"}
        assert shown(brand, by=lead.pk) == {"b"} and shown(brand, tag="Été") == {"e"}

    def test_what_an_address_says_wrongly_counts_as_not_said(self):
        assert Filters.read({"folder": "x", "show": "?", "by": "-1", "view": "wall", "q": "  "}) == Filters()
        assert Filters.read({"folder": "0"}).address() == "folder=0"

    def test_queries_do_not_grow_and_pages_go_by_key(self, brand, author, sign_in, at):
        def take(view):
            with CaptureQueriesContext(connection) as queries:
                page = sign_in(author).get(at("library"), {"view": view})
            return len(queries), page.content.decode()

        folder = factories.make_folder(brand=brand)
        factories.make_asset(brand=brand, folder=folder, added_by=author)
        few = {view: take(view)[0] for view in library.VIEWS}
        post = factories.make_post(brand=brand)
        for number in range(60):
            asset = factories.make_asset(brand=brand, folder=factories.make_folder(brand=brand) if number < 9 else folder)
            post.pictures.create(asset=asset, place=number)
        assert take("list")[0] <= few["list"]
        queries, page = take("grid")
        assert queries <= few["grid"]
        first = set(brand.assets.order_by("-pk").values_list("pk", flat=True)[:36])
        assert all(f'data-asset="{pk}"' in page for pk in first) and page.count("data-asset=") == 36
        after = page.partition("after=")[2].partition('"')[0]
        rest = sign_in(author).get(at("library"), {"after": after}, headers={"HX-Request": "true", "HX-Target": "more"})
        assert rest.content.decode().count("data-asset=") == 25 and "<html" not in rest.content.decode()

    def test_the_sheet_holds_what_is_shown_and_runs_nothing(self, brand, reader, sign_in, at):
        factories.make_asset(brand=brand, name="=1+1.jpg", alt="Une tasse", tags=["Été"], rights_until=date(2030, 1, 2))
        factories.make_asset(brand=brand, name="sans.jpg", alt="")
        answer = sign_in(reader).get(at("library_csv"), {"q": "tasse"})
        lines = b"".join(answer).decode().splitlines()
        assert len(lines) == 2 and "'=1+1.jpg" in lines[1] and "2030-01-02" in lines[1] and "Été" in lines[1]


# --- what is kept ----------------------------------------------------------------------------------------------------
class TestCataloguing:
    def test_a_tag_is_one_whatever_its_case_and_goes_with_its_last_picture(self, brand, author):
        one, other = (factories.make_asset(brand=brand) for _ in range(2))
        cataloguing.change(one, by=author, tags=["Été"])
        cataloguing.change(other, by=author, tags=["ete", "Lyon"])
        assert other.tags == ["Été", "Lyon"] and Tag.objects.count() == 2
        cataloguing.change_all(brand, brand.assets.all(), Change(take=["ÉTÉ"]), by=author)
        assert not brand.assets.filter(tags__contains=["Été"]).exists() and Tag.objects.get().name == "Lyon"

    def test_one_field_is_saved_in_place_and_leaves_the_others(self, brand, author, reader, sign_in, at):
        asset = factories.make_asset(brand=brand, alt="", credit="Léa")
        answer = sign_in(author).post(
            at("asset_save", asset.pk), {"alt": "Deux tasses\r\nbleues"}, headers={"HX-Request": "true"}
        )
        asset.refresh_from_db()
        assert (asset.alt, asset.credit) == ("Deux tasses\nbleues", "Léa") and "Saved at" in answer.content.decode()
        wrong = sign_in(author).post(at("asset_save", asset.pk), {"name": " "}, headers={"HX-Request": "true"})
        assert wrong.status_code == 422 and "Give the picture a name." in wrong.content.decode()
        assert sign_in(reader).post(at("asset_save", asset.pk), {"alt": "x"}).status_code == 403

    def test_many_are_changed_at_once_and_what_is_empty_stays(self, brand, author, sign_in, at):
        made = [factories.make_asset(brand=brand, credit="Léa") for _ in range(3)]
        folder = factories.make_folder(brand=brand)
        values = {
            "pk": [row.pk for row in made[:2]],
            "act": "change",
            "folder": folder.pk,
            "add": "Lyon, été",
            "here": "?view=list",
        }
        answer = sign_in(author).post(at("several_assets"), values, follow=True)
        assert answer.redirect_chain[0][0].endswith("?view=list") and "2 pictures are changed." in answer.content.decode()
        assert brand.assets.filter(folder=folder, tags=["Lyon", "été"], credit="Léa").count() == 2
        answer = sign_in(author).post(at("several_assets"), {"pk": [made[2].pk], "act": "change"}, follow=True)
        assert "Nothing was filled in" in answer.content.decode()
        sign_in(author).post(
            at("several_assets"), {"pk": [made[0].pk], "act": "change", "folder": "none", "rights_until": "2031-01-01"}
        )
        made[0].refresh_from_db()
        assert made[0].folder is None and made[0].rights_until == date(2031, 1, 1)


# --- rights ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def pictured(brand, author, draft, picture) -> Post:
    """A draft with a picture, for the fifteenth of January."""
    return drafting.create(brand, content_with(draft, picture), by=author)


def content_with(draft, *images):
    from dataclasses import replace

    return replace(draft, content=replace(draft.content, images=images))


def planned(post, author, approver) -> Post:
    submission.submit(post, by=author)
    return approve(fresh(post), approver)


class TestRights:
    def said(self, brand, image, wall=None) -> list:
        moment = clock.resolve(wall, ZONE) if wall else None
        return list(licences.findings(content.shared("", [], images=[image]), brand, moment))

    def test_a_right_counts_up_to_the_end_of_its_last_day_for_the_brand(self, brand, picture):
        picture.asset.rights_until = LAST
        assert not self.said(brand, picture, datetime(2030, 1, 15, 23, 59))
        (finding,) = self.said(brand, picture, datetime(2030, 1, 16, 0, 0))
        assert isinstance(finding, Blocker) and "ends on" in finding.sentence and finding.about == "media"

    def test_what_has_ended_blocks_without_a_date_and_what_ends_soon_is_advice(self, brand, picture):
        today = licences.today(brand)
        for last, kind in ((today - timedelta(days=1), Blocker), (today + timedelta(days=3), Advice)):
            picture.asset.rights_until = last
            assert isinstance(self.said(brand, picture)[0], kind)
        picture.asset.rights_until = today + timedelta(days=300)
        assert not self.said(brand, picture)

    def test_it_is_neither_submitted_nor_approved_nor_moved_past_its_right(self, pictured, picture, author, approver, lead):
        Asset.objects.update(rights_until=LAST - timedelta(days=1))
        with pytest.raises(Blocked, match="ends on"):
            submission.submit(pictured, by=author)
        Asset.objects.update(rights_until=LAST)
        submission.submit(fresh(pictured), by=author)
        Asset.objects.update(rights_until=LAST - timedelta(days=1))
        with pytest.raises(Blocked):
            approve(fresh(pictured), approver)
        Asset.objects.update(rights_until=LAST)
        post = approve(fresh(pictured), approver)
        with pytest.raises(Blocked):
            scheduling.set_date(post, HOUR + timedelta(days=1), ZONE, by=lead)
        assert set(publications(post).values()) == {State.PLANNED}

    def test_a_right_that_is_shortened_holds_what_is_planned_and_one_that_is_extended_lets_it_go(
        self, brand, pictured, picture, author, approver, sign_in, at
    ):
        post = planned(pictured, author, approver)
        url = at("asset_save", picture.asset.pk)
        said = sign_in(author).post(url, {"rights_until": f"{LAST - timedelta(days=1)}"}, headers={"HX-Request": "true"})
        assert "2 planned posts are held" in said.content.decode()
        assert set(post.variants.values_list("publication__hold", flat=True)) == {Hold.RIGHTS}
        troubles.tell()
        assert Notice.objects.filter(text__contains="a right to what it shows ends").exists()
        sign_in(author).post(url, {"rights_until": f"{LAST}"})
        assert set(publications(fresh(post)).values()) == {State.PLANNED}

    def test_what_became_late_past_its_right_is_never_begun(self, brand, pictured, picture, author, approver):
        Asset.objects.update(rights_until=LAST)
        planned(pictured, author, approver)
        over = licences.end_of(LAST, brand)
        with clock.stopped_at(over - timedelta(minutes=1)):
            assert len(claiming.claim(clock.now(), 1)) == 1
        Publication.objects.filter(state=State.CLAIMED).update(state=State.PLANNED)
        with clock.stopped_at(over):
            assert not claiming.claim(over, 10)
            assert expiring.set_aside(over) == 2
            with pytest.raises(Exception, match="held"):
                planning.release(Publication.objects.first())

    def test_those_who_write_are_told_once_of_rights_that_end_soon(self, brand, author, reader, picture):
        soon = licences.today(brand) + timedelta(days=5)
        Asset.objects.update(rights_until=soon)
        assert licences.warn() == 1 and licences.warn() == 0
        notice = Notice.objects.get()
        assert notice.user == author.user and notice.items == ["tasse.jpg"] and notice.url.endswith("?show=ending")
        Asset.objects.update(rights_until=soon + timedelta(days=1))
        assert licences.warn() == 1


# --- the focal point -------------------------------------------------------------------------------------------------
class TestFocus:
    def test_it_moves_the_crop_and_has_a_rendition_of_its_own(self, brand):
        data = io.BytesIO()
        half = Pillow.new("RGB", (800, 200), "#0000ff")
        half.paste("#ff0000", (0, 0, 400, 200))
        half.save(data, "PNG")
        asset = assets.add(brand, SimpleUploadedFile("large.png", data.getvalue()), by=None)
        rules = PictureRules(mimes=("image/png",), max_bytes=1_000_000, min_ratio=1.0, max_ratio=1.0, max_count=4, source=None)
        made = {focus: renditions.fitted(asset.file, rules, focus) for focus in ((0.0, 0.5), (1.0, 0.5))}
        colours = {}
        for focus, rendition in made.items():
            with default_storage.open(rendition.file) as file:
                colours[focus] = Pillow.open(file).convert("RGB").getpixel((100, 100))
        assert colours == {(0.0, 0.5): (255, 0, 0), (1.0, 0.5): (0, 0, 255)}
        assert renditions.fitted(asset.file, rules, (0.0, 0.5)) == made[0.0, 0.5]

    def test_drafts_follow_and_what_others_decide_on_keeps_the_one_they_saw(self, brand, author, approver, draft, picture):
        waits, writes = (drafting.create(brand, content_with(draft, picture), by=author) for _ in range(2))
        submission.submit(waits, by=author)
        seen = content.of(fresh(waits)).digest()
        cataloguing.set_focus(picture.asset, 0.2, 7)
        assert content.of(fresh(writes)).images[0].focus == (0.2, 1.0)
        assert content.of(fresh(waits)).digest() == seen
        kept = drafting.of(fresh(waits))
        changed = content_with(kept, Image(Asset.objects.get(), picture.alt, (0.2, 1.0)))
        drafting.save(fresh(waits), changed, by=author, revision=fresh(waits).revision)
        assert content.of(fresh(waits)).digest() == seen

    def test_it_is_kept_by_the_page_and_only_within_the_picture(self, brand, author, reader, sign_in, at, picture):
        url = at("asset_focus", picture.asset.pk)
        assert sign_in(author).post(url, {"x": "20", "y": "30.5"}, headers={"HX-Request": "true"}).status_code == 200
        picture.asset.refresh_from_db()
        assert picture.asset.focus == (0.2, 0.305)
        assert sign_in(author).post(url, {"x": "120", "y": "nan"}, headers={"HX-Request": "true"}).status_code == 422
        assert sign_in(reader).post(url, {"x": "1", "y": "1"}).status_code == 403
        assert 'data-focus="0.2 0.305"' in sign_in(reader).get(at("library")).content.decode()


# --- uses, removing, replacing -----------------------------------------------------------------------------------------
class TestUses:
    def test_the_page_tells_where_it_is_used_with_states_and_dates(self, pictured, picture, author, reader, sign_in, at):
        page = sign_in(reader).get(at("asset", picture.asset.pk)).content.decode()
        assert at("post", pictured.pk) in page and "Draft" in page and "2030" in page
        assert "Replace…" not in page and 'data-behaviour="focal"' not in page

    def test_what_a_submitted_post_shows_stays_and_the_sentence_says_so(self, pictured, picture, author, approver, sign_in, at):
        submission.submit(pictured, by=author)
        with pytest.raises(NotPossible, match="1 post that is submitted"):
            removing.remove(picture.asset, by=author)
        answer = sign_in(author).post(at("asset_remove", picture.asset.pk), {"name": picture.asset.name})
        assert answer.status_code == 422 and Asset.objects.exists()

    def test_a_removed_picture_goes_from_drafts_and_from_the_disk_once_its_name_is_typed(
        self, brand, author, draft, sign_in, at, django_capture_on_commit_callbacks
    ):
        taken = [assets.add(brand, upload(number), by=author) for number in range(2)]
        post = drafting.create(brand, content_with(draft, *(Image(asset, "x") for asset in taken)), by=author)
        url = at("asset_remove", taken[0].pk)
        assert sign_in(author).post(url, {"name": "autre"}).status_code == 422
        with django_capture_on_commit_callbacks(execute=True):
            assert sign_in(author).post(url, {"name": "tasse.png"}).status_code == 302
        assert list(post.pictures.values_list("asset", "place")) == [(taken[1].pk, 0)] and fresh(post).revision == 2
        assert not default_storage.exists(taken[0].file) and default_storage.exists(taken[1].file)

    def test_several_are_removed_once_their_number_is_typed_and_those_in_use_stay(
        self, brand, pictured, picture, author, approver, sign_in, at
    ):
        submission.submit(pictured, by=author)
        loose = factories.make_asset(brand=brand)
        values = {"act": "remove", "pk": [loose.pk, picture.asset.pk]}
        assert "stays" in sign_in(author).post(at("several_assets"), values).content.decode()
        assert sign_in(author).post(at("several_assets"), {**values, "typed": "3"}).status_code == 422
        answer = sign_in(author).post(at("several_assets"), {**values, "typed": "2"}, follow=True).content.decode()
        assert "1 picture is removed." in answer and "it stays in the library" in answer
        assert list(brand.assets.all()) == [picture.asset]

    def test_a_replacement_takes_over_in_drafts_and_leaves_what_was_approved(self, brand, author, approver, draft, sign_in, at):
        old = assets.add(brand, upload(1), by=author, alt="Une tasse")
        cataloguing.change(old, by=author, tags=["Lyon"], credit="Léa", rights_until=LAST)
        waits, writes = (drafting.create(brand, content_with(draft, Image(old, "Une tasse")), by=author) for _ in range(2))
        planned(waits, author, approver)
        Post.objects.filter(pk=writes.pk).update(parts=[{"text": "Et aussi.", "pictures": [old.pk]}])
        idea = Idea.objects.create(brand=brand, title="Une idée", author=author)
        idea.pictures.add(old)
        answer = sign_in(author).post(at("asset_replace", old.pk), {"file": upload(2, "neuve.png")}, follow=True)
        new = Asset.objects.exclude(pk=old.pk).get()
        assert answer.redirect_chain[0][0] == at("asset", new.pk)
        assert (new.name, new.tags, new.credit, new.rights_until, new.alt) == ("tasse.png", ["Lyon"], "Léa", LAST, "Une tasse")
        assert writes.pictures.get().asset == new and waits.pictures.get().asset == old
        assert fresh(writes).parts == [{"text": "Et aussi.", "pictures": [new.pk]}] and idea.pictures.get() == new
        assert shown(brand) == {"tasse.png"} and set(publications(fresh(waits)).values()) == {State.PLANNED}
        again = sign_in(author).post(at("asset_replace", new.pk), {"file": upload(2)}, follow=True).content.decode()
        assert "in the library already" in again

    def test_pictures_that_look_alike_are_told_and_others_are_not(self, brand, author):
        first = assets.add(brand, upload(1), by=author)
        small = assets.add(brand, upload(1, "petite.png", size=(400, 300)), by=author)
        assert small == first
        image = Pillow.open(io.BytesIO(drawing(1))).resize((301, 226))
        data = io.BytesIO()
        image.convert("RGB").save(data, "JPEG", quality=70)
        twin = assets.add(brand, SimpleUploadedFile("petite.jpg", data.getvalue()), by=author)
        assets.add(brand, upload(2, "autre.png"), by=author)
        assert likeness.alike(first) == [twin] and likeness.alike(twin) == [first]


# --- many at once ----------------------------------------------------------------------------------------------------
class TestUploading:
    def test_a_plain_form_takes_many_into_a_folder_and_names_what_it_cannot(self, brand, author, reader, sign_in, at):
        folder = factories.make_folder(brand=brand)
        files = [upload(1, "une.png"), SimpleUploadedFile("deux.png", b"rien"), upload(1, "encore.png"), upload(3, "trois.png")]
        page = sign_in(author).post(at("upload"), {"files": files, "folder": folder.pk}, follow=True)
        said = page.content.decode()
        assert folder.assets.count() == 2 and page.redirect_chain[0][0].endswith(f"?folder={folder.pk}")
        assert "2 pictures are taken in." in said and "deux.png:" in said and "“une.png” is in the library already" in said
        assert sign_in(reader).post(at("upload"), {"files": upload()}).status_code == 403

    @pytest.mark.parametrize(
        "name, what, status",
        [("une.png", "data-asset", 200), ("encore.png", "data-twin", 200), ("deux.png", "data-trouble", 422)],
    )
    def test_a_script_is_told_what_came_of_each_file(self, brand, author, sign_in, at, name, what, status):
        if what == "data-twin":
            assets.add(brand, upload(1), by=author)
        file = SimpleUploadedFile("deux.png", b"rien") if status == 422 else upload(1, name)
        answer = sign_in(author).post(at("upload"), {"files": file}, headers={"HX-Request": "true"})
        assert answer.status_code == status and what in answer.content.decode() and "data-cards" in answer.content.decode()

    def test_the_choice_in_the_composer_is_searched_and_walks_through_folders(self, brand, author, sign_in, at):
        folder = factories.make_folder(brand=brand, name="Hiver")
        inside = factories.make_asset(brand=brand, folder=folder, name="neige.jpg")
        outside = factories.make_asset(brand=brand, name="plage.jpg")
        dialog = sign_in(author).get(at("pictures"), headers={"HX-Request": "true"}).content.decode()
        assert "Hiver" in dialog and f'data-asset="{outside.pk}"' in dialog
        headers = {"HX-Request": "true", "HX-Target": "choices"}
        found = sign_in(author).get(at("pictures"), {"q": "neige", "folder": folder.pk}, headers=headers).content.decode()
        assert f'data-asset="{inside.pk}"' in found and f'data-asset="{outside.pk}"' not in found and "<dialog" not in found
