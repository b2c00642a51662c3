"""The plan of a campaign in the reader's words: from plain values to the sections of a document."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from analytics.documents import blocks
from analytics.documents.blocks import Block
from campaigns.models import Audience, BudgetLine, Campaign, Passage
from campaigns.signing import Signed
from campaigns.templatetags.plan import ages, hours, network_label, spoken
from campaigns.words import day_of_month, metric, number, on_day, percent, period, short_period, tags, target
from charter.models import Paper
from lib.amounts import money

Content = Mapping[str, Any]
KINDS = {"own": 0, "holiday": 1}  # dates that come first; the rest stand by their day
MOST_DATES = 4  # named in one span, the rest counted


def document(content: Content, signed: Signed | None = None) -> Block:
    """The whole: what stands on the cover, the sections, and where to sign or who signed (`signed`, with what changed since)."""
    return {
        "kind": _("Campaign plan"),
        "brand": content["brand"],
        "title": content["name"],
        "lead": str(Campaign.Aim(content["aim"]).label),
        "period": period(content["starts_on"], content["ends_on"]),
        "tint": content["colour"],
        "ink": blocks.ink(content["colour"]),
        "pull": content["positioning"],
        "facts": cover(content),
        "foot": " · ".join([_("Drawn up on %(day)s") % {"day": on_day(content["as_of"])}, _standing(signed)]),
        "signatures": signatures(content, signed),
        "sections": [section for section in _sections(content) if section["blocks"]],
    }


def cover(content: Content) -> list[list[str]]:
    """What stands below the title: names with their values."""
    start, end = (date.fromisoformat(content[name]) for name in ("starts_on", "ends_on"))
    days = (end - start).days + 1
    return [
        [_("Period"), period(content["starts_on"], content["ends_on"])],
        [_("Length"), ngettext("%(days)d day", "%(days)d days", days) % {"days": days}],
        [_("In charge"), content["owner"] or _("nobody yet")],
    ]


def _standing(signed: Signed | None) -> str:
    """Whether the plan is signed, for the foot of each page."""
    if signed is None:
        return _("Draft, not signed")
    words = {"number": signed.passage.number, "who": signed.who, "day": on_day(signed.passage.at.date().isoformat())}
    if signed.changes:
        return _("Changed since %(who)s signed it on %(day)s") % words
    return _("Signed by %(who)s on %(day)s, signature %(number)s") % words


def signatures(content: Content, signed: Signed | None = None) -> Block:
    """Places to sign on paper: for who answers for the campaign, and for the management; or who signed in the product."""
    hint = _("Date and signature")
    if signed and not signed.changes:
        places = [_signature(passage) for passage in signed.passages]
        return {"title": _("Signatures"), "lead": _("This plan was signed as it stands on these pages."), "places": places}
    return {
        "title": _("Signatures"),
        "lead": _("Who signs agrees to this plan as it stands on these pages."),
        "places": [
            {"label": _("For the campaign"), "name": content["owner"], "hint": hint},
            {"label": _("For the management"), "name": "", "hint": hint},
        ],
    }


def _signature(passage: Passage) -> dict[str, str]:
    moment = date_format(localtime(passage.at), "DATETIME_FORMAT")
    hint = _("on %(moment)s, signature %(number)s") % {"moment": moment, "number": passage.number}
    return {"label": _("Signed in Tribu"), "name": passage.who, "hint": hint}


def _sections(content: Content) -> list[Block]:
    section = blocks.section
    return [
        section("aim", _("Aim and positioning"), *_aim(content)),
        section("audiences", _("Audiences"), *_audiences(content)),
        section("networks", _("Networks"), *_networks(content)),
        section("objectives", _("Objectives"), *_objectives(content)),
        section("themes", _("Themes"), *_themes(content)),
        section("calendar", _("Calendar"), *_calendar(content)),
        section("means", pgettext("heading", "Budget and hours"), *_means(content)),
        section("charters", _("Charters in force"), _charters(content)),
        section("crisis", _("In a crisis"), _crisis(content)),
    ]


def _aim(content: Content) -> list[Block | None]:
    lead = {
        Campaign.Aim.GROW: _("This campaign is to make the community larger."),
        Campaign.Aim.ENGAGE: _("This campaign is to make the community take part more."),
    }[Campaign.Aim(content["aim"])]
    said = content["positioning"]
    return [blocks.text(lead), blocks.pull(said) if said else blocks.quiet(_("No positioning is written yet."))]


def _audiences(content: Content) -> list[Block | None]:
    if not content["audiences"]:
        return [blocks.quiet(_("No audience is chosen yet."))]
    return [blocks.cards([(row["name"], _audience(row)) for row in content["audiences"]])]


def _audience(row: Content) -> list[str]:
    said = cast(Audience, SimpleNamespace(age_from=row["age_from"], age_to=row["age_to"]))
    first = [ages(said), row["place"], spoken(row["language"]) if row["language"] else "", row["occupation"]]
    return [" · ".join(word for word in first if word), row["interests"], row["maturity"]]


def _networks(content: Content) -> list[Block | None]:
    """What was decided of networks, and why; then the accounts."""
    choices = content.get("choices") or []
    columns = [(_("Network"), "start", 1.1), (_("Why"), "start", 2.4), (pgettext("network", "Who answers"), "start", 1.1)]
    told = [[network_label(row["network"]), row["why"] or "–", row["who"] or "–"] for row in choices if row["chosen"]]
    left = [_left_out(row) for row in choices if not row["chosen"]]
    out = blocks.quiet(_("Left out: %(networks)s") % {"networks": "; ".join(left)}) if left else None
    return [blocks.table(columns, told), out, *_accounts(content), _links(content)]


def _links(content: Content) -> Block | None:
    """How links are tagged, where they are."""
    row = content.get("links")
    return blocks.facts([(_("Tagged links"), tags(row))]) if row else None


def _left_out(row: Content) -> str:
    name = network_label(row["network"])
    return f"{name} ({row['why'].rstrip('.')})" if row["why"] else name


def _accounts(content: Content) -> list[Block | None]:
    rows = content["accounts"]
    if not rows:
        return [blocks.quiet(_("No account is connected yet."))]
    planned = any(row["posts"] for row in rows)
    told = [[row["label"], row["handle"], number(row["posts"]) if planned else "–"] for row in rows]
    columns = [(_("Network"), "start", 1.1), (_("Account"), "start", 1.6), (_("Posts"), "end", 0.7)]
    hint = None if planned else blocks.quiet(_("No post is planned yet; these are the accounts that are connected."))
    return [hint, blocks.table(columns, told)]


def _objectives(content: Content) -> list[Block | None]:
    rows = content["objectives"]
    if not rows:
        return [blocks.quiet(_("No objective is set yet."))]
    columns = [
        (_("Measure"), "start", 1.6),
        (_("Target"), "start", 1.5),
        (_("By when"), "start", 1.3),
        (_("In charge"), "start", 1.2),
    ]
    told = [[metric(row), target(row), on_day(row["due_on"]), row["owner"] or "–"] for row in rows]
    return [blocks.table(columns, told)]


def _themes(content: Content) -> list[Block | None]:
    rows = content["themes"]
    if not rows:
        return [blocks.quiet(_("No theme is chosen yet."))]
    told = [
        (row["name"], row["colour"], None if row["share"] is None else row["share"] / 100, percent(row["share"])) for row in rows
    ]
    left = 100 - sum(row["share"] or 0 for row in rows)
    free = blocks.quiet(_("%(share)s of the posts are left free.") % {"share": percent(left)})
    return [blocks.shares(told), free if 0 < left < 100 else None]


def _calendar(content: Content) -> list[Block | None]:
    said = content["calendar"]
    total = sum(span["posts"] for span in said["spans"])
    posts = ngettext("%(n)s post is planned in the period.", "%(n)s posts are planned in the period.", total)
    lead = posts % {"n": number(total)} if total else _("No post is planned in the period yet.")
    head = [pgettext("a span of a calendar", "When"), _("Posts"), _("Dates to keep in mind")]
    rows = _spans(said) if total or said["dates"] else []
    return [blocks.text(" ".join([lead, *_apart(said)])), blocks.spans(head, rows) if rows else None]


def _apart(said: Content) -> list[str]:
    """What stands beside the calendar: posts without a date, and those outside of the period."""
    undated, outside = said["undated"], said["outside"]
    found = []
    if undated:
        found.append(ngettext("%(n)s waits without a date.", "%(n)s wait without a date.", undated) % {"n": number(undated)})
    if outside:
        found.append(ngettext("%(n)s lies outside of it.", "%(n)s lie outside of it.", outside) % {"n": number(outside)})
    return found


def _spans(said: Content) -> list[tuple[str, int, str, str]]:
    notes: dict[str, list[Content]] = defaultdict(list)
    for each in said["dates"]:
        notes[max(span["first"] for span in said["spans"] if span["first"] <= each["on"])].append(each)
    return [
        (short_period(span["first"], span["last"]), span["posts"], number(span["posts"]), _dates(notes[span["first"]]))
        for span in said["spans"]
    ]


def _dates(rows: list[Content]) -> str:
    """The dates of a span: first those of the brand and the holidays, so many at most, in the order of their days."""
    chosen = sorted(rows, key=lambda row: (KINDS.get(row["kind"], 2), row["on"]))[:MOST_DATES]
    told = [
        f"{day_of_month(date.fromisoformat(row['on']))}\u00a0{row['name']}" for row in sorted(chosen, key=lambda row: row["on"])
    ]
    rest = len(rows) - len(chosen)
    return "\u00a0· ".join([*told, ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest}] if rest else told)


def _means(content: Content) -> list[Block | None]:
    said = content.get("means")
    if not said:
        return [blocks.quiet(_("Nothing is said of budget and hours yet."))]
    return [*_budget(said), *_hours(said)]


def _budget(said: Content) -> list[Block | None]:
    if said["budget"] is None and not said["lines"]:
        return []
    planned = sum(row["planned"] for row in said["lines"])
    budget = money(planned if said["budget"] is None else said["budget"], said["currency"])
    columns = [(_("Budget line"), "start", 2), (_("Kind"), "start", 1.2), (_("Planned"), "end", 1)]
    rows = [[row["name"], _kind(row["kind"]), money(row["planned"], said["currency"])] for row in said["lines"]]
    total = [[_("In all"), "", money(planned, said["currency"])]] if len(rows) > 1 else []
    return [blocks.text(_("The campaign may cost %(budget)s.") % {"budget": budget}), blocks.table(columns, rows + total)]


def _kind(name: str) -> str:
    return str(BudgetLine.Kind(name).label) if name in BudgetLine.Kind.values else name


def _hours(said: Content) -> list[Block | None]:
    columns = [(_("Who"), "start", 2), (_("Network"), "start", 1.2), (_("Hours a week"), "end", 1)]
    rows = [
        [row["who"], network_label(row["network"]) if row["network"] else _("all networks"), hours(row["minutes"])]
        for row in said["hours"]
    ]
    return [blocks.table(columns, rows)]


def _charters(content: Content) -> Block | None:
    rows = content.get("charters")
    if not rows:
        return blocks.quiet(_("The brand has no charter yet."))
    columns = [
        (_("Charter"), "start", 1.7),
        (_("Version"), "end", 0.7),
        (_("In force since"), "start", 1.3),
        (_("Written by"), "start", 1.3),
    ]
    return blocks.table(columns, [[_book(row["kind"]), str(row["number"]), on_day(row["on"]), row["who"] or "–"] for row in rows])


def _book(kind: str) -> str:
    return str(Paper.Kind(kind).label) if kind in Paper.Kind.values else _("Charter of the brand")


def _crisis(content: Content) -> Block | None:
    rows = content.get("crisis")
    if not rows:
        return blocks.quiet(_("No crisis plan names anybody yet."))
    columns = [(_("Role"), "start", 1.4), (_("Who"), "start", 1.4), (_("Stand-in"), "start", 1.4)]
    told = [
        [row["role"], blocks.cell(row["who"] or "–", row["phone"]), blocks.cell(row["deputy"] or "–", row["deputy_phone"])]
        for row in rows
    ]
    return blocks.table(columns, told)
