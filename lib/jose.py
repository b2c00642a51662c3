"""Signed tokens with ES256: JSON Web Signatures (RFC 7515), keys (RFC 7517, 7518) and their thumbprints (RFC 7638), and no more.

A private key is kept as text: the number behind it, in base64url.
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

ALGORITHM = "ES256"
CURVE, SIZE = ec.SECP256R1(), 32  # bytes of a coordinate, and of each half of a signature
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve (FIPS 186-5, P-256)
SEED = SIZE + 16  # bytes that make every key as likely (FIPS 186-5, A.2.1)


class Forged(Exception):
    """The token is none, or its signature is not of this key."""


def b64(raw: bytes) -> str:
    """base64url without padding, as RFC 7515 wants it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """What `b64` made. Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def digest(text: str) -> str:
    """SHA-256 of a text, in base64url."""
    return b64(hashlib.sha256(text.encode()).digest())


def new_key() -> str:
    """A private key nobody else has."""
    return key_of(secrets.token_bytes(SEED))


def key_of(seed: bytes) -> str:
    """The private key that a secret of SEED bytes makes, always the same."""
    if len(seed) != SEED:
        raise ValueError(f"a seed has {SEED} bytes")
    return b64((int.from_bytes(seed, "big") % (ORDER - 1) + 1).to_bytes(SIZE, "big"))


def public(key: str) -> dict[str, str]:
    """The public half of a private key, as a JSON Web Key."""
    numbers = _private(key).public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": b64(numbers.x.to_bytes(SIZE, "big")), "y": b64(numbers.y.to_bytes(SIZE, "big"))}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """What a public key is called by. Raises KeyError for what is no such key."""
    needed = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return digest(json.dumps(needed, separators=(",", ":")))


def sign(key: str, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The claims as a signed token; the algorithm is put into its header."""
    parts = [json.dumps(part, separators=(",", ":")).encode() for part in ({"alg": ALGORITHM, **header}, claims)]
    signed = ".".join(map(b64, parts))
    r, s = decode_dss_signature(_private(key).sign(signed.encode(), ec.ECDSA(SHA256())))
    return f"{signed}.{b64(r.to_bytes(SIZE, 'big') + s.to_bytes(SIZE, 'big'))}"


def peek(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token, whoever signed it. Raises Forged for what is none."""
    try:
        head, body, _ = token.split(".")
        header, claims = json.loads(unb64(head)), json.loads(unb64(body))
    except (ValueError, RecursionError) as error:
        raise Forged("not a token") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Forged("not a token")
    return header, claims


def verify(token: str, jwk: Mapping[str, str]) -> dict[str, Any]:
    """The claims of a token that this public key signed. Raises Forged."""
    header, claims = peek(token)
    if header.get("alg") != ALGORITHM:
        raise Forged("another algorithm")
    signed, _, signature = token.rpartition(".")
    try:
        raw = unb64(signature)
        halves = [int.from_bytes(half, "big") for half in (raw[:SIZE], raw[SIZE:])]
        _public(jwk).verify(encode_dss_signature(*halves), signed.encode(), ec.ECDSA(SHA256()))
    except (InvalidSignature, binascii.Error, LookupError, TypeError, ValueError) as error:
        raise Forged("not signed by this key") from error
    if len(raw) != 2 * SIZE:
        raise Forged("not signed by this key")
    return claims


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unb64(key), "big"), CURVE)


def _public(jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    if (jwk["kty"], jwk["crv"]) != ("EC", "P-256"):
        raise ValueError("another kind of key")
    x, y = (int.from_bytes(unb64(jwk[name]), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, CURVE).public_key()
