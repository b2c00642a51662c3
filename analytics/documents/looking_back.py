"""The retrospective of a campaign in the reader's words: from plain values to the sections of a document."""

from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from analytics.documents import blocks
from analytics.documents.blocks import Block
from analytics.documents.plan import Content
from analytics.documents.telling import cover
from analytics.telling import VERDICTS
from analytics.templatetags.figures import each
from campaigns.metrics import wait
from campaigns.models import Campaign, Passage
from campaigns.words import figure, metric, number, on_day, percent, period, short_period, target
from lib.amounts import money

GOOD = ("reached", "ahead")


def document(content: Content, finished: Passage | None = None) -> Block:
    """The whole; `finished` is who finished it, and when."""
    foot = _("Figures of %(day)s") % {"day": on_day(content["as_of"])}
    return {
        "kind": _("Retrospective"),
        "brand": content["brand"],
        "title": content["name"],
        "lead": str(Campaign.Aim(content["aim"]).label),
        "period": period(content["starts_on"], content["ends_on"]),
        "tint": content["colour"],
        "ink": blocks.ink(content["colour"]),
        "facts": cover(content),
        "foot": f"{foot} · {_finished(finished)}",
        "signatures": None,
        "sections": _sections(content),
    }


def _finished(passage: Passage | None) -> str:
    if passage is None:
        return _("Draft")
    day = on_day(localtime(passage.at).date().isoformat())
    return _("Finished by %(who)s on %(day)s") % {"who": passage.who, "day": day}


def _sections(content: Content) -> list[Block]:
    def part(name: str, title: str, hint: str, *told: Block | None) -> Block:
        said = content["words"].get(name, {"text": "", "revision": 0})
        return blocks.section(name, title, *told, words=blocks.words(said["text"], said["revision"], hint))

    return [
        part(
            "summary",
            _("In short"),
            _("What this campaign brought, in a few sentences for who reads nothing else."),
            _short(content),
        ),
        part("objectives", _("Objectives"), _("Why they were reached, or were not."), *_objectives(content)),
        part("published", _("Planned and published"), _("What was put off, and why."), *_published(content)),
        part("posts", _("Posts"), _("What the best had in common, and the weakest."), *_posts(content)),
        part("talk", _("Conversations"), _("What people asked, praised and complained about."), _talk(content)),
        *(
            [
                part(
                    "site",
                    _("On your site"),
                    _("Which visits led to something, and which did not."),
                    *_site(content["site"], content.get("spent")),
                )
            ]
            if content.get("site")
            else []
        ),
        *(
            [
                part(
                    "means",
                    pgettext("heading", "Budget and hours"),
                    _("What cost more or less than planned, and why."),
                    *_spent(content["spent"]),
                )
            ]
            if content.get("spent")
            else []
        ),
        part("next", _("Next time"), _("What you will do again, and what you will do otherwise.")),
    ]


def _short(content: Content) -> Block:
    rows = [row["verdict"] for row in content["progress"]]
    reached, known = rows.count("reached"), len(rows) - rows.count("unknown")
    said = [_posts_sentence(content["published"])]
    if known:
        sentence = ngettext("%(reached)d of %(n)d objective is reached.", "%(reached)d of %(n)d objectives are reached.", reached)
        said.append(sentence % {"reached": reached, "n": len(rows)})
    return blocks.text(" ".join(said))


def _posts_sentence(said: Content) -> str:
    if not said["planned"]:
        return _("No post was planned in the period.")
    words = {"planned": number(said["planned"]), "published": number(said["published"])}
    sentence = ngettext(
        "Of %(planned)s planned post, %(published)s is published.",
        "Of %(planned)s planned posts, %(published)s are published.",
        said["planned"],
    )
    return sentence % words


def _objectives(content: Content) -> list[Block | None]:
    if not content["progress"]:
        return [blocks.quiet(_("No objective was set."))]
    return [blocks.progress([_progress(row) for row in content["progress"]])]


def _progress(row: Content) -> tuple[str, str, float | None, bool, str]:
    words = {"measured": figure(row, row["measured"]), "target": target(row)}
    label = _("%(measured)s, %(target)s") % words if row["measured"] is not None else _("not known, %(target)s") % words
    stands = _("%(verdict)s, due on %(day)s") % {"verdict": VERDICTS[row["verdict"]][2], "day": on_day(row["due_on"])}
    return metric(row), label, row["share"], row["verdict"] in GOOD, stands


def _published(content: Content) -> list[Block | None]:
    said = content["published"]
    missed = ngettext(
        "%(n)s did not leave at its hour and is not published.",
        "%(n)s did not leave at their hour and are not published.",
        said["missed"],
    )
    note = blocks.quiet(missed % {"n": number(said["missed"])}) if said["missed"] else None
    when = [
        (pgettext("a span of a calendar", "When"), "start", 1.6),
        (pgettext("posts", "Planned"), "end", 1),
        (pgettext("posts", "Published"), "end", 1),
    ]
    weeks = [[short_period(row["first"], row["last"]), number(row["planned"]), number(row["published"])] for row in said["spans"]]
    return [blocks.text(_posts_sentence(said)), note, _themes(content), blocks.table(when, weeks) if said["planned"] else None]


def _themes(content: Content) -> Block | None:
    rows = content["shares"]
    totals = {name: sum(row[name] for row in rows) for name in ("planned", "published")}

    def share(row: Content, name: str) -> blocks.Cell:
        if not totals[name]:
            return "–"
        return blocks.cell(percent(round(100 * row[name] / totals[name])), number(row[name]))

    columns = [
        (_("Theme"), "start", 1.6),
        (_("Wanted"), "end", 0.8),
        (pgettext("posts", "Planned"), "end", 0.8),
        (pgettext("posts", "Published"), "end", 0.8),
    ]
    told = [
        [row["name"] or _("without a theme"), percent(row["share"]), share(row, "planned"), share(row, "published")]
        for row in rows
    ]
    return blocks.table(columns, told)


def _posts(content: Content) -> list[Block | None]:
    best, worst = content["posts"]["best"], content["posts"]["worst"]
    if not best:
        return [blocks.quiet(_("No post has figures yet."))]
    least = [blocks.heading(_("What did least")), _post_table(worst)] if worst else []
    return [blocks.heading(_("What did best")), _post_table(best), *least]


def _post_table(rows: list[Content]) -> Block | None:
    columns = [
        (_("Post"), "start", 5),
        (_("Interactions"), "end", 1.1),
        (_("Seen"), "end", 0.9),
        (_("Against usual"), "end", 1.1),
    ]
    return blocks.table(
        columns, [[_post(row), counted(row["interactions"]), counted(row["seen"]), _ratio(row["ratio"])] for row in rows]
    )


def _post(row: Content) -> blocks.Cell:
    return blocks.cell(row["text"] or _("Untitled"), f"{row['account']}, {on_day(row['on'])}")


def _spent(said: Content) -> list[Block | None]:
    currency = said["currency"]
    words = {"spent": money(said["spent"], currency), "budget": money(said["budget"], currency)}
    columns = [(_("Budget line"), "start", 2), (_("Planned"), "end", 1), (_("Spent"), "end", 1)]
    rows = [[row["name"], money(row["planned"], currency), money(row["spent"], currency)] for row in said["lines"]]
    return [blocks.text(_("%(spent)s of %(budget)s are spent.") % words), blocks.table(columns, rows)]


def _site(said: Content, spent: Content | None) -> list[Block | None]:
    """Visits, conversions and their value: in all, with what one cost where money was spent; then by source."""
    total, currency, cost = said["total"], said["currency"], spent["spent"] if spent else 0
    facts = [
        (_("Visits"), _costing(total["visits"], cost, currency)),
        (_("Conversions"), _costing(total["conversions"], cost, currency)),
        (pgettext("money", "Value"), _worth(total["value"], currency)),
    ]
    columns = [
        (_("Source"), "start", 2.2),
        (_("Visits"), "end", 0.8),
        (_("Conversions"), "end", 1),
        (pgettext("money", "Value"), "end", 1),
    ]
    rows = [_source(row, currency) for row in said["sources"]]
    days = {"first": on_day(said["first"]), "last": on_day(said["last"])}
    note = _("Counted from %(first)s to %(last)s, as your web analytics or a person said.") % days
    return [blocks.facts(facts), blocks.table(columns, rows), blocks.quiet(note)]


def _source(row: Content, currency: str) -> list[blocks.Cell]:
    return [row["name"] or _("not said"), counted(row["visits"]), counted(row["conversions"]), _worth(row["value"], currency)]


def _costing(count: int | None, cost: int, currency: str) -> str:
    """A count, with what one cost where something was spent."""
    return f"{counted(count)} ({each(cost, count, currency)})" if count and cost else counted(count)


def _worth(cents: int | None, currency: str) -> str:
    return "–" if cents is None else money(cents, currency)


def counted(value: int | None) -> str:
    """A count; a dash where nothing is known."""
    return "–" if value is None else number(value)


def _ratio(ratio: float) -> str:
    return "×\u00a0" + number_format(round(ratio, 1), 1)


def _talk(content: Content) -> Block:
    said: dict[str, Any] = content["talk"]
    if not said["began"]:
        return blocks.quiet(_("Nobody has begun a conversation under its posts."))
    began = ngettext("%(n)s conversation began under its posts", "%(n)s conversations began under its posts", said["began"])
    sentence = _("%(began)s; %(answered)s were answered.") % {
        "began": began % {"n": number(said["began"])},
        "answered": number(said["answered"]),
    }
    if said["wait"] is not None:
        sentence += " " + _("Half of the people waited less than %(wait)s for the first answer.") % {"wait": wait(said["wait"])}
    return blocks.text(sentence)
