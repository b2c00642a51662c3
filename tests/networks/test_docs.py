"""docs/networks.md says of every network what the code says."""

from pathlib import Path

import pytest

from networks import NETWORKS, all_networks
from networks.base import Network
from networks.figures import Metric

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "networks.md"
UNITS = {
    "graphemes": "characters as readers count them",
    "graphemes_short_urls": "characters as readers count them, a URL 23",
    "utf8_bytes": "bytes",
    "utf16": "UTF-16 units",
    "codepoints": "code points",
}
LINKS = {"card": "as a card", "text": "in the text", "none": "none"}
MIMES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP", "image/gif": "GIF"}
MIMES |= {"video/mp4": "MP4", "video/webm": "WebM", "video/quicktime": "MOV"}


def told(source) -> str:
    return f"{source.what} ({source.checked_on}, {source.trust.replace('_', '-')})"


def texts(net: Network) -> list[str]:
    rows = [f"| {net.label} | post | {limit.limit:,} | {UNITS[limit.unit]} | {told(limit.source)} |" for limit in net.rules.texts]
    answers = [
        f"| {net.label} | answer | {limit.limit:,} | {UNITS[limit.unit]} | {told(limit.source)} |"
        for limit in net.rules.reply_texts
    ]
    return rows + answers


def pictures(net: Network) -> list[str]:
    rules = net.rules.pictures
    ratio = f"{rules.min_ratio} to {rules.max_ratio}" if rules.min_ratio else "any"
    width = f"{rules.min_width} to {rules.max_width}" if rules.min_width else "any"
    alt = f"{rules.max_alt:,}" if rules.max_alt else "none told"
    kinds = ", ".join(MIMES[mime] for mime in rules.mimes)
    size = f"{rules.max_bytes / 1e6:.3g} MB"
    count = f"{rules.min_count} to {rules.max_count}"
    return [f"| {net.label} | {count} | {kinds} | {size} | {ratio} | {width} | {alt} | {told(rules.source)} |"]


def videos(net: Network) -> list[str]:
    rules = net.rules.videos
    if rules is None:
        return []
    lasts = " to ".join(f"{seconds:g} s" for seconds in (rules.min_seconds, rules.max_seconds) if seconds) or "none told"
    ratio = f"{rules.min_ratio} to {rules.max_ratio}" if rules.min_ratio else "any"
    size = f"{rules.max_bytes / 1e6:.3g} MB" if rules.max_bytes else "none told"
    alt = f"{rules.max_alt:,}" if rules.max_alt else "none told"
    mixed = "yes" if net.rules.mixed_media else "no"
    kinds = ", ".join(MIMES[mime] for mime in rules.mimes)
    return [
        f"| {net.label} | {rules.max_count} | {mixed} | {kinds} | {size} | {lasts} | {ratio} | {alt} | {told(rules.source)} |"
    ]


def polls(net: Network) -> list[str]:
    rules = net.rules.polls
    if rules is None:
        return []
    choices, words = f"{rules.min_choices} to {rules.max_choices}", f"{rules.choice.limit} {UNITS[rules.choice.unit]}"
    lasts = f"{rules.min_seconds:,} s to {rules.max_seconds:,} s"
    several, media = ("yes" if value else "no" for value in (rules.multiple, rules.with_media))
    return [f"| {net.label} | {choices} | {words} | {lasts} | {several} | {media} | {told(rules.source)} |"]


def chains(net: Network) -> list[str]:
    threads, comments = ("yes" if able else "no" for able in (net.threads, net.first_comments))
    return [f"| {net.label} | {threads} | {comments} |"]


def acts(net: Network) -> list[str]:
    like, hide, block = ("yes" if net.can(act) else "no" for act in ("like", "hide", "block"))
    delete = ("our posts and answers" if net.deletes_posts else "our answers") if net.can("delete") else "no"
    delete += ", comments below our posts" if net.deletes_comments else ""
    return [f"| {net.label} | {like} | {hide} | {delete} | {block} |"]


def options(net: Network) -> list[str]:
    asked = [f"`{option.name}`" for option in net.options if option.asked]
    return [f"| {net.label} | {', '.join(asked)} |"] if asked else []


def listing(net: Network) -> list[str]:
    return [f"| {net.label} | {'yes' if net.can('own_posts') else 'no'} |"]


def abilities(net: Network) -> list[str]:
    def names(metrics):
        return ", ".join(metric.value for metric in Metric if metric in metrics)

    link = LINKS[net.rules.link] + (
        "" if net.rules.card_with_pictures or net.rules.link != "card" else ", in the text beside pictures"
    )
    return [f"| {net.label} | {link} | {names(net.post_metrics)} | {names(net.account_metrics)} |"]


@pytest.mark.parametrize("rows", [texts, pictures, videos, polls, chains, acts, options, listing, abilities])
def test_the_tables_are_those_of_the_code(rows):
    wanted = [row for net in all_networks() for row in rows(net)]
    page = PAGE.read_text()
    missing = [row for row in wanted if row not in page]
    assert not missing, "put into docs/networks.md:\n" + "\n".join(wanted)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_its_page_of_quirks(name):
    page = ROOT / "networks" / name / "README.md"
    assert page.exists(), f"write {page.relative_to(ROOT)}: abilities, limits with their sources, quirks"
    for heading in ("## Connecting", "## Abilities", "## Limits", "## Quirks"):
        assert heading in page.read_text(), f"{page.relative_to(ROOT)} lacks {heading}"
    assert f"networks/{name}/README.md" in PAGE.read_text()
