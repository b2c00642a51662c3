"""What the queue does for the team."""

from team import digest


def mail_notices() -> int:
    """Send the notices that people want by e-mail; how many letters went out. Harmless to run twice."""
    return digest.send_due()
