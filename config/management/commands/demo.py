"""Make the demo brand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo import make


class Command(BaseCommand):
    """Tell the story of the demo brand into an empty installation."""

    help = "Make the demo brand: people, plan, charter, accounts on the practice network, posts, conversations, figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=8, help="how many weeks of past to tell (default 8)")

    def handle(self, *args: Any, **options: Any) -> None:
        if make.exists():
            raise CommandError("There are people here already: the demo brand is made into an empty installation only.")
        try:
            story = make.make(lambda what: self.stdout.write(f"  {what}…"), options["weeks"])
        except BaseException:
            make.forget()
            raise
        posts, messages = story.brand.posts.count(), sum(c.messages.count() for c in story.brand.conversations.all())
        self.stdout.write(f"{story.brand}: {posts} posts, {messages} messages. Sign-ins: {make.settings.DATA / 'demo.json'}")
