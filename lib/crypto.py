"""Secrets at rest: AES-256-GCM under a ring of keys, bound to the place they are kept in."""

import base64
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class WrongKey(Exception):
    """The text was sealed under another key, or for another place, or was altered."""


class Keyring:
    """Keys by id; the last one seals, all of them open. Each key is 64 hexadecimal digits."""

    def __init__(self, keys: Mapping[str, str]):
        if not keys:
            raise ValueError("a key ring needs a key")
        self._seeds = [bytes.fromhex(value) for value in keys.values()]
        self._keys = {kid: AESGCM(seed) for kid, seed in zip(keys, self._seeds, strict=True)}
        self.current = list(keys)[-1]

    def seal(self, plain: bytes, place: str) -> str:
        """Seal `plain` for `place` (table, column, row and brand); the answer is ASCII text."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self.current].encrypt(nonce, plain, place.encode())
        return f"{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> bytes:
        """The plain bytes that were sealed for `place`. Raises WrongKey for any other key, place or text."""
        kid, _, body = sealed.partition(":")
        if kid not in self._keys:
            raise WrongKey(f"no key {kid!r} on the ring")
        try:
            raw = base64.b64decode(body, validate=True)
            return self._keys[kid].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise WrongKey("the text does not open under this key in this place") from error

    def derived(self, purpose: str, size: int) -> list[bytes]:
        """So many secret bytes for each key of the ring, the current one last; always the same for a purpose."""
        return [HKDF(SHA256(), size, salt=None, info=purpose.encode()).derive(key) for key in self._seeds]

    def is_current(self, sealed: str) -> bool:
        """Whether `sealed` was sealed under the key that seals now."""
        return sealed.partition(":")[0] == self.current
