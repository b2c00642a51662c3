"""Accounts of a brand on social networks."""

import json
import uuid
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

import networks
from lib import clock
from lib.crypto import Keyring
from networks.base import Network
from team.models import Brand


class Account(models.Model):
    """One account. `service` is the address of the server it lives on; `limits` what that server announced.

    `granted` are the rights that the network said it gave us, None when it did not say; `secrets_at` is when the access was
    made or renewed last, `secrets_expire_at` until when it is good, None when the network does not say.
    `allowance` is what the network itself counted last: used, limit, seconds, and at which moment.

    Its secrets are sealed for this row of this brand: moved to another row they do not open.
    """

    class State(models.TextChoices):
        CONNECTED = "connected", _("Connected")
        LOST = "lost", _("To reconnect")
        DISCONNECTED = "disconnected", _("Disconnected")

    class Wire(models.TextChoices):
        LIVE = "live", _("The real network")
        STUB = "stub", _("Practice network")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="accounts")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network_name = models.CharField(max_length=20)
    wire = models.CharField(max_length=8, choices=Wire.choices, default=Wire.LIVE)
    service = models.CharField(max_length=300)
    remote_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=400, blank=True)
    sealed_secrets = models.TextField(editable=False)
    secrets_expire_at = models.DateTimeField(null=True, blank=True)
    secrets_at = models.DateTimeField(null=True, blank=True)
    granted = models.JSONField(null=True, blank=True)
    allowance = models.JSONField(null=True, blank=True)
    limits = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.CONNECTED)
    lost_reason = models.CharField(max_length=300, blank=True)
    connected_at = models.DateTimeField(default=clock.now)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    fetch_cursor = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "network_name", "service", "remote_id"], name="one_account_a_remote_id")
        ]

    def __str__(self) -> str:
        return f"{self.network.label} · {self.handle}"

    @property
    def network(self) -> Network:
        """The network the account is on."""
        return networks.network(self.network_name)

    @property
    def _place(self) -> str:
        return f"publishing_account.sealed_secrets:{self.brand_id}:{self.uid}"

    def seal(self, secrets: Mapping[str, str]) -> None:
        """Keep these secrets in the row; the caller saves it."""
        self.sealed_secrets = Keyring(settings.TOKEN_KEYS).seal(json.dumps(dict(secrets)).encode(), self._place)

    def unseal(self) -> dict[str, str]:
        """The secrets in clear, for the wire only. Raises WrongKey when the key or the row is not theirs."""
        return json.loads(Keyring(settings.TOKEN_KEYS).open(self.sealed_secrets, self._place))
