"""Links without account: making, mailing, finding and ending them."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.approval import steps
from editorial.approval.steps import Cast
from editorial.models import Link, LinkPost, Post, PostState
from editorial.refusals import NotPossible, NotYours
from lib import clock
from team import mail
from team.audit import record
from team.models import Membership
from team.people import make_secret
from team.rights import Right

MOST = 30  # posts in a link
LONGEST = 60  # days
CODE_LIFE = timedelta(minutes=15)
TRIES = 5  # of one code
FAST_LIFE = timedelta(days=2)


@transaction.atomic
def make(
    posts: Sequence[Post],
    *,
    by: Membership,
    step: int,
    days: int,
    name: str = "",
    email: str = "",
    confirm: bool = False,
    language: str = "",
) -> tuple[Link, str]:
    """A link to these posts, and its secret, which is kept nowhere. `step` 0 is for reading and commenting.

    Raises NotYours when the reader's answer may not be asked for by this member, NotPossible for nothing to show.
    """
    if not posts:
        raise NotPossible(_("Choose at least one post."))
    if step:
        _may_ask(posts, by, step, email)
    secret = make_secret()
    link = Link.objects.create(
        brand=by.brand,
        digest=Link.digest_of(secret),
        step=step,
        name=name,
        email=email.lower(),
        confirm=confirm and bool(email),
        language=language or by.brand.language,
        made_by=by,
        who=str(by),
        expires_at=clock.now() + timedelta(days=days),
    )
    _put_in(link, posts)
    record("link.made", link, by=by, posts=len(posts), step=step)
    return link, secret


def _put_in(link: Link, posts: Sequence[Post]) -> None:
    LinkPost.objects.bulk_create(LinkPost(link=link, post=post, place=place) for place, post in enumerate(posts[:MOST]))


def _may_ask(posts: Sequence[Post], by: Membership, step: int, email: str) -> None:
    """Refuse a decision by link that the member could neither make themselves, nor the rule of the brand asks for."""
    cast = steps.cast(by.brand)
    for post in posts:
        if step > len(steps.of_rule(_rule(post))):
            raise NotYours(_("“%(post)s” has no step %(n)d.") % {"post": post, "n": step})
        if not _counts(post, by, step, email, cast):
            raise NotYours(_not_counting(post, step))


def _not_counting(post: Post, step: int) -> str:
    """Why an answer by a link of this member would not count, and what they can do about it."""
    if guests := steps.of_rule(_rule(post))[step - 1].guests:
        sentence = _("“%(post)s” is decided on by %(people)s: send the link to that address.")
        return sentence % {"post": post, "people": ", ".join(guests)}
    sentence = _("Only who may approve “%(post)s” can let somebody else do so. Or name this address under “Who approves”.")
    return sentence % {"post": post}


def _counts(post: Post, by: Membership | None, step: int, email: str, cast: Cast) -> bool:
    """Whether an answer by a link of that member counts for the step: its rule names the address, or the member decides there."""
    asked = steps.of_rule(_rule(post))
    if step > len(asked):
        return False
    if email.lower() in asked[step - 1].guests:
        return True
    return (
        by is not None and by.left_at is None and by.may(Right.APPROVE) and by in steps.people_of(asked[step - 1], post, cast)[0]
    )


def over(link: Link, post: Post, cast: Cast) -> str:
    """Why an answer by the link decides nothing any more, "" while it does: it lends the right of who made it, or the rule's."""
    if not link.step or link.member_id or _counts(post, link.made_by, link.step, link.email, cast):
        return ""
    return _("This link decides nothing any more: %(who)s, who made it, may not approve this post. Ask for another one.") % {
        "who": link.who
    }


def _rule(post: Post) -> Any:
    return post.rule if post.state == PostState.SUBMITTED else steps.rule_of(post.brand, post.campaign)


def make_fast(post: Post, member: Membership, *, by: Membership) -> str:
    """The secret of a link by which a colleague decides on one exceptional post from their phone."""
    secret = make_secret()
    fields = {"name": str(member), "email": member.user.email, "language": member.user.language, "member": member}
    link = Link.objects.create(
        brand=post.brand,
        digest=Link.digest_of(secret),
        step=1,
        made_by=by,
        who=str(by),
        expires_at=clock.now() + FAST_LIFE,
        **fields,
    )
    _put_in(link, [post])
    record("link.made", link, by=by, posts=1, step=1)
    return secret


@transaction.atomic
def revoke(link: Link, *, by: Membership) -> None:
    """End the link at once."""
    if Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now()):
        record("link.revoked", link, by=by)


def address(secret: str) -> str:
    """The whole address of a link."""
    return settings.SITE_URL + reverse("reader", args=[secret])


def picture_path(secret: str, name: str) -> str:
    """Where a reader of the link gets a picture as it is sent: the address says nothing once the link has ended."""
    return reverse("reader_picture", args=[secret, _signer(secret).sign(name.removeprefix("renditions/"))])


def picture_named(secret: str, signed: str) -> str | None:
    """The name of the picture behind such an address; None for one that nobody gave out."""
    try:
        return f"renditions/{_signer(secret).unsign(signed)}"
    except BadSignature:
        return None


def _signer(secret: str) -> Signer:
    return Signer(salt=f"editorial.reader.picture.{Link.digest_of(secret)}")


def send(link: Link, secret: str, *, message: str = "") -> bool:
    """Mail the link to its reader; whether the mail server took it."""
    context = {"link": link, "url": address(secret), "count": link.items.count(), "message": message}
    return mail.send(link.email, "editorial/mail/link.txt", context, link.language)


def find(secret: str) -> Link | None:
    """The link of that secret, in whatever state."""
    rows = Link.objects.select_related("brand", "made_by__user", "member__user", "member__brand")
    return rows.filter(digest=Link.digest_of(secret)).first()


def note_opened(link: Link) -> None:
    """Keep when the link was opened first."""
    if link.opened_at is None:
        Link.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())


# --- the code by which a reader shows that the address is theirs ----------------------------------------------------------
def send_code(link: Link) -> bool:
    """Mail a fresh code to the link's address; whether the mail server took it. The code before counts no more."""
    code = f"{secrets.randbelow(10**6):06d}"
    Link.objects.filter(pk=link.pk).update(code=_sealed(link, code), code_until=clock.now() + CODE_LIFE, code_tries=0)
    return mail.send(link.email, "editorial/mail/code.txt", {"link": link, "code": code}, link.language)


@transaction.atomic
def is_code(link: Link, code: str) -> bool:
    """Whether that is the code; it counts once, for a quarter of an hour, and five tries."""
    kept = Link.objects.select_for_update().get(pk=link.pk)
    if not kept.code or kept.code_until is None or clock.now() > kept.code_until or kept.code_tries >= TRIES:
        return False
    right = secrets.compare_digest(kept.code, _sealed(link, code.strip()))
    kept.code_tries += 1
    kept.code = "" if right else kept.code
    kept.save(update_fields=["code", "code_tries"])
    return right


def _sealed(link: Link, code: str) -> str:
    return Link.digest_of(f"{settings.SECRET_KEY}:{link.pk}:{code}")


def local(link: Link) -> Any:
    """The context in which the link's pages show hours: the zone of the brand."""
    return timezone.override(link.brand.zone)
