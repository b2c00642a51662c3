"""A conversation as it is read: the post it is about, what was said, who the person is, what else they said."""

from dataclasses import dataclass

from editorial.models import Post, PostAsset
from lib.pages import Keyset, Page
from moderation.models import Conversation
from publishing.models import Publication
from team.models import Brand

SAID = Keyset("-at", "-pk", size=60)
ELSEWHERE = 5
PICTURES = 4


@dataclass(frozen=True)
class Thread:
    """What the page of a conversation shows. `page` holds the newest messages, oldest first; its cursor leads to earlier ones."""

    conversation: Conversation
    page: Page
    post: Post | None
    pictures: list[PostAsset]
    elsewhere: list[Conversation]

    @property
    def newest(self) -> int | None:
        """The last message on the page."""
        return max((message.pk for message in self.page.rows), default=None)


def find(brand: Brand, pk: int) -> Conversation:
    """The brand's conversation with all that its page shows of it. Raises DoesNotExist."""
    related = (
        "person",
        "account__brand",
        "assignee__user",
        "publication__variant__post__campaign",
        "publication__variant__post__theme",
    )
    return brand.conversations.select_related(*related).get(pk=pk)


def read(conversation: Conversation, earlier: str = "") -> Thread:
    """The conversation with its newest messages, or those before the cursor `earlier`."""
    said = conversation.messages.select_related("author__user", "publication__account").defer("raw", "words")
    page = SAID.page(said, earlier)
    post = post_of(conversation.publication)
    return Thread(
        conversation=conversation,
        page=Page(page.rows[::-1], page.after),
        post=post,
        pictures=list(post.pictures.select_related("asset")[:PICTURES]) if post else [],
        elsewhere=list(
            conversation.person.conversations.exclude(pk=conversation.pk)
            .select_related("account")
            .order_by("-last_message_at")[:ELSEWHERE]
        ),
    )


def post_of(publication: Publication | None) -> Post | None:
    """The post that a publication was made of; None when it was made by other means."""
    variant = getattr(publication, "variant", None)
    return variant.post if variant else None
