"""A large brand, written straight into the tables: 10 accounts, 10,000 posts, 20,000 messages, 170,000 figures.

On demand a million posts of former years more.
"""

import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, models

from analytics.models import AccountSnapshot, Snapshot, Standing
from campaigns.models import Campaign, Objective, Theme
from charter.models import Charter, Word
from editorial.calendar.calendar import midnight, month_of
from editorial.models import Post, Slot, Variant
from lib import alike, clock
from moderation.models import Conversation, Message, Person
from networks import NETWORKS
from publishing.models import Account, Publication
from team.models import Brand, Membership, User
from team.rights import Role

ACCOUNTS, POSTS, MESSAGES, FIGURES = 10, 10_000, 20_000, 170_000
LARGE = 4  # the number of the campaign that runs now and has more than half of the posts
READY = 300  # posts of the stock
PAST, COMING = 150, 30  # days over which the posts are spread
MONTH = 3_600  # of the posts, those in the month that the calendar shows
YEARS = 12  # over which the posts of former years are spread
PEOPLE, CONVERSATIONS, FOLLOWED_DAYS = 3_000, 8_000, 150
ZONE = "Europe/Paris"
TEXTS = (
    "Le nouveau café de saison est arrivé à l’atelier : notes de prune, de cacao et de fleur d’oranger. On vous le sert samedi ?",
    "Trois gestes pour un filtre réussi, sans balance ni thermomètre. Dites-nous le vôtre en commentaire.",
    "Portes ouvertes jeudi soir : torréfaction en direct, dégustation à l’aveugle, et Lucie répond à toutes vos questions.",
)
QUESTIONS = (
    "Bonjour, est-ce que vous livrez aussi en Belgique ? Je cherche un cadeau pour ma sœur, et il me le faudrait avant samedi.",
    "Merci pour l’accueil hier, c’était parfait !",
    "Je n’ai toujours pas reçu ma commande de la semaine dernière, pouvez-vous regarder ?",
)


@dataclass(frozen=True)
class Large:
    """What the pages are asked for."""

    brand: Brand
    member: Membership
    draft: Post
    planned: Post
    campaign: Campaign


def fill(older: int = 0) -> Large:
    """Write all rows, the same each time but for the moment they are counted from; so many posts of former years more."""
    dice, now = random.Random(1), clock.now()
    brand = Brand.objects.create(name="Maison Lune", slug="maison-lune", zone=ZONE)
    member = _member(brand, "Ada", [Role.ADMIN])
    colleagues = [_member(brand, name, [Role.MODERATOR]) for name in ("Benoît", "Chloé", "Driss")]
    accounts = _accounts(brand)
    themes = _themes(brand, now.date())
    _objectives(themes[LARGE * 4].campaign)
    _charter(brand)
    moments = _moments(now, dice)
    posts = _save(_posts(brand, member, themes, moments, dice))
    publications = _publish(brand, posts, accounts, now)
    _measure(publications, accounts, now, dice)
    _talk(brand, publications, colleagues, now, dice)
    draft = Post.objects.create(brand=brand, text=TEXTS[0], author=member, campaign=themes[0].campaign, theme=themes[0])
    _save(Variant(post=draft, account=account) for account in accounts[:3])
    _stock(brand, member, accounts, themes)
    _former_years(brand, older, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute
    planned = next(post for post in posts if post.planned_for > now + timedelta(days=1))
    return Large(brand, member, draft, planned, themes[LARGE * 4].campaign)


def _stock(brand: Brand, author: Membership, accounts: Sequence[Account], themes: Sequence[Theme]) -> None:
    """Two slots a working day for each account, and the posts that wait for them."""
    _save(
        Slot(brand=brand, account=account, weekday=day, at=time(hour))
        for account in accounts
        for day in range(5)
        for hour in (9, 18)
    )
    values = {"brand": brand, "author": author, "state": "approved"}
    ready = [Post(text=f"{n} · {TEXTS[n % len(TEXTS)]}", theme=themes[n % len(themes)], **values) for n in range(READY)]
    for post in ready:
        post.campaign_id = post.theme.campaign_id if post.theme else None
    _save(Variant(post=post, account=accounts[n % ACCOUNTS]) for n, post in enumerate(_save(ready)))


def _moments(now: datetime, dice: random.Random) -> list[datetime]:
    """When the posts are due: the shown month is as full as wanted, the other days share the rest."""
    start, end = (midnight(day, ZONE) for day in month_of(clock.wall(now, ZONE).date()))
    shown = [start + (end - start) * dice.random() for _ in range(MONTH)]
    rest: list[datetime] = []
    while len(rest) < POSTS - 1 - MONTH:
        moment = now + timedelta(minutes=dice.randint(-PAST * 1440, COMING * 1440))
        rest += [] if start <= moment < end else [moment]
    return shown + rest


def _former_years(brand: Brand, number: int, now: datetime) -> None:
    """Published posts from before all others, each on one account, copied by the database from those that are there."""
    if not number:
        return
    values: dict[str, Any] = {
        "brand": brand.pk,
        "number": number,
        "end": now - timedelta(days=PAST),
        "seconds": YEARS * 366 * 86400 // number,
    }
    with connection.cursor() as cursor:
        for statement in _FORMER:
            cursor.execute(statement, values)


def _copied(model: type[models.Model], **changes: str) -> tuple[str, str]:
    """The columns of a table but its key, and the same as they are to be copied from `old`."""
    fields = (field for field in model._meta.concrete_fields if not field.primary_key and not field.generated)
    names = [str(field.column) for field in fields]
    return ", ".join(names), ", ".join(changes.get(name, f"old.{name}") for name in names)


def _save(rows: Iterable[models.Model]) -> list:
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=2000)


def _member(brand: Brand, name: str, roles: Sequence[str]) -> Membership:
    user = User(email=f"{name.lower()}@example.org", name=f"{name} Martin", language="fr", zone=ZONE)
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(brand=brand, user=user, roles=list(roles), seen_at=clock.now())


def _accounts(brand: Brand) -> list[Account]:
    names = list(NETWORKS)
    made = [
        Account(
            brand=brand,
            network_name=names[n % len(names)],
            wire=Account.Wire.STUB,
            service="http://127.0.0.1:9",
            remote_id=f"account-{n}",
            handle=f"maisonlune{n}",
            name="Maison Lune",
        )
        for n in range(ACCOUNTS)
    ]
    for account in made:
        account.seal({"access": "token"})
    return _save(made)


def _themes(brand: Brand, today) -> list[Theme]:
    tints = ("lagoon", "ocean", "iris", "plum", "rose", "ember")
    starts = [today - timedelta(days=PAST - 25 * n) for n in range(6)]
    campaigns = _save(
        Campaign(
            brand=brand, name=f"Campagne {n + 1}", aim="engage", colour=tints[n], starts_on=day, ends_on=day + timedelta(days=60)
        )
        for n, day in enumerate(starts)
    )
    return _save(Theme(brand=brand, campaign=each, name=f"Thème {n + 1}", share=25) for each in campaigns for n in range(4))


def _objectives(campaign: Campaign) -> None:
    wanted = {"replies": 20_000, "likes": 200_000, "views": 2_000_000, "engagement": 400, "followers": 500}
    _save(
        Objective(brand=campaign.brand, campaign=campaign, metric=metric, target=target, due_on=campaign.ends_on)
        for metric, target in wanted.items()
    )


def _charter(brand: Brand) -> None:
    charter = Charter.objects.create(
        brand=brand, number=1, voice="Chaleureuse et précise", address="vous", hashtags="#maisonlune"
    )
    _save(Word(charter=charter, kind="never", text=f"superlatif{n}", reason="Nous ne nous vantons pas") for n in range(20))


def _posts(brand: Brand, author: Membership, themes: Sequence[Theme], moments: Sequence, dice: random.Random) -> list[Post]:
    return [
        Post(
            brand=brand,
            text=f"{n} · {TEXTS[n % len(TEXTS)]}",
            state="approved",
            author=author,
            campaign_id=(theme := dice.choice(themes if n % 2 else themes[LARGE * 4 : LARGE * 4 + 4])).campaign_id,
            theme=theme,
            planned_for=moment,
            wall=clock.wall(moment, ZONE),
            zone=ZONE,
        )
        for n, moment in enumerate(moments)
    ]


def _publish(brand: Brand, posts: Sequence[Post], accounts: Sequence[Account], now) -> list[Publication]:
    """Each post on one account, every third on two; the past ones are published. Those that are."""
    places = [(post, accounts[(n + k) % ACCOUNTS]) for n, post in enumerate(posts) for k in range(2 if n % 3 == 0 else 1)]
    publications = _save(_publication(brand, n, post, account, now) for n, (post, account) in enumerate(places))
    gists = {post.pk: alike.gist(post.text) for post in posts}
    _save(
        Variant(post=post, account=account, publication=publication, plans=1, gist=gists[post.pk])
        for (post, account), publication in zip(places, publications, strict=True)
    )
    return [publication for publication in publications if publication.published_at]


def _publication(brand: Brand, number: int, post: Post, account: Account, now) -> Publication:
    there = post.planned_for < now
    return Publication(
        brand=brand,
        account=account,
        origin=f"post:{number}",
        key=f"key-{number}",
        payload={"text": post.text, "media": [], "link": "", "language": "fr", "reply_to": None, "options": {}},
        digest=f"{number:064d}",
        wall=post.wall,
        zone=ZONE,
        planned_for=post.planned_for,
        due_at=post.planned_for,
        state="published" if there else "planned",
        remote_id=f"remote-{number}" if there else "",
        remote_url=f"https://social.example/@maisonlune/{uuid.UUID(int=number)}" if there else "",
        published_at=post.planned_for if there else None,
    )


def _measure(publications: Sequence[Publication], accounts: Sequence[Account], now, dice: random.Random) -> None:
    counts = [
        {"views": dice.randint(100, 900), "likes": dice.randint(0, 90), "replies": dice.randint(0, 9)} for _ in publications
    ]
    _save(
        Standing(
            publication=each, account_id=each.account_id, published_at=each.published_at, taken_at=now, shares=n % 10, **count
        )
        for n, (each, count) in enumerate(zip(publications, counts, strict=True))
    )
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"figures": FIGURES - ACCOUNTS * FOLLOWED_DAYS, "publications": len(publications)})
    _save(
        AccountSnapshot(account=account, day=(now - timedelta(days=day)).date(), followers=2000 - day * dice.randint(1, 5))
        for account in accounts
        for day in range(FOLLOWED_DAYS)
    )


_FIGURES = f"""
    INSERT INTO {Snapshot._meta.db_table} (publication_id, taken_at, raw, views, likes, replies, shares)
    SELECT s.publication_id, s.published_at + interval '6 hours' * (n / %(publications)s), '{{}}', s.views, s.likes, s.replies, 0
    FROM generate_series(0, %(figures)s - 1) n
    JOIN (SELECT *, row_number() OVER (ORDER BY publication_id) - 1 AS place FROM {Standing._meta.db_table}) s
      ON s.place = n %% %(publications)s
"""


_AT = "%(end)s - n * %(seconds)s * interval '1 second'"
_POST, _PUBLICATION, _VARIANT = (model._meta.db_table for model in (Post, Publication, Variant))
_INTO_PUBLICATION, _FROM_PUBLICATION = _copied(
    Publication, origin="'old:' || n", key="'old-' || n", remote_id="'old-' || n", planned_for=_AT, due_at=_AT, published_at=_AT
)
_INTO_POST, _FROM_POST = _copied(Post, planned_for=_AT, text="n || ' · ' || old.text", campaign_id="NULL", theme_id="NULL")
_NUMBERED = "WITH old AS (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM"
_TURN = "(SELECT n, n %% (SELECT count(*) FROM old) AS place FROM generate_series(1, %(number)s) n) turn JOIN old USING (place)"
_FORMER = (
    f"{_NUMBERED} {_POST} WHERE brand_id = %(brand)s AND state = 'approved')"
    f" INSERT INTO {_POST} ({_INTO_POST}) SELECT {_FROM_POST} FROM {_TURN}",
    f"{_NUMBERED} {_PUBLICATION} WHERE brand_id = %(brand)s AND state = 'published')"
    f" INSERT INTO {_PUBLICATION} ({_INTO_PUBLICATION}) SELECT {_FROM_PUBLICATION} FROM {_TURN}",
    f"INSERT INTO {_VARIANT} (post_id, account_id, publication_id, plans, options)"
    " SELECT post.id, old.account_id, old.id, 1, '{}'::jsonb"
    f" FROM {_PUBLICATION} old JOIN {_POST} post ON post.brand_id = old.brand_id AND post.planned_for = old.planned_for"
    " WHERE old.origin LIKE 'old:%%'",
)


def _talk(brand: Brand, publications: Sequence[Publication], colleagues: Sequence[Membership], now, dice: random.Random) -> None:
    names = list(NETWORKS)
    people = _save(
        Person(
            brand=brand, network_name=names[n % len(names)], remote_id=f"person-{n}", handle=f"p{n}.example", name=f"Camille {n}"
        )
        for n in range(PEOPLE)
    )
    conversations = _save(_conversation(brand, n, people, publications, colleagues, now, dice) for n in range(CONVERSATIONS))
    _save(
        Message(
            conversation=(conversation := conversations[n % CONVERSATIONS]),
            account_id=conversation.account_id,
            inbound=True,
            kind="reply",
            remote_id=f"message-{n}",
            text=dice.choice(QUESTIONS),
            at=conversation.last_message_at - timedelta(hours=n // CONVERSATIONS),
        )
        for n in range(MESSAGES)
    )


def _conversation(brand: Brand, number: int, people, publications, colleagues, now, dice: random.Random) -> Conversation:
    publication = publications[number * len(publications) // CONVERSATIONS]
    at = now - timedelta(minutes=dice.randint(1, 80 * 1440))
    answered = at + timedelta(minutes=dice.randint(1, 500)) if number % 2 else None
    return Conversation(
        brand=brand,
        account_id=publication.account_id,
        person=people[number % PEOPLE],
        publication=publication,
        kind="reply",
        state="open" if number % 3 else "resolved",
        started_at=at - timedelta(hours=3),
        last_message_at=at,
        waiting_since=at if not answered and number % 3 else None,
        first_answered_at=answered,
        last_answered_at=answered,
        preview=dice.choice(QUESTIONS),
        assignee=colleagues[number % 15] if number % 15 < len(colleagues) else None,
    )
