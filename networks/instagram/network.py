"""Instagram: what it takes and gives, and where each ability lives."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from networks import graph, graph_acts
from networks.base import ConnectField, Connection, Identity, Network, Option, Refreshed, Steps, connecting, reading
from networks.errors import Errors, not_sent, refused, unknown
from networks.figures import Figures, Metric
from networks.granting import ANSWER, FIND, MEASURE, PUBLISH, Need
from networks.incoming import Batch
from networks.instagram import connect, inbox, metrics, profile, publish
from networks.limits import Allowance
from networks.outcomes import NotSent, Outcome, Sent, Trouble, Unknown
from networks.parcels import Parcel, Ref
from networks.previews import Look
from networks.profiles import Profile
from networks.rules import PictureRules, Rules, Source, TextLimit, VideoRules
from networks.wires import Wire

CAPTION = Source(
    "a public note that quotes Meta's text limits; the unit is not stated, UTF-16 is the strictest", "2026-11-22", "second_hand"
)
IMAGE = Source(
    "a public note that quotes Meta's Instagram Platform pages; alternative text by another vendor's page",
    "2026-11-22",
    "second_hand",
)
REEL = Source(
    "a public note that quotes Meta's Instagram Platform pages on reels",
    "2026-10-06",
    "second_hand",
)
STORY = Source(
    "public notes that quote Meta's page IG User Media on story videos; 100 MB is read as 100,000,000 bytes",
    "2026-11-26",
    "second_hand",
)


class Instagram(Network):
    """Professional accounts of Instagram (business and creator), by the API with Instagram Login."""

    name = "instagram"
    label = "Instagram"
    home = "https://graph.instagram.com"
    rules = Rules(
        texts=(TextLimit(2200, "utf16", CAPTION),),
        pictures=PictureRules(
            min_count=1,
            max_count=10,
            mimes=("image/jpeg",),
            max_bytes=8_000_000,
            min_ratio=0.8,
            max_ratio=1.91,
            min_width=320,
            max_width=1440,
            max_alt=1000,
            source=IMAGE,
        ),
        videos=VideoRules(
            max_count=1,
            mimes=("video/mp4", "video/quicktime"),
            max_bytes=300_000_000,
            min_seconds=3,
            max_seconds=900,
            described=False,
            source=REEL,
        ),
        link="none",
        max_hashtags=30,
        advised_hashtags=5,
    )
    look = Look(inset=False, media_first=True, caption_handle=True, signs=("heart", "comment", "send", "bookmark"))
    errors = Errors(
        codes={
            **graph.ERRORS,
            **dict.fromkeys(("2207001", "2207050", "2207051"), refused(Trouble.POLICY)),
            **dict.fromkeys(("2207004", "2207005", "2207009", "2207026", "2207028", "2207057", "36003"), refused(Trouble.MEDIA)),
            **dict.fromkeys(("2207003", "2207006", "2207008", "2207032", "2207053", "24", "-1"), unknown()),
            "2207010": refused(Trouble.CONTENT),
            "2207020": not_sent(Trouble.MEDIA),
            "2207027": not_sent(Trouble.WORKING),
            "2207042": not_sent(Trouble.QUOTA),
            "2207052": not_sent(Trouble.CONFIG),
        },
        read=graph.complaint,
    )
    connect_fields = (
        ConnectField(
            "token",
            gettext_lazy("Access token"),
            "secret",
            gettext_lazy(
                "A long-lived token of a professional account, made in Meta's app dashboard under Instagram, with the rights "
                "instagram_business_basic, instagram_business_content_publish, instagram_business_manage_comments and "
                "instagram_business_manage_insights."
            ),
        ),
    )
    first_comments = True
    options = (
        Option(
            "story",
            gettext_lazy("As a story, gone after a day"),
            "flag",
            help=gettext_lazy("One picture, or a film of a minute at most; its text is not shown, and nobody comments on it."),
            initial=False,
            fleeting=True,
        ),
    )
    needs = (  # developers.facebook.com/documentation/instagram-platform, 2026-11-26
        Need(PUBLISH, ("instagram_business_content_publish",)),
        Need(FIND, ("instagram_business_basic",)),
        Need(ANSWER, ("instagram_business_manage_comments",)),
        Need(MEASURE, ("instagram_business_manage_insights",)),
    )
    story_films = VideoRules(
        max_count=1,
        mimes=("video/mp4", "video/quicktime"),
        max_bytes=100_000_000,
        min_seconds=3,
        max_seconds=60,
        min_ratio=0.1,
        max_ratio=10,
        described=False,
        source=STORY,
    )
    app_note = gettext_lazy(
        "Meta reviews apps: until yours has passed, it publishes only for accounts of people who have a role in the app."
    )
    deletes_posts, deletes_comments = False, True
    post_metrics = frozenset({Metric.VIEWS, Metric.REACH, Metric.LIKES, Metric.REPLIES, Metric.SHARES, Metric.SAVES})
    account_metrics = frozenset({Metric.FOLLOWERS, Metric.POSTS})

    @connecting
    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Find out whose the token is, and renew it where that works already. Raises ConnectRefused, NotReached, Lost."""
        return connect.connect(self, wire, answers)

    def refresh(self, connection: Connection) -> Refreshed:
        """The token renewed; the one there is where that does not work yet. Raises AccessLost."""
        return connect.refresh(self, connection)

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look through what the account published since then, and at the state of the container."""
        return publish.look(self, connection, parcel, steps, since)

    @reading
    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """Comments below our recent posts. Raises AccessLost, Busy."""
        return inbox.fetch(self, connection, cursor, posts)

    @reading
    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Views, reach, likes, comments, shares and saves. Raises AccessLost, Busy."""
        return metrics.of_posts(self, connection, posts)

    @reading
    def account_figures(self, connection: Connection) -> Figures:
        """Followers and posts. Raises AccessLost, Busy."""
        return metrics.of_account(self, connection)

    @reading
    def profile(self, connection: Connection) -> Profile:
        """Name, biography where it is given, and picture. Raises AccessLost, Busy."""
        return profile.read(self, connection)

    @reading
    def hide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Hide a comment from readers."""
        graph_acts.set_hidden(self, connection, ref, "hide", True)

    @reading
    def unhide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Show a hidden comment again."""
        graph_acts.set_hidden(self, connection, ref, "hide", False)

    @reading
    def delete(self, connection: Connection, ref: Ref) -> None:
        """Take away any comment below a post of ours; posts themselves cannot be deleted here."""
        graph_acts.delete(self, connection, ref)

    @reading
    def allowance(self, connection: Connection) -> Allowance:
        """The posts of a day, as Instagram counts them. Raises AccessLost, Busy."""
        return publish.allowance(self, connection)

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        return publish.publish(self, connection, parcel, steps)
