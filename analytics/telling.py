"""How an objective stands, in words: the same on pages and in letters."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from analytics.progress import Progress
from campaigns.metrics import said
from campaigns.models import Objective

# verdict: its tone, its sign, its words
VERDICTS: Mapping[str, tuple[str, str, Promise]] = {
    "reached": ("good", "check-circle", _lazy("reached")),
    "ahead": ("good", "trend", _lazy("on course")),
    "behind": ("warn", "trend-down", _lazy("behind")),
    "missed": ("bad", "stop", _lazy("not reached")),
    "early": ("accent", "clock", _lazy("too early to tell")),
    "unknown": ("idle", "question", _lazy("nothing measured yet")),
}


def amount(value: float, objective: Objective) -> str:
    """A figure in the objective's unit."""
    return said(objective.metric, value, objective.campaign.brand.currency)


def line(progress: Progress) -> str:
    """An objective in a line of a letter: campaign, measure, how far, how much of the time is gone."""
    objective = progress.objective
    values = {
        "campaign": objective.campaign,
        "measure": objective.get_metric_display(),
        "target": amount(objective.target, objective),
        "gone": round(progress.elapsed * 100),
        "verdict": VERDICTS[progress.verdict][2],
    }
    if progress.measured is None:
        return _("%(campaign)s, %(measure)s, target %(target)s: %(why)s") % {**values, "why": progress.reason}
    values["measured"] = amount(progress.measured, objective)
    if objective.less_is_better:
        return _("%(campaign)s, %(measure)s: %(measured)s, at most %(target)s; %(gone)s%% of the time gone, %(verdict)s") % values
    if objective.is_rate:
        rate = _("%(campaign)s, %(measure)s: %(measured)s, at least %(target)s; %(gone)s%% of the time gone, %(verdict)s")
        return rate % values
    return _("%(campaign)s, %(measure)s: %(measured)s of %(target)s; %(gone)s%% of the time gone, %(verdict)s") % values
