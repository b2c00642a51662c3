"""Letters as HTML: the same words as their text, laid out, with nothing fetched and nothing that runs."""

import re

import pytest
from django.core import mail as outbox
from django.utils import translation

from lib import markup
from team import letters, mail
from team.letters import Part
from tests import factories

SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            f"Read it.\n\nSee the posts:\n{SITE}/read/x/",
            [Part("text", ["Read it."]), Part("button", ["See the posts"], f"{SITE}/read/x/")],
        ),
        (f"Voir :\n{SITE}/x/", [Part("button", ["Voir"], f"{SITE}/x/")]),
        (f"{'Long ' * 12}:\n{SITE}/x/", [Part("text", [f"{'Long ' * 12}:"]), Part("button", ["Open in Tribu"], f"{SITE}/x/")]),
        (
            f"Done.\n · a\nBrand, today\n{SITE}/n/1/",
            [
                Part("text", ["Done."]),
                Part("items", ["a"]),
                Part("note", ["Brand, today"]),
                Part("link", ["Open in Tribu"], f"{SITE}/n/1/"),
            ],
        ),
        ("Type:\n\n481205", [Part("text", ["Type:"]), Part("code", ["481205"])]),
        (
            f"—\nYour choice:\n{SITE}/you/#mail",
            [Part("rule"), Part("note", ["Your choice:"]), Part("link", ["Open in Tribu"], f"{SITE}/you/#mail")],
        ),
        ("Pay here:\nhttps://evil.example/", [Part("text", ["Pay here:", "https://evil.example/"])]),
        (f"Pay here:\n{SITE}.evil.example/", [Part("text", ["Pay here:", f"{SITE}.evil.example/"])]),
    ],
)
def test_a_text_becomes_parts_and_only_our_own_addresses_become_links(text, parts):
    assert letters.laid_out(text) == parts


def test_every_letter_goes_as_text_and_as_the_same_words_laid_out(brand):
    words = {
        "inviter": "<b>Zoé</b>",
        "brand": brand,
        "invitation": factories.make_invitation(brand=brand),
        "link": f"{SITE}/join/x/",
    }
    assert mail.send("nora@example.org", "team/mail/invitation.txt", words, *mail.both("fr"))
    (letter,) = outbox.outbox
    ((html, kind),) = letter.alternatives
    assert kind == "text/html" and letter.message().get_content_type() == "multipart/alternative"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "&lt;b&gt;Zoé&lt;/b&gt;" in html and html.index('lang="fr"') < html.index('<div lang="en"')
    assert not re.search(r"<img|<link|<script|url\(|@import|javascript:", html)
    assert set(re.findall(r'href="([^"]*)"', html)) == {f"{SITE}/join/x/"}
    said = " ".join(markup.plain(html).split())
    for line in filter(None, (line.strip(" :\u00a0") for line in letter.body.splitlines())):
        assert line in (mail.PARTING.strip(), f"{SITE}/join/x/") or " ".join(line.split()) in said, line


def test_an_installation_without_mail_server_says_so(settings):
    assert mail.leaves()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not mail.leaves()
