"""What the composer shows of the richer fields: which are offered, which are open, whose they are, and their counters."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from editorial.composer import fields
from editorial.composer.forms import PostForm
from editorial.composer.proofs import Proof
from editorial.composer.shaping import Command
from editorial.content import Content, Image, Part, Version
from networks.parcels import Poll
from publishing.letters.forms import OptionsForm
from publishing.models import Account


@dataclass(frozen=True)
class Offers:
    """What the accounts of a brand can, one of them at least; what none can is not offered."""

    threads: bool
    comments: bool
    polls: bool
    films: bool = False  # beside pictures

    @property
    def any(self) -> bool:
        """Whether there is something to offer below the text."""
        return self.threads or self.comments or self.polls


def offers(accounts: Iterable[Account]) -> Offers:
    """What these accounts can."""
    networks = {account.network for account in accounts if account.state != Account.State.DISCONNECTED}
    return Offers(
        any(network.threads for network in networks),
        any(network.first_comments for network in networks),
        any(network.rules.polls for network in networks),
        any(network.rules.videos for network in networks),
    )


@dataclass(frozen=True)
class Block:
    """One of the richer fields on one account: as shared, or its own; `able` says whether its network takes it at all."""

    name: str
    own: bool
    able: bool


@dataclass(frozen=True)
class Tab:
    """The richer fields of one account, and what they hold; closed while nothing of it is its own and nobody asked."""

    account: Account
    scope: str
    opened: bool
    options: OptionsForm | None
    blocks: Sequence[Block]
    parts: Sequence[Part]
    comment: str
    poll: Poll | None
    pictures: Collection[int]
    images: Sequence[Image]


def tab(form: PostForm, account: Account, version: Version | None, opened: Collection[str]) -> Tab:
    """The tab of an account; one that is not chosen shows what it would begin with."""
    content, scope = form.draft.content, f"_{account.pk}"
    here = version or Version(account)
    own = here.own - {"text", "link"}
    is_open = bool(version and own) or account.pk in form.options or f"own{scope}" in opened
    return Tab(
        account,
        scope,
        is_open,
        (form.options.get(account.pk) or fields.fresh_options(account)) if is_open else None,
        _blocks(content, here, own) if is_open else (),
        content.parts if here.parts is None else here.parts,
        content.comment if here.comment is None else here.comment,
        here.poll or content.poll,
        {image.asset.pk for image in content.images_on(here)},
        content.images,
    )


def _blocks(content: Content, version: Version, own: set[str]) -> list[Block]:
    """Those that the network takes, and those that are shared though it does not: there they can be left out."""
    network = version.account.network
    able = {"parts": network.threads, "poll": bool(network.rules.polls), "comment": network.first_comments}
    shared = {"parts": bool(content.parts), "poll": bool(content.poll), "comment": bool(content.comment)}
    blocks = [Block(name, name in own, able[name]) for name in able if able[name] or shared[name] or name in own]
    pictures = len(content.images) > 1 or "pictures" in own
    return blocks + ([Block("pictures", "pictures" in own, True)] if pictures else [])


def counts(content: Content, proofs: Sequence[Proof], *, comment: bool) -> Mapping[str, Sequence[Proof]]:
    """For each text that follows the post the proofs by which it is counted, by the name of its field."""
    found: dict[str, list[Proof]] = {f"part_{number}": [] for number in range(1, len(content.parts) + 1)}
    if comment or content.comment:
        found["comment"] = []
    for proof in (each for first in proofs for each in first.then):
        found.setdefault(_field(proof), []).append(proof)
    return found


def _field(proof: Proof) -> str:
    own = {"part": "parts"}.get(proof.kind, proof.kind) in proof.version.own
    where = f"_{proof.account.pk}" if own else ""
    return f"{proof.kind}{where}_{proof.number}" if proof.kind == "part" else f"{proof.kind}{where}"


def focus(command: Command, content: Content) -> str:
    """The field to be in after a command."""
    version = next((each for each in content.versions if each.account.pk == command.account), None)
    parts = content.parts if version is None or version.parts is None else version.parts
    poll = content.poll if version is None or version.poll is None else version.poll
    after: dict[tuple[str, str], Any] = {
        ("add", "part"): f"part{command.scope}_{len(parts)}",
        ("up", "part"): f"part{command.scope}_{max(command.place - 1, 1)}",
        ("drop", "part"): f"part{command.scope}_{max(command.place - 1, 1)}" if parts else "add-part",
        ("split", "part"): f"part{command.scope}_{command.place}",
        ("add", "poll"): f"choice{command.scope}_1",
        ("add", "choice"): f"choice{command.scope}_{len(poll.choices) if poll else 1}",
        ("drop", "choice"): f"choice{command.scope}_{max(command.place - 1, 1)}",
        ("add", "comment"): f"comment{command.scope}",
        ("open", "own"): f"own-{command.account}",
    }
    return after.get((command.verb, command.field), "")
