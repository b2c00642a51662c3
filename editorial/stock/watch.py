"""Looking after the stock: slots filled ahead of time, and people told once when it runs low."""

import logging

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from editorial.models import Filling, Pace
from editorial.stock import filling, stock
from editorial.stock.levels import Level
from lib import clock
from team import notices
from team.models import Brand, Notice
from team.rights import Right

logger = logging.getLogger(__name__)
LOW = gettext_lazy("The stock of %(account)s is low. Days left: %(days)s. Posts missing: %(missing)s.")


def fill_all() -> int:
    """Fill the slots ahead of every brand that wants it; how many posts got a slot. A brand that fails stops no other."""
    done = 0
    for row in Filling.objects.filter(mode=Filling.Mode.AUTOMATIC).select_related("brand", "by__user", "by__brand"):
        try:
            done += len(filling.fill_ahead(row).done)
        except Exception:
            logger.exception("the slots of brand %s could not be filled", row.brand_id)
    return done


def tell_low() -> int:
    """Tell the people who write once when an account has fewer days left than it wants; how many accounts were told of."""
    brands = Brand.objects.filter(slots__isnull=False).distinct()
    return sum(_settle(brand, level) for brand in brands for level in stock.outlook(brand).levels if level.left.paced)


@transaction.atomic
def _settle(brand: Brand, level: Level) -> bool:
    """Whether people were told just now; what is well again is forgotten, so that they are told the next time."""
    pace, _made = Pace.objects.get_or_create(account=level.account)
    key = f"stock:{level.account.pk}:low"
    if not level.low:
        if Pace.objects.filter(pk=pace.pk, low_since__isnull=False).update(low_since=None):
            notices.read(brand.notices.filter(key=key))
        return False
    if not Pace.objects.filter(pk=pace.pk, low_since=None).update(low_since=clock.now()):
        return False
    _tell(brand, level, key)
    return True


def _tell(brand: Brand, level: Level, key: str) -> None:
    url = reverse("editorial:stock", args=[brand.slug]) + f"?account={level.account.pk}"
    values = {"days": str(level.left.days), "account": str(level.account), "missing": str(level.missing)}
    notices.tell(notices.holders(brand, Right.WRITE), LOW, key=key, url=url, level=Notice.Level.WARNING, **values)
