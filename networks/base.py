"""The shape of every network. A network overrides what it can do; what it cannot refuses loudly.

Nothing here knows models: frozen values in, typed outcomes out. Only the methods of a class are its list of abilities.
"""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from django.utils.functional import Promise

from lib.findings import Blocker, Finding
from networks import stories
from networks.acts import Acts
from networks.chains import check_chain
from networks.errors import Effect, Errors, Failed, parse, sentence
from networks.figures import Figures, Metric
from networks.granting import Need
from networks.identity import Authorization, ConnectField, Connection, Identity, Installation, Refreshed
from networks.incoming import Batch
from networks.limits import Allowance, Quota
from networks.options import Option, check_options, is_story
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.own import OwnPost
from networks.parcels import Parcel, Ref
from networks.previews import Look
from networks.profiles import Profile
from networks.refusals import (
    ODD_ANSWER,
    AccessExpired,
    AccessLost,
    Busy,
    ConnectRefused,
    Declined,
    Unsupported,
    connecting,
    reading,
)
from networks.rules import Counter, PictureRules, Rules, VideoRules, check, counters
from networks.steps import MemorySteps, Steps
from networks.wires import Lost, NotReached, Reply, Wire

logger = logging.getLogger(__name__)
WAITING = {Trouble.RATE, Trouble.QUOTA, Trouble.DOWN, Trouble.UNCLEAR}  # troubles that may be over later


class Network(Acts):
    """One social network. Subclasses set the data and override the underscored methods they can."""

    name: ClassVar[str]
    label: ClassVar[str]
    home: ClassVar[str] = ""  # the service address of the live network, "" when each account has its own
    rules: ClassVar[Rules]
    errors: ClassVar[Errors]
    look: ClassVar[Look] = Look()
    connect_fields: ClassVar[tuple[ConnectField, ...]] = ()
    oauth: ClassVar[bool] = False  # whether a person allows us in on the network's own page
    authorize_fields: ClassVar[tuple[ConnectField, ...]] = ()  # what must be known before they are led there
    second_way: ClassVar[str | Promise] = ""  # what the link to the answers to paste says, where there is such a way too
    threads: ClassVar[bool] = False  # whether a post may go on in further parts, each an answer to the one before
    first_comments: ClassVar[bool] = False  # whether we may comment below our own post
    options: ClassVar[tuple[Option, ...]] = ()  # what one may choose for a post here only
    story_films: ClassVar[VideoRules | None] = None  # which films make a story here; None: pictures only
    card_pictures: ClassVar[PictureRules | None] = None  # where we make a link's card: what its picture must be
    post_metrics: ClassVar[frozenset[Metric]] = frozenset()
    account_metrics: ClassVar[frozenset[Metric]] = frozenset()
    quotas: ClassVar[tuple[Quota, ...]] = ()  # how much may be sent in a time; what is over waits
    looks_before_absent: ClassVar[int] = 2  # how many empty looks prove that a lost parcel is not there; 0: cannot look
    settle_seconds: ClassVar[int] = 90  # how long a network may still accept a request whose answer was lost
    needs: ClassVar[tuple[Need, ...]] = ()  # what we do with an account, and the rights that each takes
    too_much: ClassVar[Mapping[str, str | Promise]] = MappingProxyType({})  # rights nobody should give us, and why not
    app_note: ClassVar[str | Promise] = ""  # what the network's review of our app decides, for who looks after the account
    live_ready: ClassVar[bool] = True  # whether accounts of the real network can be connected in this version

    # --- what everybody calls ---------------------------------------------------------------------------------------

    def rules_for(self, limits: Mapping[str, int]) -> Rules:
        """The rules with what the account's own instance announced."""
        return self.rules.with_limits(**limits) if limits else self.rules

    def make_key(self, moment: datetime) -> str:
        """A new idempotency key of the kind this network wants."""
        return secrets.token_hex(16)

    def can(self, name: str) -> bool:
        """Whether this network can do that, by the name of a method of this shape: "hide", "refresh", "fetch"."""
        return getattr(type(self), name) is not getattr(Network, name)

    def findings(self, parcel: Parcel, limits: Mapping[str, int]) -> list[Finding]:
        """What stands against the parcel on an account whose instance announced `limits`; empty when it would be taken."""
        rules, reply = self.rules_for(limits), parcel.reply_to is not None
        story = is_story(self.options, parcel.options) and not reply
        if story:
            rules = replace(rules, pictures=stories.taken(rules.pictures), videos=self.story_films or rules.videos)
        against = check(rules, parcel.text, parcel.media, parcel.link, reply=reply, poll=parcel.poll)
        return [
            *against,
            *(stories.check_story(parcel, films=self.story_films is not None) if story else ()),
            *self.check_options(parcel.options),
        ]

    def pictures_for(self, limits: Mapping[str, int], options: Mapping[str, Any] = MappingProxyType({})) -> PictureRules:
        """How the pictures of a post with these options are made to fit."""
        pictures = self.rules_for(limits).pictures
        return stories.filling(pictures) if is_story(self.options, options) else pictures

    def counters(self, parcel: Parcel, limits: Mapping[str, int], *, reply: bool = False) -> list[Counter]:
        """The counters of a parcel's text as people see them; `reply` where it will answer something."""
        return counters(self.rules_for(limits), parcel.text, parcel.link, parcel.media, reply=reply)

    def check_chain(self, *, parts: int, comment: bool, options: Mapping[str, Any] = MappingProxyType({})) -> list[Finding]:
        """What stands against so many further parts of a thread, and a first comment, where these options are chosen."""
        story = is_story(self.options, options)
        return list(check_chain(self.threads, self.first_comments, parts=parts, comment=comment, story=story))

    def check_options(self, options: Mapping[str, Any]) -> list[Finding]:
        """What stands against the options chosen for a post."""
        return check_options(self.label, self.options, options)

    def connect(self, wire: Wire, answers: Mapping[str, str]) -> Identity:
        """Try the answers of the connect screen. Raises ConnectRefused with a sentence, NotReached, Lost."""
        raise Unsupported(f"{self.label}: connect")

    def authorize(self, wire: Wire, answers: Mapping[str, str], ours: Installation, state: str) -> Authorization:
        """Where a person allows us in, and what to keep until then. Raises ConnectRefused, NotReached, Lost."""
        raise Unsupported(f"{self.label}: authorize")

    def client_document(self, ours: Installation) -> Mapping[str, Any]:
        """Who we are, for networks that read it at an address of ours instead of registering us."""
        raise Unsupported(f"{self.label}: client document")

    def exchange(self, wire: Wire, pending: Mapping[str, str], params: Mapping[str, str]) -> Identity:
        """Who allowed us in, from what they came back with. Raises ConnectRefused, also when they did not; NotReached, Lost."""
        raise Unsupported(f"{self.label}: exchange")

    def revoke(self, connection: Connection) -> None:
        """Give the access back. Raises Busy, Declined; Unsupported also where this access cannot be given back."""
        raise Unsupported(f"{self.label}: revoke")

    def announced(self, connection: Connection) -> Mapping[str, int]:
        """The limits that the account's instance announces now, as in Identity.limits. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: announced limits")

    def refresh(self, connection: Connection) -> Refreshed:
        """Fresh secrets for the account. Raises AccessLost, Busy, NotReached, Lost."""
        raise Unsupported(f"{self.label}: refresh")

    def send(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        """Send the parcel, once. Never raises for what a network or a wire may do: every end is an outcome."""
        if refusal := self._refusal(connection, parcel):
            return refusal
        try:
            return self._publish(connection, parcel, steps)
        except Failed as failure:
            return failure.outcome
        except NotReached as error:
            return NotSent(self.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)
        except Lost as error:
            return Unknown(self.sentence(Trouble.UNCLEAR, str(error)))
        except (*ODD_ANSWER, AccessLost, Busy) as error:
            logger.exception("%s: an answer was not as expected", self.name)
            return Unknown(self.sentence(Trouble.UNCLEAR, type(error).__name__))

    def reconcile(self, connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
        """Look whether a parcel whose answer was lost is there; NotSent means: looked, and it was not."""
        raise Unsupported(f"{self.label}: reconcile")

    def fetch(self, connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
        """What people said since `cursor`; `posts` are our recent posts, for networks asked post by post.

        Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: fetch")

    def own_posts(self, connection: Connection, since: datetime) -> Sequence[OwnPost]:
        """What the account itself posted since then, by us or not, the latest first; no answers, and of very many the latest.

        Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: own posts")

    def post_figures(self, connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
        """Figures of our posts by remote id; a post the network does not know any more is absent. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: post figures")

    def account_figures(self, connection: Connection) -> Figures:
        """Figures of the account. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: account figures")

    def profile(self, connection: Connection) -> Profile:
        """What the network shows of the account. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: profile")

    def allowance(self, connection: Connection) -> Allowance:
        """How many posts the network itself counts for the account, and allows. Raises AccessLost, Busy."""
        raise Unsupported(f"{self.label}: allowance")

    # --- what a network fills in ------------------------------------------------------------------------------------

    def _publish(self, connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
        """Put the parcel on the network; may raise Failed, NotReached and Lost, which `send` turns into outcomes."""
        raise Unsupported(f"{self.label}: publish")

    def _headers(self, connection: Connection) -> Mapping[str, str]:
        """What proves the account, as headers of every call."""
        return {"Authorization": f"Bearer {connection.secrets['access']}"}

    # --- what networks use ------------------------------------------------------------------------------------------

    def sentence(self, trouble: Trouble, message: str = "") -> str:
        """What happened, for a person."""
        return sentence(self.label, trouble, message)

    def write(self, connection: Connection, method: str, path: str, *, effect: Effect = Effect.VISIBLE, **request: Any) -> Any:
        """Call the account's service; the readable body of a good answer.

        Raises Failed with the outcome that the network's table of errors gives; NotReached; Lost for a visible effect
        only, since a lost step may simply be repeated.
        """
        try:
            return parse(self.label, self.errors, self._call(connection, method, path, **request), effect)
        except Lost as error:
            if effect is Effect.VISIBLE:
                raise
            raise Failed(NotSent(self.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)) from error

    def read(self, connection: Connection, path: str, *, method: str = "GET", **request: Any) -> Any:
        """Ask the account's service; the readable body of a good answer. Raises AccessLost, AccessExpired, Busy."""
        try:
            return parse(self.label, self.errors, self._call(connection, method, path, **request), Effect.READ)
        except Failed as failure:
            raise self._reading_trouble(failure.outcome) from failure
        except (NotReached, Lost) as error:
            raise Busy(self.sentence(Trouble.DOWN, str(error))) from error

    def act(self, connection: Connection, method: str, path: str, **request: Any) -> Any:
        """Do an act that may be repeated; the readable body. Raises AccessLost, AccessExpired, Busy, Declined."""
        try:
            return parse(self.label, self.errors, self._call(connection, method, path, **request), Effect.STEP)
        except Failed as failure:
            raise self._acting_trouble(failure.outcome) from failure
        except (NotReached, Lost) as error:
            raise Busy(self.sentence(Trouble.DOWN, str(error))) from error

    def _call(self, connection: Connection, method: str, path: str, **request: Any) -> Reply:
        headers = {**self._headers(connection), **request.pop("headers", {})}
        return connection.wire.request(method, f"{connection.service}{path}", headers=headers, **request)

    def _reading_trouble(self, outcome: Refused | NotSent | Unknown) -> Exception:
        if outcome.trouble in (Trouble.AUTH, Trouble.PERMISSION):
            return AccessLost(outcome.reason)
        kind = AccessExpired if outcome.trouble is Trouble.EXPIRED else Busy
        return kind(outcome.reason, getattr(outcome, "retry_at", None), outcome.code)

    def _acting_trouble(self, outcome: Refused | NotSent | Unknown) -> Exception:
        if outcome.trouble in (Trouble.AUTH, Trouble.EXPIRED, *WAITING):
            return self._reading_trouble(outcome)
        return Declined(outcome.reason, outcome.trouble, outcome.code)

    def _refusal(self, connection: Connection, parcel: Parcel) -> Refused | None:
        """What the rules say against the parcel, before a byte leaves."""
        for finding in self.findings(parcel, connection.limits):
            if isinstance(finding, Blocker):
                trouble = Trouble.MEDIA if finding.about == "media" else Trouble.CONTENT
                return Refused(finding.sentence, trouble, finding.rule)
        return None


__all__ = [
    "AccessExpired",
    "AccessLost",
    "Authorization",
    "Batch",
    "Busy",
    "ConnectField",
    "ConnectRefused",
    "Connection",
    "Declined",
    "Figures",
    "Identity",
    "Installation",
    "MemorySteps",
    "Metric",
    "Network",
    "NotSent",
    "Option",
    "Outcome",
    "OwnPost",
    "Parcel",
    "Profile",
    "Ref",
    "Refreshed",
    "Refused",
    "Sent",
    "Steps",
    "Unknown",
    "Unsupported",
    "connecting",
    "reading",
]
