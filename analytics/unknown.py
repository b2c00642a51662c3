"""Why a figure is not known: said as it is, never as a 0."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import networks
from analytics.adding import METRICS, RATE
from campaigns.metrics import Metric
from campaigns.models import Objective
from editorial.models import Variant
from networks.figures import Metric as Figure
from publishing.models import State

BUSINESS: dict[str, Promise] = {
    Metric.VISITS: gettext_lazy("no figure yet: bring in a table of your web analytics, or write a day down."),
    Metric.CONVERSIONS: gettext_lazy("no figure yet: bring in a table with orders or registrations, or write a day down."),
    Metric.VALUE: gettext_lazy("no figure yet: bring in a table with what orders were worth, or write a day down."),
}


def reasons(objectives: Sequence[Objective]) -> dict[int, str]:
    """Why nothing is measured of these objectives, each in a sentence; in one query."""
    asked = {objective.campaign_id for objective in objectives if objective.metric not in BUSINESS}
    live: dict[int, set[str]] = defaultdict(set)
    published = Variant.objects.filter(post__campaign__in=asked, publication__state=State.PUBLISHED)
    pairs = published.order_by().values_list("post__campaign", "account__network_name").distinct() if asked else []
    for campaign, name in pairs:
        live[campaign].add(name)
    return {objective.pk: _reason(objective, live[objective.campaign_id]) for objective in objectives}


def _reason(objective: Objective, live: set[str]) -> str:
    if objective.metric in BUSINESS:
        return str(BUSINESS[objective.metric])
    if objective.metric == Metric.FIRST_ANSWER:
        return _("no figure yet: nobody who wrote under its posts was answered.")
    if not live:
        return _("no figure yet: nothing of this campaign is published.")
    silent = sorted(networks.network(name).label for name in live if not _gives(name, objective.metric))
    if len(silent) == len(live):
        return _("no figure: %(networks)s does not give it.") % {"networks": _listed(silent)}
    if objective.metric == Metric.FOLLOWERS:
        return _("no figure yet: the followers of these accounts were not looked at so far.")
    return _("no figure yet: the first ones come a few minutes after a post is published.")


def _gives(name: str, metric: str) -> bool:
    network = networks.network(name)
    if metric == Metric.FOLLOWERS:
        return Figure.FOLLOWERS in network.account_metrics
    if metric == RATE:
        return bool(network.post_metrics & {Figure.REACH, Figure.VIEWS})
    return metric not in METRICS or Figure(metric) in network.post_metrics


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(these)s and %(last)s") % {"these": ", ".join(names[:-1]), "last": names[-1]}
