"""Connect an account from the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import networks
from lib.answers import Lost, NotReached
from networks.base import ConnectRefused
from publishing.accounts import connecting
from publishing.models import Account
from team.models import Brand


class Command(BaseCommand):
    """`manage.py connect NETWORK --brand SLUG …`, with an option for each question the network asks.

    Secrets are read from files (`--password-file`), so that they stay out of the shell's history and the process list.
    """

    help = "Connect an account of a social network to a brand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", choices=list(networks.NETWORKS))
        parser.add_argument("--brand", required=True, help="the brand's address (slug)")
        for name, kind in _questions().items():
            if kind == "secret":
                parser.add_argument(f"--{name.replace('_', '-')}-file", dest=name, type=Path, help=f"file that holds the {name}")
            else:
                parser.add_argument(f"--{name.replace('_', '-')}", dest=name, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        network = networks.network(options["network"])
        brand = Brand.objects.filter(slug=options["brand"]).first()
        if brand is None:
            raise CommandError(f"There is no brand with the address {options['brand']!r}.")
        answers = {question.name: self._answer(question, options[question.name]) for question in network.connect_fields}
        try:
            identity = connecting.ask(network, answers, kind=Account.Wire.LIVE)
        except ConnectRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except (NotReached, Lost) as error:
            raise CommandError(f"The server could not be asked: {error}") from error
        account = connecting.connect(brand, network, identity, by="manage.py connect")
        self.stdout.write(f"{account} is connected to {brand}.")

    def _answer(self, question: Any, given: Any) -> str:
        if question.kind == "secret" and given:
            try:
                return given.read_text().strip()
            except OSError as error:
                raise CommandError(f"{given}: {error.strerror}") from error
        if not given and question.required and not question.initial:
            raise CommandError(
                f"{question.label}: give --{question.name.replace('_', '-')}{'-file' if question.kind == 'secret' else ''}."
            )
        return str(given or question.initial)


def _questions() -> dict[str, str]:
    """Every question any network asks, with its kind."""
    return {question.name: question.kind for network in networks.all_networks() for question in network.connect_fields}
