"""Make somebody who looks after the installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from team import brands
from team.models import User
from team.people import make_person, password_link


class Command(BaseCommand):
    """A superuser, perhaps with a first brand; they choose their password by a link that is printed once."""

    help = "Make an administrator of the installation and print a link, good for one use, to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--brand", help="name of a brand to make, with this person as its administrator")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES])
        parser.add_argument("--zone", default=settings.TIME_ZONE)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person, or lift one who is already here."""
        user = self._person(options)
        if options["brand"]:
            place = brands.create(options["brand"], by=user, language=options["language"], zone=options["zone"])
            self.stdout.write(f"Brand {place.brand}: {settings.SITE_URL}/b/{place.brand.slug}/")
        if not user.has_usable_password():
            self.stdout.write(f"Choose a password for {user.email}, within three days, at:\n{password_link(user)}")

    def _person(self, options: dict[str, Any]) -> User:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        user = User.objects.filter(email=email).first()
        if user is None:
            chosen = {name: options[name] for name in ("name", "language", "zone")}
            user = make_person(email, proven=True, **chosen)
            self.stdout.write(f"{user} is here now.")
        user.is_staff = user.is_superuser = user.is_active = True
        user.save(update_fields=["is_staff", "is_superuser", "is_active"])
        return user
