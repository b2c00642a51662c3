"""Allowing us in by OAuth 2: what is asked, and what is made of every answer."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest

from networks import oauth
from networks.base import ConnectRefused

BACK = "https://tribu.example/connect/return/"


def begin(page: str = "https://net.example/oauth/authorize"):
    return oauth.begin(page, "app", BACK, ("read", "write:x"), "a-state", client_secret="hush")


def test_the_person_is_led_with_a_proof_that_only_we_can_complete():
    led = begin()
    asked = {name: value for name, (value,) in parse_qs(urlsplit(led.url).query).items()}
    proof = base64.urlsafe_b64encode(hashlib.sha256(led.pending["verifier"].encode()).digest()).decode().rstrip("=")
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (proof, "S256")
    assert (asked["response_type"], asked["state"], asked["scope"]) == ("code", "a-state", "read write:x")
    assert asked["redirect_uri"] == BACK
    assert "hush" not in led.url
    assert begin().pending["verifier"] != led.pending["verifier"]


def test_a_page_on_loopback_and_one_with_a_query_are_led_to_as_well():
    assert begin("http://127.0.0.1:9090/mastodon/oauth/authorize").url.startswith("http://127.0.0.1:9090/")
    assert parse_qs(urlsplit(begin("https://net.example/dialog?v=1").url).query)["v"] == ["1"]


@pytest.mark.parametrize("secret", ["hush", ""])
def test_a_code_is_turned_in_with_its_proof_and_the_secret_where_there_is_one(secret):
    form = oauth.form_of({**begin().pending, "client_secret": secret}, "a-code")
    assert (form["code"], form["grant_type"], form["redirect_uri"]) == ("a-code", "authorization_code", BACK)
    assert len(form["code_verifier"]) >= 43
    assert ("client_secret" in form) is bool(secret)


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"null", b"5", b"\xff", b"", b"<html>", b'"a=b"', b"{}",
        b'{"access_token": 5}', b'{"access_token": ""}', b'{"access_token": {"a": 1}}', b'{"access_token": "a", "scope": 5}',
        b'{"access_token": "a", "token_type": "Bearer", "expires_in": "soon"}',
        b'{"error": "invalid_grant", "error_description": "It was used before."}',
    ],
)  # fmt: skip
def test_an_answer_without_a_token_is_a_refusal_with_a_sentence(body):
    with pytest.raises(ConnectRefused, match=r"Example"):
        oauth.token_of("Example", body)


def test_a_token_is_read_with_what_comes_along():
    token = oauth.token_of("Example", b'{"access_token": "a", "token_type": "Bearer", "scope": "x y", "refresh_token": "b"}')
    assert (token["access_token"], token["refresh_token"]) == ("a", "b")


def test_states_are_long_and_never_the_same():
    states = {oauth.new_state() for _ in range(50)}
    assert len(states) == 50
    assert min(map(len, states)) >= 40
