"""Addresses at which people can look at things of Bluesky."""

import ipaddress
from urllib.parse import urlencode, urlsplit

from networks.identity import Connection

WEB = "https://bsky.app"


def server_of(connection: Connection) -> str:
    """Where the account's own server is: another than the service that people know, when access was allowed there."""
    return connection.secrets.get("server") or connection.service


def post_url(service: str, handle: str, uri: str) -> str:
    """Where a person can read a post: Bluesky's web app; the stub's own page; for a private server, the record itself."""
    did, _, rkey = uri.removeprefix("at://").replace("app.bsky.feed.post/", "").partition("/")
    if is_stub(service):
        return f"{service}/@{handle}/{rkey}"
    if is_public(service):
        return f"{WEB}/profile/{handle or did}/post/{rkey}"
    query = urlencode({"repo": did, "collection": "app.bsky.feed.post", "rkey": rkey})
    return f"{service}/xrpc/com.atproto.repo.getRecord?{query}"


def profile_url(service: str, handle: str) -> str:
    """Where a person can look at an account."""
    if is_stub(service):
        return f"{service}/@{handle}"
    if is_public(service):
        return f"{WEB}/profile/{handle}"
    return f"{service}/xrpc/com.atproto.repo.describeRepo?{urlencode({'repo': handle})}"


def is_stub(service: str) -> bool:
    """Real services have no path; a stub network is one path among others."""
    return bool(urlsplit(service).path.strip("/"))


def is_public(service: str) -> bool:
    host = urlsplit(service).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".test", ".local", ".localhost", ".internal"))
