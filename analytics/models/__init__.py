from analytics.models.snapshot import INTERACTIONS, POST_METRICS, AccountSnapshot, Counts, Snapshot, Standing

__all__ = ["INTERACTIONS", "POST_METRICS", "AccountSnapshot", "Counts", "Snapshot", "Standing"]
