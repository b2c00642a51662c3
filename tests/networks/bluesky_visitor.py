"""A person on the pages of a real server of AT Protocol who signs in and allows access, as those pages do it underneath."""

import json
import urllib.error
import urllib.request
from urllib.parse import parse_qsl, urlsplit

from tests.networks.bluesky_server import BlueskyAccount

API = "/@atproto/oauth-provider/~api"
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FROM_THERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "same-origin", "Sec-Fetch-Dest": "empty"}


class Visitor:
    """A browser that was led to `page`."""

    def __init__(self, account: BlueskyAccount, page: str):
        self.account, self.page, self.cookies, self.bearer = account, page, {}, ""
        self._call(page, FROM_ELSEWHERE)
        self._call(f"{page}&redirect-test=1", FROM_ELSEWHERE)

    def allows(self) -> dict[str, str]:
        """What they come back with."""
        signed = {"username": self.account.handle, "password": self.account.password, "locale": "fr", "remember": False}
        self.bearer = self._ask("/sign-in", signed)["ephemeralToken"]
        return self._back(self._ask("/consent", {"sub": self.account.did}))

    def denies(self) -> dict[str, str]:
        """What they come back with when they do not want it."""
        return self._back(self._ask("/reject", {}))

    def _back(self, told: dict[str, str]) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(told["url"]).query))

    def _ask(self, path: str, body: dict) -> dict:
        headers = {**FROM_THERE, "Origin": self.account.server.url, "Referer": self.page, "Content-Type": "application/json"}
        headers |= {"x-csrf-token": self.cookies["csrf-token"]}
        headers |= {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        return json.loads(self._call(self.account.server.url + API + path, headers, json.dumps(body).encode()))

    def _call(self, url: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
        kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        request = urllib.request.Request(url, body, {**headers, **kept, "Accept": "*/*"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                for line in answer.headers.get_all("Set-Cookie") or []:
                    name, _, value = line.partition(";")[0].partition("=")
                    self.cookies[name] = value
                return answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{url}: {error.code} {error.read()[:500]!r}") from error
