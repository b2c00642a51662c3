"""What the composer's buttons do to what was typed: add a part, move it, take it out, cut a long text into a thread.

A button says `verb place`: "add part", "up part_12_3", "split text_12". Places without a number of an account are shared.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from editorial.content import Content, Part, Version
from lib.splitting import split
from networks.options import is_story
from networks.parcels import Parcel, Poll

MOST_PARTS = 24
MOST_CHOICES = 12
NEW_POLL = Poll(("", ""), 86_400)
COMMAND = re.compile(r"(?P<verb>[a-z]+) (?P<field>[a-z]+)(?:_(?P<numbers>\d+(?:_\d+)?))?")
NUMBERED = {"part", "choice"}  # whose last number is a place, but where one is added


@dataclass(frozen=True)
class Command:
    """What a button asks for; `account` is a number or None for what is shared, `place` counts from 1, 0 for none."""

    verb: str
    field: str
    account: int | None
    place: int

    @property
    def scope(self) -> str:
        """The end of the names of fields there."""
        return "" if self.account is None else f"_{self.account}"


def read(words: str) -> Command | None:
    """The command in a button's value; None for what is none."""
    found = COMMAND.fullmatch(words)
    if found is None:
        return None
    given = [int(number) for number in (found["numbers"] or "").split("_") if number and len(number) < 19]
    placed = found["field"] in NUMBERED and found["verb"] != "add"
    place = given.pop() if placed and given else 0
    return Command(found["verb"], found["field"], given[0] if given else None, place)


@dataclass(frozen=True)
class Said:
    """The text and what may follow it, as shared or on one account."""

    text: str
    parts: tuple[Part, ...]
    poll: Poll | None
    comment: str


def shaped(content: Content, command: Command) -> Content:
    """The content after the command; as it was where there is nothing to do."""
    version = next((each for each in content.versions if each.account.pk == command.account), None)
    if command.verb == "leave":
        return _leave(content, command.field)
    act = ACTS.get((command.verb, command.field))
    if act is None or (version is None and command.account is not None):
        return content
    changed = _put(content, version, act(content, version, _said(content, version), command.place))
    return _whole(content, changed) if (command.verb, command.field) == ("split", "text") and version is None else changed


def _leave(content: Content, field: str) -> Content:
    """Leave a shared field out on the accounts whose networks do not take it."""
    nothing: dict[str, Any] = {"parts": (), "comment": "", "poll": Poll((), 0)}
    if field not in nothing:
        return content
    unable = [each for each in content.versions if getattr(each, field) is None and not _takes(each)[field]]
    versions = tuple(replace(each, **{field: nothing[field]}) if each in unable else each for each in content.versions)
    return replace(content, versions=versions)


def _takes(version: Version) -> dict[str, bool]:
    network = version.account.network
    comments = network.first_comments and not is_story(network.options, version.options)
    return {"parts": network.threads, "comment": comments, "poll": bool(network.rules.polls)}


def _whole(before: Content, after: Content) -> Content:
    """A shared text that was cut stays whole on the accounts that have no threads."""
    if before.text == after.text:
        return after
    keeps = [each for each in after.versions if each.text is None and each.parts is None and not each.account.network.threads]
    whole = tuple(replace(each, text=before.text, parts=()) if each in keeps else each for each in after.versions)
    return replace(after, versions=whole)


def _said(content: Content, version: Version | None) -> Said:
    if version is None:
        return Said(content.text, content.parts, content.poll, content.comment)
    parts = content.parts if version.parts is None else version.parts
    return Said(content.text_on(version), parts, version.poll or content.poll, content.comment_on(version))


def _put(content: Content, version: Version | None, said: Said) -> Content:
    """The content with what was changed; an account that has something changed has it of its own."""
    before = _said(content, version)
    changed = {name: getattr(said, name) for name in ("text", "parts", "poll", "comment")}
    changed = {name: value for name, value in changed.items() if value != getattr(before, name)}
    if version is None:
        return replace(content, **changed)
    if "poll" in changed and said.poll is None:
        changed["poll"] = Poll((), 0)
    own = replace(version, **changed)
    return replace(content, versions=tuple(own if each == version else each for each in content.versions))


# --- the acts ---------------------------------------------------------------------------------------------------------


def _add_part(content: Content, version: Version | None, said: Said, place: int) -> Said:
    return replace(said, parts=(*said.parts, Part())[:MOST_PARTS])


def _drop_part(content: Content, version: Version | None, said: Said, place: int) -> Said:
    return replace(said, parts=tuple(part for number, part in enumerate(said.parts, 1) if number != place))


def _up_part(content: Content, version: Version | None, said: Said, place: int) -> Said:
    parts = list(said.parts)
    if 1 < place <= len(parts):
        parts[place - 2], parts[place - 1] = parts[place - 1], parts[place - 2]
    return replace(said, parts=tuple(parts))


def _add_poll(content: Content, version: Version | None, said: Said, place: int) -> Said:
    return said if said.poll and said.poll.choices else replace(said, poll=NEW_POLL)


def _drop_poll(content: Content, version: Version | None, said: Said, place: int) -> Said:
    return replace(said, poll=None)


def _add_choice(content: Content, version: Version | None, said: Said, place: int) -> Said:
    poll = said.poll or NEW_POLL
    return replace(said, poll=replace(poll, choices=(*poll.choices, "")[:MOST_CHOICES]))


def _drop_choice(content: Content, version: Version | None, said: Said, place: int) -> Said:
    if said.poll is None:
        return said
    kept = tuple(choice for number, choice in enumerate(said.poll.choices, 1) if number != place)
    return replace(said, poll=replace(said.poll, choices=kept))


def _drop_comment(content: Content, version: Version | None, said: Said, place: int) -> Said:
    return replace(said, comment="")


def _split(content: Content, version: Version | None, said: Said, place: int) -> Said:
    """The text, or the part, in pieces that fit everywhere it is shown; as it was where that would take too many."""
    texts = [said.text, *(part.text for part in said.parts)]
    if place >= len(texts):
        return said
    pieces = split(texts[place], _fits(content, version, place), most=MOST_PARTS + 1 - len(said.parts))
    if not pieces:
        return said
    fresh = tuple(map(Part, pieces[1:]))
    if place == 0:
        return replace(said, text=pieces[0], parts=(*fresh, *said.parts))
    cut = replace(said.parts[place - 1], text=pieces[0])
    return replace(said, parts=(*said.parts[: place - 1], cut, *fresh, *said.parts[place:]))


def _fits(content: Content, version: Version | None, place: int) -> Callable[[str, int], bool]:
    """Whether a piece fits on every account that would show it as part of a thread."""
    shown = [version] if version else _inheriting(content, "text" if place == 0 else "parts")

    def fits(text: str, number: int) -> bool:
        return all(_fits_on(content, each, text, first=place + number == 0) for each in shown)

    return fits


def _inheriting(content: Content, field: str) -> Sequence[Version]:
    shared = [each for each in content.versions if getattr(each, field) is None and each.account.network.threads]
    return shared or content.versions


def _fits_on(content: Content, version: Version, text: str, *, first: bool) -> bool:
    link, beside = (content.leaving_link(version), content.images_on(version)) if first else ("", [])
    media: Any = beside  # whether there are some is all that the text asks
    parcel = Parcel("", text, media, link, options=version.options)
    counted = version.account.network.counters(parcel, version.account.limits, reply=not first)
    return all(counter.level != "over" for counter in counted)


Act = Callable[[Content, Version | None, Said, int], Said]
ACTS: dict[tuple[str, str], Act] = {
    ("add", "part"): _add_part,
    ("drop", "part"): _drop_part,
    ("up", "part"): _up_part,
    ("add", "poll"): _add_poll,
    ("drop", "poll"): _drop_poll,
    ("add", "choice"): _add_choice,
    ("drop", "choice"): _drop_choice,
    ("drop", "comment"): _drop_comment,
    ("split", "text"): _split,
    ("split", "part"): _split,
}
