"""Four networks that answer after a while, as cheaply as a process can: what is measured is not to be this.

python -m benchmarks.publishing.stub SECONDS     # prints its port, tells at /_count what it accepted, ends with its parent
"""

import asyncio
import json
import re
import sys
from itertools import count

from config.runtime import children

NUMBERS = count(1)
REQUEST = re.compile(rb"^(\w+) (\S+) HTTP/1.1\r\n")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
accepted = {"bluesky": 0, "mastodon": 0, "facebook": 0, "instagram": 0, "requests": 0}


def answer(method: bytes, path: bytes, body: bytes) -> dict:
    """What the network at the head of the path says, in its own shape."""
    accepted["requests"] += 1
    number = next(NUMBERS)
    name = path.split(b"/", 2)[1].decode()
    if name == "instagram" and not path.endswith(b"/media_publish"):
        return _instagram(method, path, number)
    accepted[name] += 1
    match name:
        case "bluesky":
            record = json.loads(body)
            return {"uri": f"at://{record['repo']}/{record['collection']}/{record['rkey']}", "cid": f"cid{number}"}
        case "mastodon":
            return {"id": str(number), "url": f"http://mastodon.example/@x/{number}", "visibility": "public"}
    return {"id": str(number), "permalink_url": f"http://facebook.example/{number}"}


def _instagram(method: bytes, path: bytes, number: int) -> dict:
    if b"content_publishing_limit" in path:
        return {"data": [{"quota_usage": 0, "config": {"quota_total": 50}}]}
    if method == b"POST":
        return {"id": f"c{number}"}
    return {"id": str(number), "status_code": "FINISHED", "permalink": f"http://instagram.example/p/{number}"}


class Line(asyncio.Protocol):
    """One connection; answers in order, each after the pause."""

    pause = 0.3

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.waiting = transport, b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        head, end, rest = self.waiting.partition(b"\r\n\r\n")
        if not end:
            return
        length = int(found[1]) if (found := LENGTH.search(head)) else 0
        if len(rest) < length:
            return
        method, path = REQUEST.match(self.waiting).groups()
        self.waiting = rest[length:]
        if path.endswith(b"/_count"):
            return self._say(accepted)
        asyncio.get_running_loop().call_later(self.pause, self._say, answer(method, path, rest[:length]))

    def _say(self, said: dict) -> None:
        body = json.dumps(said).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)


async def main(pause: float) -> None:
    """Listen on a free port of the loopback interface."""
    Line.pause = pause
    server = await asyncio.get_running_loop().create_server(Line, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    children.follow_parent()
    asyncio.run(main(float(sys.argv[1])))
