"""Pictures fitted to what a network takes: made once, kept, and served where networks fetch pictures themselves."""

import hashlib
import shutil
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from lib import pictures
from networks.rules import PictureRules
from publishing.models import Rendition

SIGNER = Signer(salt="rendition")
CENTRE = (0.5, 0.5)
TURNS = [threading.Lock() for _ in range(64)]  # a draft is checked while it is typed: the same picture is fitted by one thread

Focus = tuple[float, float]  # shares of width and height from the top left


def fitted(name: str, rules: PictureRules, focus: Focus = CENTRE) -> Rendition:
    """The picture kept under `name`, fitted to the rules around its focus. Raises lib.pictures.CannotFit with a sentence."""
    return shelf([name], [rules], {focus})(name, rules, focus)


def shelf(
    names: Collection[str], wanted: Collection[PictureRules], focuses: Collection[Focus] = (CENTRE,)
) -> Callable[..., Rendition]:
    """`fitted` for many pictures, rules and focuses: what is known comes in one query, the rest is made when it is asked for."""
    sources = {name: _digest_of(name) for name in names}
    known: dict[tuple[str, str], Rendition] = {}
    if sources:
        keys = {_wants(rules, focus)[0] for rules in wanted for focus in {CENTRE, *focuses}}
        found = Rendition.objects.filter(source__in=sources.values(), wanted__in=keys)
        known = {(rendition.source, rendition.wanted): rendition for rendition in found}

    def fit(name: str, rules: PictureRules, focus: Focus = CENTRE) -> Rendition:
        wanted, wants = _wants(rules, focus)
        place = (sources[name], wanted)
        if place not in known:
            known[place] = _make(name, sources[name], wanted, wants)
        return known[place]

    return fit


def _wants(rules: PictureRules, focus: Focus = CENTRE) -> tuple[str, dict[str, Any]]:
    """What rules ask of one picture, and its digest. The focus is part of it where something may be cropped."""
    wants = {key: value for key, value in asdict(rules).items() if key not in ("source", "max_alt", "max_count", "min_count")}
    if focus != CENTRE and (rules.min_ratio or rules.max_ratio):
        wants["focus"] = focus
    return hashlib.sha256(repr(sorted(wants.items())).encode()).hexdigest(), wants


def _digest_of(name: str) -> str:
    """The digest of a kept picture; assets carry it in their name, so that the file need not be read for it."""
    stem = name.rpartition("/")[2].partition(".")[0]
    if len(stem) == 64:
        return stem
    with default_storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest()


def _make(name: str, source: str, wanted: str, wants: dict[str, Any]) -> Rendition:
    with TURNS[hash((source, wanted)) % len(TURNS)]:
        made = Rendition.objects.filter(source=source, wanted=wanted).first()
        return made or _fit(name, source, wanted, wants)


def _fit(name: str, source: str, wanted: str, wants: dict[str, Any]) -> Rendition:
    with default_storage.open(name) as file:
        picture = pictures.fit(file.read(), **wants)
    digest = hashlib.sha256(picture.data).hexdigest()
    kept = f"renditions/{digest}.{picture.mime.rpartition('/')[2]}"
    if not default_storage.exists(kept):
        default_storage.save(kept, ContentFile(picture.data))
    values = {"file": kept, "digest": digest, "mime": picture.mime, "size": len(picture.data)}
    rendition, _made = Rendition.objects.get_or_create(
        source=source, wanted=wanted, defaults={**values, "width": picture.width, "height": picture.height}
    )
    return rendition


def placed(name: str, digest: str) -> str:
    """The name, flat below renditions/, under which networks may fetch a kept file; linked where the disk can, else copied."""
    if name.startswith("renditions/"):
        return name
    place = f"renditions/{digest}.{name.rpartition('.')[2]}"
    if not default_storage.exists(place):
        source, target = Path(default_storage.path(name)), Path(default_storage.path(place))
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _link(source, target)
    return place


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, or another disk
        shutil.copyfile(source, target)


class Missing(Exception):
    """The file is not on this machine, or cannot be read here."""


def read(name: str) -> bytes:
    """The bytes kept under a rendition's name. Raises Missing."""
    try:
        with default_storage.open(name) as file:
            return file.read()
    except OSError as error:
        raise Missing(name) from error


def public_url(name: str) -> str:
    """The address at which a network fetches a rendition; it cannot be guessed and lets nobody near other files."""
    return settings.SITE_URL + path_of(name)


def path_of(name: str) -> str:
    """The same address without the site's, for our own pages."""
    return reverse("rendition", args=[SIGNER.sign(name.removeprefix("renditions/"))])


def named_by(signed: str) -> str | None:
    """The rendition's name behind the last part of its public address; None for an address nobody gave out."""
    try:
        return f"renditions/{SIGNER.unsign(signed)}"
    except BadSignature:
        return None
