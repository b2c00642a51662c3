from analytics.models.site import SITE_FLOW, SiteBatch, SiteBatchState, SiteFigure
from analytics.models.snapshot import INTERACTIONS, POST_METRICS, AccountSnapshot, Counts, Snapshot, Standing

__all__ = [
    "INTERACTIONS",
    "POST_METRICS",
    "SITE_FLOW",
    "AccountSnapshot",
    "Counts",
    "SiteBatch",
    "SiteBatchState",
    "SiteFigure",
    "Snapshot",
    "Standing",
]
