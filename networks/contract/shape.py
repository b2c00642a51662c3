"""The contract of a network, whatever stands at the other end."""

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from networks import granting, network
from networks.base import AccessExpired, AccessLost, Connection, ConnectRefused, Identity, MemorySteps, Network
from networks.contract.acting import ActsContract
from networks.contract.far import FarSide, picture
from networks.contract.listing import ListingContract
from networks.contract.profile import ProfileContract
from networks.contract.richer import RicherContract
from networks.figures import Metric
from networks.incoming import Batch, Kind
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble
from networks.parcels import Media, Parcel, Ref
from networks.wires import Wire

HEAVY = {
    "utf8_bytes": "👨‍👩‍👧‍👦",
    "utf16": "🎉",
    "emoji_bytes": "🎉",
}  # a letter that takes much of the unit and little of the others


class NetworkContract(ActsContract, ListingContract, ProfileContract, RicherContract):
    """Inherit, set `name`, and give the fixtures `far` (a FarSide) and `wire`."""

    name: str
    dedups = False  # whether the network itself prevents a double for the same key
    secret_field = ""  # the answer of the connect screen that is a secret; the first secret one when not set
    tells_withdrawn = True  # whether access that was withdrawn is told apart from one that ran out; else a refresh tells
    wait_seconds = 0.0  # how long the far side may take until what happened there is seen

    # --- fixtures ---------------------------------------------------------------------------------------------------

    @pytest.fixture
    def net(self) -> Network:
        return network(self.name)

    @pytest.fixture
    def identity(self, net: Network, far: FarSide, wire: Wire) -> Identity:
        return net.connect(wire, far.answers())

    @pytest.fixture
    def connection(self, identity: Identity, wire: Wire) -> Connection:
        return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire, identity.limits)

    def parcel(
        self, net: Network, text: str = "Bonjour à toutes et tous !", pictures: Sequence[Media] | None = None, **more: Any
    ):
        """A parcel that the network takes, with a picture where it wants one."""
        if pictures is None:
            alts = [f"Photo {number}" for number in range(net.rules.pictures.min_count)]
            pictures = [] if more.get("reply_to") else [picture(number, alt) for number, alt in enumerate(alts, 1)]
        return Parcel(more.pop("key", None) or net.make_key(datetime.now(UTC)), text, tuple(pictures), **more)

    def send(self, net: Network, connection: Connection, parcel: Parcel) -> Sent:
        """Send a parcel that must arrive."""
        outcome = net.send(connection, parcel, MemorySteps())
        assert isinstance(outcome, Sent), outcome
        return outcome

    def fetch_until(self, net: Network, connection: Connection, cursor: str, refs: Sequence[Ref], wanted: int) -> Batch:
        """Fetch until that many messages have come; the batch has them all, and the last cursor."""
        messages: list = []
        until = datetime.now(UTC) + timedelta(seconds=self.wait_seconds)
        while True:
            batch = net.fetch(connection, cursor, refs)
            messages, cursor = [*messages, *batch.messages], batch.cursor
            if not batch.more and (len(messages) >= wanted or datetime.now(UTC) >= until):
                return Batch(tuple(messages), cursor)
            time.sleep(0.05)

    # --- connecting -------------------------------------------------------------------------------------------------

    def test_the_rights_that_it_tells_suffice_for_all_that_we_do(self, net: Network, identity: Identity):
        assert granting.missing(net.needs, identity.granted) == []

    def test_connecting_tells_who_answered(self, net: Network, identity: Identity):
        assert identity.remote_id
        assert identity.handle
        assert identity.service.startswith("http")
        assert identity.url.startswith("http")
        assert identity.secrets

    def test_a_wrong_secret_is_refused_with_a_sentence(self, net: Network, far: FarSide, wire: Wire):
        name = self.secret_field or next(question.name for question in net.connect_fields if question.kind == "secret")
        with pytest.raises(ConnectRefused) as refusal:
            net.connect(wire, {**far.answers(), name: "wrong-secret-000"})
        assert refusal.value.field == name
        assert re.search(r"\w+ \w+", str(refusal.value))
        assert "wrong-secret-000" not in str(refusal.value)

    def test_secrets_are_in_no_representation(self, net: Network, identity: Identity, connection: Connection, far: FarSide):
        secrets = [*identity.secrets.values(), far.answers().get(self.secret_field, "")]
        for shown in (repr(identity), str(identity), repr(connection), str(connection)):
            assert not [secret for secret in secrets if secret and secret in shown]

    # --- publishing -------------------------------------------------------------------------------------------------

    def test_a_text_is_published(self, net: Network, connection: Connection, far: FarSide):
        sent = self.send(net, connection, self.parcel(net, "Bonjour à tous ☀️\nDeuxième ligne."))
        (post,) = far.posts()
        assert post.text == "Bonjour à tous ☀️\nDeuxième ligne."
        assert sent.remote_id
        assert sent.url.startswith("http")

    def test_a_picture_goes_with_its_alternative_text(self, net: Network, connection: Connection, far: FarSide):
        item = picture(1, "Une tasse bleue sur une table")
        self.send(net, connection, self.parcel(net, pictures=[item]))
        (post,) = far.posts()
        ((content, alt),) = post.pictures
        assert alt == "Une tasse bleue sur une table"
        self.check_picture(content, item)

    def check_picture(self, content: bytes, item: Media) -> None:
        """The picture over there is ours; override where the network makes its own bytes of it."""
        assert content == item.read()

    def test_several_pictures_keep_their_order_and_their_texts(self, net: Network, connection: Connection, far: FarSide):
        items = [picture(number, f"Image {number}") for number in range(1, min(4, net.rules.pictures.max_count) + 1)]
        self.send(net, connection, self.parcel(net, pictures=items))
        (post,) = far.posts()
        assert [alt for _, alt in post.pictures] == [item.alt for item in items]
        for (content, _), item in zip(post.pictures, items, strict=True):
            self.check_picture(content, item)

    def test_a_link_is_published(self, net: Network, connection: Connection, far: FarSide):
        if net.rules.link == "none":
            assert isinstance(net.send(connection, self.parcel(net, link="https://example.com/lire"), MemorySteps()), Refused)
            return
        self.send(net, connection, self.parcel(net, link="https://example.com/lire"))
        (post,) = far.posts()
        assert "https://example.com/lire" in (post.link or post.text)

    def test_a_text_too_long_in_any_unit_never_leaves(self, net: Network, connection: Connection, far: FarSide):
        for limit in net.rules_for(connection.limits).texts:
            letter = HEAVY.get(limit.unit, "a")
            text = letter * (limit.limit // limit.count(letter) + 1)
            outcome = net.send(connection, self.parcel(net, text), MemorySteps())
            assert isinstance(outcome, Refused)
            assert outcome.code.startswith("text.")
        assert far.posts() == []

    def test_a_text_of_just_the_limit_is_published(self, net: Network, connection: Connection, far: FarSide):
        limit = net.rules_for(connection.limits).texts[0]
        self.send(net, connection, self.parcel(net, "é" * limit.limit if limit.limit <= 5000 else "é" * 5000))
        assert len(far.posts()) == 1

    def test_too_many_pictures_never_leave(self, net: Network, connection: Connection, far: FarSide):
        items = [picture(number % 5, "x") for number in range(net.rules.pictures.max_count + 1)]
        outcome = net.send(connection, self.parcel(net, pictures=items), MemorySteps())
        assert isinstance(outcome, Refused)
        assert (outcome.trouble, outcome.code) == (Trouble.MEDIA, "pictures.max_count")
        assert far.posts() == []

    def test_the_same_key_twice_is_one_post_where_the_network_prevents_doubles(
        self, net: Network, connection: Connection, far: FarSide
    ):
        parcel = self.parcel(net)
        first = self.send(net, connection, parcel)
        if not self.dedups:
            return
        assert self.send(net, connection, parcel).remote_id == first.remote_id
        assert len(far.posts()) == 1

    # --- looking for what was lost ----------------------------------------------------------------------------------

    def test_looking_finds_what_is_there(self, net: Network, connection: Connection):
        parcel, steps = self.parcel(net, "Un texte à retrouver"), MemorySteps()
        since = datetime.now(UTC) - timedelta(seconds=30)
        sent = net.send(connection, parcel, steps)
        assert isinstance(sent, Sent)
        if net.looks_before_absent:
            found = net.reconcile(connection, parcel, steps, since)
            assert isinstance(found, Sent)
            assert (found.remote_id, found.url) == (sent.remote_id, sent.url)

    def test_looking_tells_what_is_not_there(self, net: Network, connection: Connection):
        self.send(net, connection, self.parcel(net, "Un autre texte"))
        since = datetime.now(UTC) - timedelta(seconds=30)
        if net.looks_before_absent:
            lost = net.reconcile(connection, self.parcel(net, "Jamais parti"), MemorySteps(), since)
            assert isinstance(lost, NotSent), lost

    # --- conversation -----------------------------------------------------------------------------------------------

    def test_a_reply_is_fetched_once_and_joined_to_our_post(self, net: Network, connection: Connection, far: FarSide):
        post = self.send(net, connection, self.parcel(net))
        refs = [Ref(post.remote_id, post.url, post.extra)]
        start = self.fetch_until(net, connection, "", refs, 0).cursor
        comment = far.reply(post.remote_id, "Quel est le prix ?")
        batch = self.fetch_until(net, connection, start, refs, 1)
        (message,) = batch.messages
        assert (message.ref.id, message.kind, message.text) == (comment, Kind.REPLY, "Quel est le prix ?")
        assert (message.about, message.parent) == (post.remote_id, post.remote_id)
        assert message.author.handle
        assert abs(message.at - datetime.now(UTC)) < timedelta(minutes=2)
        assert net.fetch(connection, batch.cursor, refs).messages == ()

    def test_the_first_fetch_brings_what_is_there(self, net: Network, connection: Connection, far: FarSide):
        post = self.send(net, connection, self.parcel(net))
        wanted = {far.reply(post.remote_id, f"Bravo {number} !") for number in range(3)}
        batch = self.fetch_until(net, connection, "", [Ref(post.remote_id, post.url, post.extra)], 3)
        assert sorted(message.ref.id for message in batch.messages) == sorted(wanted)
        assert [message.at for message in batch.messages] == sorted(message.at for message in batch.messages)

    def test_an_answer_stands_under_what_it_answers(self, net: Network, connection: Connection, far: FarSide):
        post = self.send(net, connection, self.parcel(net))
        refs = [Ref(post.remote_id, post.url, post.extra)]
        far.reply(post.remote_id, "Ouvert le dimanche ?")
        (message,) = self.fetch_until(net, connection, "", refs, 1).messages
        answer = self.send(net, connection, self.parcel(net, "Oui, de 10 h à 18 h.", reply_to=message.ref))
        there = {post.id: post for post in far.posts()}[answer.remote_id]
        assert there.text.endswith("Oui, de 10 h à 18 h.")
        assert there.parent == self.parent_of_answer(message.ref.id, post.remote_id)

    def parent_of_answer(self, message: str, post: str) -> str:
        """What an answer to `message` stands under; override where threads are flat."""
        return message

    def test_our_own_answers_are_not_messages(self, net: Network, connection: Connection, far: FarSide):
        post = self.send(net, connection, self.parcel(net))
        refs = [Ref(post.remote_id, post.url, post.extra)]
        far.reply(post.remote_id, "Bonjour")
        batch = self.fetch_until(net, connection, "", refs, 1)
        self.send(net, connection, self.parcel(net, "Bonjour à vous", reply_to=batch.messages[0].ref))
        assert self.fetch_until(net, connection, batch.cursor, refs, 0).messages == ()

    # --- figures ----------------------------------------------------------------------------------------------------

    def test_figures_of_a_post_are_those_the_network_declares(self, net: Network, connection: Connection, far: FarSide):
        post = self.send(net, connection, self.parcel(net))
        far.like(post.remote_id)
        ref = Ref(post.remote_id, post.url, post.extra)
        figures = self.figures_with_a_like(net, connection, ref)
        assert set(figures.values) <= net.post_metrics
        assert figures.values[Metric.LIKES] == 1
        assert all(value is None or value >= 0 for value in figures.values.values())
        assert figures.raw

    def figures_with_a_like(self, net: Network, connection: Connection, ref: Ref) -> Any:
        """The figures of the post once the like is seen."""
        until = datetime.now(UTC) + timedelta(seconds=self.wait_seconds)
        while True:
            figures = net.post_figures(connection, [ref]).get(ref.id)
            if (figures and figures.values.get(Metric.LIKES)) or datetime.now(UTC) >= until:
                assert figures
                return figures
            time.sleep(0.05)

    def test_a_post_that_is_gone_has_no_figures(self, net: Network, connection: Connection, far: FarSide):
        kept, gone = (self.send(net, connection, self.parcel(net, text)) for text in ("Reste", "Disparaît"))
        self.figures_until(net, connection, [kept, gone], {kept.remote_id, gone.remote_id})
        far.delete(gone.remote_id)
        self.figures_until(net, connection, [kept, gone], {kept.remote_id})

    def figures_until(self, net: Network, connection: Connection, posts: Sequence[Sent], wanted: set[str]) -> None:
        """Figures come for exactly the wanted posts, at the latest after the time the far side may take."""
        refs = [Ref(post.remote_id, post.url, post.extra) for post in posts]
        until = datetime.now(UTC) + timedelta(seconds=self.wait_seconds)
        while (found := set(net.post_figures(connection, refs))) != wanted:
            assert datetime.now(UTC) < until, found
            time.sleep(0.05)

    def test_figures_of_the_account_are_those_the_network_declares(self, net: Network, connection: Connection):
        figures = net.account_figures(connection)
        assert set(figures.values) <= net.account_metrics
        assert figures.values[Metric.FOLLOWERS] is not None

    # --- a token that does not hold ---------------------------------------------------------------------------------

    def test_a_wrong_token_sends_nothing_and_asks_for_a_person(self, net: Network, connection: Connection, far: FarSide):
        wrong = self.with_wrong_token(connection)
        outcome: Outcome = net.send(wrong, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is self.ended[1]
        assert far.posts() == []
        for read in (lambda: net.fetch(wrong, "", []), lambda: net.account_figures(wrong)):
            with pytest.raises(self.ended[0]):
                read()

    @property
    def ended(self) -> tuple[type[Exception], Trouble]:
        """What access that is worth nothing is answered with: what is raised, and what a parcel is told."""
        return (AccessLost, Trouble.AUTH) if self.tells_withdrawn else (AccessExpired, Trouble.EXPIRED)

    def with_wrong_token(self, connection: Connection) -> Connection:
        """The same connection with secrets that prove nothing."""
        wrong = dict.fromkeys(connection.secrets, "wrong-token")
        return Connection(connection.service, connection.remote_id, connection.handle, wrong, connection.wire, connection.limits)
