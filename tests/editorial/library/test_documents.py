"""Documents: what is taken, what is refused and how, and pictures of their pages."""

import io

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import checks, content
from editorial.library import assets, clips, cutting, documents
from editorial.models import Asset, Cut, CutState
from editorial.refusals import Refusal
from lib import documents as drawing
from lib.documents import BadDocument

LOCKED = (  # a document of no page whose content only a password opens
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\nstartxref\n0\n%%EOF\n"
)


def pdf(pages: int = 3) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for number in range(pages):
        document.new_page(200 + number, 300)
    document.save(out)
    return out.getvalue()


def upload(data: bytes, name: str = "Menu d’été.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


@pytest.fixture
def document(brand, author) -> Asset:
    return assets.add(brand, upload(pdf()), by=author)


def test_a_document_is_kept_and_shown_by_its_first_page(brand, author, document):
    assert (document.kind, document.pages, document.mime) == (Asset.Kind.DOCUMENT, 3, "application/pdf")
    for name in (document.file, document.poster, assets.thumbnail_name(document.shown_by, 320)):
        assert default_storage.exists(name)
    assert assets.add(brand, upload(pdf()), by=author).pk == document.pk or Asset.objects.count() == 2


@pytest.mark.parametrize(
    "data, words",
    [(b"%PDF-1.7 nothing more", "broken"), (LOCKED, "password"), (b"%PDF-" + b"\xa5" * 2000, "broken")],
)
def test_what_cannot_be_opened_is_refused_with_what_to_do(brand, author, data, words):
    with pytest.raises(BadDocument, match=words):
        assets.add(brand, upload(data), by=author)
    assert not Asset.objects.exists()


def test_a_document_of_too_many_pages_says_how_many_are_taken(brand, author, monkeypatch):
    monkeypatch.setattr(drawing, "MAX_PAGES", 2)
    with pytest.raises(BadDocument, match="has 3 pages; 2 are taken"):
        assets.add(brand, upload(pdf()), by=author)


@pytest.mark.parametrize(
    "ticked, typed, pages",
    [(["2"], "", [2]), ([], "1-2, 3", [1, 2, 3]), (["3"], "1 – 2", [1, 2, 3]), ([], "1;3", [1, 3])],
)
def test_pages_are_ticked_or_typed(document, ticked, typed, pages):
    assert documents.chosen(document, ticked, typed) == pages


@pytest.mark.parametrize(
    "typed, words", [("", "at least one"), ("all", "like 1-3"), ("2-7", "last one is 3"), ("0", "no page 0")]
)
def test_pages_that_cannot_be_meant_are_told_so(document, typed, words):
    with pytest.raises(Refusal, match=words):
        documents.chosen(document, [], typed)


def test_chosen_pages_become_pictures_that_know_where_they_come_from(document, author):
    clips.draw(document, [1, 3], by=author)
    assert cutting.work() == 2
    made = list(Asset.objects.filter(made_from=document).order_by("pk"))
    assert [picture.name for picture in made] == ["Menu d’été, page 1.png", "Menu d’été, page 3.png"]
    assert {picture.kind for picture in made} == {Asset.Kind.PICTURE} and made[0].height == 834
    assert set(Cut.objects.values_list("state", flat=True)) == {CutState.DONE}


def test_a_page_that_cannot_be_drawn_says_why(document, author):
    [asked] = clips.draw(document, [9], by=author)
    cutting.work()
    asked.refresh_from_db()
    assert asked.state == CutState.FAILED and "no such page" in cutting.why(asked)


def test_a_document_in_a_post_stops_it_and_says_what_to_do(brand, document, account):
    shown = content.shared("Voici le menu.", [account], images=[content.Image(document)])
    [finding] = [remark.finding for remark in checks.remarks(brand, shown) if remark.finding.rule == "media.document"]
    assert finding.level == "blocker" and "Menu d’été.pdf" in finding.sentence


def test_a_document_that_is_removed_leaves_no_page_behind(brand, document, author):
    small = documents.shown_page(document, 1)
    assert default_storage.exists(small)
    assets.discard(document.file)
    assert not default_storage.exists(small) and not default_storage.exists(document.file)


# --- pages -----------------------------------------------------------------------------------------------------------
def test_pages_are_chosen_on_the_page_of_the_document(brand, document, author, reader, sign_in):
    client, address = sign_in(author), reverse("editorial:document", args=[brand.slug, document.pk])
    page = client.get(address).content.decode()
    assert page.count('name="page"') == 3 and "3 pages" in page
    wrong = client.post(reverse("editorial:draw_pages", args=[brand.slug, document.pk]), {"page": ["2"], "pages": "9"})
    assert wrong.status_code == 422 and "last one is 3" in wrong.content.decode()
    assert 'value="2" class="media__tick" checked' in wrong.content.decode()
    client.post(reverse("editorial:draw_pages", args=[brand.slug, document.pk]), {"page": ["2"], "pages": ""})
    assert "1 picture is being made" in client.get(address).content.decode()
    assert 'name="page"' not in sign_in(reader).get(address).content.decode()


def test_five_hundred_pages_are_shown_in_parts_at_the_same_cost(brand, document, author, sign_in):
    client, address = sign_in(author), reverse("editorial:document", args=[brand.slug, document.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Asset.objects.filter(pk=document.pk).update(pages=500)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address, {"from": "100"}).content.decode()
    assert len(few) == len(many)
    assert client.get(address, {"from": "²"}).status_code == 200
    assert page.count('name="page"') == 24 and 'value="97"' in page and "?from=73" in page and "?from=121" in page


def test_a_page_is_served_small_to_members_and_the_document_itself_is_not(brand, document, reader, stranger, sign_in):
    address = reverse("editorial:document_page", args=[brand.slug, document.pk, 2])
    response = sign_in(reader).get(address)
    assert response.status_code == 200 and response.headers["Content-Type"] == "image/webp"
    assert "sandbox" in response.headers["Content-Security-Policy"] and b"".join(response)[:4] == b"RIFF"
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(reader).get(reverse("editorial:document_page", args=[brand.slug, document.pk, 4])).status_code == 404
    assert sign_in(reader).get(reverse("editorial:asset_file", args=[brand.slug, document.pk])).status_code == 404
