"""What the stock will bring when: the posts and the empty slots that a calendar shows dimmed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models.functions import Left

from editorial.models import Post
from editorial.stock import stock
from editorial.stock.drawing import Drawn
from editorial.stock.openings import Opening
from editorial.stock.stock import Outlook
from lib import clock
from lib.text import one_line
from publishing.models import Account
from team.models import Brand

SHORT = 44  # characters of a post on a chip


@dataclass(frozen=True)
class Expected:
    """A slot to come and the post that the stock has for it; `post` is None for a slot that stays empty, or free.

    `at` is what clocks show in the reader's zone; `kind` is the slot's; `accounts` are all on which the post leaves then.
    """

    at: datetime
    slot: int
    day: date
    account: Account
    kind: str
    accounts: tuple[Account, ...] = ()
    post: int | None = None
    text: str = ""
    theme: int | None = None
    campaign: int | None = None

    @property
    def on(self) -> tuple[Account, ...]:
        """All accounts on which the post leaves then; that of the slot where there is none."""
        return self.accounts or (self.account,)

    @property
    def empty(self) -> bool:
        """Whether nothing is ready for a slot that wants something."""
        return self.post is None and self.kind != "free"


def expected(
    brand: Brand,
    start: date,
    end: date,
    zone: str,
    *,
    seen: Outlook | None = None,
    length: int = SHORT,
    account: int = 0,
    most: int | None = None,
) -> list[Expected]:
    """What the stock will bring from `start` up to but without `end` as clocks in `zone` show it, in the order of time.

    Nine queries, one where the `seen` stock is at hand; nothing beyond its horizon. `length` is how many characters of a
    text are shown; of one `account` only, by its number, and the first `most` only, where that is asked.
    """
    seen = seen or stock.outlook(brand)
    accounts = {account.pk: account for account in seen.accounts}
    drawn = {(each.opening.slot, each.opening.moment): each for each in seen.plan.drawn}
    wanted = [*(each.opening for each in seen.plan.drawn), *seen.plan.empty, *seen.plan.free]
    since, until = (clock.resolve(datetime.combine(day, time()), zone) for day in (start, end))
    shown = [opening for opening in wanted if since <= opening.moment < until and account in (0, opening.account)]
    shown = sorted(shown, key=lambda opening: (opening.moment, opening.account))[:most]
    posts = _posts([each for opening in shown if (each := drawn.get((opening.slot, opening.moment)))], length)
    found = [_of(opening, drawn.get((opening.slot, opening.moment)), accounts, zone, posts) for opening in shown]
    return sorted(found, key=lambda each: (each.at, each.account.pk))


def _posts(drawn: list[Drawn], length: int) -> dict[int, tuple[str, int | None]]:
    rows = Post.objects.filter(pk__among=[each.post.pk for each in drawn]).annotate(short=Left("text", 2 * length))
    return {pk: (one_line(text, length), campaign) for pk, text, campaign in rows.values_list("pk", "short", "campaign_id")}


def _of(opening: Opening, drawn: Drawn | None, accounts: dict[int, Account], zone: str, posts: dict) -> Expected:
    text, campaign = posts.get(drawn.post.pk, ("", None)) if drawn else ("", None)
    return Expected(
        at=clock.wall(opening.moment, zone),
        slot=opening.slot,
        day=opening.wall.date(),
        account=accounts[opening.account],
        kind=opening.kind,
        post=drawn.post.pk if drawn else None,
        accounts=tuple(accounts[each] for each in drawn.post.accounts if each in accounts) if drawn else (),
        text=text,
        theme=drawn.post.theme if drawn else opening.theme,
        campaign=campaign,
    )
