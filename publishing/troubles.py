"""What went wrong, in sentences: what happened, why, who must act and how; and telling those who can act, once."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib import clock
from networks.errors import sentence
from networks.outcomes import Trouble
from publishing.models import NEEDS_SOMEBODY, Hold, Publication, State
from team import notices
from team.models import Notice
from team.rights import Right


@dataclass(frozen=True)
class Card:
    """A failure card. `acts` are names of what a person can do about it: there, absent, release, cancel, again, reconnect."""

    level: str
    what: str
    why: str
    who: str
    acts: tuple[str, ...] = ()

    @property
    def icon(self) -> str:
        """The sign that goes with the level."""
        return {"alert": "stop", "warning": "warning"}.get(self.level, "info")


def card(publication: Publication) -> Card | None:
    """The card of a publication that needs somebody, or that waits for its network; None when all is well."""
    maker = {
        State.UNCONFIRMED: _unconfirmed,
        State.HELD: _held,
        State.REFUSED: _refused,
        State.MISSED: _missed,
        State.PLANNED: _waiting,
    }.get(State(publication.state))
    return maker(publication) if maker else None


def _unconfirmed(publication: Publication) -> Card:
    network = publication.account.network.label
    if publication.asked_at is None:
        return Card(
            "warning",
            _("%(network)s did not say whether it took this post.") % {"network": network},
            _("The answer was lost on the way. Nothing is sent again before we know."),
            _("We are looking for it on the account. Nobody has to do anything yet."),
            ("there", "absent"),
        )
    return Card(
        "alert",
        _("Nobody can tell from here whether this post is on %(network)s.") % {"network": network},
        _("The answer was lost on the way, and the network does not let us look."),
        _("You: open the account, look for the post, then tell us."),
        ("there", "absent"),
    )


def _held(publication: Publication) -> Card:
    account = publication.account
    match publication.hold:
        case Hold.ACCOUNT:
            return Card(
                "alert",
                _("Held: %(account)s must be reconnected.") % {"account": account},
                why(publication) or _("The access is no longer valid."),
                _("An administrator reconnects the account; the post then leaves by itself."),
                ("reconnect", "cancel"),
            )
        case Hold.LATE:
            return Card(
                "warning",
                _("Held: its hour has passed."),
                _("It could not leave at its time, and this brand decides itself about late posts."),
                _("You: let it leave now, give it another time, or take it back."),
                ("release", "cancel"),
            )
        case Hold.TRIES:
            return Card(
                "alert",
                _("Held: it was tried %(tries)s times.") % {"tries": publication.tries},
                why(publication),
                _("You: try again when the network is well, or take it back."),
                ("release", "cancel"),
            )
    return Card(
        "info", _("Held."), str(Hold(publication.hold).label), _("You: let it leave or take it back."), ("release", "cancel")
    )


def _refused(publication: Publication) -> Card:
    return Card(
        "alert",
        _("%(network)s refused this post.") % {"network": publication.account.network.label},
        why(publication),
        who_acts(publication.trouble),
        ("again", "cancel"),
    )


def _missed(publication: Publication) -> Card:
    return Card(
        "warning",
        _("Missed: its hour has passed."),
        _("It could not leave at its time, and this brand does not publish late."),
        _("You: send it now, or leave it."),
        ("again", "cancel"),
    )


def _waiting(publication: Publication) -> Card | None:
    if not publication.tries or not publication.reason:
        return None
    return Card("info", _("Not sent yet; it is tried again by itself."), why(publication), _("Nobody has to do anything."))


def why(publication: Publication) -> str:
    """Why it did not go through, in a sentence in the reader's language."""
    if publication.trouble and (publication.words is not None or not publication.reason):
        return sentence(publication.account.network.label, Trouble(publication.trouble), publication.words or "")
    return publication.reason


def who_acts(trouble: str) -> str:
    """Who must do something about this kind of trouble."""
    if trouble in (Trouble.AUTH, Trouble.EXPIRED, Trouble.PERMISSION):
        return _("An administrator reconnects the account.")
    if trouble == Trouble.CONFIG:
        return _("Whoever runs this installation.")
    if trouble in (Trouble.DOWN, Trouble.RATE, Trouble.QUOTA):
        return _("The network; you can try again later.")
    return _("You: change the post, then send it again.")


def untold() -> "QuerySet[Publication]":
    """Publications that need somebody whom nobody told yet."""
    needing = Publication.objects.filter(state__in=NEEDS_SOMEBODY, told_at=None)
    return needing.exclude(state=State.UNCONFIRMED, asked_at=None).exclude(
        state=State.HELD, hold__in=[Hold.APPROVAL, Hold.ACCOUNT]
    )


def tell(limit: int = 200) -> int:
    """Tell those who schedule about publications that need them: one notice a brand and kind. Returns how many were told of."""
    rows = list(untold().select_related("brand", "account")[:limit])
    for row in rows:
        notices.tell(
            notices.holders(row.brand, Right.SCHEDULE),
            gettext_lazy("Posts need you: look at what was not published."),
            key=f"publications-{row.state}",
            url=reverse("publishing:troubles", args=[row.brand.slug]),
            level=Notice.Level.ALERT,
        )
    Publication.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=clock.now())
    return len(rows)
