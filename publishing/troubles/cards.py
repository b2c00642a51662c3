"""Failure cards: what happened to a publication, why, who must act and by when, in sentences for the reader."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from networks.base import WAITING
from networks.outcomes import Trouble
from publishing.models import Account, Hold, Publication, State
from publishing.troubles.remedies import Actor, remedy, trouble_of
from publishing.troubles.wording import before_its_hour, either, moment, said, stands_still, why


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
    connected = publication.account.state == Account.State.CONNECTED
    if publication.asked_at is None and connected:
        return _looked_for(publication)
    return Card(
        "alert",
        either(
            publication,
            _("Nobody can tell from here whether this post is on %(network)s."),
            _("Nobody can tell from here whether this answer is on %(network)s."),
        )
        % {"network": publication.account.network.label},
        _why_not_found(publication),
        Actor.YOU,
        either(
            publication,
            _("Open the account, look for the post, then tell us."),
            _("Open the account, look for the answer, then tell us."),
        ),
        stands_still(publication),
        ("there", "absent") if connected else ("there", "absent", "reconnect"),
        said(publication),
    )


def _looked_for(publication: Publication) -> Card:
    return Card(
        "warning",
        either(
            publication,
            _("%(network)s did not say whether it took this post."),
            _("%(network)s did not say whether it took this answer."),
        )
        % {"network": publication.account.network.label},
        either(
            publication,
            _("The answer was lost on the way. Nothing is sent again before we know."),
            _("What the network replied was lost on the way. Nothing is sent again before we know."),
        ),
        Actor.TRIBU,
        _("We look for it on the account; if that does not tell, you are asked."),
        _("Next look: %(when)s") % {"when": moment(publication.due_at)},
        ("there", "absent"),
        said(publication),
    )


def _why_not_found(publication: Publication) -> str:
    """Why looking did not tell: nobody can, nobody can at the moment, or it was in vain."""
    if publication.account.state != Account.State.CONNECTED:
        return either(
            publication,
            _("The answer was lost on the way, and we can look for it only once the account is connected again."),
            _("What the network replied was lost on the way, and we can look only once the account is connected again."),
        )
    if publication.account.network.looks_before_absent:
        return either(
            publication,
            _("The answer was lost on the way, and looking on the account did not tell."),
            _("What the network replied was lost on the way, and looking on the account did not tell."),
        )
    return either(
        publication,
        _("The answer was lost on the way, and the network does not let us look."),
        _("What the network replied was lost on the way, and it does not let us look."),
    )


def _held(publication: Publication) -> Card:
    return HELD.get(Hold(publication.hold), _kept)(publication)


def _lost(publication: Publication) -> Card:
    return Card(
        "alert",
        _("Held: %(account)s must be reconnected.") % {"account": publication.account},
        why(publication) or _("The access is no longer valid."),
        Actor.ADMINISTRATOR,
        either(
            publication,
            _("Reconnect the account; the post then leaves by itself, unless it is late by then."),
            _("Reconnect the account; the answer then leaves by itself, unless it is late by then."),
        ),
        before_its_hour(publication),
        ("reconnect", "check", "move", "cancel"),
        said(publication) or publication.account.lost_reason,
    )


def _late(publication: Publication) -> Card:
    because = either(
        publication,
        _("It could not leave at its time, and this brand decides itself about late posts."),
        _("It could not leave at its time, and this brand decides itself about late answers."),
    )
    return _to_decide(publication, _("Held: its hour has passed."), because)


def _paused(publication: Publication) -> Card:
    because = _("What became due during a pause leaves only when somebody says so.")
    return _to_decide(publication, _("Held: sending was paused at its hour."), because)


def _to_decide(publication: Publication, what: str, because: str) -> Card:
    return Card(
        "warning",
        what,
        because,
        Actor.YOU,
        _("Let it leave now, give it another time, or take it back."),
        stands_still(publication),
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
        stands_still(publication),
        ("release", "move", "cancel"),
        said(publication),
    )


def _kept(publication: Publication) -> Card:
    return Card(
        "info",
        _("Held: its approval was withdrawn."),
        _("What nobody stands for any more does not leave."),
        Actor.YOU,
        _("Approve the post again, or take it back."),
        before_its_hour(publication),
        ("cancel",),
    )


def _expired(publication: Publication) -> Card:
    return Card(
        "alert",
        _("Held: a right to what it shows ends before it leaves."),
        _("One of its pictures may not be shown any more at its time."),
        Actor.YOU,
        _("Extend the right in the library, let it leave earlier, or choose another picture."),
        before_its_hour(publication),
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
        before_its_hour(publication),
        ("move", "cancel"),
    )


def _refused(publication: Publication) -> Card:
    actor, todo = remedy(publication)
    return Card(
        "alert",
        either(publication, _("%(network)s refused this post."), _("%(network)s refused this answer."))
        % {"network": publication.account.network.label},
        why(publication) or _("The network gave no reason."),
        actor,
        todo,
        stands_still(publication),
        ("again", "move", "cancel"),
        said(publication),
    )


def _missed(publication: Publication) -> Card:
    return Card(
        "warning",
        _("Missed: its hour has passed."),
        _("It could not leave at its time, and this brand does not publish late."),
        Actor.YOU,
        _("Send it now, give it another time, or leave it."),
        stands_still(publication),
        ("again", "move", "cancel"),
    )


def _waiting(publication: Publication) -> Card | None:
    if not publication.tries or not (publication.reason or publication.trouble):
        return None
    trouble = trouble_of(publication)
    free = either(
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
        said(publication),
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
