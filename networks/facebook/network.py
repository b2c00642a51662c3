"""Facebook Pages: what they take and give, and where each ability lives."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from networks import graph, graph_acts
from networks.base import ConnectField, Connection, Identity, Network, Steps, connecting, reading
from networks.errors import Errors, not_sent, refused
from networks.facebook import acts, connect, inbox, metrics, profile, publish
from networks.figures import Figures, Metric
from networks.granting import ANSWER, FIND, MEASURE, PUBLISH, READ, Need
from networks.incoming import Author, Batch
from networks.outcomes import NotSent, Outcome, Sent, Trouble, Unknown
from networks.parcels import Parcel, Ref
from networks.previews import Look
from networks.profiles import Profile
from networks.rules import PictureRules, Rules, Source, TextLimit, VideoRules
from networks.wires import Wire

TEXT = Source("a public source file that cites first-party limits; Meta states no maximum", "2026-11-22", "second_hand")
PHOTO = Source(
    "developers.facebook.com: 4 MB and 10 MB stand on different pages, the stricter is kept", "2026-11-22", "second_hand"
)
REEL = Source(
    "developers.facebook.com/documentation/video-api/guides/reels-publishing; the weight is our own choice",
    "2026-11-26",
    "official",
)
COMMENT = Source("widely told of Facebook's comments, found on no page of Meta", "2026-11-22", "unverified")


class Facebook(Network):
    """Pages of Facebook; profiles of people and groups cannot be published to."""

    name = "facebook"
    label = "Facebook"
    home = "https://graph.facebook.com"
    rules = Rules(
        texts=(TextLimit(63_206, "codepoints", TEXT),),
        pictures=PictureRules(max_count=10, mimes=("image/jpeg", "image/png"), max_bytes=4_000_000, source=PHOTO),
        videos=VideoRules(
            max_count=1,
            mimes=("video/mp4",),
            max_bytes=300_000_000,
            min_seconds=3,
            max_seconds=90,
            min_ratio=0.5625,
            max_ratio=0.5625,
            described=False,
            source=REEL,
        ),
        link="card",
        card_with_pictures=False,
        reply_texts=(TextLimit(8_000, "codepoints", COMMENT),),
    )
    look = Look(inset=False, signs=("heart", "comment", "reply"))
    errors = Errors(
        codes={
            **graph.ERRORS,
            "6000": refused(Trouble.MEDIA),
            "1609005": refused(Trouble.CONTENT),
            "1366046": refused(Trouble.MEDIA),
            "1366051": refused(Trouble.DUPLICATE),
            "1390008": not_sent(Trouble.RATE),
            "1404078": refused(Trouble.PERMISSION),
            "4854002": refused(Trouble.PERMISSION),
        },
        read=graph.complaint,
    )
    connect_fields = (
        ConnectField(
            "page",
            gettext_lazy("Page"),
            "text",
            gettext_lazy("Its number, its name in the address (facebook.com/maisonlune), or the whole address."),
        ),
        ConnectField(
            "token",
            gettext_lazy("Access token"),
            "secret",
            gettext_lazy(
                "A long-lived token of the Page, or of a person who may publish on it, with the rights pages_manage_posts, "
                "pages_read_engagement, pages_read_user_content, pages_manage_engagement and read_insights."
            ),
        ),
    )
    needs = (  # developers.facebook.com/docs/permissions, 2026-11-26
        Need(PUBLISH, ("pages_manage_posts",)),
        Need(FIND, ("pages_read_engagement",)),
        Need(READ, ("pages_read_user_content",)),
        Need(ANSWER, ("pages_manage_engagement",)),
        Need(MEASURE, ("read_insights",)),
    )
    app_note = gettext_lazy(
        "Meta reviews apps: until yours has passed, it publishes only for accounts of people who have a role in the app."
    )
    first_comments = True
    deletes_comments = True
    post_metrics = frozenset({Metric.VIEWS, Metric.REACH, Metric.LIKES, Metric.REPLIES, Metric.SHARES, Metric.CLICKS})
    account_metrics = frozenset({Metric.FOLLOWERS})

    @connecting
    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Find the Page and its own token. Raises ConnectRefused, NotReached, Lost."""
        return connect.connect(self, wire, answers)

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look through what the Page published since then."""
        return publish.look(self, connection, parcel, steps, since)

    @reading
    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """Comments below our recent posts. Raises AccessLost, Busy."""
        return inbox.fetch(self, connection, cursor, posts)

    @reading
    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Views, reach, reactions, comments, shares and clicks. Raises AccessLost, Busy."""
        return metrics.of_posts(self, connection, posts)

    @reading
    def account_figures(self, connection: Connection) -> Figures:
        """Followers. Raises AccessLost, Busy."""
        return metrics.of_account(self, connection)

    @reading
    def profile(self, connection: Connection) -> Profile:
        """Name, short description, picture and cover. Raises AccessLost, Busy."""
        return profile.read(self, connection)

    @reading
    def like(self, connection: Connection, ref: Ref) -> None:
        """Like a comment as the Page."""
        acts.like(self, connection, ref, True)

    @reading
    def unlike(self, connection: Connection, ref: Ref) -> None:
        """Take the Page's like back."""
        acts.like(self, connection, ref, False)

    @reading
    def hide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Hide a comment from all but its author and their friends."""
        graph_acts.set_hidden(self, connection, ref, "is_hidden", True)

    @reading
    def unhide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Show a hidden comment again."""
        graph_acts.set_hidden(self, connection, ref, "is_hidden", False)

    @reading
    def delete(self, connection: Connection, ref: Ref) -> None:
        """Take away a post of the Page, or any comment below one."""
        graph_acts.delete(self, connection, ref)

    @reading
    def block(self, connection: Connection, author: Author) -> None:
        """Keep a person from the Page."""
        acts.block(self, connection, author, True)

    @reading
    def unblock(self, connection: Connection, author: Author) -> None:
        """Let a blocked person speak again."""
        acts.block(self, connection, author, False)

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        return publish.publish(self, connection, parcel, steps)
