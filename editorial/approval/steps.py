"""Who approves: the steps of a rule, whose turn it is on a post, and what a step still waits for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from editorial.models import Decision, Post, Rule
from lib.findings import Finding, NeedsApproval
from team import notices
from team.models import Brand, Membership
from team.rights import Right, Role

ANY, ALL = "any", "all"
YES = (Decision.Kind.AGREED, Decision.Kind.APPROVED)


@dataclass(frozen=True)
class Step:
    """One yes on the way: by any or all of the named. Nobody named: anybody who may approve. `guests` are the addresses of
    people without account, who decide by a link.
    """

    needs: str = ANY
    name: str = ""
    members: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    guests: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody is named."""
        return not (self.members or self.roles or self.guests)

    def names(self, member: Membership) -> bool:
        """Whether the step names this member, or a role of theirs."""
        return self.open or member.pk in self.members or bool(self.roles & set(member.roles))

    def data(self) -> dict[str, Any]:
        """The step as a rule keeps it."""
        lists = {"members": sorted(self.members), "roles": sorted(self.roles), "guests": list(self.guests)}
        return {"needs": self.needs, "name": self.name, **lists}


OPEN = Step()


@dataclass(frozen=True)
class Turn:
    """Where a post stands between its steps: whose turn it is, who has said yes to what it shows now, who is awaited."""

    steps: Sequence[Step]
    number: int
    people: Sequence[Membership]
    agreed: Collection[str] = ()
    awaited: Sequence[Membership] = ()
    guests: Sequence[str] = ()
    written: Collection[str] = ()
    replaced: bool = False
    fast: bool = False

    @property
    def step(self) -> Step:
        """The step whose turn it is."""
        return self.steps[self.number - 1]

    @property
    def asked(self) -> list[str]:
        """Whom it waits for, by name or address; people without account before the members who could stand in for them."""
        members = () if self.replaced and self.guests else self.awaited
        return [*map(str, members), *self.guests]

    @property
    def stuck(self) -> bool:
        """Whether nobody can answer as things are."""
        return not (self.people or self.guests)

    @property
    def last(self) -> bool:
        """Whether a complete step is the whole approval."""
        return self.number >= len(self.steps)


@dataclass(frozen=True)
class Cast:
    """Those of a brand who may approve, looked up once for many posts."""

    holders: Sequence[Membership] = field(default_factory=list)
    own: bool = False

    def besides(self, author: int | None) -> list[Membership]:
        """Those who may decide on a post of that author."""
        return [member for member in self.holders if self.own or member.pk != author]


def cast(brand: Brand) -> Cast:
    """Those who may approve for the brand."""
    return Cast(notices.holders(brand, Right.APPROVE), brand.own_approval)


def parse(rows: Iterable[dict[str, Any]]) -> list[Step]:
    """The steps that a rule keeps."""
    return [
        Step(
            row.get("needs", ANY),
            row.get("name", ""),
            frozenset(row.get("members", ())),
            frozenset(row.get("roles", ())),
            tuple(row.get("guests", ())),
        )
        for row in rows
    ]


def rule_of(brand: Brand, campaign: Campaign | None) -> Rule | None:
    """The rule for new posts: the campaign's own one before the brand's; None when nobody made one."""
    rules = brand.approval_rules.filter(Q(campaign=None) | Q(campaign=campaign), ended_at=None)
    return rules.order_by(F("campaign").asc(nulls_last=True)).first()


def of_rule(rule: Rule | None) -> list[Step]:
    """The steps of a rule: at least one, for what must be looked at although nobody needs to approve."""
    return (parse(rule.steps) if rule and rule.needed else []) or [OPEN]


def passes_by_rule(post: Post, findings: Iterable[Finding]) -> bool:
    """Whether nobody has to approve the post: so says its rule, and nothing in it asks for a look."""
    needed = post.rule is None or post.rule.needed
    return not needed and not any(isinstance(finding, NeedsApproval) for finding in findings)


def on_fast_track(post: Post, cast: Cast) -> Membership | None:
    """The one member whose yes is enough for an exceptional post; None when it takes the way of every post."""
    if not post.exceptional or not post.fast_approver_id or (post.rule and not post.rule.fast):
        return None
    return next((member for member in cast.besides(post.author_id) if member.pk == post.fast_approver_id), None)


def of(post: Post, cast: Cast) -> list[Step]:
    """The steps of a post."""
    fast = on_fast_track(post, cast)
    return [Step(members=frozenset({fast.pk}))] if fast else of_rule(post.rule)


def number_of(post: Post, steps: Sequence[Step]) -> int:
    """The step the post is at, from 1."""
    return min(max(post.step, 1), len(steps))


def people_of(step: Step, post: Post, cast: Cast) -> tuple[list[Membership], bool]:
    """Who decides at the step, and whether they stand in for those named, of whom nobody is left who may."""
    others = cast.besides(post.author_id)
    named = [member for member in others if step.names(member)]
    if named:
        return named, False
    stand_in = [member for member in others if member.may(Right.BRAND)] if step.guests else others
    return stand_in, True


def turn(post: Post, cast: Cast, yeses: Iterable[Decision] | None = None) -> Turn:
    """Whose turn it is; `yeses` where the decisions of the post are known already."""
    steps = of(post, cast)
    number = number_of(post, steps)
    people, replaced = people_of(steps[number - 1], post, cast)
    said = [row for row in (agreements(post) if yeses is None else yeses) if counts(row, post, number)]
    by = {row.by_id for row in said if row.by_id}
    written = {row.email for row in said if row.email}
    return Turn(
        steps,
        number,
        people,
        [row.who for row in said],
        [member for member in people if member.pk not in by],
        [guest for guest in steps[number - 1].guests if guest not in written],
        written,
        replaced,
        on_fast_track(post, cast) is not None,
    )


@dataclass(frozen=True)
class Line:
    """A step as a list of them shows it: `state` is done, here or later; `words` are those who agreed, or are asked."""

    number: int
    state: str
    name: str
    words: str
    agreed: str = ""


def lines(turn: Turn, decisions: Iterable[Decision], cast: Cast) -> list[Line]:
    """Every step of a post: who agreed, who is awaited, who will be asked. `decisions` are its own, the newest first."""
    yes: dict[int, list[str]] = {}
    for row in decisions:
        if row.kind == Decision.Kind.AGREED and row.who not in yes.setdefault(row.step, []):
            yes[row.step].append(row.who)
    found = []
    for number, step in enumerate(turn.steps, 1):
        if number < turn.number:
            found.append(Line(number, "done", step.name, ", ".join(yes.get(number, ()))))
        elif number == turn.number:
            awaited = listed(turn.asked, _("and") if step.needs == ALL else _("or"))
            found.append(Line(number, "here", step.name, awaited, ", ".join(turn.agreed)))
        else:
            found.append(Line(number, "later", step.name, in_words(step, cast.holders)))
    return found


def counts(row: Decision, post: Post, number: int) -> bool:
    """Whether a decision is a yes to what the post shows now, at that step."""
    return row.kind == Decision.Kind.AGREED and row.round == post.round and row.step == number


def agreements(post: Post) -> list[Decision]:
    """The yeses to what the post shows now."""
    return list(post.decisions.filter(kind=Decision.Kind.AGREED, round=post.round))


def completes(turn: Turn, *, by: Membership | None, email: str = "") -> bool:
    """Whether a yes by the member, or by the guest with that address, is the last one that the step waits for. Who stands in
    for others does so for all of them.
    """
    if turn.step.needs == ANY or (turn.replaced and by):
        return True
    rest = [] if turn.replaced else [member for member in turn.awaited if by is None or member.pk != by.pk]
    return not rest and all(guest == email for guest in turn.guests)


def in_words(step: Step, people: Sequence[Membership]) -> str:
    """Whom a step asks, in words that stand after “approved by”. `people` are members to take names from."""
    if step.open:
        return _("anybody who may approve")
    roles = [str(Role(role).label).lower() for role in Role.values if role in step.roles]
    named = [str(member) for member in people if member.pk in step.members]
    each = [*named, *(_("every %(role)s") % {"role": role} for role in roles)] if step.needs == ALL else []
    one = [*named, *(_("a person with the role %(role)s") % {"role": role} for role in roles)] if step.needs == ANY else []
    asked = [*(each or one), *step.guests]
    return listed(asked, _("and") if step.needs == ALL else _("or"))


def listed(words: Sequence[str], between: str) -> str:
    """The words as a list in a sentence."""
    return f" {between} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
