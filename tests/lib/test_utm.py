"""Tags on links."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.utm import has_tags, is_of, plain, tagged

TAGS = {"source": "bluesky", "medium": "social", "campaign": "rentree", "content": "12"}
TOLD = "utm_source=bluesky&utm_medium=social&utm_campaign=rentree&utm_content=12"
OWN = ("maison.fr", "xn--th-cja.example")

hosts = st.sampled_from(["maison.fr", "www.maison.fr", "MAISON.fr", "thé.example", "boutique.thé.example", "maison.fr:8443"])
safe = st.text(
    st.characters(codec="utf-8", exclude_characters='?#<>"\\ \t\n\r', exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf"))
)
paths = st.builds(lambda text: f"/{text}", safe)
queries = st.lists(
    st.tuples(
        st.text("abcü&;=", min_size=1).map(lambda name: f"q{ord(name[0])}"),
        safe.map(lambda v: v.replace("&", "").replace(";", "")),
    )
)


@given(hosts, paths, queries, safe)
def test_all_that_was_in_a_link_is_still_in_it(host: str, path: str, asked: list[tuple[str, str]], fragment: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in asked)
    link = f"https://{host}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    if has_tags(link):
        assert tagged(link, TAGS, OWN) == link
        return
    before, after = urlsplit(link), urlsplit(tagged(link, TAGS, OWN))
    assert (after.scheme, after.netloc, after.path, after.fragment) == (
        before.scheme,
        before.netloc,
        before.path,
        before.fragment,
    )
    kept = parse_qsl(after.query, keep_blank_values=True)
    assert kept[:-4] == parse_qsl(before.query, keep_blank_values=True)
    assert dict(kept[-4:]) == {f"utm_{name}": value for name, value in TAGS.items()}


@given(hosts, paths, safe)
def test_a_link_is_tagged_once(host: str, path: str, fragment: str) -> None:
    once = tagged(f"https://{host}{path}#{fragment}", TAGS, OWN)
    assert tagged(once, TAGS, OWN) == once


@given(st.text())
def test_whatever_is_no_address_of_ours_stays_as_it_is(text: str) -> None:
    assert tagged(text, TAGS, OWN) == text


@given(st.text(min_size=1))
def test_a_value_comes_back_as_it_was_said(value: str) -> None:
    link = tagged("https://maison.fr/", {"campaign": value.encode("utf-8", "ignore").decode()}, OWN)
    assert parse_qs(urlsplit(link).query).get("utm_campaign", [""])[0] == value.encode("utf-8", "ignore").decode()


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ("https://maison.fr", f"https://maison.fr/?{TOLD}"),
        ("https://maison.fr?a=1", f"https://maison.fr/?a=1&{TOLD}"),
        ("https://maison.fr/the?", f"https://maison.fr/the?{TOLD}"),
        ("https://maison.fr/the?a=1&#menu", f"https://maison.fr/the?a=1&{TOLD}#menu"),
        ("https://maison.fr/#!/the?x=1", f"https://maison.fr/?{TOLD}#!/the?x=1"),
        ("https://www.thé.example/%C3%A9?q=a%20b+c", f"https://www.thé.example/%C3%A9?q=a%20b+c&{TOLD}"),
        ("HTTPS://MAISON.FR./", f"HTTPS://MAISON.FR./?{TOLD}"),
    ],
)
def test_what_stands_in_a_link_stays_letter_for_letter(link: str, after: str) -> None:
    assert tagged(link, TAGS, OWN) == after


@pytest.mark.parametrize(
    "link",
    [
        "https://maison.fr/?utm_source=lettre",
        "https://maison.fr/?a=1&UTM_Campaign=ete",
        "https://maison.fr/#utm_source=lettre",
        "https://maison.fr.example/",
        "https://autremaison.fr/",
        "mailto:bonjour@maison.fr",
        "tel:+33600000000",
        "ftp://maison.fr/a",
        "//maison.fr/a",
        "maison.fr",
        "https://maison.fr@autre.example/",
        "https://[maison.fr/",
        "https://maison.fr/a b",
        "javascript:location='https://maison.fr'",
        "",
    ],
)
def test_other_links_are_left_alone(link: str) -> None:
    assert tagged(link, TAGS, OWN) == link


def test_a_domain_counts_with_all_below_it_in_any_writing() -> None:
    assert is_of("https://boutique.xn--th-cja.example/", ["Thé.example"])
    assert plain(" THÉ.example. ") == "xn--th-cja.example"
    assert plain("a" * 70 + ".fr") == ""
    assert not is_of("https://maison.fr/", ["", "fr.maison"])
