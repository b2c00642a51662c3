"""Several machines in one: network namespaces, each with a name and an address of its own, on a switch of their own.

They reach each other and nothing else. Needs Linux, root, and the program `ip` (Debian: iproute2).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

HOSTS = {"db": "10.77.0.1", "far": "10.77.0.2", "web": "10.77.0.3", "a": "10.77.0.11", "b": "10.77.0.12"}


def missing() -> str:
    """Why there can be no hosts here; "" when there can."""
    if not sys.platform.startswith("linux"):
        return "network namespaces are a thing of Linux"
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    if not shutil.which("ip"):
        return "the program ip is not installed (Debian: iproute2)"
    tried = subprocess.run(["ip", "netns", "add", f"tribu-try-{os.getpid()}"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"network namespaces cannot be made here: {tried.stderr.strip()}"
    _ip("netns", "delete", f"tribu-try-{os.getpid()}")
    return ""


class Hosts:
    """The hosts of HOSTS, for as long as the block lasts."""

    def __init__(self) -> None:
        self.tag = f"tribu{os.getpid()}"
        self.switch = f"{self.tag}-switch"

    def __enter__(self) -> "Hosts":
        try:
            _ip("netns", "add", self.switch)
            _ip("-n", self.switch, "link", "add", "switch", "type", "bridge")
            _ip("-n", self.switch, "link", "set", "switch", "up")
            for name, address in HOSTS.items():
                self._make(name, address)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in [*HOSTS, "switch"]:
            subprocess.run(["ip", "netns", "delete", f"{self.tag}-{name}"], capture_output=True, check=False)

    def _make(self, name: str, address: str) -> None:
        host = f"{self.tag}-{name}"
        _ip("netns", "add", host)
        _ip("-n", host, "link", "add", "eth0", "type", "veth", "peer", "name", name, "netns", self.switch)
        _ip("-n", self.switch, "link", "set", "dev", name, "master", "switch", "up")
        _ip("-n", host, "address", "add", f"{address}/24", "dev", "eth0")
        _ip("-n", host, "link", "set", "eth0", "up")
        _ip("-n", host, "link", "set", "lo", "up")

    def on(self, name: str, words: Sequence[object]) -> list[str]:
        """The command that runs `words` on the host, which knows its own name."""
        named = ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', name]
        return ["ip", "netns", "exec", f"{self.tag}-{name}", *named, *map(str, words)]

    def cut_off(self, name: str) -> None:
        """Pull the plug of its cable: nobody hears that it is gone."""
        _ip("-n", self.switch, "link", "set", "dev", name, "down")

    def plug_in(self, name: str) -> None:
        """Put it back."""
        _ip("-n", self.switch, "link", "set", "dev", name, "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
