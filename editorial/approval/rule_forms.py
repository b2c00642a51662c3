"""What people type about who approves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.approval import steps
from editorial.approval.steps import ALL, ANY, Step
from editorial.models import Rule
from lib import numbers
from team.models import Membership
from team.rights import TABLE, Right, Role

MOST = 5  # steps
GUESTS = 10  # addresses of one step
ROLES = [(role.value, role.label) for role in Role if Right.APPROVE in TABLE[role]]
NEEDS = [(ANY, gettext_lazy("one of them")), (ALL, gettext_lazy("all of them"))]


class RuleForm(forms.Form):
    """Who approves. For the step with the number n (from 1 to `count`) it reads `needs_n`, `name_n`, `members_n`, `roles_n`
    and `guests_n`; `act` says what was pressed: save, add, or drop_n.
    """

    ROLES = ROLES
    who = forms.ChoiceField(
        choices=[
            ("one", gettext_lazy("One yes is enough, by anybody who may approve")),
            ("steps", gettext_lazy("Certain people, in one step or several")),
            ("nobody", gettext_lazy("Nobody: what is submitted is approved by this rule")),
        ],
        widget=forms.RadioSelect,
    )
    again = forms.ChoiceField(choices=Rule.Again.choices, required=False)
    fast = forms.BooleanField(required=False)
    plan_b_hours = forms.IntegerField(required=False, min_value=1, max_value=14 * 24)

    def __init__(self, data: QueryDict, *, people: Sequence[Membership]):
        super().__init__(data)
        self.people = list(people)
        self.numbers = list(range(1, min(max(_number(data.get("count")), 1), MOST) + 1))
        for number in self.numbers:
            self._add_step(number)

    def _add_step(self, number: int) -> None:
        members = [(str(member.pk), str(member)) for member in self.people]
        self.fields |= {
            f"needs_{number}": forms.ChoiceField(choices=NEEDS, required=False),
            f"name_{number}": forms.CharField(max_length=40, required=False),
            f"members_{number}": forms.MultipleChoiceField(choices=members, required=False),
            f"roles_{number}": forms.MultipleChoiceField(choices=ROLES, required=False),
            f"guests_{number}": forms.CharField(max_length=2000, required=False),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in self.numbers:
            try:
                values[f"guests_{number}"] = addresses(values.get(f"guests_{number}") or "")
            except ValidationError as error:
                self.add_error(f"guests_{number}", error)
        return values

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The steps as the page shows them, with what was typed."""
        return [
            {
                "number": number,
                "needs": self.data.get(f"needs_{number}", ANY),
                "name": self.data.get(f"name_{number}", ""),
                "members": self.data.getlist(f"members_{number}"),  # type: ignore[attr-defined]
                "roles": self.data.getlist(f"roles_{number}"),  # type: ignore[attr-defined]
                "guests": self.data.get(f"guests_{number}", ""),
                "errors": [
                    error for name in ("guests", "name", "members", "roles") for error in self.errors.get(f"{name}_{number}", ())
                ],
            }
            for number in self.numbers
        ]

    @cached_property
    def asked(self) -> list[Step]:
        """The steps that were typed; none where nobody in particular is asked."""
        values = self.cleaned_data
        return [self._step(number) for number in self.numbers] if values.get("who") == "steps" else []

    def _step(self, number: int) -> Step:
        values = self.cleaned_data
        return Step(
            values[f"needs_{number}"] or ANY,
            values[f"name_{number}"],
            frozenset(map(int, values[f"members_{number}"])),
            frozenset(values[f"roles_{number}"]),
            tuple(values[f"guests_{number}"]),
        )


def addresses(text: str) -> list[str]:
    """The e-mail addresses in a text, once each. Raises ValidationError with a sentence."""
    found = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").lower().split()))
    for each in found:
        try:
            validate_email(each)
        except ValidationError:
            raise ValidationError(_("“%(text)s” is no e-mail address.") % {"text": each[:80]}) from None
    if len(found) > GUESTS:
        raise ValidationError(_("At most %(n)d addresses in a step.") % {"n": GUESTS})
    return found


def typed(rule: Rule | None) -> QueryDict:
    """A rule as if somebody had just typed it."""
    data, asked = QueryDict(mutable=True), steps.parse(rule.steps) if rule else []
    data["who"] = "nobody" if rule and not rule.needed else "steps" if asked else "one"
    data["again"] = rule.again if rule else Rule.Again.FIRST
    data["plan_b_hours"] = str(rule.plan_b_hours or "") if rule else ""
    if rule is None or rule.fast:
        data["fast"] = "on"
    _write(data, asked)
    return data


def changed(data: QueryDict, act: str) -> QueryDict:
    """What was typed with one step more, or without the one whose button was pressed."""
    form_numbers = range(1, min(max(_number(data.get("count")), 1), MOST) + 1)
    dropped = _number(act.partition("_")[2]) if act.startswith("drop_") else 0
    kept = [_row(data, number) for number in form_numbers if number != dropped]
    if act == "add" and len(kept) < MOST:
        kept.append({})
    fresh = data.copy()
    fresh["who"], fresh["count"] = "steps", str(max(len(kept), 1))
    for number, row in enumerate(kept or [{}], 1):
        for name in ("needs", "name", "guests", "members", "roles"):
            fresh.setlist(f"{name}_{number}", row.get(name, []))
    return fresh


def _row(data: QueryDict, number: int) -> dict[str, list[str]]:
    return {name: data.getlist(f"{name}_{number}") for name in ("needs", "name", "guests", "members", "roles")}


def _write(data: QueryDict, asked: Sequence[Step]) -> None:
    data["count"] = str(max(len(asked), 1))
    for number, step in enumerate(asked, 1):
        data[f"needs_{number}"], data[f"name_{number}"] = step.needs, step.name
        data[f"guests_{number}"] = "\n".join(step.guests)
        data.setlist(f"members_{number}", [str(pk) for pk in sorted(step.members)])
        data.setlist(f"roles_{number}", sorted(step.roles))


def _number(text: str | None) -> int:
    return numbers.number(text, digits=3)
