"""What changed between two contents, word by word."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOBODY = "0"
WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


def words(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of both texts in order: ("same" | "gone" | "new", words). Words that changed beside one another are one piece."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[tuple[str, str]] = []
    for same, gone, fresh in _spans(old, new):
        pieces += [(name, text) for name, text in (("same", same), ("gone", gone), ("new", fresh)) if text]
    return pieces


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What stayed, then what went and came in its place; space between two changes belongs to them."""
    same = gone = fresh = ""
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        text = "".join(old[a:b])
        if kind != "equal":
            gone, fresh = gone + text, fresh + "".join(new[c:d])
        elif text.isspace() and 0 < number < len(codes) - 1 and gone and fresh:
            gone, fresh = gone + text, fresh + text
        else:
            if gone or fresh:
                yield same, gone, fresh
                same = gone = fresh = ""
            same += text
    yield same, gone, fresh


def texts(before: dict[str, Any], after: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """For each account whose words differ between two contents (as `Content.shown` gives them), what changed."""
    old, new = before.get("accounts", {}), after.get("accounts", {})
    said = {account: (_said(old[account]), _said(new[account])) for account in new if account in old}
    return {int(account): words(*both) for account, both in said.items() if both[0] != both[1]}


def _said(shown: dict[str, Any]) -> str:
    """All the words of one account's copy: the post, the parts of its thread, the first comment."""
    return "\n\n".join([shown["text"], *(part["text"] for part in shown.get("parts", ())), *filter(None, [shown.get("comment")])])


def sentences(before: dict[str, Any], after: dict[str, Any], names: Mapping[int, str]) -> list[str]:
    """What else differs between two contents, each a sentence; `names` are those of the accounts, by their numbers.

    The account NOBODY shows what a content without accounts would say: it neither comes nor goes.
    """
    if not before:
        return []
    old, new = before.get("accounts", {}), after.get("accounts", {})
    told = {name: names.get(int(name), _("an account that is gone")) for name in {*old, *new}}
    found = [_("Also for %(account)s.") % {"account": told[each]} for each in new if each not in {*old, NOBODY}]
    found += [_("No longer for %(account)s.") % {"account": told[each]} for each in old if each not in {*new, NOBODY}]
    if before.get("language") != after.get("language"):
        found.append(_("The language: %(language)s.") % {"language": _language(after.get("language", ""))})
    found += _pictures(before.get("pictures", ()), after.get("pictures", ()))
    return found + _merged({told[each]: list(_on(old[each], new[each])) for each in new if each in old})


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def _merged(said: Mapping[str, Sequence[str]]) -> list[str]:
    """Each sentence once; with the accounts that it holds for, where it is not all."""
    by_sentence: dict[str, list[str]] = {}
    for account, found in said.items():
        for sentence in found:
            by_sentence.setdefault(sentence, []).append(account)
    return [
        sentence
        if len(accounts) == len(said)
        else _("%(accounts)s: %(what)s") % {"accounts": ", ".join(accounts), "what": sentence}
        for sentence, accounts in by_sentence.items()
    ]


def _on(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs on one account beside its words."""
    if old.get("link") != new.get("link"):
        yield _("The link: %(link)s") % {"link": new["link"]} if new.get("link") else _("No link any more.")
    if old.get("poll") != new.get("poll"):
        yield _poll(old.get("poll"), new.get("poll"))
    if old.get("options") != new.get("options"):
        yield _("The options of its network changed.")
    if old.get("pause") != new.get("pause"):
        yield _("The time between the parts of the thread changed.")
    if _shown_where(old) != _shown_where(new):
        yield _("The pictures stand elsewhere in it, or others of the post are shown.")


def _shown_where(shown: dict[str, Any]) -> Any:
    """The pictures beside the text and of each part that has some."""
    parts = [[picture["digest"] for picture in part.get("pictures", ())] for part in shown.get("parts", ())]
    beside = shown.get("pictures")
    return None if beside is None else [picture["digest"] for picture in beside], [part for part in parts if part]


def _poll(old: dict[str, Any] | None, new: dict[str, Any] | None) -> str:
    if not new:
        return _("No poll any more.")
    choices = {"choices": " / ".join(new["choices"])}
    if old and old["choices"] == new["choices"]:
        return _("The poll has another length, or takes another number of answers.")
    return _("The poll: %(choices)s") % choices


def _pictures(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> list[str]:
    """What differs between the pictures of two contents."""
    before, after = {each["digest"]: each for each in old}, {each["digest"]: each for each in new}
    stayed = [each for each in after if each in before]
    counts = {
        "added": len(after.keys() - before.keys()),
        "gone": len(before.keys() - after.keys()),
        "alt": sum(before[each].get("alt") != after[each].get("alt") for each in stayed),
        "focus": sum(before[each].get("focus") != after[each].get("focus") for each in stayed),
    }
    said = {
        "added": ngettext("%(n)d picture or film more.", "%(n)d pictures or films more.", counts["added"]),
        "gone": ngettext("%(n)d picture or film less.", "%(n)d pictures or films less.", counts["gone"]),
        "alt": ngettext(
            "%(n)d picture has another alternative text.", "%(n)d pictures have another alternative text.", counts["alt"]
        ),
        "focus": ngettext("%(n)d picture is cropped otherwise.", "%(n)d pictures are cropped otherwise.", counts["focus"]),
    }
    found = [said[name] % {"n": n} for name, n in counts.items() if n]
    return found if stayed == [each for each in before if each in after] else [*found, _("The pictures are in another order.")]
