"""Connecting an account of Mastodon by an access token, and learning what its instance takes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from networks.base import AccessLost, Busy, Connection, ConnectRefused, Identity
from networks.errors import Effect, Failed, parse
from networks.outcomes import Trouble
from networks.typed import service_address
from networks.wires import Wire

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

ME = "/api/v1/accounts/verify_credentials"
APP = "/api/v1/apps/verify_credentials"
INSTANCE = "/api/v2/instance"
OLD_INSTANCE = "/api/v1/instance"
NEEDED = {"write:statuses": {"write"}, "write:media": {"write"}}  # a right, and the wider ones that hold it


def connect(net: "Mastodon", wire: Wire, answers: Mapping[str, str]) -> Identity:
    """Find out whose the token is, what it may do, and what the instance takes."""
    service = service_address(answers.get("service", ""), "https://mastodon.social")
    return identify(net, wire, service, {"access": answers.get("token", "").strip()})


def identify(net: "Mastodon", wire: Wire, service: str, secrets: Mapping[str, str]) -> Identity:
    """Who these secrets prove to be on that instance, and what it takes. Raises ConnectRefused, NotReached, Lost."""
    me = _me(net, wire, service, secrets)
    connection = Connection(service, str(me["id"]), me["username"], secrets, wire)
    granted = _check_rights(net, connection)
    instance = instance_of(net, connection)
    domain = str(instance.get("domain") or instance.get("uri") or urlsplit(service).netloc)
    return Identity(
        remote_id=str(me["id"]),
        handle=f"{me['username']}@{domain}",
        service=service,
        secrets=secrets,
        name=me.get("display_name") or me["username"],
        url=me.get("url") or f"{service}/@{me['username']}",
        avatar_url=me.get("avatar") or "",
        limits=limits(instance),
        granted=granted,
    )


def _me(net: "Mastodon", wire: Wire, service: str, secrets: Mapping[str, str]) -> dict[str, Any]:
    reply = wire.request("GET", service + ME, headers={"Authorization": f"Bearer {secrets['access']}"})
    try:
        me = parse(net.label, net.errors, reply, Effect.READ)
    except Failed as failure:
        raise refusal(failure) from failure
    if not isinstance(me, dict) or not me.get("id") or not me.get("username"):
        raise no_instance()
    return me


def refusal(failure: Failed) -> ConnectRefused:
    """What a failed call means on the connect screen."""
    if failure.outcome.trouble is Trouble.AUTH:
        return ConnectRefused(_("This instance does not know this access token."), "token")
    if failure.outcome.trouble is Trouble.PERMISSION:
        return ConnectRefused(_("This access token may not read the account: give it the right “profile”."), "token")
    if failure.outcome.trouble in (Trouble.DOWN, Trouble.RATE):
        return ConnectRefused(failure.outcome.reason, "service")
    return no_instance()


def no_instance() -> ConnectRefused:
    """Nothing there speaks as Mastodon does."""
    return ConnectRefused(_("No Mastodon instance answers at this address."), "service")


def _check_rights(net: "Mastodon", connection: Connection) -> list[str] | None:
    """The rights that the token tells, as it does since Mastodon 4.3; refuses one that may not publish."""
    try:
        told = net.read(connection, APP).get("scopes")
    except (Busy, AccessLost, AttributeError):
        return None
    rights = set(told if isinstance(told, list) else str(told or "").split())
    missing = [right for right, wider in NEEDED.items() if rights and not rights & {right, *wider}]
    if missing:
        sentence = _("This access token may not publish: it lacks the rights %(rights)s.")
        raise ConnectRefused(sentence % {"rights": ", ".join(missing)}, "token")
    return sorted(rights) or None


def instance_of(net: "Mastodon", connection: Connection) -> dict[str, Any]:
    """What the instance says of itself; empty when it does not, since the usual limits do then."""
    for path in (INSTANCE, OLD_INSTANCE):
        try:
            found = net.read(connection, path)
        except (Busy, AccessLost):
            continue
        if isinstance(found, dict):
            return found
    return {}


def _part(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def limits(instance: Mapping[str, Any]) -> dict[str, int]:
    """The limits an instance announces, by the names of Rules.with_limits; relatives of Mastodon may leave some out."""
    configuration = _part(instance, "configuration")
    statuses, media, polls = (_part(configuration, name) for name in ("statuses", "media_attachments", "polls"))
    told = {
        "text": statuses.get("max_characters") or instance.get("max_toot_chars"),
        "pictures": statuses.get("max_media_attachments"),
        "picture_bytes": media.get("image_size_limit"),
        "picture_pixels": media.get("image_matrix_limit"),
        "alt": media.get("description_limit"),
        "video_bytes": media.get("video_size_limit"),
        "video_pixels": media.get("video_matrix_limit"),
        "video_alt": media.get("description_limit"),
        "poll_choices": polls.get("max_options"),
        "poll_choice": polls.get("max_characters_per_option"),
        "poll_min_seconds": polls.get("min_expiration"),
        "poll_max_seconds": polls.get("max_expiration"),
    }
    return {name: value for name, value in told.items() if isinstance(value, int) and value > 0}
