"""Signed tokens, held against the examples of their standards."""

import pytest

from lib import jose

# RFC 7515, A.3: the key and the token it signed. The number behind the key makes the same public half.
KEY = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"
PUBLIC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
TOKEN = (
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
# RFC 9449: the proof of figure 2, and the thumbprint of its key in figure 9.
PROOF = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFV"
    "ZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19."
    "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYy"
    "NjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
)
# RFC 9449, figure 12: the digest of the access token of figure 11.
ACCESS, ACCESS_DIGEST = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU", "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"


def test_the_token_of_the_standard_is_of_its_key():
    assert jose.public(KEY) == PUBLIC
    assert jose.verify(TOKEN, PUBLIC) == {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}


def test_the_proof_of_the_standard_is_of_the_key_it_carries():
    header, claims = jose.peek(PROOF)
    assert jose.verify(PROOF, header["jwk"]) == claims
    assert jose.thumbprint(header["jwk"]) == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
    assert claims["htu"] == "https://server.example.com/token"
    assert jose.digest(ACCESS) == ACCESS_DIGEST


def test_what_is_signed_here_is_of_its_key_and_of_no_other():
    key = jose.new_key()
    token = jose.sign(key, {"typ": "dpop+jwt"}, {"jti": "é"})
    assert jose.verify(token, jose.public(key)) == {"jti": "é"}
    assert jose.peek(token)[0] == {"alg": "ES256", "typ": "dpop+jwt"}
    with pytest.raises(jose.Forged):
        jose.verify(token, jose.public(jose.new_key()))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        "a.b.c",
        "W10.e30.AA",
        TOKEN[:-4] + "AAAA",
        TOKEN[:-2],
        TOKEN + "AA",
        TOKEN.replace("eyJpc3Mi", "eyJpc3Mj"),
        "eyJhbGciOiJub25lIn0.e30.",
        TOKEN.rpartition(".")[0] + ".",
    ],
)
def test_what_is_no_token_of_the_key_is_forged(token):
    with pytest.raises(jose.Forged):
        jose.verify(token, PUBLIC)


@pytest.mark.parametrize("change", [{"kty": "RSA"}, {"crv": "P-384"}, {"x": "AAAA"}, {"x": 5}, {"y": None}])
def test_what_is_no_key_of_the_kind_signed_nothing(change):
    with pytest.raises(jose.Forged):
        jose.verify(TOKEN, {**PUBLIC, **change})


def test_the_same_secret_makes_the_same_key():
    seed = bytes(range(jose.SEED))
    assert jose.key_of(seed) == jose.key_of(seed) != jose.key_of(seed[::-1])
    assert jose.key_of(bytes(jose.SEED)) == jose.b64((1).to_bytes(32, "big"))
    with pytest.raises(ValueError, match="bytes"):
        jose.key_of(b"short")
