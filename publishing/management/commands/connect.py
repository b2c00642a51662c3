"""Connect an account from the command line."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

import networks
from lib import shell
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
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=shell.language(dict(settings.LANGUAGES)))
        for name, kind in _questions().items():
            if kind == "secret":
                parser.add_argument(f"--{name.replace('_', '-')}-file", dest=name, type=Path, help=f"file that holds the {name}")
            else:
                parser.add_argument(f"--{name.replace('_', '-')}", dest=name, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect it, and say so, or why not, in the language of the shell."""
        with translation.override(options["language"]):
            self.stdout.write(_("%(account)s is connected to %(brand)s.") % self._connected(options))

    def _connected(self, options: dict[str, Any]) -> dict[str, Any]:
        network = networks.network(options["network"])
        brand = Brand.objects.filter(slug=options["brand"]).first()
        if brand is None:
            raise CommandError(_("There is no brand with the address “%(slug)s”.") % {"slug": options["brand"]})
        answers = {question.name: self._answer(question, options[question.name]) for question in network.connect_fields}
        try:
            identity = connecting.ask(network, answers, kind=Account.Wire.LIVE)
        except ConnectRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except (NotReached, Lost) as error:
            raise CommandError(connecting.why_not_asked(error)) from error
        account = connecting.connect(brand, network, identity, by="manage.py connect")
        return {"account": account, "brand": brand}

    def _answer(self, question: Any, given: Any) -> str:
        if question.kind == "secret" and given:
            try:
                return given.read_text().strip()
            except OSError as error:
                raise CommandError(f"{given}: {error.strerror}") from error
        if not given and question.required and not question.initial:
            option = f"--{question.name.replace('_', '-')}{'-file' if question.kind == 'secret' else ''}"
            raise CommandError(_("%(label)s: give %(option)s.") % {"label": question.label, "option": option})
        return str(given or question.initial)


def _questions() -> dict[str, str]:
    """Every question any network asks, with its kind."""
    return {question.name: question.kind for network in networks.all_networks() for question in network.connect_fields}
