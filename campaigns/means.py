"""The means of a campaign: setting them, writing down what was spent, and what they come to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.deletion import RestrictedError
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaigns import receipts
from campaigns.models import BudgetLine, Campaign, Hours, Means, Spending
from campaigns.planning import hold
from lib import amounts
from lib.locks import one_by_one
from lib.states import StaleState
from team import audit
from team.models import Brand, Membership

Values = Mapping[str, Any]


class Spent(Exception):
    """Money was spent on the line; the text is a sentence for the person."""


@dataclass
class Line:
    """A budget line with what was spent on it."""

    row: BudgetLine
    spent: int = 0

    @property
    def left(self) -> int:
        """What is left of it; below zero when more was spent."""
        return self.row.planned - self.spent

    @property
    def share(self) -> float | None:
        """How much of it is spent, 1 being all."""
        return self.spent / self.row.planned if self.row.planned else None


@dataclass
class Account:
    """What a campaign may cost, what is planned and what is spent, in cents; the hours in minutes a week."""

    campaign: Campaign
    means: Means
    lines: list[Line] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)

    @property
    def planned(self) -> int:
        """What the lines come to."""
        return sum(line.row.planned for line in self.lines)

    @property
    def spent(self) -> int:
        """What was spent on all of them."""
        return sum(line.spent for line in self.lines)

    @property
    def budget(self) -> int:
        """What it may cost: as it was said, or else as the lines come to."""
        return self.planned if self.means.budget is None else self.means.budget

    @property
    def share(self) -> float | None:
        """How much of the budget is spent, 1 being all."""
        return self.spent / self.budget if self.budget else None

    @property
    def minutes(self) -> int:
        """How long people work for it each week."""
        return sum(row.minutes for row in self.hours)

    @property
    def there(self) -> bool:
        """Whether anything was said of the means."""
        return bool(self.lines or self.hours or self.means.budget is not None)

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the money, in sentences."""
        return [*_total(self), *(sentence for line in self.lines if (sentence := _of_line(self, line)))]


def of(campaign: Campaign) -> Account:
    """The means of a campaign, in three queries; in two where the campaign came with them."""
    means = getattr(campaign, "means", None) or Means(brand=campaign.brand, campaign=campaign)
    lines = campaign.budget_lines.annotate(spent=Coalesce(Sum("spendings__amount"), 0)).order_by("pk")
    return Account(
        campaign,
        means,
        [Line(row, row.spent) for row in lines],  # type: ignore[attr-defined]
        list(campaign.hours.select_related("member__user")),
    )


def spent(campaigns: Collection[int]) -> dict[int, int]:
    """What these campaigns cost so far, by their number; those on which nothing was spent are left out."""
    rows = Spending.objects.filter(line__campaign__in=campaigns).order_by().values_list("line__campaign")
    return dict(rows.annotate(sum=Sum("amount")))


@transaction.atomic
def save(
    campaign: Campaign,
    *,
    by: Membership,
    revision: int,
    budget: int | None,
    minutes_a_post: int,
    lines: Iterable[Values],
    hours: Iterable[Values],
) -> None:
    """Make these the means of the campaign: lines with a known `pk` are changed, the rest are new, who is missing goes.

    Raises StaleState, Archived, Closed; raises Spent when a line is missing that money was spent on. Then nothing is kept.
    """
    hold(campaign)
    means, _new = Means.objects.get_or_create(campaign=campaign, defaults={"brand": campaign.brand})
    kept = {"budget": budget, "minutes_a_post": minutes_a_post, "revision": F("revision") + 1}
    if not Means.objects.filter(pk=means.pk, revision=revision).update(**kept):
        raise StaleState(means)
    _set_lines(campaign, lines)
    campaign.hours.all().delete()
    Hours.objects.bulk_create(Hours(brand=campaign.brand, campaign=campaign, **row) for row in hours)
    audit.record("means.changed", campaign, by=by)


def _set_lines(campaign: Campaign, rows: Iterable[Values]) -> None:
    known = {line.pk: line for line in campaign.budget_lines.all()}
    kept = set()
    for row in rows:
        line = known.get(row.get("pk") or 0) or BudgetLine(brand=campaign.brand, campaign=campaign)
        line.kind, line.name, line.planned = row["kind"], row["name"], row["planned"]
        line.save()
        kept.add(line.pk)
    for line in (line for pk, line in known.items() if pk not in kept):
        try:
            line.delete()
        except RestrictedError:
            sentence = _("Money was spent on “%(line)s”: the line stays. Move its entries to another one first.")
            raise Spent(sentence % {"line": line}) from None


@transaction.atomic
def spend(line: BudgetLine, *, by: Membership, receipt: receipts.File | None = None, **values: Any) -> Spending:
    """Write down that money was spent. Raises Archived, Closed."""
    hold(line.campaign)
    row = Spending.objects.create(brand=line.brand, line=line, by=by, **_kept(line.brand, receipt), **values)
    audit.record("spending.added", row, by=by, campaign=line.campaign_id, amount=row.amount)
    return row


@transaction.atomic
def correct(
    row: Spending, *, by: Membership, revision: int, receipt: receipts.File | None = None, forget: bool = False, **values: Any
) -> None:
    """Change what was written down, on top of the revision the writer saw; `forget` takes its receipt away.

    Raises StaleState, Archived, Closed; Spending.DoesNotExist when somebody removed it.
    """
    hold(row.line.campaign)
    before = Spending.objects.filter(pk=row.pk).values_list("receipt", flat=True).first()
    files = _kept(row.brand, receipt) or ({"receipt": "", "receipt_name": ""} if forget else {})
    found = Spending.objects.filter(pk=row.pk, revision=revision)
    if not found.update(revision=F("revision") + 1, **values, **files):
        row.refresh_from_db()
        raise StaleState(row)
    row.refresh_from_db()
    _let_go(before if before != row.receipt else "")
    audit.record("spending.changed", row, by=by, campaign=row.line.campaign_id, amount=row.amount)


@transaction.atomic
def strike(row: Spending, *, by: Membership) -> None:
    """Take an entry away; its receipt goes with it unless another entry has the same. Raises Archived, Closed."""
    hold(row.line.campaign)
    audit.record("spending.removed", row, by=by, campaign=row.line.campaign_id, amount=row.amount)
    row.delete()
    _let_go(row.receipt)


def _let_go(receipt: str | None) -> None:
    """Delete the file of a receipt that an entry has no more, unless another one has it."""
    if receipt:
        transaction.on_commit(lambda: _discard(receipt), robust=True)


@transaction.atomic
def _discard(receipt: str) -> None:
    one_by_one(receipt)  # else somebody keeps the same file at this moment
    if not Spending.objects.filter(receipt=receipt).exists():
        receipts.forget(receipt)


def _kept(brand: Brand, receipt: receipts.File | None) -> dict[str, str]:
    return {"receipt": receipts.keep(brand, receipt), "receipt_name": receipt.name} if receipt else {}


def _total(account: Account) -> list[str]:
    """What is wrong with the whole."""
    found, budget = [], account.means.budget
    if budget is not None and account.planned > budget:
        sentence = _("The lines come to %(planned)s, which is %(over)s beyond the budget of %(budget)s.")
        found.append(sentence % _said(account, planned=account.planned, over=account.planned - budget, budget=budget))
    if account.budget and account.spent > account.budget:
        sentence = _("%(spent)s are spent, which is %(over)s over the budget of %(budget)s.")
        over = account.spent - account.budget
        found.append(sentence % _said(account, spent=account.spent, over=over, budget=account.budget))
    return found


def _of_line(account: Account, line: Line) -> str:
    if line.left >= 0:
        return ""
    said = {**_said(account, spent=line.spent, planned=line.row.planned), "line": line.row}
    if not line.row.planned:
        return _("%(spent)s are spent on “%(line)s”, for which nothing is planned.") % said
    return _("%(spent)s are spent on “%(line)s”, of %(planned)s planned.") % said


def _said(account: Account, **cents: int) -> dict[str, Any]:
    currency = account.campaign.brand.currency
    return {name: amounts.money(value, currency) for name, value in cents.items()}
