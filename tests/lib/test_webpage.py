"""What a page says of itself is read, whatever shape it is in."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.webpage import Head, read

HERE = "https://maisonlune.fr/carte/"


@pytest.mark.parametrize(
    ("page", "head"),
    [
        ("<title>La carte</title>", Head("La carte")),
        ("<title lang=fr>\n  La   carte &amp; les vins\n</title>", Head("La carte & les vins")),
        ('<title>x</title><meta property="og:title" content="La carte">', Head("La carte")),
        ("<META NAME=Description CONTENT='Douze caf&eacute;s > du matin'><title>C</title>", Head("C", "Douze cafés > du matin")),
        ('<meta content="Un" name="description"/><meta name="description" content="Deux">', Head("", "Un")),
        ('<title>C</title><meta property="og:image" content="/img/a.jpg">', Head("C", "", "https://maisonlune.fr/img/a.jpg")),
        ('<title>C</title><meta property="og:image" content="javascript:alert(1)">', Head("C")),
        ('<title>C</title><meta property="og:image" content="https://[">', Head("C")),
        ('<title>C</title><meta property="og:image" content="file:///etc/passwd">', Head("C")),
        ('<meta property="og:title" content="Reto\u202eurné\u0007"><title>x</title>', Head("Retourné")),
        ('<metadata name="description" content="non"><title>C</title>', Head("C")),
        ("<title>Jamais fini", Head("Jamais fini")),
        ("", Head()),
        ("%PDF-1.7", Head()),
    ],
)
def test_a_page_tells_its_title_description_and_picture(page, head):
    assert read(page.encode(), HERE) == head


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<title>Été</title>".encode("latin-1"), "text/html; charset=iso-8859-1"),
        (b"<meta charset='windows-1252'>" + "<title>Été</title>".encode("cp1252"), "text/html"),
        ("<title>Été</title>".encode(), "text/html; charset=nothing-known"),
    ],
)
def test_a_page_is_read_in_its_own_charset(body, kind):
    assert read(body, HERE, kind).title == "Été"


def test_what_is_long_is_shortened():
    head = read(f"<title>{'a' * 1500}</title><meta name=description content='{'b ' * 900}'>".encode(), HERE)
    assert (len(head.title), len(head.description)) == (300, 1000)
    assert head.title.endswith("…")


@given(st.binary(max_size=400))
def test_no_page_is_too_odd(body):
    read(body, HERE)


@pytest.mark.parametrize(
    "piece", [b"<meta ", b"<title", b"<meta name='a' content=\"", b"<meta a=b ", b"<!--", b"<meta\t\t\t\t", b" = "]
)
def test_a_page_made_to_be_slow_is_not(piece):
    began = time.monotonic()
    read(piece * (1_200_000 // len(piece)), HERE)
    assert time.monotonic() - began < 2
