"""The composer's richer fields: parts of a thread, a first comment, a poll, pictures and options of an account.

`scope` is "" for what is shared and "_12" for the account with the number 12. An account's own value is ticked; `shown_12`
names what of it stood in the form, so that what was ticked just now begins with what is shared.
"""

import re
from collections.abc import Callable, Collection
from typing import Any

from django.http import QueryDict

from editorial.content import NO_POLL, Content, Part, Version
from lib import numbers as said
from lib.text import storable
from networks.parcels import Poll
from publishing.letters.forms import OptionsForm
from publishing.models import Account

PAUSES = (0, 60, 300, 600, 1800, 3600)  # seconds between two parts that are offered
LASTS = (300, 1800, 3600, 21_600, 43_200, 86_400, 259_200, 604_800)  # seconds for which a poll is open that are offered
A_DAY = 86_400
LONGEST_PAUSE = 86_400
OWN = ("parts", "comment", "poll", "pictures")  # what an account may have of its own here


def lines(text: str) -> str:
    """The text with the line ends that networks count: browsers send two characters for each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def numbers(data: QueryDict, name: str) -> list[int]:
    """The numbers that a field holds, in order."""
    return said.numbers(data.getlist(name))


def texts(data: QueryDict) -> dict[str, str]:
    """Every text of these fields by its name, to be held to a length."""
    return {name: str(data[name]) for name in data if re.fullmatch(r"(part|comment|choice)(_\d+){0,2}", name)}


# --- what was typed -----------------------------------------------------------------------------------------------------


def parts(data: QueryDict, scope: str, pool: Collection[int]) -> tuple[Part, ...]:
    """The further parts, with those of the post's pictures (`pool`) that each shows."""
    found = (re.fullmatch(rf"part{scope}_(\d{{1,4}})", name) for name in data)
    places = sorted(int(match[1]) for match in found if match)
    return tuple(
        Part(_text(data, f"part{scope}_{place}"), _pictures(data, f"partpicture{scope}_{place}", pool)) for place in places
    )


def comment(data: QueryDict, scope: str) -> str:
    """The first comment."""
    return _text(data, f"comment{scope}")


def poll(data: QueryDict, scope: str) -> Poll | None:
    """The poll; its choices as they were typed, the empty ones too, since a remark says what is to be done about them."""
    if f"pollseconds{scope}" not in data:
        return None
    choices = tuple(storable(choice)[:500].strip() for choice in data.getlist(f"choice{scope}"))
    seconds = numbers(data, f"pollseconds{scope}")
    return Poll(choices, min(seconds[0], 10 * 365 * A_DAY) if seconds else A_DAY, bool(data.get(f"pollmultiple{scope}")))


def pause(data: QueryDict) -> int:
    """How many seconds pass between two parts."""
    return min((numbers(data, "pause") or [0])[0], LONGEST_PAUSE)


def own(data: QueryDict, account: Account, shared: Content, pool: Collection[int]) -> dict[str, Any]:
    """What the account has of its own, None for what is as shared."""
    scope = f"_{account.pk}"
    read: dict[str, Callable[[], Any]] = {
        "parts": lambda: parts(data, scope, pool),
        "comment": lambda: comment(data, scope),
        "poll": lambda: poll(data, scope) or NO_POLL,
        "pictures": lambda: _pictures(data, f"media{scope}", pool),
    }
    begun = _begun(account, shared, pool)
    return {name: _own(data, name, scope, read[name], begun[name]) for name in OWN}


def _own(data: QueryDict, name: str, scope: str, read: Callable[[], Any], begun: Any) -> Any:
    if data.get("back") == f"{name}{scope}" or not data.get(f"own{name}{scope}"):
        return None
    return read() if name in data.getlist(f"shown{scope}") else begun


def _begun(account: Account, shared: Content, pool: Collection[int]) -> dict[str, Any]:
    """What an account's own begins with: what is shared, as far as its network can; else it is left out there."""
    network = account.network
    return {
        "parts": shared.parts if network.threads else (),
        "comment": shared.comment if network.first_comments else "",
        "poll": (shared.poll if network.rules.polls else None) or NO_POLL,
        "pictures": tuple(image.asset.pk for image in shared.images_on(Version(account))),
    }


def options_form(account: Account, data: QueryDict) -> OptionsForm | None:
    """The form of the account's options as they were typed; None where none of them stood in the form."""
    prefix = f"option_{account.pk}"
    if not any(name.startswith(f"{prefix}-") for name in data):
        return None
    return OptionsForm(account.network, data, prefix=prefix)


def fresh_options(account: Account) -> OptionsForm | None:
    """The form of the account's options before anything is chosen; None where its network has none to choose."""
    asked = any(option.asked for option in account.network.options)
    return OptionsForm(account.network, prefix=f"option_{account.pk}") if asked else None


def _pictures(data: QueryDict, name: str, pool: Collection[int]) -> tuple[int, ...]:
    return tuple(pk for pk in dict.fromkeys(numbers(data, name)) if pk in pool)


def _text(data: QueryDict, name: str) -> str:
    return storable(lines(data.get(name, "")))


# --- a kept draft as if it had just been typed --------------------------------------------------------------------------


def put(data: QueryDict, content: Content) -> None:
    """Fill in what is kept."""
    put_parts(data, "", content.parts)
    put_poll(data, "", content.poll)
    data["pause"] = str(content.pause)
    if content.comment:
        data["comment"] = content.comment
    for version in content.versions:
        _put_version(data, version)


def _put_version(data: QueryDict, version: Version) -> None:
    scope = f"_{version.account.pk}"
    for name in version.own.intersection(OWN):
        data[f"own{name}{scope}"] = "on"
        data.appendlist(f"shown{scope}", name)
    put_parts(data, scope, version.parts or ())
    put_poll(data, scope, version.poll)
    if version.comment is not None:
        data[f"comment{scope}"] = version.comment
    data.setlist(f"media{scope}", list(map(str, version.pictures or ())))
    for name, value in version.options.items():
        data[f"option{scope}-{name}"] = "on" if value is True else value


def put_parts(data: QueryDict, scope: str, parts: Collection[Part]) -> None:
    """Fill in the parts."""
    for place, part in enumerate(parts, 1):
        data[f"part{scope}_{place}"] = part.text
        data.setlist(f"partpicture{scope}_{place}", list(map(str, part.pictures)))


def put_poll(data: QueryDict, scope: str, poll: Poll | None) -> None:
    """Fill in the poll."""
    if poll is None or poll == NO_POLL:
        return
    data.setlist(f"choice{scope}", list(poll.choices))
    data[f"pollseconds{scope}"] = str(poll.seconds)
    if poll.multiple:
        data[f"pollmultiple{scope}"] = "on"
