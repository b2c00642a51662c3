"""How allauth is bent to the product: in by invitation only, letters in the person's language, secrets sealed."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lib.crypto import Keyring
from team import mail
from team.models import User

QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
LETTERS = {
    "account/email/password_reset_key": "team/mail/password_reset.txt",
    "account/email/unknown_account": "team/mail/unknown_address.txt",
    "account/email/email_confirmation": "team/mail/confirm_address.txt",
    "account/email/email_confirmation_signup": "team/mail/confirm_address.txt",
}
CHANGES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_set": _("A password was set."),
    "account/email/password_reset": _("A new password was chosen by a link from a mail."),
    "account/email/email_changed": _("The e-mail address of your account was changed."),
    "account/email/email_deleted": _("An e-mail address was taken off your account."),
    "mfa/email/totp_activated": _("Codes from an authenticator app were switched on as a second factor."),
    "mfa/email/totp_deactivated": _("Codes from an authenticator app were switched off."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "mfa/email/webauthn_added": _("A security key or passkey was added."),
    "mfa/email/webauthn_removed": _("A security key or passkey was removed."),
}


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: people come in by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **rest: Any) -> None:
        """Say what matters; that somebody is in or out, they see."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **rest)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person; a mail server that is away changes nothing on the page."""
        person = context.get("user") or User.objects.filter(email=email.lower()).first()
        language = person.language if person else get_language() or settings.LANGUAGE_CODE
        template = LETTERS.get(template_prefix, "team/mail/account_changed.txt")
        change = CHANGES.get(template_prefix, _("Something about the way you sign in was changed."))
        mail.send(email, template, {**context, "email": email, "change": change}, language)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])


class SecondFactor(DefaultMFAAdapter):
    """What second factors keep in the database is sealed."""

    PLACE = "mfa_authenticator.data"

    def encrypt(self, text: str) -> str:
        return Keyring(settings.TOKEN_KEYS).seal(text.encode(), self.PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return Keyring(settings.TOKEN_KEYS).open(encrypted_text, self.PLACE).decode()
