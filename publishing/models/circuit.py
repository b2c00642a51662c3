"""Circuits: what is not well is left alone for a while, then tried by one."""

from django.db import models

from lib import clock


class Circuit(models.Model):
    """Trouble with an account or a whole service. `key` names it; there is no row for what is well.

    Until `open_until` nothing is sent there; after that one publication tries, and closes the circuit or opens it for longer.
    `failures` are those in a row. A rest that the network itself asked for counts none, and is `since` it was asked for last.
    `trouble` is what went wrong last.
    """

    key = models.CharField(max_length=340, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=clock.now)
    open_until = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.key} until {self.open_until}"
