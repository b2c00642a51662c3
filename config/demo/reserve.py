"""The demo brand's evening slots, and the posts that wait for them: enough for some accounts, three days on Instagram."""

from datetime import time, timedelta

from config.demo import pictures
from config.demo.almanac import SPACED
from editorial import content, drafting
from editorial.approval import approval, submission
from editorial.content import Content, Image, Version
from editorial.drafting import Draft
from editorial.models import Asset, Post
from editorial.stock import evergreen, filling, slots, terms
from lib import clock
from publishing.models import Account
from team.models import Brand, Membership

EVENING = time(20)
# account, weekdays, kind
WEEK = [
    ("bluesky", (0, 3), "kept"), ("bluesky", (5,), "swappable"), ("mastodon", (0,), "kept"), ("mastodon", (3,), "swappable"),
    ("facebook", (0, 3), "kept"), ("facebook", (1,), "swappable"), ("facebook", (5,), "free"),
    ("instagram", (0, 2, 3, 4), "kept"), ("instagram", (1, 6), "swappable"), ("instagram", (5,), "free"),
]  # fmt: skip
# account, scene, text, days until its last one (None for no end), priority
POSTS = [
    ("instagram", "cherries", "Devinez la ferme : trois indices dans l’image, la réponse demain matin.", 4, terms.SOON),
    ("facebook", "", "Les habitués du mardi ont leur table. Il y reste deux chaises.", None, terms.LATER),
    ("bluesky", "", "Un café tiède n’est pas un café raté : c’est là qu’il dit le plus de choses.", None, terms.USUAL),
]  # fmt: skip


def keep(brand: Brand, team: dict[str, Membership], accounts: dict[str, Account], drawn: dict[str, Asset]) -> None:
    """Set the evening slots and approve the posts that wait for them."""
    for account, weekdays, kind in WEEK:
        slots.add(accounts[account], list(weekdays), EVENING, kind=kind, by=team["cm"])
    filling.set_filling(brand, by=team["lead"], mode="proposed", ahead_days=7, margin=20, freeze_hours=4)
    for account, scene, text, days, priority in POSTS:
        images = (Image(drawn[scene], pictures.alt(scene, "fr")),) if scene in drawn else ()
        said = Content(SPACED.sub("\u00a0", text), "", "fr", (Version(accounts[account], link=""),), images)
        post = _approved(brand, team, said)
        until = clock.now().date() + timedelta(days=days) if days else None
        terms.set_terms(post, by=team["cm"], priority=priority, expires_on=until, ends=True)


def renew(brand: Brand, team: dict[str, Membership]) -> None:
    """Let a post that did well come back twice a year."""
    post = brand.posts.filter(variants__publication__state="published", language="fr").order_by("planned_for").first()
    if post:
        evergreen.keep(post, evergreen.Terms(rest_days=180, most=4), by=team["cm"])


def _approved(brand: Brand, team: dict[str, Membership], said: Content) -> Post:
    post = drafting.create(brand, Draft(said), by=team["cm"])
    submission.submit(post, by=team["cm"])
    post.refresh_from_db()
    approval.approve(post, by=team["approver"], digest=content.of(post).digest())
    return post
