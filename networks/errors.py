"""How the errors of a network are told apart: each network declares a table, one place reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.outcomes import NotSent, Outcome, Refused, Trouble, Unknown
from networks.wires import Reply, retry_moment


class Effect(StrEnum):
    """What a request may leave behind. Decides how an answer that tells nothing is taken."""

    VISIBLE = "visible"  # people may see it: never repeated on a guess
    STEP = "step"  # an upload or container nobody sees: may be repeated
    READ = "read"  # nothing


class Verdict(StrEnum):
    """What an error of a network says about the parcel."""

    REFUSED = "refused"  # not there, and would be refused again
    NOT_SENT = "not_sent"  # not there, may be tried again
    UNKNOWN = "unknown"  # may be there


@dataclass(frozen=True)
class Rule:
    """What one error of a network means."""

    verdict: Verdict
    trouble: Trouble


def refused(trouble: Trouble = Trouble.CONTENT) -> Rule:
    """Not there, and would be refused again as it is."""
    return Rule(Verdict.REFUSED, trouble)


def not_sent(trouble: Trouble = Trouble.DOWN) -> Rule:
    """Surely not there; may be tried again."""
    return Rule(Verdict.NOT_SENT, trouble)


def unknown(trouble: Trouble = Trouble.UNCLEAR) -> Rule:
    """Whether it is there cannot be told from this."""
    return Rule(Verdict.UNKNOWN, trouble)


@dataclass(frozen=True)
class Complaint:
    """An error in a network's own terms: its codes, the most exact first, its words for a developer or a person, and
    when one may come back where the network says so in a way of its own."""

    codes: tuple[str, ...] = ()
    message: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Errors:
    """A network's table: error code -> meaning; what is not in it is judged by status.

    `read` takes the answer's body (already JSON, or None) to the network's own codes and words; it gives None for a body
    that reports no error, which for a 2xx means that all is well.
    """

    codes: Mapping[str, Rule]
    read: Callable[[Reply, Any], Complaint | None]
    statuses: Mapping[int, Rule] = field(default_factory=dict)

    def rule(self, reply: Reply, complaint: Complaint, effect: Effect) -> Rule:
        """What an error answer means; what nobody sees is never unknown, it may be done again."""
        found = self._rule(reply, complaint)
        hidden = found.verdict is Verdict.UNKNOWN and effect is not Effect.VISIBLE
        return not_sent(Trouble.DOWN) if hidden else found

    def _rule(self, reply: Reply, complaint: Complaint) -> Rule:
        """By the network's code, else by status."""
        for code in complaint.codes:
            if code in self.codes:
                return self.codes[code]
        if reply.status in self.statuses:
            return self.statuses[reply.status]
        if reply.status in STATUSES:
            return STATUSES[reply.status]
        if reply.status == 503 and "retry-after" in reply.headers:
            return not_sent(Trouble.DOWN)
        if reply.status >= 500 or reply.ok:
            return unknown()
        return refused(Trouble.CONFIG if reply.status < 400 else Trouble.CONTENT)


STATUSES = {
    401: not_sent(Trouble.AUTH),
    403: refused(Trouble.PERMISSION),
    404: refused(Trouble.GONE),
    408: unknown(),
    410: refused(Trouble.GONE),
    413: refused(Trouble.MEDIA),
    429: not_sent(Trouble.RATE),
}

SENTENCES = {
    Trouble.AUTH: gettext_lazy("%(network)s no longer accepts our access to this account: reconnect it."),
    Trouble.EXPIRED: gettext_lazy("The access to this account on %(network)s has run out and is being renewed."),
    Trouble.PERMISSION: gettext_lazy("%(network)s does not allow this account to do that: a right is missing."),
    Trouble.RATE: gettext_lazy("%(network)s asks us to slow down."),
    Trouble.QUOTA: gettext_lazy("The limit of %(network)s for this account is used up for now."),
    Trouble.CONTENT: gettext_lazy("%(network)s does not accept this text or these options."),
    Trouble.MEDIA: gettext_lazy("%(network)s does not accept a picture or video of this post."),
    Trouble.POLICY: gettext_lazy("%(network)s has judged this to be against its rules."),
    Trouble.DUPLICATE: gettext_lazy("%(network)s already has the same text on this account."),
    Trouble.GONE: gettext_lazy("What this refers to does not exist on %(network)s any more."),
    Trouble.CONFIG: gettext_lazy("%(network)s is not set up for this: an administrator must look at the account."),
    Trouble.WORKING: gettext_lazy("%(network)s is still at work on a picture or film of this post."),
    Trouble.DOWN: gettext_lazy("%(network)s cannot be reached or is not well at the moment."),
    Trouble.UNCLEAR: gettext_lazy("%(network)s has not said whether it accepted this."),
}


class Told(str):
    """A sentence of the table, with the network's own `words` by themselves: it can be told again in another language."""

    words: str = ""


def sentence(label: str, trouble: Trouble, message: str = "") -> Told:
    """What happened, for a person; the network's own words follow where it gave some."""
    told = str(SENTENCES[trouble]) % {"network": label}
    words = message[:300]
    whole = Told(_("%(sentence)s (“%(words)s”)") % {"sentence": told, "words": words} if words else told)
    whole.words = words
    return whole


class Failed(Exception):
    """A call did not do what it should; `outcome` is what that means for the parcel."""

    def __init__(self, outcome: Refused | NotSent | Unknown):
        super().__init__(outcome.reason)
        self.outcome = outcome


def outcome_of(label: str, rule: Rule, complaint: Complaint, reply: Reply | None = None) -> Refused | NotSent | Unknown:
    """The outcome a rule leads to, with its sentence, the network's code and the moment it named."""
    reason = sentence(label, rule.trouble, complaint.message)
    code = complaint.codes[0] if complaint.codes else str(reply.status) if reply else ""
    if rule.verdict is Verdict.NOT_SENT:
        return NotSent(reason, rule.trouble, code, (retry_moment(reply) if reply else None) or complaint.retry_at)
    return (Refused if rule.verdict is Verdict.REFUSED else Unknown)(reason, rule.trouble, code)


def parse(label: str, errors: Errors, reply: Reply, effect: Effect) -> Any:
    """The body of a good answer; raises Failed for any other. An empty 2xx body gives None."""
    body, readable = _body(reply)
    complaint = errors.read(reply, body)
    if reply.ok and readable and complaint is None:
        return body
    complaint = complaint or Complaint()
    raise Failed(outcome_of(label, errors.rule(reply, complaint, effect), complaint, reply))


def _body(reply: Reply) -> tuple[Any, bool]:
    """The body as JSON, and whether it could be read."""
    if not reply.body:
        return None, True
    try:
        return Reply(599, reply.body).json(), True
    except ValueError:
        return None, False


__all__ = [
    "Complaint",
    "Effect",
    "Errors",
    "Failed",
    "Outcome",
    "Rule",
    "Verdict",
    "not_sent",
    "outcome_of",
    "parse",
    "refused",
    "sentence",
    "unknown",
]
