"""Posts as the tests of the desk need them."""

from datetime import datetime

import pytest
from django.utils import translation

from editorial import content, drafting
from editorial.approval import submission
from editorial.content import Image
from editorial.drafting import Draft
from editorial.models import Post
from publishing.models import Account
from tests import factories

HOUR = datetime(2030, 1, 15, 9, 30)
ZONE = "Europe/Paris"


@pytest.fixture(autouse=True)
def english():
    """Sentences are tested in the language of the sources."""
    with translation.override("en"):
        yield


@pytest.fixture
def account(brand) -> Account:
    return factories.make_account(brand=brand, network="mastodon", handle="@lune")


@pytest.fixture
def second_account(brand) -> Account:
    return factories.make_account(brand=brand, network="facebook", handle="Maison Lune")


@pytest.fixture
def draft(account, second_account) -> Draft:
    """The same words for both accounts, on a day to come."""
    return Draft(content.shared("Bonjour à toutes et à tous.", [second_account, account], language="fr"), wall=HOUR, zone=ZONE)


@pytest.fixture
def post(brand, author, draft) -> Post:
    """A draft by the author."""
    return drafting.create(brand, draft, by=author)


@pytest.fixture
def submitted(post, author, approver) -> Post:
    """A post that waits for the approver."""
    submission.submit(post, by=author)
    return fresh(post)


@pytest.fixture
def approved(submitted, approver) -> Post:
    """A post that will leave at its hour."""
    return approve(submitted, approver)


@pytest.fixture
def picture(brand) -> Image:
    return Image(factories.make_asset(brand=brand), "Une tasse sur une table")


def fresh(post: Post) -> Post:
    """The post as it is kept now."""
    return Post.objects.get(pk=post.pk)


def digest(post: Post) -> str:
    """What an approver's page carries."""
    return content.of(post).digest()


def approve(post: Post, by) -> Post:
    """The post, approved."""
    from editorial.approval import approval

    approval.approve(post, by=by, digest=digest(post))
    return fresh(post)


def publications(post: Post) -> dict[str, str]:
    """The state of the post's publication on each network."""
    return {
        variant.account.network_name: variant.publication.state
        for variant in post.variants.select_related("account", "publication")
        if variant.publication
    }
