"""Saying who approves: the rule of a brand, and of a campaign that has its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from editorial import checks
from editorial.approval import approval, steps
from editorial.approval.steps import Step
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState, Rule
from lib import clock
from lib.findings import blocks
from team.audit import record
from team.models import Brand, Membership


@transaction.atomic
def change(brand: Brand, campaign: Campaign | None, asked: Sequence[Step], *, by: Membership, **fields: Any) -> Rule:
    """A new rule in place of the present one. What waits goes on under the one it was submitted under.

    `fields` are `needed`, `again`, `fast`, `plan_b_hours`.
    """
    Brand.objects.select_for_update().get(pk=brand.pk)
    _present(brand, campaign).update(ended_at=clock.now())
    rule = Rule.objects.create(brand=brand, campaign=campaign, steps=[step.data() for step in asked], who=str(by), **fields)
    record("rule.changed", rule, by=by, steps=len(asked), needed=rule.needed)
    return rule


@transaction.atomic
def end(brand: Brand, campaign: Campaign, *, by: Membership) -> None:
    """Let a campaign follow the rule of the brand again."""
    if _present(brand, campaign).update(ended_at=clock.now()):
        record("rule.ended", campaign, by=by)


def waiting_under_another(brand: Brand, campaign: Campaign | None, rule: Rule | None) -> "list[Post]":
    """The submitted posts that this rule would be for, and that wait under an earlier one."""
    posts = brand.posts.filter(state=PostState.SUBMITTED)
    if campaign:
        posts = posts.filter(campaign=campaign)
    else:
        own = Rule.objects.filter(brand=brand, ended_at=None).exclude(campaign=None)
        posts = posts.exclude(campaign__in=own.values("campaign"))
    return [post for post in posts.order_by("pk") if post.rule_id != (rule.pk if rule else None)]


def apply(brand: Brand, campaign: Campaign | None, *, by: Membership) -> int:
    """Let what waits under an earlier rule begin again under the present one; how many posts."""
    rule = steps.rule_of(brand, campaign)
    return _apply(waiting_under_another(brand, campaign, rule), rule, campaign or brand, by)


def release(brand: Brand, campaign: Campaign | None, *, by: Membership) -> int:
    """Let what nobody could approve under an earlier rule begin again under the present one: no yes is lost; how many posts."""
    rule, cast = steps.rule_of(brand, campaign), steps.cast(brand)
    stuck = [post for post in waiting_under_another(brand, campaign, rule) if steps.turn(post, cast).stuck]
    return _apply(stuck, rule, campaign or brand, by)


def _apply(posts: Iterable[Post], rule: Rule | None, about: Campaign | Brand, by: Membership) -> int:
    done = sum(_begin_again(post, rule, by) for post in posts)
    if done:
        record("rule.applied", about, by=by, posts=done)
    return done


@transaction.atomic
def _begin_again(post: Post, rule: Rule | None, by: Membership) -> bool:
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED:
        return False
    POST_FLOW.stay(kept, rule=rule, round=kept.round + 1, step=1)
    findings = [remark.finding for remark in checks.of_post(kept)]
    if steps.passes_by_rule(kept, findings) and not blocks(findings):
        approval.by_rule(kept)
    else:
        approval.ask(kept, by=by)
    return True


def _present(brand: Brand, campaign: Campaign | None) -> Any:
    return brand.approval_rules.filter(campaign=campaign, ended_at=None)


def in_words(rule: Rule | None, people: Sequence[Membership]) -> str:
    """Who approves, in a sentence. `people` are those who may approve."""
    if rule and not rule.needed:
        return _("Nobody has to approve: what is submitted is approved by this rule.")
    asked = steps.parse(rule.steps) if rule else []
    if not asked:
        return _("One yes by anybody who may approve is enough.")
    said = [steps.in_words(step, people) for step in asked]
    if len(said) == 1:
        return _("A post is approved by %(people)s.") % {"people": said[0]}
    later = "".join(_(", then by %(people)s") % {"people": each} for each in said[1:])
    return _("A post is approved first by %(people)s%(later)s.") % {"people": said[0], "later": later}
