"""Links by which people without account read posts and decide on them."""

import hashlib

from django.db import models

from editorial.models.post import Post
from lib import clock
from team.models import Brand, Membership


class Link(models.Model):
    """A link to some posts of a brand, for one reader. Only the digest of its secret is kept.

    `step` is the step of approval for which its reader's answers count, 0 for reading and commenting. With `confirm` the
    reader shows by a code that the `email` is theirs. `member` is the colleague it was mailed to, who then decides as
    themselves.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="approval_links")
    digest = models.CharField(max_length=64, unique=True)
    step = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    confirm = models.BooleanField(default=False)
    member = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, default="fr")
    made_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["brand", "-created_at", "-id"], name="link_newest")]

    def __str__(self) -> str:
        return self.name or self.email or self.who

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of a secret."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and clock.now() < self.expires_at


class LinkPost(models.Model):
    """A post of a link, in its place, and what its reader answered last."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="items")
    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    place = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=12, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["link", "post"], name="one_place_in_a_link")]

    def __str__(self) -> str:
        return str(self.post)
