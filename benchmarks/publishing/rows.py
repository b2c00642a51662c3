"""Accounts and publications, written straight into the tables: what is due, and what lies there from before."""

from datetime import datetime, timedelta

from django.db import connection

from lib import clock
from networks import network
from publishing.models import Account, Publication, State
from team.models import Brand

NETWORKS = ("bluesky", "mastodon", "facebook", "instagram")
ZONE = "Europe/Paris"
PICTURE = {
    "file": "none.jpg",
    "digest": "0" * 64,
    "mime": "image/jpeg",
    "alt": "Une tasse",
    "size": 9,
    "width": 1080,
    "height": 1080,
}


def accounts(stub: str, many: int) -> list[Account]:
    """`many` accounts of one brand, in turn on the four networks of the stub."""
    brand = Brand.objects.create(name="Maison Lune", slug=f"maison-lune-{Brand.objects.count()}", zone=ZONE)
    made = [_account(brand, NETWORKS[number % len(NETWORKS)], stub, number) for number in range(many)]
    return Account.objects.bulk_create(made)


def _account(brand: Brand, name: str, stub: str, number: int) -> Account:
    account = Account(brand=brand, network_name=name, service=f"{stub}/{name}", remote_id=f"r{number}", handle=f"h{number}")
    account.seal({"access": f"token-{number}", "refresh": f"again-{number}"})
    return account


def due(accounts: list[Account], many: int, moment: datetime) -> None:
    """`many` publications that are all due at `moment`, in turn on the accounts."""
    wall = clock.wall(moment, ZONE)
    rows = (_publication(accounts[number % len(accounts)], number, moment, wall) for number in range(many))
    Publication.objects.bulk_create(rows, batch_size=2000)


def _publication(account: Account, number: int, moment: datetime, wall: datetime) -> Publication:
    pictures = [PICTURE] if account.network_name == "instagram" else []
    text = f"Le café n° {number} est là : notes de prune, de cacao et de fleur d’oranger. On vous le sert samedi ? #café"
    payload = {"text": text, "media": pictures, "link": "", "language": "fr", "reply_to": None, "options": {}}
    return Publication(
        brand_id=account.brand_id,
        account=account,
        origin=f"bench:{moment.isoformat()}:{number}",
        key=network(account.network_name).make_key(moment),
        payload=payload,
        digest=f"{number:064d}",
        wall=wall,
        zone=ZONE,
        planned_for=moment,
        due_at=moment,
        state=State.PLANNED,
    )


def old(accounts: list[Account], many: int) -> None:
    """`many` publications of the past three years with their attempts: copies of one that is made here."""
    due(accounts[:1], 1, clock.now() - timedelta(days=1))
    like = Publication.objects.get(state=State.PLANNED)
    copied = {
        "account_id": f"{min(account.pk for account in accounts)} + n %% {len(accounts)}",
        "origin": "'old:' || n",
        "key": "'old-' || n",
        "state": "'published'",
        "remote_id": "'old-' || n",
        "remote_url": "'https://example.org/' || n",
        "fence": "1",
        "tries": "1",
        **dict.fromkeys(("planned_for", "due_at", "published_at", "created_at"), "before"),
    }
    attempt = {
        "publication_id": "id",
        "account_id": "account_id",
        "number": "1",
        "fence": "1",
        "worker": "'old'",
        "outcome": "'sent'",
        **dict.fromkeys(("trouble", "code", "reason"), "''"),
        **dict.fromkeys(("started_at", "deadline", "ended_at"), "published_at"),
    }
    written = (field for field in Publication._meta.concrete_fields if not field.generated and not field.primary_key)
    columns = [field.column for field in written]
    values = ", ".join(copied.get(column, f"like_.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO publishing_publication ({', '.join(columns)}) SELECT {values} FROM publishing_publication AS like_, "
            "(SELECT n, now() - interval '3 years' * random() - interval '1 day' AS before "
            "FROM generate_series(1, %s) AS n) AS numbers WHERE like_.id = %s",
            [many, like.pk],
        )
        cursor.execute(
            f"INSERT INTO publishing_attempt ({', '.join(attempt)}) SELECT {', '.join(attempt.values())} "
            "FROM publishing_publication WHERE state = 'published'"
        )
    like.delete()


def settle_down() -> None:
    """Give the planner its statistics, as the server does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
