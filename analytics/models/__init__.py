from analytics.models.snapshot import AccountSnapshot, Snapshot, Standing

__all__ = ["AccountSnapshot", "Snapshot", "Standing"]
