"""What the community charter has ready for a conversation: replies with their blanks filled, and the next step of its ladders."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charter import community, current, papers, prepared
from charter.models import Paper
from charter.paper_forms.community import LADDER
from charter.prepared import Reply, Rule
from moderation import answering
from moderation.models import Conversation, Measure
from team import audit
from team.models import Membership

_BLANK = re.compile(r"\{(\w+)\}")
BLANKS = {
    "person": "person", "personne": "person", "brand": "brand", "marque": "brand", "rules": "rules", "règles": "rules",
    "signature": "signature",
}  # fmt: skip


class NotOnLadder(Exception):
    """The measure is none of the rule's next ones; the text says so."""


@dataclass(frozen=True)
class Step:
    """A rule, the measures taken with the person because of it, and the one that comes next, "" at the end of the ladder."""

    rule: Rule
    taken: list[Measure]
    following: str

    @property
    def measures(self) -> list[tuple[str, str, bool, bool]]:
        """The ladder in words: name, label, whether it was taken, whether it comes next."""
        done, labels = {measure.step for measure in self.taken}, dict(LADDER)
        return [(name, str(labels[name]), name in done, name == self.following) for name in self.rule.ladder]


def replies(conversation: Conversation, base: str) -> list[Reply]:
    """The prepared replies in the language of the person's newest message, the fitting ones first, their blanks filled.

    `base` is the address of this installation. What has no value stays as it was written.
    """
    said, language = _said(conversation)
    paper = papers.of(conversation.brand, Paper.Kind.COMMUNITY)
    found = prepared.replies(paper, said, language)
    values = _values(conversation, paper, base) if any(_BLANK.search(reply.text) for reply in found) else {}
    return [Reply(_filled(reply, values), reply.language, reply.rule) for reply in found]


def steps(conversation: Conversation) -> list[Step]:
    """The rules that have a ladder, those first that the person's newest message is about."""
    said, language = _said(conversation)
    rules = prepared.rules(papers.of(conversation.brand, Paper.Kind.COMMUNITY), said, language)
    taken: defaultdict[str, list[Measure]] = defaultdict(list)
    for measure in conversation.person.measures.all():
        taken[measure.rule].append(measure)
    return [_step(rule, taken[rule.key]) for rule in rules if rule.ladder]


def take(conversation: Conversation, rule: str, step: str, *, by: Membership) -> Measure:
    """Note that a measure was taken. Twice is once. Raises NotOnLadder for one that does not come next."""
    known = next((each for each in steps(conversation) if each.rule.key == rule), None)
    there = known and next((measure for measure in known.taken if measure.step == step), None)
    if there:
        return there
    if known is None or step != known.following:
        raise NotOnLadder(_("This is not the next step any more: look at how it stands now."))
    facts = {"conversation": conversation, "by": by, "who": str(by)}
    measure, fresh = Measure.objects.get_or_create(person=conversation.person, rule=rule, step=step, defaults=facts)
    if fresh:
        audit.record("measure.taken", conversation.person, by=by, conversation=conversation.pk, step=step, rule=rule)
    return measure


def _said(conversation: Conversation) -> tuple[str, str]:
    """The newest message of the person, and the language to answer it in: its own, that of the post, or the reader's."""
    last = answering.last_said(conversation)
    text = last.text if last else conversation.preview
    post = conversation.publication.payload.get("language", "") if conversation.publication else ""
    told = (last.language if last else "") or post or get_language() or ""
    return text, prepared.language_of(text, told[:2])


def _step(rule: Rule, taken: list[Measure]) -> Step:
    return Step(rule, taken, prepared.next_measure(rule, {measure.step for measure in taken}))


def _values(conversation: Conversation, paper: Paper, base: str) -> dict[str, dict[str, str]]:
    """What fills the blanks, by the language of the reply."""
    charter = current.of(conversation.brand)
    values = {"person": conversation.person.name, "brand": conversation.brand.name, "signature": charter.signature}
    public = community.is_public(paper)
    return {language: {**values, "rules": _address(conversation, language, base) if public else ""} for language in ("fr", "en")}


def _address(conversation: Conversation, language: str, base: str) -> str:
    return base + reverse("community_page", args=[conversation.brand.slug, language])


def _filled(reply: Reply, values: dict[str, dict[str, str]]) -> str:
    known = values.get(reply.language, {})
    return _BLANK.sub(lambda found: known.get(BLANKS.get(found[1].lower(), ""), "") or found[0], reply.text)
