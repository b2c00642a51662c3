"""Makes the first administrator."""

import os
import secrets
from typing import Any

from django.core.management import BaseCommand, CommandError

from team.models import User
from team.people import make_person

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


class Command(BaseCommand):
    """The first administrator of an empty installation; the password is printed once and kept nowhere."""

    help = "Make the first administrator of an empty installation and print the password, once."

    def handle(self, **options: Any) -> None:
        """Refuse where there already is somebody."""
        if User.objects.exists():
            raise CommandError("There already are people here: invite others from the product.")
        email = os.environ.get("ADMIN_EMAIL") or "admin@localhost"
        password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
        make_person(email, name="Admin", password=password, proven=True, is_staff=True, is_superuser=True)
        self.stdout.write(f"\n  The first administrator: {email}   password: {password}")
        self.stdout.write("  The password is shown this once: sign in and change it.\n")
