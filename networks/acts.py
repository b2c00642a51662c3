"""What an account may do to what others said, and to its own posts; a network overrides what it can."""

from typing import TYPE_CHECKING, ClassVar

from networks.identity import Connection
from networks.parcels import Ref
from networks.refusals import Unsupported

if TYPE_CHECKING:
    from networks.incoming import Author

ACTS = ("like", "unlike", "hide", "unhide", "delete", "block", "unblock")


class Acts:
    """The acts of a network. Each may be repeated: what is already so stays so, and is no mistake.

    Each raises AccessLost, AccessExpired and Busy as reading does, Declined with a sentence when the network will not do
    it, and Unsupported when it has no such thing.
    """

    label: ClassVar[str]
    deletes_posts: ClassVar[bool] = True  # whether `delete` takes away our posts, and not only our answers
    deletes_comments: ClassVar[bool] = False  # whether it also takes away what others said below our posts

    def like(self, connection: Connection, ref: Ref) -> None:
        """Like a post or a message."""
        raise Unsupported(f"{self.label}: like")

    def unlike(self, connection: Connection, ref: Ref) -> None:
        """Take a like of ours back."""
        raise Unsupported(f"{self.label}: unlike")

    def hide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Hide a message from readers; `about` is the post of ours at the head of its thread."""
        raise Unsupported(f"{self.label}: hide")

    def unhide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Show a hidden message again."""
        raise Unsupported(f"{self.label}: unhide")

    def delete(self, connection: Connection, ref: Ref) -> None:
        """Take away an answer of ours, a post of ours where `deletes_posts`, a message of others where `deletes_comments`.

        What is gone is no mistake."""
        raise Unsupported(f"{self.label}: delete")

    def block(self, connection: Connection, author: "Author") -> None:
        """Keep a person from speaking to the account."""
        raise Unsupported(f"{self.label}: block")

    def unblock(self, connection: Connection, author: "Author") -> None:
        """Let a blocked person speak again."""
        raise Unsupported(f"{self.label}: unblock")
