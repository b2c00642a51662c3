"""What a verb answers when it does not do it: each text is a sentence for the person who asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lib.findings import Finding


class Refusal(Exception):
    """The act was refused; the text says why and what to do. `about` is the part of the form it belongs to."""

    about = ""


class NotPossible(Refusal):
    """The post is past this: it has left, or was decided on."""


class PlanClosed(Refusal):
    """The campaign is closed: no post comes into it, and none leaves it."""

    about = "campaign"

    def __init__(self, campaign: str):
        sentence = _("“%(campaign)s” is closed: posts stay in it as they are. Open the campaign again, or choose another one.")
        super().__init__(sentence % {"campaign": campaign})


class NotYours(Refusal):
    """The person may not decide on this post."""


class BadMoment(Refusal):
    """The date cannot be used."""

    about = "when"


class Blocked(Refusal):
    """Findings stand against it."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__(" ".join(finding.sentence for finding in findings))
        self.findings = list(findings)
