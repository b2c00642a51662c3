"""Put somebody into a brand without an invitation."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from team import audit, members
from team.models import Brand, User
from team.people import make_person, password_link
from team.rights import Role


class Command(BaseCommand):
    """A member with roles; somebody new chooses their password by a link that is printed once."""

    help = "Give somebody roles in a brand; a new person's link to choose a password is printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--brand", required=True, help="the brand's address, as in /b/<address>/")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", help="for somebody who is not here yet")
        parser.add_argument("--role", action="append", required=True, choices=Role.values, help="may be given several times")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person when they are not here yet, and the membership."""
        brand = Brand.objects.filter(slug=options["brand"]).first()
        if brand is None:
            known = ", ".join(Brand.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no brand {options['brand']}. There are: {known or 'none'}.")
        user = self._person(options, brand)
        member = members.join(brand, user, options["role"])
        audit.record("member.added", member, by="manage.py", brand=brand, roles=member.roles)
        with translation.override("en"):  # as the rest of the sentence
            self.stdout.write(f"{user} belongs to {brand} as: {', '.join(member.role_labels)}.")
        if not user.has_usable_password():
            self.stdout.write(f"Choose a password, within three days, at:\n{password_link(user)}")

    def _person(self, options: dict[str, Any], brand: Brand) -> User:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        user = User.objects.filter(email=email).first()
        if user is None:
            if not options["name"]:
                raise CommandError(f"{email} is not here yet: say their --name as well.")
            user = make_person(email, name=options["name"], proven=True, language=brand.language, zone=brand.zone)
        return user
