"""Numbers as people write them, in both languages: `1 234,50`, `1,234.50`, `1.234,50`, `€ 1’234.50`; and money as they read it.

Kept are hundredths as whole numbers (cents of a currency, hundredths of a percent), so that nothing is lost in adding up.
"""

import re

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₣": "CHF", "Fr.": "CHF"}
OF_CURRENCY = {"EUR": "€", "USD": "$", "GBP": "£"}
DOLLARS = ("USD", "CAD")
EUROPEAN = ("EUR", "CHF", "GBP", "PLN", "SEK", "DKK", "NOK", "CZK", "RON", "HUF")
CURRENCIES = (*EUROPEAN, "USD", "CAD", "XPF", "XOF", "MAD", "TND", "DZD")
MOST = 10**13  # hundredths: more is a slip of the finger
GROUPED = re.compile(r"\d{1,3}(?:[ ’'.,]\d{3})+")
SPACES = re.compile("[\\s\u00a0\u202f\u2009]+")


class Unreadable(ValueError):
    """It is no number that we understand; the text is a sentence for the person."""


def hundredths(text: str, *, currency: str = "") -> int:
    """What was written, in hundredths; a sign or code of the `currency` may stand with it.

    Raises Unreadable: no number, more than two decimals, another currency, out of all bounds. A minus is kept.
    """
    number, negative = _bare(text, currency)
    whole, decimals = _parted(number, text)
    if not (whole + decimals).isascii() or not (whole + decimals).isdigit():
        raise Unreadable(_("“%(text)s” is no number: write it like 1,234.50.") % {"text": text.strip()[:40]})
    if len(decimals) > 2:
        raise Unreadable(_("“%(text)s” has more than two decimals.") % {"text": text.strip()[:40]})
    value = int(whole) * 100 + int(decimals.ljust(2, "0") or 0)
    if value > MOST:
        raise Unreadable(_("“%(text)s” is too large.") % {"text": text.strip()[:40]})
    return -value if negative else value


def whole(text: str) -> int:
    """What was written, as a whole number. Raises Unreadable when it is none."""
    value = hundredths(text)
    if value % 100:
        raise Unreadable(_("Write a whole number."))
    return value // 100


def written(value: int) -> str:
    """Hundredths as one writes them into a field: 1234,50, without what need not stand there."""
    point = "," if get_language() == "fr" else "."
    sign, (units, rest) = "-" if value < 0 else "", divmod(abs(value), 100)
    return f"{sign}{units}{point}{rest:02d}" if rest else f"{sign}{units}"


def money(cents: int, currency: str) -> str:
    """An amount as it is read: 1 234,50 € in French, €1,234.50 in English; whole amounts without decimals."""
    number = number_format(abs(cents) / 100, 2 if cents % 100 else 0, force_grouping=True)
    sign, symbol = "−" if cents < 0 else "", OF_CURRENCY.get(currency)
    if get_language() == "fr" or symbol is None:
        return f"{sign}{number}\u00a0{symbol or currency}"
    return f"{sign}{symbol}{number}"


def _bare(text: str, currency: str) -> tuple[str, bool]:
    """The number without its sign and its currency."""
    bare = SPACES.sub(" ", text.strip())
    for sign, code in [*SIGNS.items(), *((code, code) for code in CURRENCIES)]:
        if sign.casefold() in bare.casefold():
            if code != currency and not (sign == "$" and currency in DOLLARS):
                values = {"found": code, "currency": currency}
                raise Unreadable(
                    _("This is in %(found)s; the brand counts in %(currency)s: convert it first.") % values
                    if currency
                    else _("“%(text)s” is no number: write it like 1,234.50.") % {"text": text.strip()[:40]}
                )
            bare = re.sub(re.escape(sign), "", bare, flags=re.I).strip()
    negative = bare[:1] in "-−–" and bool(bare)
    return bare.lstrip("-−– "), negative


def _parted(number: str, text: str) -> tuple[str, str]:
    """The whole part without what groups it, and the decimals; the last of two kinds of marks is the decimal one."""
    marks = [mark for mark in number if mark in ".,"]
    if not marks:
        return _ungrouped(number, text), ""
    last = marks[-1]
    if len(set(marks)) == 1 and (len(marks) > 1 or _groups(number, last)):
        return _ungrouped(number, text), ""
    head, _point, decimals = number.rpartition(last)
    return _ungrouped(head or "0", text), decimals or "?"


def _groups(number: str, mark: str) -> bool:
    """Whether the only mark groups thousands: `1,234` in English; in French a comma is always the decimal one."""
    head, _mark, tail = number.partition(mark)
    return mark == ("," if get_language() != "fr" else ".") and len(tail) == 3 and 0 < len(head) <= 3 and head != "0"


def _ungrouped(whole: str, text: str) -> str:
    if whole.isdigit():
        return whole
    if GROUPED.fullmatch(whole) and len({mark for mark in whole if not mark.isdigit()}) == 1:
        return re.sub(r"\D", "", whole)
    raise Unreadable(_("“%(text)s” is no number: write it like 1,234.50.") % {"text": text.strip()[:40]})
