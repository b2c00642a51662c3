"""How the walk opens the addresses of the charter."""

from charter import current, editing, logos
from charter.sections import SECTIONS, content
from lib.pictures import Picture
from team.models import Membership
from tests.walk import get, post


def version(member: Membership) -> list[int]:
    """One more version of the charter."""
    charter = current.of(member.brand)
    said = {**content(charter, SECTIONS["voice"]), "voice": f"Version {charter.number + 1}."}
    return [editing.save(member.brand, SECTIONS["voice"], said, by=member, base=charter.number).number]


def logo(member: Membership) -> list[str]:
    """A logo of the brand."""
    return [logos.keep(member.brand, Picture(b"as if it were a picture", "image/png", 1, 1))]


LINES = {
    "charter:show": get(),
    "charter:try": post(text="Bonjour"),
    "charter:history": get(),
    "charter:version": get(version),
    "charter:restore": post(version),
    "charter:logo": get(logo),
    "charter:section": post(lambda member: ["voice"], owned=False, voice="Warm.", address="vous", base="0"),
    "charter:read": get(lambda member: ["voice"], owned=False),
}
