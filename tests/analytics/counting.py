"""A network that gives the figures the test wants."""

from dataclasses import dataclass, field
from typing import Any

from networks.figures import Figures, Metric
from tests.publishing.toy import Toy


@dataclass
class Script:
    """The figures by post, those of the account, what goes wrong next, and what was asked."""

    posts: dict[str, Figures] = field(default_factory=dict)
    account: Figures = field(default_factory=lambda: Figures({Metric.FOLLOWERS: 100}))
    trouble: list[Exception] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    before: Any = None


SCRIPT = Script()


class Counting(Toy):
    """Gives likes, replies and views, and followers of accounts."""

    name = "counting"
    label = "Counting"
    post_metrics = frozenset({Metric.LIKES, Metric.REPLIES, Metric.VIEWS})
    account_metrics = frozenset({Metric.FOLLOWERS})

    def post_figures(self, connection: Any, posts: Any) -> dict[str, Figures]:
        SCRIPT.asked.append([post.id for post in posts])
        if SCRIPT.before:
            SCRIPT.before()
        if SCRIPT.trouble:
            raise SCRIPT.trouble.pop(0)
        return {post.id: SCRIPT.posts[post.id] for post in posts if post.id in SCRIPT.posts}

    def account_figures(self, connection: Any) -> Figures:
        return SCRIPT.account


class Silent(Toy):
    """Gives no figures at all."""

    name = "silent"
    label = "Silent"


def figures(**counts: int | None) -> Figures:
    """Figures by the names of their metrics."""
    return Figures({Metric(name): count for name, count in counts.items()}, raw={"as": "it came"})
