"""Mastodon: what it takes and gives, and where each ability lives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from lib.findings import Finding
from networks.base import (
    Authorization,
    ConnectField,
    Connection,
    Identity,
    Installation,
    Network,
    Option,
    Steps,
    connecting,
    reading,
)
from networks.errors import Complaint, Errors, not_sent, refused
from networks.figures import Figures, Metric
from networks.granting import BLOCK, FIND, LIKE, PICTURES, PUBLISH, READ, Need
from networks.incoming import Author, Batch
from networks.limits import Quota
from networks.mastodon import acts, allow, connect, inbox, metrics, own, profile, publish
from networks.outcomes import NotSent, Outcome, Sent, Trouble, Unknown
from networks.own import OwnPost
from networks.parcels import Parcel, Ref
from networks.previews import Look
from networks.profiles import Profile
from networks.rules import Counter, PictureRules, PollRules, Rules, Source, TextLimit, VideoRules
from networks.wires import Reply, Wire

DOCS = Source("github.com/mastodon/documentation, entities/Instance and methods/statuses", "2026-07-02", "official")
RATES = Source("github.com/mastodon/documentation, api/rate-limits: 300 calls in 5 minutes an account", "2026-07-02", "official")
TOLD = {  # what a 422 says in words only, part of the words -> a code of ours
    "not finished processing": "media_not_ready",
    "already attached": "media_gone",
    "Media attachments": "media_refused",
    "Error processing": "media_broken",
    "could not be verified": "media_broken",
    "content type is invalid": "media_broken",
    "character limit": "too_long",
}


def _complaint(reply: Reply, body: Any) -> Complaint | None:
    if reply.ok:
        return None
    words = str(body.get("error", "")) if isinstance(body, dict) else ""
    codes = tuple(code for part, code in TOLD.items() if part in words)
    return Complaint(codes, words)


class Mastodon(Network):
    """Any server that speaks Mastodon's API: Mastodon itself, and most of its relatives."""

    name = "mastodon"
    label = "Mastodon"
    rules = Rules(
        texts=(TextLimit(500, "graphemes_short_urls", DOCS),),
        pictures=PictureRules(
            max_count=4,
            mimes=("image/jpeg", "image/png", "image/webp", "image/gif"),
            max_bytes=16_777_216,
            max_pixels=33_177_600,
            max_alt=1500,
            source=DOCS,
        ),
        link="text",
        videos=VideoRules(
            max_count=1,
            mimes=("video/mp4", "video/webm", "video/quicktime"),
            max_bytes=103_809_024,
            max_pixels=8_294_400,
            max_alt=1500,
            source=DOCS,
        ),
        polls=PollRules(2, 4, TextLimit(50, "graphemes", DOCS), 300, 2_629_746, DOCS),
    )
    look = Look(signs=("reply", "repeat", "heart"))
    errors = Errors(
        codes={
            "media_not_ready": not_sent(Trouble.WORKING),
            "media_gone": not_sent(Trouble.MEDIA),
            "media_refused": refused(Trouble.MEDIA),
            "media_broken": refused(Trouble.MEDIA),
            "too_long": refused(Trouble.CONTENT),
        },
        read=_complaint,
        statuses={422: refused(Trouble.CONTENT)},
    )
    oauth = True
    authorize_fields = (
        ConnectField(
            "service",
            gettext_lazy("Instance address"),
            "url",
            gettext_lazy("The server the account lives on, for example https://mastodon.social."),
        ),
    )
    connect_fields = (
        *authorize_fields,
        ConnectField(
            "token",
            gettext_lazy("Access token"),
            "secret",
            gettext_lazy(
                "In the preferences of the account, under Development: a new application with the rights "
                "profile, read and write; then its access token."
            ),
        ),
    )
    second_way = gettext_lazy("Paste an access token instead")
    threads = True
    first_comments = True
    options = (
        Option(
            "visibility",
            gettext_lazy("Visibility"),
            "choice",
            (
                ("public", gettext_lazy("Public")),
                ("unlisted", gettext_lazy("Quiet public, in no public timeline")),
                ("private", gettext_lazy("Followers only")),
                ("direct", gettext_lazy("Only the people mentioned")),
            ),
            initial="public",
        ),
        Option(
            "spoiler",
            gettext_lazy("Content warning"),
            help=gettext_lazy("Shown instead of the text until somebody opens the post. It counts with the text."),
            veils="text",
        ),
        Option("sensitive", gettext_lazy("Cover pictures and video until somebody opens them"), "flag", veils="media"),
    )
    needs = (  # docs.joinmastodon.org/api/oauth-scopes, 2026-11-26
        Need(PUBLISH, ("write:statuses", "write")),
        Need(PICTURES, ("write:media", "write")),
        Need(FIND, ("read:statuses", "read")),
        Need(READ, ("read:notifications", "read")),
        Need(LIKE, ("write:favourites", "write")),
        Need(BLOCK, ("write:blocks", "write", "follow")),
    )
    quotas = (Quota(280, 300, RATES),)  # the rest is for reading
    post_metrics = frozenset({Metric.LIKES, Metric.SHARES, Metric.REPLIES})
    account_metrics = frozenset({Metric.FOLLOWERS, Metric.POSTS})

    @connecting
    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Ask whose the token is and what the instance takes. Raises ConnectRefused, NotReached, Lost."""
        return connect.connect(self, wire, answers)

    @connecting
    def authorize(self, wire: Wire, answers: Mapping[str, str], ours: Installation, state: str) -> Authorization:
        """Register with the instance and lead the person to its page. Raises ConnectRefused, NotReached, Lost."""
        return allow.authorize(self, wire, answers, ours.redirect_uri, state)

    @connecting
    def exchange(self, wire: Wire, pending: Mapping[str, str], params: Mapping[str, str]) -> Identity:
        """Take the access that the person allowed. Raises ConnectRefused, NotReached, Lost."""
        return allow.exchange(self, wire, pending, params)

    @reading
    def revoke(self, connection: Connection) -> None:
        """Give the token back. Raises Busy, Declined; Unsupported for one that was pasted."""
        allow.revoke(self, connection)

    @reading
    def announced(self, connection: Connection) -> Mapping[str, int]:
        """What the instance takes now; empty when it does not say, or is away."""
        return connect.limits(connect.instance_of(self, connection))

    def findings(self, parcel: Parcel, limits: Mapping[str, int]) -> list[Finding]:
        """What stands against the parcel; a content warning counts with the text."""
        return [*super().findings(parcel, limits), *publish.check_warning(self, parcel, limits)]

    def counters(self, parcel: Parcel, limits: Mapping[str, int], *, reply: bool = False) -> list[Counter]:
        """The counters of the text; a content warning counts with it."""
        return publish.with_warning(super().counters(parcel, limits, reply=reply), parcel)

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look through what the account posted since then."""
        return publish.look(self, connection, parcel, since)

    @reading
    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """Replies and mentions from the account's notifications. Raises AccessLost, Busy."""
        return inbox.fetch(self, connection, cursor, posts)

    @reading
    def own_posts(self, connection: Connection, since: datetime) -> Sequence[OwnPost]:
        """What the account itself posted. Raises AccessLost, Busy."""
        return own.posts(self, connection, since)

    @reading
    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Favourites, boosts and replies. Raises AccessLost, Busy."""
        return metrics.of_posts(self, connection, posts)

    @reading
    def account_figures(self, connection: Connection) -> Figures:
        """Followers and posts. Raises AccessLost, Busy."""
        return metrics.of_account(self, connection)

    @reading
    def profile(self, connection: Connection) -> Profile:
        """Name, note, picture and header. Raises AccessLost, Busy."""
        return profile.read(self, connection)

    @reading
    def like(self, connection: Connection, ref: Ref) -> None:
        """Favourite a status."""
        acts.on_status(self, connection, ref, "favourite")

    @reading
    def unlike(self, connection: Connection, ref: Ref) -> None:
        """Take a favourite back."""
        acts.on_status(self, connection, ref, "unfavourite")

    @reading
    def delete(self, connection: Connection, ref: Ref) -> None:
        """Take a status of ours away."""
        acts.delete(self, connection, ref)

    @reading
    def block(self, connection: Connection, author: Author) -> None:
        """Keep a person from seeing the account and speaking to it."""
        acts.on_person(self, connection, author.id, "block")

    @reading
    def unblock(self, connection: Connection, author: Author) -> None:
        """Let a blocked person speak again."""
        acts.on_person(self, connection, author.id, "unblock")

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        return publish.publish(self, connection, parcel, steps)
