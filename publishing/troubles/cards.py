"""Failure cards: what happened to a publication, why, who must act and by when, in sentences for the reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib import clock
from networks.base import WAITING
from networks.errors import sentence
from networks.outcomes import Trouble
from publishing.models import Hold, Publication, State
from publishing.troubles.remedies import Actor, remedy, trouble_of


@dataclass(frozen=True)
class Card:
    """A failure card. `said` is what was said by others, word for word.

    `acts` are names of what a person can do about it: there, absent, release, again, now, move, cancel, reconnect, check.
    """

    level: str
    what: str
    why: str
    actor: Actor
    todo: str
    by: str
    acts: tuple[str, ...] = ()
    said: str = ""

    @property
    def icon(self) -> str:
        """The sign that goes with the level."""
        return {"alert": "stop", "warning": "warning"}.get(self.level, "info")


def card(publication: Publication) -> Card | None:
    """The card of a publication that needs somebody, or that waits for its network; None when all is well."""
    maker = MAKERS.get(State(publication.state))
    return maker(publication) if maker else None


def _unconfirmed(publication: Publication) -> Card:
    network = publication.account.network
    facts = {"network": network.label}
    if publication.asked_at is None:
        return Card(
            "warning",
            _either(
                publication,
                _("%(network)s did not say whether it took this post."),
                _("%(network)s did not say whether it took this answer."),
            )
            % facts,
            _either(
                publication,
                _("The answer was lost on the way. Nothing is sent again before we know."),
                _("What the network replied was lost on the way. Nothing is sent again before we know."),
            ),
            Actor.TRIBU,
            _("We look for it on the account; if that does not tell, you are asked."),
            _("Next look: %(when)s") % {"when": moment(publication.due_at)},
            ("there", "absent"),
            _said(publication),
        )
    blind = _either(
        publication,
        _("The answer was lost on the way, and the network does not let us look."),
        _("What the network replied was lost on the way, and it does not let us look."),
    )
    unsure = _either(
        publication,
        _("The answer was lost on the way, and looking on the account did not tell."),
        _("What the network replied was lost on the way, and looking on the account did not tell."),
    )
    return Card(
        "alert",
        _either(
            publication,
            _("Nobody can tell from here whether this post is on %(network)s."),
            _("Nobody can tell from here whether this answer is on %(network)s."),
        )
        % facts,
        unsure if network.looks_before_absent else blind,
        Actor.YOU,
        _either(
            publication,
            _("Open the account, look for the post, then tell us."),
            _("Open the account, look for the answer, then tell us."),
        ),
        _stands_still(publication),
        ("there", "absent"),
        _said(publication),
    )


def _held(publication: Publication) -> Card:
    return HELD.get(Hold(publication.hold), _kept)(publication)


def _lost(publication: Publication) -> Card:
    return Card(
        "alert",
        _("Held: %(account)s must be reconnected.") % {"account": publication.account},
        why(publication) or _("The access is no longer valid."),
        Actor.ADMINISTRATOR,
        _either(
            publication,
            _("Reconnect the account; the post then leaves by itself, unless it is late by then."),
            _("Reconnect the account; the answer then leaves by itself, unless it is late by then."),
        ),
        _before_its_hour(publication),
        ("reconnect", "check", "move", "cancel"),
        _said(publication) or publication.account.lost_reason,
    )


def _late(publication: Publication) -> Card:
    return Card(
        "warning",
        _("Held: its hour has passed."),
        _either(
            publication,
            _("It could not leave at its time, and this brand decides itself about late posts."),
            _("It could not leave at its time, and this brand decides itself about late answers."),
        ),
        Actor.YOU,
        _("Let it leave now, give it another time, or take it back."),
        _stands_still(publication),
        ("release", "move", "cancel"),
    )


def _paused(publication: Publication) -> Card:
    return Card(
        "warning",
        _("Held: sending was paused at its hour."),
        _("What became due during a pause leaves only when somebody says so."),
        Actor.YOU,
        _("Let it leave now, give it another time, or take it back."),
        _stands_still(publication),
        ("release", "move", "cancel"),
    )


def _tried(publication: Publication) -> Card:
    actor, todo = remedy(publication)
    return Card(
        "alert",
        _("Held: it was tried %(tries)s times.") % {"tries": publication.tries},
        why(publication) or _("It did not go through, and nobody has said why."),
        actor,
        todo,
        _stands_still(publication),
        ("release", "move", "cancel"),
        _said(publication),
    )


def _kept(publication: Publication) -> Card:
    return Card(
        "info",
        _("Held: its approval was withdrawn."),
        _("What nobody stands for any more does not leave."),
        Actor.YOU,
        _("Approve the post again, or take it back."),
        _before_its_hour(publication),
        ("cancel",),
    )


def _expired(publication: Publication) -> Card:
    return Card(
        "alert",
        _("Held: a right to what it shows ends before it leaves."),
        _("One of its pictures may not be shown any more at its time."),
        Actor.YOU,
        _("Extend the right in the library, let it leave earlier, or choose another picture."),
        _before_its_hour(publication),
        ("move", "cancel"),
    )


def _against_the_charter(publication: Publication) -> Card:
    words = {"words": publication.reason}
    return Card(
        "alert",
        _("Held: the charter stops it now."),
        _("The charter changed since it was approved and stops “%(words)s”.") % words
        if publication.reason
        else _("The charter changed since it was approved and asks for an alternative text with every picture."),
        Actor.YOU,
        _("Change the words and have them approved again, or have somebody let the remark stand; it then leaves."),
        _before_its_hour(publication),
        ("move", "cancel"),
    )


def _refused(publication: Publication) -> Card:
    actor, todo = remedy(publication)
    return Card(
        "alert",
        _either(publication, _("%(network)s refused this post."), _("%(network)s refused this answer."))
        % {"network": publication.account.network.label},
        why(publication) or _("The network gave no reason."),
        actor,
        todo,
        _stands_still(publication),
        ("again", "move", "cancel"),
        _said(publication),
    )


def _missed(publication: Publication) -> Card:
    return Card(
        "warning",
        _("Missed: its hour has passed."),
        _("It could not leave at its time, and this brand does not publish late."),
        Actor.YOU,
        _("Send it now, give it another time, or leave it."),
        _stands_still(publication),
        ("again", "move", "cancel"),
    )


def _waiting(publication: Publication) -> Card | None:
    if not publication.tries or not (publication.reason or publication.trouble):
        return None
    trouble = trouble_of(publication)
    free = _either(
        publication,
        _("It is free again at %(when)s, and the post then leaves by itself."),
        _("It is free again at %(when)s, and the answer then leaves by itself."),
    )
    return Card(
        "info",
        _("Not sent yet; it is tried again by itself."),
        why(publication),
        Actor.NETWORK if trouble in WAITING else Actor.TRIBU,
        _("Nobody has to do anything."),
        (free if trouble in (Trouble.QUOTA, Trouble.RATE) else _("Next try: %(when)s")) % {"when": moment(publication.due_at)},
        ("now",) if trouble == Trouble.DOWN else (),
        _said(publication),
    )


HELD: dict[Hold, Callable[[Publication], Card]] = {
    Hold.ACCOUNT: _lost,
    Hold.LATE: _late,
    Hold.PAUSE: _paused,
    Hold.TRIES: _tried,
    Hold.APPROVAL: _kept,
    Hold.RIGHTS: _expired,
    Hold.CHARTER: _against_the_charter,
}
MAKERS: dict[State, Callable[[Publication], Card | None]] = {
    State.UNCONFIRMED: _unconfirmed,
    State.HELD: _held,
    State.REFUSED: _refused,
    State.MISSED: _missed,
    State.PLANNED: _waiting,
}


def why(publication: Publication) -> str:
    """Why it did not go through, in a sentence in the reader's language; "" when nothing is known."""
    if trouble := trouble_of(publication):
        return sentence(publication.account.network.label, trouble, publication.words or "")
    return publication.reason


def _either(publication: Publication, post: str, answer: str) -> str:
    """What is said of a post, or of an answer to the community."""
    return answer if publication.is_answer else post


def _said(publication: Publication) -> str:
    """What was said that no sentence of ours holds already: the finding of a rule, the words of a server."""
    return publication.reason if publication.trouble and publication.words is None else ""


def _before_its_hour(publication: Publication) -> str:
    when = {"when": moment(publication.planned_for)}
    if publication.planned_for > clock.now():
        return _("Before %(when)s, when it is due.") % when
    return _("It was due at %(when)s: as soon as you can.") % when


def _stands_still(publication: Publication) -> str:
    return _("It was due at %(when)s; nothing leaves before you decide.") % {"when": moment(publication.planned_for)}


def moment(at: datetime) -> str:
    """A moment as cards say it."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
