"""What the queue does for the charters."""

from charter import acknowledging


def remind_of_policy() -> int:
    """Tell whoever has to acknowledge a staff policy; how many were told. Harmless to run twice."""
    return acknowledging.remind()
