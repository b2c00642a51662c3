"""Bluesky: what it takes and gives, and where each ability lives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.findings import Finding
from networks import dpop
from networks.base import (
    Authorization,
    Busy,
    ConnectField,
    Connection,
    Identity,
    Installation,
    Network,
    Refreshed,
    Steps,
    connecting,
    reading,
)
from networks.bluesky import acting, allow, connect, gates, inbox, metrics, own, profile, publish
from networks.bluesky import ours as who_we_are
from networks.bluesky.choices import OPTIONS, check_languages
from networks.bluesky.keys import tid
from networks.bluesky.links import server_of
from networks.errors import Complaint, Errors, not_sent, refused, unknown
from networks.figures import Figures, Metric
from networks.granting import MORE_THAN_NEEDED, PUBLISH, Need
from networks.incoming import Author, Batch
from networks.limits import Quota
from networks.outcomes import NotSent, Outcome, Sent, Trouble, Unknown
from networks.own import OwnPost
from networks.parcels import Parcel, Ref
from networks.profiles import Profile
from networks.rules import PictureRules, Rules, Source, TextLimit, VideoRules
from networks.wires import Reply, Wire

RATES = Source("bsky-docs, rate limits: 5,000 points an hour and 35,000 a day, 3 for a new record", "2026-04-21", "official")
LEXICON = Source(
    "github.com/bluesky-social/atproto, app.bsky.embed.images; servers other than Bluesky's own are held to 1 MB",
    "2026-08-20",
    "official",
)
VIDEOS = Source(
    "app.bsky.embed.video: 300 MB, servers before it 100 MB, the stricter is kept; three minutes is what the app takes",
    "2026-08-20",
    "second_hand",
)
LAB = Source("measured against the PDS of @atproto/dev-env 0.3.215", "2026-11-22", "lab")

SERVICE = ConnectField(
    "service",
    gettext_lazy("Service address"),
    "url",
    gettext_lazy("Where the account lives; leave it as it is for accounts of Bluesky itself."),
    connect.HOME,
)


def _complaint(reply: Reply, body: Any) -> Complaint | None:
    if isinstance(body, dict) and isinstance(body.get("error"), str):
        return Complaint((body["error"],), str(body.get("message", "")))
    return None if reply.ok else Complaint()


class Bluesky(Network):
    """Bluesky and any other server that speaks AT Protocol."""

    name = "bluesky"
    label = "Bluesky"
    home = connect.HOME
    directory = "https://plc.directory"  # where the document of an account is found
    rules = Rules(
        texts=(TextLimit(300, "graphemes", LAB), TextLimit(3000, "utf8_bytes", LAB)),
        pictures=PictureRules(max_count=4, mimes=("image/jpeg", "image/png", "image/webp"), max_bytes=2_000_000, source=LEXICON),
        videos=VideoRules(max_count=1, mimes=("video/mp4",), max_bytes=100_000_000, max_seconds=180, source=VIDEOS),
        link="card",
        card_with_pictures=False,
    )
    card_pictures = PictureRules(max_count=1, mimes=("image/jpeg", "image/png"), max_bytes=1_000_000, max_width=1200, source=LAB)
    errors = Errors(
        codes={
            "AuthenticationRequired": not_sent(Trouble.AUTH),
            "AuthMissing": not_sent(Trouble.AUTH),
            "InvalidToken": not_sent(Trouble.AUTH),
            "ExpiredToken": not_sent(Trouble.EXPIRED),
            "invalid_token": not_sent(Trouble.EXPIRED),  # of bound access: run out, renewed meanwhile or withdrawn, all alike
            "invalid_dpop_proof": not_sent(Trouble.CONFIG),
            "use_dpop_nonce": not_sent(Trouble.DOWN),
            "AccountDeactivated": not_sent(Trouble.AUTH),
            "AccountTakedown": refused(Trouble.POLICY),
            "RepoTakendown": refused(Trouble.POLICY),
            "RateLimitExceeded": not_sent(Trouble.RATE),
            "InternalServerError": unknown(),
            "UpstreamFailure": unknown(),
            "BlobNotFound": not_sent(Trouble.MEDIA),
            "InvalidMimeType": refused(Trouble.MEDIA),
            "PayloadTooLarge": refused(Trouble.MEDIA),
            "InvalidSwap": refused(Trouble.DUPLICATE),
            "RecordNotFound": refused(Trouble.GONE),
            "InvalidRequest": refused(Trouble.CONTENT),
            "InvalidRecord": refused(Trouble.CONTENT),
        },
        read=_complaint,
    )
    needs = (Need(PUBLISH, connect.RIGHTS),)  # each of them lets do all that we do
    too_much = {connect.WHOLE_ACCOUNT: MORE_THAN_NEEDED}
    oauth = True
    second_way = gettext_lazy("Connect with an app password instead")
    authorize_fields = (
        ConnectField(
            "handle",
            gettext_lazy("Handle"),
            "text",
            gettext_lazy("For example maisonlune.bsky.social. Left empty, you choose the account where you sign in."),
            required=False,
        ),
        SERVICE,
    )
    connect_fields = (
        SERVICE,
        ConnectField("handle", gettext_lazy("Handle"), "text", gettext_lazy("For example maisonlune.bsky.social.")),
        ConnectField(
            "password",
            gettext_lazy("App password"),
            "secret",
            gettext_lazy("Made in the settings of Bluesky under Privacy and security; not the password you sign in with."),
        ),
    )
    threads = True
    first_comments = True
    options = OPTIONS
    post_metrics = frozenset({Metric.LIKES, Metric.REPLIES, Metric.SHARES})
    account_metrics = frozenset({Metric.FOLLOWERS, Metric.POSTS})
    quotas = (Quota(1_666, 3600, RATES), Quota(11_666, 86_400, RATES))
    looks_before_absent = 1  # the record key is ours: one look at it is proof

    def make_key(self, moment: datetime) -> str:
        """A record key: a TID of that second."""
        return tid(moment)

    @connecting
    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Sign in with an app password. Raises ConnectRefused, NotReached, Lost."""
        return connect.connect(self, wire, answers)

    @connecting
    def authorize(self, wire: Wire, answers: Mapping[str, str], ours: Installation, state: str) -> Authorization:
        """Lead the person to the page of the account's own server. Raises ConnectRefused, NotReached, Lost."""
        return allow.authorize(self, wire, answers, ours, state)

    @connecting
    def exchange(self, wire: Wire, pending: Mapping[str, str], params: Mapping[str, str]) -> Identity:
        """Take the access that the person allowed. Raises ConnectRefused, NotReached, Lost."""
        return allow.exchange(self, wire, pending, params)

    def client_document(self, ours: Installation) -> Mapping[str, Any]:
        """Who we are, as servers read it before they let us in."""
        return who_we_are.document(ours)

    @reading
    def revoke(self, connection: Connection) -> None:
        """Give the access back. Raises Busy; Unsupported for an app password."""
        allow.revoke(self, connection)

    def refresh(self, connection: Connection) -> Refreshed:
        """A new pair of tokens. Raises AccessLost, Busy, NotReached, Lost."""
        return (allow if connection.secrets.get("dpop") else connect).refresh(self, connection)

    def announced(self, connection: Connection) -> Mapping[str, int]:
        """What an account's server is known to take less of."""
        return connect.limits_of(connection.service)

    def check_options(self, options: Mapping[str, Any]) -> list[Finding]:
        """As for every network, and whether the further languages are some."""
        return [*super().check_options(options), *check_languages(options)]

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look for the record under our key."""
        return publish.look(self, connection, parcel)

    @reading
    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """Replies, mentions and quotes from the account's notifications. Raises AccessLost, Busy."""
        return inbox.fetch(self, connection, cursor)

    @reading
    def like(self, connection: Connection, ref: Ref) -> None:
        """Like a post or a message. Raises AccessLost, Busy, Declined."""
        acting.like(self, connection, ref)

    @reading
    def unlike(self, connection: Connection, ref: Ref) -> None:
        """Take a like back. Raises AccessLost, Busy, Declined."""
        acting.unlike(self, connection, ref)

    @reading
    def hide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Hide an answer below a post of ours. Raises AccessLost, Busy, Declined."""
        gates.hide(self, connection, ref, about, hidden=True)

    @reading
    def unhide(self, connection: Connection, ref: Ref, about: Ref) -> None:
        """Show it again. Raises AccessLost, Busy, Declined."""
        gates.hide(self, connection, ref, about, hidden=False)

    @reading
    def delete(self, connection: Connection, ref: Ref) -> None:
        """Take a post or answer of ours away. Raises AccessLost, Busy, Declined."""
        acting.delete(self, connection, ref)

    @reading
    def block(self, connection: Connection, author: Author) -> None:
        """Block a person. Raises AccessLost, Busy, Declined."""
        acting.block(self, connection, author)

    @reading
    def unblock(self, connection: Connection, author: Author) -> None:
        """Let a blocked person speak again. Raises AccessLost, Busy, Declined."""
        acting.unblock(self, connection, author)

    @reading
    def own_posts(self, connection: Connection, since: datetime) -> Sequence[OwnPost]:
        """What the account itself posted. Raises AccessLost, Busy."""
        return own.posts(self, connection, since)

    @reading
    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Likes, replies and shares. Raises AccessLost, Busy."""
        return metrics.of_posts(self, connection, posts)

    @reading
    def account_figures(self, connection: Connection) -> Figures:
        """Followers and posts. Raises AccessLost, Busy."""
        return metrics.of_account(self, connection)

    @reading
    def profile(self, connection: Connection) -> Profile:
        """Name, description, picture and banner. Raises AccessLost, Busy."""
        return profile.read(self, connection)

    def read(self, connection: Connection, path: str, *, method: str = "GET", **request: Any) -> Any:
        """As for every network; says plainly when the service is not joined to an AppView, which knows replies and likes."""
        try:
            return super().read(connection, path, method=method, **request)
        except Busy as busy:
            if busy.code != "UpstreamFailure":
                raise
            told = _("%(service)s gets no answer from Bluesky's AppView, which knows replies, likes and followers.")
            raise Busy(told % {"service": connection.service}, busy.retry_at, busy.code) from busy

    def _call(self, connection: Connection, method: str, path: str, **request: Any) -> Reply:
        """As for every network; access that is bound to a key is proved by that key, where the account lives."""
        key, access = connection.secrets.get("dpop"), connection.secrets.get("access", "")
        if not key:
            return super()._call(connection, method, path, **request)
        return dpop.call(connection.wire, key, method, f"{server_of(connection)}{path}", access=access, **request)

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        return publish.publish(self, connection, parcel, steps)
