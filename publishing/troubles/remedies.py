"""Remedies: who must act on what went wrong with a publication, and how, in sentences for the reader."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.outcomes import Trouble
from publishing.models import Publication


class Actor(TextChoices):
    """Who must act."""

    YOU = "you", gettext_lazy("You")
    ADMINISTRATOR = "administrator", gettext_lazy("An administrator")
    TRIBU = "tribu", gettext_lazy("Nobody: Tribu does it")
    NETWORK = "network", gettext_lazy("Nobody here: the network")


REMEDIES: dict[Trouble, tuple[Actor, str | Promise]] = {
    Trouble.AUTH: (Actor.ADMINISTRATOR, gettext_lazy("Reconnect the account, then try again.")),
    Trouble.EXPIRED: (
        Actor.ADMINISTRATOR,
        gettext_lazy("Reconnect the account if its access cannot be renewed, then try."),
    ),
    Trouble.PERMISSION: (
        Actor.ADMINISTRATOR,
        gettext_lazy("Give the missing right on the network, reconnect the account, then try again."),
    ),
    Trouble.RATE: (Actor.NETWORK, gettext_lazy("It asks for a rest: try again a little later.")),
    Trouble.QUOTA: (
        Actor.NETWORK,
        gettext_lazy("Its limit is free again after a day at the most: give another time."),
    ),
    Trouble.CONTENT: (Actor.YOU, gettext_lazy("Change the text or the options, then send it again.")),
    Trouble.MEDIA: (Actor.YOU, gettext_lazy("Choose another picture or video, then send it again.")),
    Trouble.POLICY: (
        Actor.YOU,
        gettext_lazy("Read there what the network objects to; change the post or ask for a review."),
    ),
    Trouble.DUPLICATE: (Actor.YOU, gettext_lazy("Look whether it is there already; take this one back, or say it differently.")),
    Trouble.GONE: (Actor.YOU, gettext_lazy("What it answers or shares is gone: take it back.")),
    Trouble.CONFIG: (
        Actor.ADMINISTRATOR,
        gettext_lazy("Look at how the account and the network’s app are set up, then try."),
    ),
    Trouble.WORKING: (Actor.NETWORK, gettext_lazy("Try again when the network is well.")),
    Trouble.DOWN: (Actor.NETWORK, gettext_lazy("Try again when the network is well.")),
    Trouble.UNCLEAR: (Actor.YOU, gettext_lazy("Look on the account whether it is there before you try again.")),
}


def remedy(publication: Publication) -> tuple[Actor, str]:
    """Who must do something about what went wrong, and what."""
    trouble = trouble_of(publication) or Trouble.UNCLEAR
    actor, todo = REMEDIES[trouble]
    if trouble == Trouble.POLICY and publication.is_answer:
        return actor, _("Read there what the network objects to; say it otherwise, or ask for a review.")
    return actor, str(todo)


def trouble_of(publication: Publication) -> Trouble | None:
    """What went wrong, where that is known."""
    return Trouble(publication.trouble) if publication.trouble in set(Trouble) else None
