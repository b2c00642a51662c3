"""Jobs of the workers. Each may run twice, late, or not at all; the next one makes good."""

import django_rq

from listening import forgetting, gathering


def gather_all() -> None:
    """Have the feeds read whose time has come, one job each."""
    queue = django_rq.get_queue("chores")
    for feed_id in gathering.due():
        queue.enqueue(gather_feed, feed_id, result_ttl=0, failure_ttl=3600)


def gather_feed(feed_id: int) -> None:
    """Read one feed."""
    gathering.gather(feed_id)


def forget_mentions() -> None:
    """Forget old mentions that nobody did anything with."""
    forgetting.forget_old()
