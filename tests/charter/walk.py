"""How the walk opens the addresses of the charter."""

import io
from datetime import timedelta

from PIL import Image

from charter import current, drills, editing, fonts, logos, mutes, papers
from charter.papers import KINDS
from charter.sections import SECTIONS, content
from lib import clock, pictures, pictures_child
from lib.fonts import Font
from team.models import Membership
from tests.walk import get, post


def version(member: Membership) -> list[int]:
    """One more version of the charter."""
    charter = current.of(member.brand)
    said = {**content(charter, SECTIONS["voice"]), "voice": f"Version {charter.number + 1}."}
    return [editing.save(member.brand, SECTIONS["voice"], said, by=member, base=charter.number).number]


def logo(member: Membership) -> list[str]:
    """A logo of the brand."""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    with pictures.read_by(pictures_child.work):
        return [logos.keep(member.brand, pictures.Picture(drawn.getvalue(), "image/png", 4, 4))]


def paper(member: Membership) -> list[str | int]:
    """One more version of the community charter."""
    parts, now = KINDS["community"].parts, papers.of(member.brand, "community")
    said = {**papers.content(now, parts["page"]), "public": True, "indexed": not now.number % 2}
    saved = editing.save(member.brand, parts["page"], said, by=member, base=now.number)
    return ["community", saved.number]


def public(member: Membership) -> list[str | int]:
    """The address of a brand's rules."""
    return [member.brand.slug, "fr", paper(member)[1]]


def coming(member: Membership) -> list[str | int]:
    """A version of the charter that is to come."""
    charter = member.brand.charters.to_come().first() or current.of(member.brand)
    said = {**content(charter, SECTIONS["voice"]), "voice": "Slow."}
    starts = clock.now() + timedelta(days=9)
    saved = editing.save(member.brand, SECTIONS["voice"], said, by=member, base=charter.number, starts=starts)
    return ["charter", saved.number]


def policy(member: Membership) -> list[int]:
    """A staff policy; nothing stands in the address."""
    part, now = KINDS["staff"].parts["policy"], papers.of(member.brand, "staff")
    editing.save(member.brand, part, {"text_fr": "", "text_en": "Read twice, write once."}, by=member, base=now.number)
    return []


def drill(member: Membership) -> list[int]:
    """An exercise of a small crisis plan."""
    parts = KINDS["crisis"].parts
    level = {"name": "One", "triggers": "", "answer": "", "holds": False}
    role = {"role": "Lead", "who": "", "phone": "", "deputy": "", "deputy_phone": "", "tasks": "Call\nWrite"}
    for name, row in (("levels", level), ("roles", role)):
        base = papers.of(member.brand, "crisis").number
        editing.save(member.brand, parts[name], {"rows": [row]}, by=member, base=base)
    return [drills.begin(member.brand, "One", by=member).pk]


def a_mute(member: Membership) -> list[int]:
    """A false alarm of the brand."""
    version(member)
    return [mutes.mute(member.brand, "charter.never", "promo", by=member, reason="A name").pk]


def font(member: Membership) -> list[str]:
    """A font of the brand."""
    return [fonts.keep(member.brand, Font(b"as if it were a font", "Lune", "Regular"))]


LINES = {
    "charter:show": get(),
    "charter:try": post(text="Bonjour"),
    "charter:history": get(),
    "charter:version": get(version),
    "charter:restore": post(version),
    "charter:approve": post(coming),
    "charter:withdraw": post(coming),
    "charter:logo": get(logo),
    "charter:font": get(font),
    "charter:typefaces": get(version),
    "charter:section": post(lambda member: ["voice"], owned=False, voice="Warm.", address="vous", base="0"),
    "charter:acknowledge": post(policy, owned=False, base="1"),
    "charter:drill_begin": post(level="One"),
    "charter:drill": get(drill),
    "charter:drill_tick": post(lambda member: [*drill(member), 0]),
    "charter:drill_finish": post(drill, debrief="Faster."),
    "charter:paper": get(lambda member: ["community"], owned=False),
    "charter:paper_history": get(lambda member: ["community"], owned=False),
    "charter:paper_version": get(paper),
    "charter:paper_restore": post(paper),
    "charter:paper_section": post(lambda member: ["community", "page"], owned=False, public="on", base="0"),
    "charter:paper_read": get(lambda member: ["community", "page"], owned=False),
    "community": get(lambda member: public(member)[:1], owned=False),
    "community_page": get(lambda member: public(member)[:2], owned=False),
    "community_version": get(public, owned=False),
    "charter:mutes": get(),
    "charter:mute": post(rule="charter.never", words="promo", reason="A name"),
    "charter:lift_mute": post(a_mute),
    "charter:read": get(lambda member: ["voice"], owned=False),
}
