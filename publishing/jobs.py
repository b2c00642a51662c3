"""Jobs of the workers. Each may run twice, late, or not at all; the next one makes good."""

from lib import clock
from publishing.accounts import checking, outside, preflight, profiles, tokens
from publishing.engine import draining, judging, planning, reconciling
from publishing.letters import link_pages
from publishing.traffic import tallies
from publishing.troubles import troubles


def drain() -> None:
    """Send what is due."""
    draining.drain()


def reconcile() -> None:
    """Look for what nobody knows whether it left."""
    reconciling.reconcile()


def tell_troubles() -> None:
    """Tell people what needs them."""
    troubles.tell()


def refresh_tokens() -> None:
    """Keep the access of accounts alive, and let nothing wait for one that is."""
    tokens.refresh_ageing()
    planning.let_back()


def renew_limits() -> None:
    """Ask instances what they take now."""
    checking.renew_limits(clock.now())


def roll_up() -> None:
    """Keep the counts for a monitor short."""
    tallies.roll_up()


def renew_allowances() -> None:
    """Ask networks how many posts they counted."""
    checking.renew_allowances()


def read_profiles() -> int:
    """Ask networks what they show of the accounts; how many were asked."""
    return profiles.read_due(clock.now())


def look_outside() -> None:
    """Ask networks what accounts posted without us."""
    outside.look_all(clock.now())


def look_ahead() -> None:
    """Ask whether the accounts that send soon still can."""
    preflight.look_ahead(clock.now())


def hold_against_charters() -> None:
    """Hold what a charter that came into force stops."""
    judging.look_ahead()


def forget_pages() -> None:
    """Forget the pages behind links that nobody asks for any more."""
    link_pages.forget_old()
