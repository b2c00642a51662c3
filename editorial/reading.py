"""A post as its page shows it: each account's copy, what became of it, and what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from editorial import checks, content, scheduling, standing
from editorial.approval import approval, derogations, hours, steps
from editorial.calendar import calendar
from editorial.composer import composing, differences, proofs
from editorial.composer.proofs import Proof
from editorial.content import Version
from editorial.models import Decision, Derogation, Post, PostState, Proposal, Variant
from lib import clock
from publishing.models import NEEDS_SOMEBODY, WENT_WRONG, Account, Hold, Publication, State
from team.models import Membership
from team.rights import Right


@dataclass(frozen=True)
class Copy:
    """One account's copy: as it was or will be sent, its publication if it has one, what changed since the last decision."""

    proof: Proof
    publication: Publication | None
    change: Sequence[tuple[str, str]] | None
    then: tuple["Copy", ...] = ()

    @property
    def in_trouble(self) -> bool:
        """Whether somebody must do something about it."""
        return bool(self.publication and self.publication.state in NEEDS_SOMEBODY)

    @property
    def went_wrong(self) -> bool:
        """Whether it surely is not there and leaves no more by itself, so that a copy makes no double."""
        return bool(self.publication and self.publication.state in WENT_WRONG)

    @property
    def all(self) -> "tuple[Copy, ...]":
        """It and what follows it: the parts of a thread, the first comment."""
        return (self, *self.then)

    @property
    def live(self) -> int:
        """How many of all of it are on the network."""
        return sum(bool(each.publication and each.publication.state == State.PUBLISHED) for each in self.all)

    @property
    def left(self) -> bool:
        """Whether the first of it is on the network, so that what follows it stands or falls by itself."""
        return bool(self.publication and self.publication.state == State.PUBLISHED)


def shown(post: Post, member: Membership) -> dict[str, Any]:
    """The context of the post's page."""
    kept = content.of(post)
    proofs.learn(kept)
    variants = {variant.account_id: variant for variant in _variants(post)}
    decisions = list(post.decisions.all())
    stands = standing.of(post.state, post.planned_for, [state for row in variants.values() for state in _states(row)])
    drafted = {proof.account.pk: proof for proof in proofs.of(kept)}
    undecided = post.state in (PostState.DRAFT, PostState.SUBMITTED)
    base = _seen_last(decisions) if undecided else {}
    changes = differences.texts(base, kept.shown())
    return {
        "post": post,
        "standing": stands,
        "digest": kept.digest(),
        "copies": (copies := [_copy(version, variants[version.account.pk], drafted, changes) for version in kept.versions]),
        "any_went_wrong": any(copy.went_wrong for copy in copies),
        "remarks": _remarks(post, kept, list(drafted.values())) if undecided or _stopped(variants.values()) else [],
        "decisions": decisions,
        "pictures": kept.images,
        "passed": Derogation.of(post, kept.digest()),
        "may_pass": not derogations.why_not(post, member),
        "late": _late(post),
        "also_changed": differences.sentences(base, kept.shown(), account_names(base, kept)) if base else [],
        "proposals": list(post.proposals.filter(state=Proposal.State.OPEN)),
        **_approval(post, member, decisions),
        "elsewhere": composing.elsewhere(post.planned_for, member.user.zone, [post.zone or post.brand.zone, post.brand.zone]),
        "moving": stands in (standing.Standing.SENDING, standing.Standing.UNCONFIRMED) or _near(post),
        **_rights(post, member, stands, variants),
    }


def account_names(base: dict[str, Any], kept: content.Content) -> dict[int, str]:
    """What the accounts of both contents are called, by their numbers; one query when some are not in `kept`."""
    names = {version.account.pk: str(version.account) for version in kept.versions}
    gone = [int(pk) for pk in base.get("accounts", {}) if int(pk) not in names]
    return names | {account.pk: str(account) for account in (Account.objects.filter(pk__in=gone) if gone else ())}


def _remarks(post: Post, kept: content.Content, drafted: Sequence[Proof]) -> list[checks.Remark]:
    """What is said about it, but for what somebody let stand, which is told by itself."""
    said = checks.of_post(post, kept, proofs=drafted, zone=post.zone, beside=post.pk)
    return [remark for remark in said if not remark.passed]


def _approval(post: Post, member: Membership, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Whose turn it is while the post waits, and what this member may answer."""
    if post.state != PostState.SUBMITTED:
        return {"may_decide": False}
    cast = steps.cast(post.brand)
    turn = steps.turn(post, cast, decisions)
    return {
        "turn": turn,
        "turns": steps.lines(turn, decisions, cast),
        "may_decide": member.may(Right.APPROVE) and member in turn.awaited,
        "not_yours": approval.why_not(post, turn, member) if member.may(Right.APPROVE) else "",
        "plan_b_at": hours.plan_b_at(post),
    }


def _seen_last(decisions: Sequence[Decision]) -> dict[str, Any]:
    """The content that somebody said yes to last; where nobody did, the one that was decided on last."""
    yes = next((row for row in decisions if row.kind in (Decision.Kind.APPROVED, Decision.Kind.AGREED)), None)
    found = yes or next(iter(decisions), None)
    return found.content if found else {}


def _late(post: Post) -> str:
    """Whether a submitted post's hour has passed: "soon" while it would still leave at once when approved, then "late"."""
    if post.state != PostState.SUBMITTED or not scheduling.is_past(post.planned_for):
        return ""
    patience = timedelta(minutes=post.brand.late_minutes)
    return "soon" if clock.now() < post.planned_for + patience else "late"  # type: ignore[operator]


def _near(post: Post) -> bool:
    """Whether an approved post leaves about now, so that its page looks often."""
    if post.state != PostState.APPROVED or not post.planned_for:
        return False
    return -calendar.STILL < post.planned_for - clock.now() < calendar.NEAR


def _variants(post: Post) -> "QuerySet[Variant]":
    """The post's variants with their publications, and what follows those."""
    parts = Prefetch("publication__parts", Publication.objects.select_related("account__brand").order_by("pk"))
    return post.variants.select_related("publication__account__brand").prefetch_related(parts)


def _stopped(variants: Iterable[Variant]) -> bool:
    """Whether the charter in force holds a part of it."""
    firsts = [variant.publication for variant in variants if variant.publication]
    return any(row.hold == Hold.CHARTER for first in firsts for row in (first, *first.parts.all()))


def _states(variant: Variant) -> list[str]:
    first = variant.publication
    return [row.state for row in (first, *first.parts.all())] if first else []


def _copy(version: Version, variant: Variant, drafted: Mapping[int, Proof], changes: Mapping[int, Any]) -> Copy:
    change, first = changes.get(version.account.pk), variant.publication
    if first is None or first.state == State.CANCELLED:
        proof = drafted[version.account.pk]
        return Copy(proof, None, change, tuple(Copy(each, None, None) for each in proof.then))
    more = list(first.parts.all())
    kinds = _kinds(version, variant, len(more))
    then = tuple(Copy(_sent(version, row, *kind), row, None) for row, kind in zip(more, kinds, strict=True))
    return Copy(_sent(version, first, "post", 0), first, change, then)


def _kinds(version: Version, variant: Variant, following: int) -> list[tuple[str, int]]:
    """What each of those that follow the post is, and its number; an approved post is what was handed over."""
    comment = variant.post.first_comment if version.comment is None else version.comment
    parts = following - bool(following and comment.strip())
    return [("part", number) for number in range(1, parts + 1)] + [("comment", 0)] * (following - parts)


def _sent(version: Version, publication: Publication, kind: str, number: int) -> Proof:
    """The proof of what was handed over: made of the kept payload, whatever the post says today."""
    return proofs.printed(version, publication.payload, (), kind, number)


def _rights(post: Post, member: Membership, stands: standing.Standing, variants: Mapping[int, Variant]) -> dict[str, bool]:
    """What this member may do with the post as it stands."""
    states = {variant.publication.state for variant in variants.values() if variant.publication}
    left = bool(states & {State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.PUBLISHED})
    writes, approved = member.may(Right.WRITE), post.state == PostState.APPROVED
    here = post.state != PostState.ARCHIVED and not left
    return {
        "may_link": here and (writes or member.may(Right.APPROVE)),
        "may_hasten": writes and post.state != PostState.ARCHIVED and not left,
        "may_edit": writes and here,
        "may_recall": writes and post.state == PostState.SUBMITTED,
        "may_move": here and not post.is_pattern and (member.may(Right.SCHEDULE) if approved else writes),
        "may_withdraw": approved and here and member.may(Right.APPROVE),
        "may_archive": writes and here,
        "may_restore": writes and post.state == PostState.ARCHIVED,
        "may_copy": writes,
        "has_left": left,
    }
