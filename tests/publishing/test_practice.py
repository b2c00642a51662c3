"""Every network through the whole post office: connected on the practice network, a post with a picture sent, the answer read."""

import threading
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from lib import clock, pictures
from networks import NETWORKS, network
from networks.contract import video
from networks.figures import Metric
from networks.parcels import Poll
from networks.stubs.server import Server
from publishing.accounts import accounts, connecting, practice
from publishing.engine import draining
from publishing.engine.planning import plan
from publishing.letters.letters import Letter, Picture, Video
from publishing.models import Account, State

NAMES, ZONE = list(NETWORKS), "Europe/Paris"


@pytest.fixture
def practice_net(settings):
    server = Server("127.0.0.1", 0, None, names=NAMES)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.STUBNET_URL = server.url
    for stub in server.net.stubs.values():
        stub.fetch = lambda url: Client().get(url.removeprefix(settings.SITE_URL)).getvalue()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def photo():
    """A photograph as the library keeps it, too wide and too large for some networks."""
    out = BytesIO()
    Image.effect_noise((2400, 1000), 40).convert("RGB").save(out, "JPEG", quality=90)
    return default_storage.save("assets/photo.jpg", ContentFile(pictures.read(out.getvalue()).data))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", NAMES)
def test_a_post_with_a_picture_goes_the_whole_way(practice_net, photo, admin, name):
    net, stub = network(name), practice_net.net.stubs[name]
    identity = practice.open_account(net, name="Maison Lune", handle="maison_lune")
    account = connecting.connect(admin.brand, net, identity, by=admin, kind=Account.Wire.STUB)
    letter = Letter("La verveine est là 🌿", [Picture(photo, "Des feuilles de verveine")], language="fr")
    row = plan(account, letter, origin="a", wall=clock.wall(clock.now(), ZONE), zone=ZONE)

    assert draining.drain(20) == 1

    row.refresh_from_db()
    assert row.state == State.PUBLISHED, row.reason
    assert row.remote_url.startswith(practice_net.url)
    (post,) = stub.posts.values()
    assert (post.id, post.text, post.alts) == (row.remote_id, "La verveine est là 🌿", ("Des feuilles de verveine",))
    shown = Image.open(BytesIO(stub.content(stub.blobs[post.pictures[0]])))
    rules = net.rules.pictures
    assert rules.max_ratio is None or shown.width / shown.height <= rules.max_ratio
    assert rules.max_width is None or shown.width <= rules.max_width

    stub.say(stub.person("zoe", "Zoé"), "Enfin !", parent=post.id)
    stub.like(post.id, stub.person("zoe"))
    connection, posts = accounts.open_connection(account), accounts.recent_posts(account)
    (message,) = net.fetch(connection, "", posts).messages
    assert (message.text, message.about) == ("Enfin !", row.remote_id)
    assert net.post_figures(connection, posts)[row.remote_id].values[Metric.LIKES] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [name for name in NAMES if network(name).rules.videos])
def test_a_video_goes_the_whole_way(practice_net, admin, name):
    net, stub = network(name), practice_net.net.stubs[name]
    identity = practice.open_account(net, name="Maison Lune", handle="maison_lune")
    account = connecting.connect(admin.brand, net, identity, by=admin, kind=Account.Wire.STUB)
    item = video()
    kept = default_storage.save(f"renditions/{item.digest}.mp4", ContentFile(item.read()))
    film = Video(kept, item.digest, item.mime, item.size, item.width, item.height, 12.0, "Une théière qui fume")
    row = plan(account, Letter("En film", videos=[film]), origin="a", wall=clock.wall(clock.now(), ZONE), zone=ZONE)
    assert draining.drain(20) == 1
    row.refresh_from_db()
    assert row.state == State.PUBLISHED, row.reason
    (post,) = stub.posts.values()
    told = "Une théière qui fume" if net.rules.videos.described else ""
    assert (stub.content(stub.blobs[post.pictures[0]]), post.alts) == (item.read(), (told,))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [name for name in NAMES if network(name).rules.polls])
def test_a_poll_goes_the_whole_way(practice_net, admin, name):
    net, stub = network(name), practice_net.net.stubs[name]
    identity = practice.open_account(net, name="Maison Lune", handle="maison_lune")
    account = connecting.connect(admin.brand, net, identity, by=admin, kind=Account.Wire.STUB)
    letter = Letter("Quel jour ?", poll=Poll(("Lundi", "Mardi"), 86_400))
    row = plan(account, letter, origin="a", wall=clock.wall(clock.now(), ZONE), zone=ZONE)
    assert draining.drain(20) == 1
    row.refresh_from_db()
    assert row.state == State.PUBLISHED, row.reason
    (post,) = stub.posts.values()
    assert post.extra["poll"]["choices"] == ["Lundi", "Mardi"]
