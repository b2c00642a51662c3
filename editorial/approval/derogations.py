"""Letting a finding of the charter pass, for one post and exactly the content it has, with a reason."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from charter.checks import folded
from editorial import checks, content
from editorial.checks import Remark
from editorial.handover import hold_still
from editorial.models import Derogation, Post, PostState
from editorial.refusals import NotPossible, NotYours
from lib.states import StaleState
from publishing.engine import judging
from publishing.models import Publication
from team.audit import record
from team.models import Membership
from team.rights import Right


@transaction.atomic
def let_pass(post: Post, rule: str, words: str, *, by: Membership, digest: str, reason: str) -> Derogation:
    """Let a finding pass in the content that was seen (`digest`).

    Raises NotYours, NotPossible when nothing of the kind stands or no reason is given, StaleState when the content is not
    the one seen.
    """
    if refusal := why_not(post, by):
        raise NotYours(refusal)
    if not reason.strip():
        raise NotPossible(_("Say why it may stand."))
    kept, words = hold_still(post), folded(words)
    if content.of(kept).digest() != digest:
        raise StaleState(kept)
    remark = standing(kept, rule, words)
    if remark is None:
        raise NotPossible(_("This remark stands no more."))
    said = {"sentence": remark.finding.sentence, "reason": reason.strip()[:300], "by": by, "who": str(by)}
    made, fresh = Derogation.objects.get_or_create(post=kept, digest=digest, rule=rule, words=words, defaults=said)
    if fresh:
        planned = Publication.objects.filter(Q(variant__post=kept) | Q(head__variant__post=kept))
        judging.allow(planned, [row.key for row in Derogation.of(kept, digest)])
        record("post.let_pass", kept, by=by, post=kept.pk, rule=rule, words=words, reason=made.reason)
    return made


def standing(post: Post, rule: str, words: str) -> Remark | None:
    """The remark on the post as it is kept that could be let pass; None when there is none, or it was let pass already."""
    remarks = checks.of_post(post)
    return next((each for each in remarks if each.key == (rule, folded(words)) and each.passable), None)


def why_not(post: Post, by: Membership) -> str:
    """Why it is not theirs to let something pass in this post, "" when it is."""
    if not (by.may(Right.APPROVE) or by.may(Right.CHARTER)):
        return _("Whoever approves posts or edits the charter may let this pass.")
    if post.author_id == by.pk and not post.brand.own_approval:
        return _("You wrote this post: somebody else lets it pass.")
    if post.state == PostState.ARCHIVED:
        return _("This post is archived.")
    return ""
