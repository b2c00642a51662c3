"""Makers of rows for tests: keyword-only, with defaults that make sense. Each app's section follows its floor."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from lib import clock
from team.models import Brand, Invitation, Membership, User
from team.rights import Role

PASSWORD = "un mot de passe assez long"
counter = itertools.count(1)


# --- team ------------------------------------------------------------------------------------------------------------
def make_user(*, email: str = "", name: str = "Quelqu'un", language: str = "en", zone: str = "Europe/Paris") -> User:
    number = next(counter)
    user = User(email=email or f"person{number}@example.org", name=name, language=language, zone=zone)
    user.set_unusable_password()
    user.save()
    return user


def make_brand(*, name: str = "", slug: str = "", zone: str = "Europe/Paris") -> Brand:
    number = next(counter)
    return Brand.objects.create(name=name or f"Brand {number}", slug=slug or f"brand-{number}", zone=zone)


def make_member(*, brand: Brand, name: str = "Quelqu'un", roles: list[str] | None = None, **user) -> Membership:
    return Membership.objects.create(
        brand=brand, user=make_user(name=name, **user), roles=roles or [Role.READER], seen_at=clock.now()
    )


def make_membership(*, brand: Brand, user: User, roles: list[str] | None = None) -> Membership:
    return Membership.objects.create(brand=brand, user=user, roles=roles or [Role.READER], seen_at=clock.now())


def make_invitation(*, brand: Brand, email: str = "", roles: list[str] | None = None, secret: str = "", **fields) -> Invitation:
    number = next(counter)
    return Invitation.objects.create(
        brand=brand,
        email=email or f"invited{number}@example.org",
        roles=roles or [Role.READER],
        digest=Invitation.digest_of(secret or f"secret-{number}"),
        expires_at=fields.pop("expires_at", clock.now() + timedelta(days=7)),
        **fields,
    )


# --- campaigns -------------------------------------------------------------------------------------------------------
def make_campaign(
    *, brand: Brand, name: str = "Rentrée", aim: str = "engage", starts_on: date | None = None, ends_on: date | None = None
):
    from campaigns.models import Campaign

    start = starts_on or clock.now().date() - timedelta(days=10)
    return Campaign.objects.create(
        brand=brand, name=name, aim=aim, starts_on=start, ends_on=ends_on or start + timedelta(days=60)
    )


# --- publishing ------------------------------------------------------------------------------------------------------
def make_account(
    *, brand: Brand, network: str = "bluesky", handle: str = "", state: str = "connected", secrets: dict | None = None, **fields
):
    from publishing.models import Account

    number = next(counter)
    account = Account(
        brand=brand,
        network_name=network,
        wire="stub",
        service=fields.pop("service", f"http://127.0.0.1:9/{network}"),
        remote_id=fields.pop("remote_id", f"remote-{number}"),
        handle=handle or f"maison{number}",
        name="Maison Lune",
        state=state,
        **fields,
    )
    account.seal(secrets or {"access": "token"})
    account.save()
    return account


def make_publication(
    *, account, text: str = "Bonjour à toutes et à tous", state: str = "planned", due_at: datetime | None = None, **fields
):
    from publishing.models import Publication

    number = next(counter)
    due = due_at or datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    if state == "published":
        fields.setdefault("remote_id", f"post-{number}")
        fields.setdefault("published_at", due)
        fields.setdefault("remote_url", f"https://example.org/post-{number}")
    if state == "held":
        fields.setdefault("hold", "late")
    return Publication.objects.create(
        brand=account.brand,
        account=account,
        origin=fields.pop("origin", f"test:{number}"),
        key=fields.pop("key", account.network.make_key(due)),
        payload={"text": text, "media": [], "link": "", "language": "fr", "reply_to": None, "options": {}},
        digest=f"{number:064d}",
        wall=clock.wall(due, "Europe/Paris"),
        zone="Europe/Paris",
        planned_for=due,
        due_at=due,
        state=state,
        **fields,
    )


def attempt_of(publication) -> dict:
    """What an attempt keeps of its publication."""
    return {"publication": publication, "account": publication.account}


def make_attempt(*, publication, outcome: str = "sent", started_at: datetime | None = None, **fields):
    from publishing.models import Attempt

    started = started_at or clock.now()
    fields.setdefault("deadline", started)
    known = {"number": 1, "fence": 1, "worker": "test", **attempt_of(publication), **fields}
    return Attempt.objects.create(outcome=outcome, started_at=started, **known)


# --- editorial -------------------------------------------------------------------------------------------------------
def make_series(
    *, brand: Brand, author=None, name: str = "Le café du mardi", rule: str = "FREQ=WEEKLY;BYDAY=TU", accounts=(), **fields
):
    """A series with one text, a draft unless `state` says otherwise; by default from tomorrow on, at nine."""
    from datetime import time

    from editorial.models import Series

    state = fields.pop("state", "draft")
    fields = {"starts_on": clock.now().date() + timedelta(days=1), "at": time(9), "zone": brand.zone, **fields}
    series = Series.objects.create(brand=brand, author=author, name=name, rule=rule, **fields)
    make_post(brand=brand, author=author, accounts=accounts, state=state, series=series, turn=1 if state == "approved" else None)
    return series


def make_asset(
    *, brand: Brand, colour: str = "", size: tuple[int, int] = (120, 90), alt: str = "Une tasse sur une table", **fields
):
    import hashlib
    import io

    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from PIL import Image

    from editorial.library.assets import WIDTHS, thumbnail_name
    from editorial.models import Asset

    data = io.BytesIO()
    Image.new("RGB", size, colour or f"#{next(counter) * 2654435761 % 0xFFFFFF:06x}").save(data, "JPEG")
    digest = hashlib.sha256(data.getvalue()).hexdigest()
    file = f"assets/{brand.pk}/{digest}.jpeg"
    for name in (file, *(thumbnail_name(file, width) for width in WIDTHS)):
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data.getvalue()))
    sizes = {"size": len(data.getvalue()), "width": size[0], "height": size[1]}
    values = {"name": "tasse.jpg", "file": file, "digest": digest, "mime": "image/jpeg", "alt": alt, **sizes, **fields}
    return Asset.objects.create(brand=brand, **values)


def make_film(*, brand: Brand, seconds: float = 1.0, seed: int | None = None, alt: str = "Une tasse qui tourne", **fields):
    """A film of the brand's library; the same seed gives the same one."""
    from editorial.library import assets
    from editorial.models import Asset
    from tests import films

    asset = assets.add(
        brand, films.upload(films.made(seconds=seconds, seed=next(counter) if seed is None else seed)), by=None, alt=alt
    )
    if fields:
        Asset.objects.filter(pk=asset.pk).update(**fields)
        asset.refresh_from_db()
    return asset


def make_folder(*, brand: Brand, name: str = "", parent=None):
    from editorial.models import Folder

    return Folder.objects.create(brand=brand, name=name or f"Dossier {next(counter)}", parent=parent)


def make_post(
    *,
    brand: Brand,
    text: str = "Bonjour à toutes et à tous",
    author=None,
    accounts=(),
    state: str = "draft",
    planned_for=None,
    **fields,
):
    from editorial.models import Post, Variant

    zone = brand.zone
    post = Post.objects.create(
        brand=brand,
        text=text,
        author=author,
        state=state,
        planned_for=planned_for,
        wall=clock.wall(planned_for, zone) if planned_for else None,
        zone=zone if planned_for else "",
        **fields,
    )
    Variant.objects.bulk_create(Variant(post=post, account=account) for account in accounts)
    return post


def make_idea(*, brand: Brand, title: str = "Les coulisses de l'atelier", author=None, **fields):
    from editorial.models import Idea

    return Idea.objects.create(brand=brand, title=title, author=author, place=next(counter), **fields)


def make_slot(*, account, weekday: int = 0, at: time = time(9), **fields):
    from editorial.models import Slot

    return Slot.objects.create(brand=account.brand, account=account, weekday=weekday, at=at, **fields)


def make_batch(*, brand: Brand, by=None, header=("Texte",), rows=(("Bonjour",),), **fields):
    """A table of which every column is known and every row checked; of texts, unless `mapping` says more."""
    from editorial.models import Batch, BatchRow

    values = {"mapping": ["text"], "state": "checked", "name": "posts.csv", **fields}
    batch = Batch.objects.create(brand=brand, by=by, header=list(header), total=len(rows), **values)
    BatchRow.objects.bulk_create(BatchRow(batch=batch, number=line, cells=list(row)) for line, row in enumerate(rows, 2))
    return batch


def make_link(*, brand: Brand, posts=(), secret: str = "", step: int = 0, **fields):
    from editorial.models import Link, LinkPost

    secret = secret or f"secret-{next(counter)}"
    fields = {"who": "Camille Auteur", "expires_at": clock.now() + timedelta(days=7), **fields}
    if step and "made_by" not in fields:
        fields["made_by"] = make_member(brand=brand, roles=["approver"], name="Camille Auteur")
    link = Link.objects.create(brand=brand, digest=Link.digest_of(secret), step=step, **fields)
    LinkPost.objects.bulk_create(LinkPost(link=link, post=post, place=place) for place, post in enumerate(posts))
    return link


def make_source(*, brand: Brand, made_by=None, **fields):
    from editorial.models import Source

    fields.setdefault("address", f"https://blog.example/{next(counter)}")
    return Source.objects.create(brand=brand, template="{title}", made_by=made_by, **fields)


# --- moderation ------------------------------------------------------------------------------------------------------
def make_person(*, brand: Brand, network: str = "bluesky", name: str = "", **fields):
    from moderation.models import Person

    number = next(counter)
    return Person.objects.create(
        brand=brand,
        network_name=network,
        remote_id=fields.pop("remote_id", f"person-{number}"),
        handle=fields.pop("handle", f"person{number}.example"),
        name=name or f"Personne {number}",
        **fields,
    )


def make_conversation(
    *, account, person=None, publication=None, text: str = "Bonjour !", at: datetime | None = None, state: str = "open", **fields
):
    """A conversation with one message of its person, who waits unless the conversation is resolved."""
    from moderation.models import Conversation

    at = at or clock.now() - timedelta(hours=1)
    fields.setdefault("waiting_since", at if state == "open" else None)
    conversation = Conversation.objects.create(
        brand=account.brand,
        account=account,
        person=person or make_person(brand=account.brand, network=account.network_name),
        publication=publication,
        kind=fields.pop("kind", "reply"),
        state=state,
        started_at=at,
        last_message_at=at,
        preview=text[:200],
        **fields,
    )
    make_message(conversation=conversation, text=text, at=at)
    return conversation


def make_message(*, conversation, text: str = "Bonjour !", at: datetime | None = None, inbound: bool = True, **fields):
    from moderation.models import Message

    number = next(counter)
    return Message.objects.create(
        conversation=conversation,
        account=conversation.account,
        inbound=inbound,
        kind=conversation.kind,
        remote_id=fields.pop("remote_id", f"message-{number}" if inbound else ""),
        text=text,
        at=at or clock.now(),
        **fields,
    )


# --- listening -------------------------------------------------------------------------------------------------------
def make_watch(*, brand: Brand, name: str = "", query: str = "bougie*", addresses: tuple[str, ...] = ("https://gazette.fr/rss",)):
    from listening.models import Feed, Watch

    watch = Watch.objects.create(brand=brand, name=name or f"Veille {next(counter)}", query=query)
    watch.feeds.set(Feed.objects.get_or_create(brand=brand, address=address)[0] for address in addresses)
    return watch


def make_mention(*, watch, title: str = "Une bougie", at: datetime | None = None, **fields):
    from listening.models import Mention

    number = next(counter)
    return Mention.objects.create(
        brand=watch.brand,
        watch=watch,
        feed=watch.feeds.first(),
        key=f"{number:064d}",
        source=fields.pop("source", "La Gazette"),
        url=fields.pop("url", f"https://gazette.fr/{number}"),
        title=title,
        at=at or clock.now() - timedelta(hours=1),
        **fields,
    )


# --- analytics -------------------------------------------------------------------------------------------------------
def make_published(*, account, at: datetime | None = None, campaign=None, theme=None, text: str = "Bonjour", **fields):
    """A post that is out on one account; gives its publication."""
    post = make_post(brand=account.brand, text=text, accounts=[account], campaign=campaign, theme=theme, state="approved")
    publication = make_publication(account=account, text=text, state="published", due_at=at or clock.now(), **fields)
    post.variants.update(publication=publication)
    return publication


def make_standing(*, publication, **counts):
    from analytics.models import Standing

    return Standing.objects.create(
        publication=publication,
        account=publication.account,
        published_at=publication.published_at,
        taken_at=counts.pop("taken_at", clock.now()),
        **counts,
    )


def make_objective(*, campaign, metric: str = "replies", target: int = 5, due_on: date | None = None, **fields):
    from campaigns.models import Objective

    return Objective.objects.create(
        brand=campaign.brand, campaign=campaign, metric=metric, target=target, due_on=due_on or campaign.ends_on, **fields
    )


def make_theme(*, campaign, name: str = "Recettes", **fields):
    from campaigns.models import Theme

    return Theme.objects.create(brand=campaign.brand, campaign=campaign, name=name, **fields)
