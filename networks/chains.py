"""What may follow a post on a network: further parts as a thread, a first comment."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lib.findings import Blocker, Finding


def check_chain(threads: bool, first_comments: bool, *, parts: int, comment: bool, story: bool = False) -> Iterator[Finding]:
    """What stands against `parts` further parts and a first comment, where the network has threads or first comments or not,
    and where the post is a `story`."""
    if parts and not threads:
        yield Blocker("thread.none", _("This network has no threads: take the further parts out here."), about="parts")
    if comment and not first_comments:
        yield Blocker("comment.none", _("No first comment can be left on this network: take it out here."), about="comment")
    elif comment and story:
        yield Blocker("comment.story", _("Nobody comments on a story: take the first comment out here."), about="comment")
