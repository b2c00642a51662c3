"""Taking in what the community says: each message once, in its conversation, joined to the post it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from lib import clock
from lib.locks import one_by_one
from lib.text import one_line, storable, storable_json
from moderation.models import CONVERSATION_FLOW, Conversation, ConversationState, Message, Person
from networks.incoming import Batch, Incoming, Kind
from publishing.models import OPEN, Account, Publication

HISTORY = timedelta(days=30)  # what was said longer than this before an account was connected is kept, and waits for nobody
LONGEST = 50_000  # characters of a message that are kept


@transaction.atomic
def receive(account: Account, batch: Batch) -> list[Message]:
    """Keep what came in and return what of it was new, oldest first; the same batch again brings nothing.

    Two workers at once take turns. A conversation is opened again, and its person waits since the oldest message nobody
    answered. What we said on the network itself is kept as our answer; what was sent from here is not kept twice.
    """
    one_by_one(f"receive:{account.pk}")
    said = _unseen(account, batch.messages)
    if not said:
        return []
    desk = _lay_out(account, said)
    messages = [message for item in said if (message := _sort(desk, item))]
    _put_away(desk)
    return Message.objects.bulk_create(messages)


@dataclass
class Desk:
    """All that sorting a batch needs, read in a few queries: the people, the posts, the threads, and who said what before."""

    account: Account
    people: dict[str, Person]
    posts: dict[str, Publication]
    threads: dict[tuple[int, int | None, bool], Conversation]
    thread_of: dict[str, Conversation]  # the network's id of a message, or of an answer of ours, to its conversation
    leaving: set[tuple[int, str]]  # our answers that are on their way: conversation and text
    new: list[Conversation] = field(default_factory=list)
    changed: dict[int, Conversation] = field(default_factory=dict)


def _id(remote_id: str) -> str:
    return storable(remote_id)[:300]


def _is_ours(account: Account, item: Incoming) -> bool:
    return item.author.id == account.remote_id


def _unseen(account: Account, messages: Iterable[Incoming]) -> list[Incoming]:
    """What is neither kept already nor sent from here; each once, oldest first."""
    by_id = {_id(item.ref.id): item for item in messages if item.ref.id}
    known = {
        *Message.objects.filter(account=account, remote_id__in=by_id).values_list("remote_id", flat=True),
        *Publication.objects.filter(account=account, remote_id__in=by_id).values_list("remote_id", flat=True),
    }
    return sorted((item for key, item in by_id.items() if key not in known), key=lambda item: item.at)


def _lay_out(account: Account, said: list[Incoming]) -> Desk:
    people = _people(account, said)
    ids = {_id(name) for item in said for name in (item.parent, item.about) if name}
    before = dict(Message.objects.filter(account=account, remote_id__in=ids).values_list("remote_id", "conversation_id"))
    answers = Message.objects.filter(publication__account=account, publication__remote_id__in=ids)
    before |= dict(answers.values_list("publication__remote_id", "conversation_id"))
    rows = Conversation.objects.filter(Q(account=account, person__in=people.values()) | Q(pk__in=before.values()))
    threads = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    return Desk(
        account=account,
        people=people,
        posts={row.remote_id: row for row in account.publications.filter(remote_id__in=ids, answer=None)},
        threads={(row.person_id, row.publication_id, row.private): row for row in threads.values()},
        thread_of={name: threads[pk] for name, pk in before.items()},
        leaving=_leaving(account) if any(_is_ours(account, item) for item in said) else set(),
    )


def _people(account: Account, said: list[Incoming]) -> dict[str, Person]:
    """The people who speak, by the network's id; new ones are made, the names of known ones brought up to date."""
    authors = {storable(item.author.id)[:200]: item.author for item in said if not _is_ours(account, item)}
    rows = [
        Person(
            brand_id=account.brand_id,
            network_name=account.network_name,
            remote_id=key,
            handle=storable(author.handle)[:200],
            name=storable(author.name)[:200],
            url=storable(author.url)[:400],
        )
        for key, author in sorted(authors.items())
    ]
    kept = Person.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["brand", "network_name", "remote_id"],
        update_fields=["handle", "name", "url"],
    )
    return {row.remote_id: row for row in kept}


def _leaving(account: Account) -> set[tuple[int, str]]:
    rows = Message.objects.filter(account=account, publication__state__in=OPEN).values_list("conversation_id", "text")
    return {(thread, _plain(text)) for thread, text in rows}


def _plain(text: str) -> str:
    """A text to be known by when it comes back: networks set spaces of their own."""
    return " ".join(storable(text).split())[:LONGEST]


def _sort(desk: Desk, item: Incoming) -> Message | None:
    """The message for what was said, its conversation brought up to date; None for what is not for us to keep."""
    ours = _is_ours(desk.account, item)
    at = min(item.at, clock.now())
    thread = _thread_of_ours(desk, item) if ours else _thread_of_theirs(desk, item, at)
    if thread is None:
        return None
    message = _message(desk, item, thread, at)
    _note_answer(thread, message) if ours else _note_question(desk.account, thread, message)
    desk.thread_of[message.remote_id] = thread
    if thread.pk:
        desk.changed[thread.pk] = thread
    return message


def _thread_of_ours(desk: Desk, item: Incoming) -> Conversation | None:
    """The conversation that a message of ours answers in; None for our own posts, and for an answer that is on its way."""
    thread = desk.thread_of.get(_id(item.parent))
    on_its_way = thread is not None and (thread.pk, _plain(item.text)) in desk.leaving
    return None if on_its_way else thread


def _thread_of_theirs(desk: Desk, item: Incoming, at: datetime) -> Conversation:
    """The conversation a person's message belongs to: theirs that it continues, else that about the same post."""
    person = desk.people[storable(item.author.id)[:200]]
    private = item.kind == Kind.PRIVATE
    above = desk.thread_of.get(_id(item.parent)) or desk.thread_of.get(_id(item.about))
    if above and above.person_id == person.pk and above.private == private:
        return above
    post = desk.posts.get(_id(item.about)) or desk.posts.get(_id(item.parent))
    about = post.pk if post else above.publication_id if above and not private else None
    key = (person.pk, about, private)
    if key not in desk.threads:
        desk.threads[key] = Conversation(
            brand_id=desk.account.brand_id,
            account=desk.account,
            person=person,
            publication_id=about,
            private=private,
            state=ConversationState.RESOLVED if _is_history(desk.account, at) else ConversationState.OPEN,
            started_at=at,
            last_message_at=at,
        )
        desk.new.append(desk.threads[key])
    return desk.threads[key]


def _message(desk: Desk, item: Incoming, thread: Conversation, at: datetime) -> Message:
    return Message(
        conversation=thread,
        account=desk.account,
        inbound=not _is_ours(desk.account, item),
        kind=str(item.kind)[:12],
        remote_id=_id(item.ref.id),
        remote_extra=storable_json(item.ref.extra),
        parent=_id(item.parent),
        url=storable(item.ref.url)[:500],
        text=storable(item.text)[:LONGEST],
        language=storable(item.language)[:8],
        at=at,
        raw=storable_json(item.raw),
    )


def _is_history(account: Account, at: datetime) -> bool:
    return at < account.connected_at - HISTORY


def _note_question(account: Account, thread: Conversation, message: Message) -> None:
    """The person said something: they wait, unless we answered later or it is long past."""
    _note_message(thread, message)
    thread.kind = message.kind
    thread.started_at = min(thread.started_at, message.at)
    answered = thread.last_answered_at is not None and message.at <= thread.last_answered_at
    if answered or _is_history(account, message.at):
        return
    thread.waiting_since = min(thread.waiting_since or message.at, message.at)
    if not thread.is_open and thread.pk:
        CONVERSATION_FLOW.move(thread, ConversationState.OPEN)
    thread.state = ConversationState.OPEN


def _note_answer(thread: Conversation, message: Message) -> None:
    """We said something on the network itself: nobody waits any more for what came before."""
    if message.at >= thread.last_message_at:
        thread.waiting_since = None
    _note_message(thread, message)
    thread.first_answered_at = min(thread.first_answered_at or message.at, message.at)
    thread.last_answered_at = max(thread.last_answered_at or message.at, message.at)


def _note_message(thread: Conversation, message: Message) -> None:
    if message.at >= thread.last_message_at:
        thread.last_message_at = message.at
        thread.preview = one_line(message.text, 200)


def _put_away(desk: Desk) -> None:
    Conversation.objects.bulk_create(desk.new)
    fields = ["kind", "preview", "started_at", "last_message_at", "waiting_since", "first_answered_at", "last_answered_at"]
    Conversation.objects.bulk_update(desk.changed.values(), fields)
