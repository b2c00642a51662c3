"""What the charter has to say about a draft. Pure but for `findings`: rules in, findings out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charter import current
from charter.checks import address, colours, limits, links, paid, punctuation, signs, typography
from charter.checks.language import guess, is_french
from charter.checks.mending import mended
from charter.checks.spans import Span
from charter.checks.words import Found, find
from charter.models import Charter
from charter.rules import Rules, Topic, WordRule
from lib.findings import Advice, Blocker, Finding, NeedsApproval, by_weight
from lib.text import fold
from team.models import Brand

__all__ = ["Rules", "Topic", "WordRule", "check", "findings", "folded", "words_at"]

SHOWN = 3  # how many of the found words a sentence names
MUTED = 80  # how many letters of the words a mute keeps


def findings(
    brand: Brand, text: str, *, alts: Sequence[str] | None = None, language: str = "", charter: Charter | None = None
) -> list[Finding]:
    """Findings of the charter in force on a text and the alternative texts of its pictures, worst first.

    `language` is the draft's, "" when it is to be guessed. One query; none with a `charter` from `charter.current.of`.
    """
    return check(current.rules(charter or current.of(brand)), text, alts=alts, language=language)


def check(
    rules: Rules,
    text: str,
    *,
    alts: Sequence[str] | None = None,
    language: str = "",
    shades: Sequence[Mapping[str, float]] = (),
) -> list[Finding]:
    """The same from plain values. Places are (start, end) in code points of `text`; `shades` are the colours of the pictures
    with their shares, in order."""
    french = is_french(text, language)
    found = [*_words(rules, text), *_signs(rules, text), *_alts(rules, alts or ()), *_topics(rules, text)]
    found += [each for number, shares in enumerate(shades, 1) for each in colours.findings(number, shares, rules.palette)]
    found += [*_links(text), *_paid(rules, text, french=french), *_punctuation(text, language), *limits.marks(rules, text)]
    if french:
        found += [*_address(rules, text), *_spaces(rules, text)]
    return by_weight([finding for finding in found if not _muted(rules, finding, text)])


def _muted(rules: Rules, finding: Finding, text: str) -> bool:
    return bool(rules.muted and finding.place) and (finding.rule, words_at(finding, text)) in rules.muted


def words_at(finding: Finding, text: str) -> str:
    """The words that a finding points at, folded as a mute keeps them; "" for none."""
    return folded(text[slice(*finding.place)]) if finding.place else ""


def folded(words: str) -> str:
    """Words without case, accents and kinds of spaces."""
    return fold(" ".join(words.split()))[:MUTED]


def _words(rules: Rules, text: str) -> Iterator[Finding]:
    for found in find(rules.words, text):
        if found.rule.never:
            yield Blocker("charter.never", _never(found), found.place, found.mend, at=found.at)
        else:
            yield Advice("charter.prefer", _prefer(found), found.place, found.mend, at=found.at)


def _never(found: Found) -> str:
    sentence = _("The charter never uses “%(word)s”%(why)s.") % {"word": found.written, "why": _why(found.rule)}
    if found.rule.instead:
        sentence += " " + _("Say “%(instead)s” instead.") % {"instead": found.rule.instead}
    return sentence


def _prefer(found: Found) -> str:
    sentence = _("The charter prefers “%(instead)s” to “%(word)s”%(why)s.")
    return sentence % {"instead": found.rule.instead, "word": found.written, "why": _why(found.rule)}


def _why(rule: WordRule) -> str:
    reason = rule.reason.strip().rstrip(".")
    return f" ({reason})" if reason else ""


def _address(rules: Rules, text: str) -> Iterator[Finding]:
    if rules.address == Charter.Address.VOUS and (places := _heard(rules, text, address.tu(text))):
        sentence = _("The charter says vous to people; this text says tu: %(words)s.")
        yield NeedsApproval("charter.address", sentence % {"words": _quoted(text, places)}, places[0])
    if rules.address == Charter.Address.TU and (places := _heard(rules, text, address.vous(text))):
        sentence = _(
            "The charter says tu to people; this text says vous: %(words)s. That is right only when it speaks to several at once."
        )
        yield NeedsApproval("charter.address", sentence % {"words": _quoted(text, places)}, places[0])


def _heard(rules: Rules, text: str, places: list[Span]) -> list[Span]:
    return [place for place in places if ("charter.address", folded(text[slice(*place)])) not in rules.muted]


def _quoted(text: str, places: Iterable[tuple[int, int]]) -> str:
    words = list(dict.fromkeys(text[start:end] for start, end in places))
    return ", ".join(_("“%(word)s”") % {"word": word} for word in words[:SHOWN]) + ("…" if len(words) > SHOWN else "")


def _signs(rules: Rules, text: str) -> Iterator[Finding]:
    yield from limits.hashtags(rules.max_hashtags, signs.hashtags(text))
    yield from limits.emoji(rules.max_emoji, signs.emojis(text))
    for start, end in signs.loud(text, rules.names):
        sentence = _("“%(words)s” reads as shouting. Say it in small letters and with one mark at most.")
        yield Advice("charter.shouting", sentence % {"words": text[start:end]}, (start, end), _calm(text[start:end]))
    for (start, end), own in signs.unreadable_hashtags(text, rules.hashtags):
        yield Advice("charter.hashtag_case", _hashtag_case(text[start:end], own), (start, end), own)


def _calm(shout: str) -> str | None:
    """A row of marks as one of them; capitals keep their words to a person."""
    if shout[0] in "!?":
        return "?!" if "?" in shout and "!" in shout else shout[0]
    return None


def _hashtag_case(tag: str, own: str | None) -> str:
    if own:
        return _("The brand writes this hashtag %(own)s, so that screen readers read each word.") % {"own": own}
    return _("If %(tag)s is several words, begin each with a capital, so that screen readers read them one by one.") % {
        "tag": tag
    }


def _alts(rules: Rules, alts: Sequence[str]) -> Iterator[Finding]:
    for number, alt in enumerate(alts, 1):
        if alt.strip():
            continue
        if rules.alt_required:
            sentence = _("The charter asks for an alternative text with every picture: say what picture %(number)d shows.")
            yield Blocker("charter.alt", sentence % {"number": number}, about="media")
        else:
            sentence = _("Picture %(number)d has no alternative text: people who cannot see it will not know what it shows.")
            yield Advice("charter.alt", sentence % {"number": number}, about="media")


def _spaces(rules: Rules, text: str) -> Iterator[Finding]:
    if rules.french_spaces and (wrong := typography.wrong_spaces(text)):
        sentence = ngettext(
            "A space of French typography is missing or might break the line.",
            "%(count)d spaces of French typography are missing or might break the line.",
            len(wrong),
        )
        place = wrong[0][0], wrong[-1][1]
        yield Advice("charter.spaces", sentence % {"count": len(wrong)}, place, mended(text, wrong, place))


def _topics(rules: Rules, text: str) -> Iterator[Finding]:
    words = tuple(WordRule(word, reason=topic.name) for topic in rules.topics for word in topic.words)
    for found in find(words, text) if words else ():
        sentence = _("“%(word)s” touches on %(topic)s: the staff policy keeps this for those who speak for the brand.")
        yield NeedsApproval("charter.topic", sentence % {"word": found.written, "topic": found.rule.reason}, found.place)


def _links(text: str) -> Iterator[Finding]:
    for place in links.empty(text):
        sentence = _("“%(words)s” does not say where the link leads: name what people find there.")
        yield Advice("charter.link", sentence % {"words": text[slice(*place)]}, place)


def _paid(rules: Rules, text: str, *, french: bool) -> Iterator[Finding]:
    for place in paid.unsaid(text, rules.mention)[:1]:
        mention = rules.mention or paid.DEFAULT["fr" if french else "en"]
        sentence = _("“%(words)s” reads as a paid collaboration, and the text does not say so. Begin with “%(mention)s”.")
        said = sentence % {"words": text[slice(*place)], "mention": mention}
        yield NeedsApproval("charter.mention", said, place, f"{mention} · ", at=(0, 0))


def _punctuation(text: str, language: str) -> Iterator[Finding]:
    english = guess(text) == "en" or (language.startswith("en") and guess(text) != "fr")
    if wrong := punctuation.wrong(text, english=english):
        place = wrong[0][0], wrong[-1][1]
        right = mended(text, wrong, place)
        sentence = ngettext(
            "A mark of punctuation stands wrongly: “%(found)s”.",
            "%(count)d marks of punctuation stand wrongly, the first: “%(found)s”.",
            len(wrong),
        )
        yield Advice("charter.punctuation", sentence % {"count": len(wrong), "found": _around(text, wrong[0])}, place, right)


def _around(text: str, edit: tuple[int, int, str]) -> str:
    """The words on both sides of an edit."""
    return (text[: edit[0]].split(" ")[-1] + text[edit[0] : edit[1]] + text[edit[1] :].split(" ")[0]).strip()
