"""Making people, and leading them home."""

import secrets

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from team.models import Membership, User


@transaction.atomic
def make_person(email: str, *, name: str, password: str | None = None, proven: bool = False, **fields: object) -> User:
    """A new person; `proven` when they have shown that the address is theirs.

    Without a password they cannot sign in until they choose one by `password_link`. Raises IntegrityError when the
    address is taken.
    """
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=proven)
    return user


def home(user: User) -> Membership | None:
    """The person's place in the brand they used last; None for somebody without a brand."""
    places = user.memberships.select_related("brand")
    return places.order_by(F("seen_at").desc(nulls_last=True), "brand__name").first()


def password_link(user: User) -> str:
    """An address at which the person chooses a password; it works once, for `PASSWORD_RESET_TIMEOUT` seconds."""
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return settings.SITE_URL + path


def prove_address(user: User) -> None:
    """Take note that the person has shown that their address is theirs."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def make_secret() -> str:
    """256 random bits for a link."""
    return secrets.token_urlsafe(32)
