"""Telling the story of the demo brand, from its first day to a few weeks ahead of now, through the product's own verbs.

The practice network runs inside this process with its clock on the day that is told; its journal is what the server of the
practice network finds when it starts.
"""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from analytics import collecting
from config.demo import (
    faces,
    footage,
    marks,
    opinions,
    paper,
    pictures,
    plan,
    program,
    repeats,
    reserve,
    rules,
    shelves,
    site,
    talk,
    thoughts,
    threads,
    watch,
    words,
)
from config.demo.almanac import Almanac, opening_after
from config.demo.scenes import SCENES
from config.demo.wire import Practice
from editorial import content, drafting
from editorial.approval import approval, asking, submission
from editorial.library import assets
from editorial.models import Asset, Post
from lib import clock, pictures_child
from lib.pictures import read_by
from moderation import answering, fetching
from moderation.models import Conversation
from networks.stubs.world import Person
from publishing.accounts import accounts, connecting, practice
from publishing.engine import draining
from publishing.models import Account
from team.models import Brand, Membership, Notice, User

Say = Callable[[str], None]


@dataclass
class Story:
    """The demo brand while it is being told."""

    brand: Brand
    team: dict[str, Membership]
    net: Practice
    now: datetime
    password: str
    accounts: dict[str, Account] = field(default_factory=dict)
    themes: plan.Themes = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(1894))  # noqa: S311 - a story, not a secret

    @property
    def year(self) -> Almanac:
        """The calendar of the story."""
        return Almanac(opening_after(self.day(self.now)))

    def day(self, moment: datetime) -> date:
        """The day it is for the brand at that moment."""
        return clock.wall(moment, self.brand.zone).date()


def make(say: Say, weeks: int = 8) -> Story:
    """Tell the whole story, `weeks` weeks of past and four of future, and write the sign-ins to DATA/demo.json."""
    now = clock.now()
    practice_net = Practice(settings.STUBNET_URL or "http://127.0.0.1:9090", settings.DATA / "stubnet")
    with accounts.standing_in(Account.Wire.STUB, practice_net), read_by(pictures_child.work):
        with clock.stopped_at(now - timedelta(weeks=weeks, days=3)):
            password = settings.DEMO_PASSWORD or secrets.token_urlsafe(9)
            brand, team = plan.found(password)
            story = Story(brand, team, practice_net, now, password)
            _settle_in(story, weeks)
            items = program.schedule(now, weeks, brand.zone)
            _draw(story, {item.scene for item in items} | threads.scenes())
        say("posts")
        with asking.together(story.brand):
            _write_posts(story, items)
            threads.tell(story.brand, story.team, story.accounts, story.assets, story.now)
            shelves.arrange(story.brand, story.team, story.assets, story.day(story.now))
            reserve.keep(story.brand, story.team, story.accounts, story.assets)
            repeats.begin(story.brand, story.team, story.accounts, story.assets, story.now)
        watch.tell(story.brand, story.team, story.now)
        say("days")
        _live_through(story, weeks)
        reserve.renew(story.brand, story.team)
        thoughts.keep(story.brand, story.team, story.now)
        opinions.tell(story.brand, story.team)
        marks.keep(story.brand, story.team, story.now)
        marks.post_by_hand(story.net, story.accounts, story.now)
        paper.sign(story.brand, story.team, story.now)
        site.bring_in(story.brand, story.team, story.day(story.now))
    practice_net.close()
    _note_sign_ins(story)
    return story


def _settle_in(story: Story, weeks: int) -> None:
    """Charter, campaigns and accounts."""
    plan.write_charter(story.brand, story.team)
    rules.write(story.brand, story.team)
    words.keep(story.brand, story.team)
    story.themes = plan.draw_up(story.brand, story.team, story.now, weeks)
    for key, (network, handle, name, followers) in program.ACCOUNTS.items():
        identity = practice.open_account(program.network(network), name=name, handle=handle)
        story.accounts[key] = connecting.connect(
            story.brand, program.network(network), identity, by=story.team["admin"], kind=Account.Wire.STUB
        )
        story.net.enliven(story.accounts[key], followers)
    faces.put_on(story.net, story.accounts, clock.now())


def _draw(story: Story, scenes: set[str]) -> None:
    """The pictures of these scenes, and a film, for the library."""
    for number, scene in enumerate(SCENES):
        if scene in scenes:
            file = SimpleUploadedFile(f"{scene}.jpg", pictures.draw(scene, number), "image/jpeg")
            story.assets[scene] = assets.add(story.brand, file, by=story.team["cm"], alt=pictures.alt(scene, "fr"))
    film = SimpleUploadedFile(footage.NAME, footage.film(), "video/mp4")
    story.assets["film"] = assets.add(story.brand, film, by=story.team["cm"], alt=footage.ALTS[0])


def _write_posts(story: Story, items: list[program.Item]) -> None:
    """Draft, submit and decide on every post days before its hour; those to come wait at the stage they would be in."""
    for item in items:
        written = min(item.moment - timedelta(days=4, hours=story.chance.randint(1, 40)), story.now - timedelta(hours=1))
        with clock.stopped_at(written):
            post = _draft(story, item)
        if item.stage == "draft":
            continue
        with clock.stopped_at(written + timedelta(minutes=20)):
            submission.submit(post, by=story.team["cm"])
        if item.stage == "approved":
            post.refresh_from_db()
            with clock.stopped_at(written + timedelta(minutes=40)):
                approval.approve(post, by=story.team["approver"], digest=content.of(post).digest())


def _draft(story: Story, item: program.Item) -> Post:
    images = [content.Image(story.assets[item.scene], pictures.alt(item.scene, item.language))] if item.scene else []
    chosen = [story.accounts[key] for key in item.accounts]
    versions = tuple(content.Version(account, link="" if account.network.rules.link == "none" else None) for account in chosen)
    shared = content.Content(item.text, item.link, item.language, versions, tuple(images))
    wall = clock.wall(item.moment, story.brand.zone) if item.dated else None
    theme = story.themes.get((item.season, item.theme))
    draft = drafting.Draft(shared, theme.campaign if theme else None, theme, wall, story.brand.zone)
    return drafting.create(story.brand, draft, by=story.team["cm"])


def _live_through(story: Story, weeks: int) -> None:
    """Let every hour pass at which something was due: send it, let the community talk, answer, measure."""
    community, (evenings, read) = _gather(story), _evenings(story, weeks)
    due = set(story.brand.publications.filter(due_at__lt=story.now).values_list("due_at", flat=True))
    before = story.now - timedelta(weeks=weeks, days=1)
    for moment in sorted(due | evenings):
        with clock.stopped_at(moment):
            draining.drain()
        if moment in evenings:
            _evening(story, community, before, moment, read=moment in read)
            before = moment
    with clock.stopped_at(story.now - timedelta(minutes=2)):
        _fetch(story)
        _measure(story)
    Notice.objects.filter(at__lt=story.now - timedelta(days=2)).update(read_at=story.now, mailed_at=story.now)
    Notice.objects.filter(mailed_at=None).update(mailed_at=story.now)


def _evenings(story: Story, weeks: int) -> tuple[set[datetime], set[datetime]]:
    """The evenings on which the team sits down, and those on which figures are read.

    It sits down on each of the last ten days and every third one before; figures are read every sixth day, on the last
    three, and on the last day of a campaign.
    """
    today, ends = story.day(story.now), set(story.brand.campaigns.values_list("ends_on", flat=True))
    days = {back: today - timedelta(days=back) for back in range(weeks * 7)}
    sits = {back for back, day in days.items() if back < 10 or back % 3 == 0 or day in ends}
    read = {back for back in sits if back % 6 == 0 or back < 3 or days[back] in ends}

    def evenings(chosen: set[int]) -> set[datetime]:
        moments = {clock.resolve(datetime.combine(days[back], time(21, 30)), story.brand.zone) for back in chosen}
        return {moment for moment in moments if moment < story.now}

    return evenings(sits), evenings(read)


def _gather(story: Story) -> dict[str, list[Person]]:
    networks = {account.network_name for account in story.accounts.values()}
    return {name: [story.net.somebody(name, handle, shown) for handle, shown in talk.PEOPLE] for name in networks}


def _evening(story: Story, community: dict[str, list[Person]], before: datetime, moment: datetime, *, read: bool) -> None:
    """What people said since the evening before comes in; the team answers what it can; the figures are read."""
    for account in story.accounts.values():
        for post in story.net.recent(account, before, moment):
            _react(story, community[account.network_name], account.network_name, post, moment)
    with clock.stopped_at(moment + timedelta(minutes=20)):
        _fetch(story)
        if read:
            _measure(story)
    with clock.stopped_at(moment + timedelta(minutes=40)):
        _answer_some(story, moment)
        draining.drain()


def _react(story: Story, people: list[Person], network: str, post: str, moment: datetime) -> None:
    fresh = story.now - moment < timedelta(days=3)
    known = [exchange for exchange in talk.on(story.year, story.day(moment)) if fresh or exchange.answer]
    talkers = story.chance.sample(people, k=story.chance.choice([0, 1, 1, 1, 2, 2] if fresh else [0, 0, 1, 1]))
    for person in talkers:
        said = story.chance.choice(known).said
        story.net.say(network, person, said, post, moment - timedelta(minutes=story.chance.randint(5, 600)))
    for person in story.chance.sample(people, k=story.chance.randint(2, 9)):
        story.net.like(network, person, post)


def _fetch(story: Story) -> None:
    for account in story.accounts.values():
        fetching.fetch(account.pk)


def _measure(story: Story) -> None:
    collecting.begin_watching()
    for account in story.accounts.values():
        collecting.collect(account.pk)


def _answer_some(story: Story, moment: datetime) -> None:
    """The team answers nearly everything it knows an answer to; the last two days still wait for many."""
    answers = talk.answers(story.year, story.day(moment))
    fresh = story.now - moment < timedelta(days=2)
    waiting = Conversation.objects.filter(brand=story.brand, waiting_since__isnull=False).select_related(
        "account__brand", "person"
    )
    for conversation in waiting.order_by("waiting_since")[:40]:
        said = conversation.messages.filter(inbound=True).order_by("-at").first()
        text = answers.get(said.text, "") if said else ""
        who = story.team[story.chance.choice(["cm", "moderator", "lead"])]
        if text and story.chance.random() < (0.25 if fresh else 0.93):
            answering.answer(conversation, by=who, text=text, resolve=story.chance.random() < 0.8)


def _note_sign_ins(story: Story) -> None:
    lines = [
        {"email": story.team[key].user.email, "password": story.password, "role": ", ".join(story.team[key].role_labels)}
        for key in ("admin", "lead", "cm", "approver")
    ]
    file: Path = settings.DATA / "demo.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps({"sign_ins": lines, "brand": story.brand.slug}, ensure_ascii=False, indent=1))


def forget() -> None:
    """Empty the installation again, after a story that broke off: it was empty before."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.DATA / "stubnet", ignore_errors=True)


def exists() -> bool:
    """Whether the demo brand is there already, or anybody else."""
    return Brand.objects.filter(slug=plan.SLUG).exists() or User.objects.exists()
