"""Films held against what each network takes, and made to fit where that needs nothing but another encoding."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editorial.content import Content, Image, video_of
from editorial.library import cutting
from editorial.models import LIVE, Asset, Cut, CutState
from lib.findings import Blocker, Finding
from networks.media_rules import lasting
from networks.rules import VideoRules
from publishing.letters import films
from publishing.letters.letters import Video
from publishing.models import Account
from team.models import Membership

SHOWN = (*LIVE, CutState.FAILED)  # of those, people are told how it goes


@dataclass(frozen=True)
class Standing:
    """How a film stands with an account's network. `kind`: taken, made, making, failed, to_make, long, short, none."""

    account: Account
    kind: str
    sentence: str
    longest: float | None = None
    cut: Cut | None = None
    sent: Video | None = None


def rules_of(account: Account) -> VideoRules | None:
    """Which films the account's network takes; None for none."""
    return account.network.rules_for(account.limits).videos


def standings(film: Asset, accounts: Sequence[Account]) -> list[Standing]:
    """How the film stands with each account, in three queries at most."""
    video = video_of(film)
    rules = [each for account in accounts if (each := rules_of(account))]
    made = films.made_for([video], [films.limits_of(each) for each in rules]) if rules else {}
    cuts = _cuts_of([film])
    return [_standing(account, video, rules_of(account), made, cuts) for account in accounts]


def _cuts_of(assets: Iterable[Asset]) -> dict[tuple[str, str], Cut]:
    """What is being made to fit, or failed: by the film's digest and the wish, the newest."""
    found = Cut.objects.filter(film__in=assets, kind=Cut.Kind.FIT, state__in=SHOWN).select_related("film").order_by("asked_at")
    return {(cut.film.digest, cut.wanted): cut for cut in found}


def _standing(account: Account, video: Video, rules: VideoRules | None, made: dict, cuts: dict) -> Standing:  # type: ignore[type-arg]
    if rules is None:
        return Standing(account, "none", _("This network takes no films here."))
    if rules.max_seconds and video.seconds > rules.max_seconds:
        sentence = _("Takes %(longest)s at most; the film lasts %(lasts)s. Cut clips of it.")
        facts = {"longest": lasting(rules.max_seconds), "lasts": lasting(video.seconds)}
        return Standing(account, "long", sentence % facts, rules.max_seconds)
    if rules.min_seconds and video.seconds < rules.min_seconds:
        return Standing(account, "short", _("Takes films from %(shortest)s on.") % {"shortest": lasting(rules.min_seconds)})
    if films.fits(video, rules):
        return Standing(account, "taken", _("Takes the film as it is."), rules.max_seconds, sent=video)
    key = (video.digest, films.wanted(films.limits_of(rules)))
    if key in made:
        sent = films.as_made(video, made[key])
        return Standing(
            account, "made", _("Gets a lighter copy: %(what)s.") % {"what": _what(sent)}, rules.max_seconds, sent=sent
        )
    return _to_make(account, rules, cuts.get(key))


def _to_make(account: Account, rules: VideoRules, cut: Cut | None) -> Standing:
    if cut and cut.live:
        return Standing(account, "making", making(cut), rules.max_seconds, cut)
    if cut:
        return Standing(account, "failed", cutting.why(cut), rules.max_seconds, cut)
    return Standing(
        account, "to_make", _("Would take it, made to fit: %(limits)s.") % {"limits": _limits(rules)}, rules.max_seconds
    )


def making(cut: Cut) -> str:
    """How far a film is that is being made to fit."""
    share = number_format(round(cut.share * 100))
    return _("The film is being made to fit: %(share)s %% done.") % {"share": share}


def _what(video: Video) -> str:
    facts = {"width": video.width, "height": video.height, "weight": number_format(video.size / 1e6, 1)}
    return _("%(width)d × %(height)d pixels, %(weight)s MB") % facts


def _limits(rules: VideoRules) -> str:
    most = [_("H.264 in MP4")]
    if rules.max_bytes:
        most.append(_("%(weight)s MB at most") % {"weight": number_format(rules.max_bytes / 1e6)})
    return ", ".join(most)


# --- making them fit --------------------------------------------------------------------------------------


def fit(film: Asset, account: Account, *, by: Membership | None) -> Cut | None:
    """Have the film made to fit the account's network; None where that is not needed, or would not help."""
    rules, video = rules_of(account), video_of(film)
    if rules is None or not films.mendable(video, rules):
        return None
    limits = films.limits_of(rules)
    wish = {"film": film, "kind": Cut.Kind.FIT, "wanted": films.wanted(limits)}
    if (video.digest, wish["wanted"]) in films.made_for([video], [limits]):
        return None
    if there := Cut.objects.filter(**wish, state__in=LIVE).first():
        return there
    label = {"name": f"{film.name} · {account.network.label}"[:200], "limits": asdict(limits)}
    try:
        with transaction.atomic():
            cut = Cut.objects.create(brand=film.brand, starts=0.0, ends=film.seconds or 0.0, by=by, **wish, **label)
    except IntegrityError:
        return Cut.objects.filter(**wish, state__in=LIVE).first()
    cutting.soon()
    return cut


def begin(content: Content, *, by: Membership | None) -> None:
    """Have every film of a post made to fit the accounts it is for, but what failed before: a person asks for that again."""
    shown = [image.asset for image in content.images if image.asset.kind == Asset.Kind.FILM]
    failed = _cuts_of(shown) if shown else {}
    for film in shown:
        for account in (version.account for version in content.versions):
            rules = rules_of(account)
            if rules and (film.digest, films.wanted(films.limits_of(rules))) not in failed:
                fit(film, account, by=by)


# --- findings ---------------------------------------------------------------------------------------------


class Watch:
    """What is said about the films of a post while they are being made to fit: asked once for all its accounts."""

    def __init__(self, images: Iterable[Image]):
        self.films = {image.asset.digest: image.asset for image in images if image.asset.kind == Asset.Kind.FILM}
        self.cuts = _cuts_of(self.films.values()) if self.films else {}

    def said(self, account: Account, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of the account's network, with how far the making is instead of what it will mend."""
        if not self.films or not (rules := rules_of(account)):
            return list(findings)
        wanted = films.wanted(films.limits_of(rules))
        if not (cut := next((cut for (_digest, wish), cut in self.cuts.items() if wish == wanted), None)):
            return list(findings)
        others = [finding for finding in findings if finding.rule not in MENDED]
        if len(others) == len(findings):
            return others
        sentence = making(cut) if cut.live else cutting.why(cut)
        return [*others, Blocker("videos.making", sentence, about="media")]


def on_documents(content: Content) -> list[Finding]:
    """What stands against documents in a post: no network takes them."""
    sentence = _("“%(name)s” is a document, and networks take none: take it out, and put pictures of its pages in.")
    shown = [image.asset for image in content.images if image.asset.kind == Asset.Kind.DOCUMENT]
    return [Blocker("media.document", sentence % {"name": asset.name}, about="media") for asset in shown]


MENDED = ("videos.mime", "videos.max_bytes", "videos.min_ratio", "videos.max_ratio", "videos.max_pixels")
