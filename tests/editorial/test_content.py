"""What accounts inherit, and what tells two contents apart."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editorial.content import Content, Image, Version
from editorial.models import Asset
from publishing.models import Account

ACCOUNTS = [Account(pk=number, network_name="mastodon", handle=f"a{number}") for number in (1, 2, 3)]
words = st.text(max_size=20)
own = st.none() | words
images = st.lists(
    st.builds(Image, st.builds(Asset, pk=st.integers(1, 3), digest=st.sampled_from("abc"), file=st.just("x")), words), max_size=3
)


@st.composite
def contents(draw) -> Content:
    accounts = draw(st.lists(st.sampled_from(ACCOUNTS), unique=True, max_size=3))
    versions = tuple(Version(account, draw(own), draw(own)) for account in accounts)
    return Content(draw(words), draw(words), draw(st.sampled_from(["fr", "en"])), versions, tuple(draw(images)))


@given(contents())
def test_an_account_shows_its_own_words_or_the_shared_ones(content):
    for version in content.versions:
        assert content.text_on(version) == (content.text if version.text is None else version.text)
        assert content.letter(version).link == (content.link if version.link is None else version.link)


@given(contents(), words)
def test_an_account_that_inherits_follows_the_shared_text_and_one_with_its_own_does_not(content, text):
    changed = replace(content, text=text)
    for before, after in zip(content.versions, changed.versions, strict=True):
        assert changed.text_on(after) == (text if before.text is None else before.text)


@given(contents())
def test_saying_the_shared_words_again_changes_nothing_that_readers_see(content):
    said = tuple(Version(version.account, content.text_on(version), content.link_on(version)) for version in content.versions)
    assert replace(content, versions=said).digest() == content.digest()


@given(contents())
def test_the_order_of_the_accounts_does_not_matter(content):
    assert replace(content, versions=content.versions[::-1]).digest() == content.digest()


@given(contents(), contents())
def test_two_contents_have_the_same_digest_exactly_when_every_reader_sees_the_same(one, other):
    assert (one.digest() == other.digest()) == (one.shown() == other.shown())


def test_an_emptied_text_is_a_change():
    content = Content("Bonjour", versions=(Version(ACCOUNTS[0], ""),))
    assert content.text_on(content.versions[0]) == ""
    assert content.digest() != Content("Bonjour", versions=(Version(ACCOUNTS[0]),)).digest()


def test_the_alternative_text_and_the_order_of_pictures_are_part_of_what_is_approved():
    first, second = Image(Asset(pk=1, digest="a", file="a"), "Une tasse"), Image(Asset(pk=2, digest="b", file="b"), "Un sac")
    content = Content("Bonjour", versions=(Version(ACCOUNTS[0]),), images=(first, second))
    assert content.digest() != replace(content, images=(second, first)).digest()
    assert content.digest() != replace(content, images=(replace(first, alt="Un bol"), second)).digest()
