"""The pages of a stub network: what people would see there, so that one can look at what was published."""

import html
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from lib.answers import Reply
from networks.stubs.stub import Stub
from networks.stubs.world import Blob, Person, Post, draw

ZONE = ZoneInfo("Europe/Paris")
AT_ONCE = 30
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
WORDS = {
    "fr": {
        "practice": "Réseau d’entraînement : rien ici n’est public.",
        "followers": "abonnés",
        "posts": "publications",
        "nothing": "Rien n’a encore été publié ici.",
        "older": "Publications plus anciennes",
        "accounts": "Comptes",
        "back": "Tout le profil",
        "months": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    },
    "en": {
        "practice": "A network to practise on: nothing here is public.",
        "followers": "followers",
        "posts": "posts",
        "nothing": "Nothing has been published here yet.",
        "older": "Older posts",
        "accounts": "Accounts",
        "back": "The whole profile",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    },
}
SIGNS = {"likes": "♥", "shares": "⟲", "replies": "↩", "views": "◉", "saves": "⚑", "clicks": "➚", "reach": "◎"}
STYLE = """
:root{--accent:%s;--ground:#f5f4f1;--paper:#fff;--ink:#1d1c1a;--quiet:#6d6a64;--line:#e5e2dc}
@media(prefers-color-scheme:dark){:root{--ground:#171614;--paper:#201f1c;--ink:#efede8;--quiet:#a29e96;--line:#35332f}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.practice{background:var(--accent);color:#fff;text-align:center;font-size:13px;padding:6px 12px}
main{max-width:620px;margin:0 auto;padding:20px 14px 60px}
.who{display:flex;gap:14px;align-items:center;padding:4px 4px 14px}.who h1{font-size:22px;line-height:1.2;margin:0}
.who p{margin:2px 0 0}.about{margin:0 4px 22px}.quiet{color:var(--quiet);font-size:14px}
.face{flex:none;width:42px;height:42px;border-radius:50%%;color:#fff;display:grid;place-items:center;font-weight:600;font-size:17px}
.who .face{width:68px;height:68px;font-size:27px}
article{background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:16px;margin:0 0 14px}
article header{display:flex;gap:10px;align-items:center;margin-bottom:10px}article header b{display:block;line-height:1.25}
.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}.pictures+.text{margin-top:12px}
.text+.pictures{margin-top:12px}.pictures{display:grid;gap:4px;grid-template-columns:repeat(2,1fr);border-radius:10px;overflow:hidden}
.pictures.one{grid-template-columns:1fr}figure{margin:0}
.pictures video{display:block;width:100%%;max-height:600px;background:#000}
.poll{list-style:none;padding:0;margin:12px 0 0}
.poll li{border:1px solid var(--line);border-radius:10px;padding:8px 12px;margin-top:6px}
button{font:inherit;padding:8px 16px;border-radius:10px;border:1px solid var(--line);background:var(--paper);color:var(--ink)}
.pictures img{display:block;width:100%%;aspect-ratio:1;object-fit:cover;background:var(--ground)}
.pictures.one img{aspect-ratio:auto;max-height:600px}.pictures:not(.one) figure:last-child:nth-child(odd){grid-column:1/-1}
.pictures:not(.one) figure:last-child:nth-child(odd) img{aspect-ratio:2}
figcaption{font-size:12.5px;color:var(--quiet);padding:6px 2px 2px}
.card{display:block;border:1px solid var(--line);border-radius:10px;padding:10px 12px;margin-top:12px;overflow-wrap:anywhere}
.card img{display:block;width:100%%;aspect-ratio:1.91;object-fit:cover;border-radius:6px;margin-bottom:8px}
.card b{display:block;color:var(--ink)}.card p{margin:2px 0 4px;color:var(--quiet);font-size:14px}
.counts{display:flex;gap:22px;color:var(--quiet);font-size:14px;margin-top:12px}
.replies{border-top:1px solid var(--line);margin-top:14px;padding-top:2px}
.replies article{border:0;border-radius:0;padding:12px 0 0;margin:0}
.replies .replies{border:0;border-left:2px solid var(--line);margin:0 0 0 20px;padding:0 0 0 14px}
.replies .face{width:32px;height:32px;font-size:13px}
"""


class Pages:
    """The pages of one stub network in one language."""

    def __init__(self, stub: Stub, language: str):
        self.stub, self.words = stub, WORDS["fr" if language.startswith("fr") else "en"]
        self.language = "fr" if language.startswith("fr") else "en"

    def find(self, path: str, before: str = "") -> str | None:
        """The page at a path below the network's address; None when there is none."""
        parts = path.strip("/").split("/")
        if parts == [""]:
            return self._accounts()
        person = self.stub.by_handle(parts[0].removeprefix("@")) if parts[0].startswith("@") else None
        if person is None:
            return None
        if len(parts) == 1:
            return self._feed(person, before)
        post = next((post for post in self.stub.posts_by(person) if self.stub.anchor(post) == parts[-1]), None)
        return self._thread(person, post) if post else None

    def _feed(self, person: Person, before: str) -> str:
        posts = [post for post in self.stub.posts_by(person) if not post.parent and (not before or post.at.isoformat() < before)]
        posts = sorted(posts, key=lambda post: post.at, reverse=True)
        shown = "".join(self._post(post) for post in posts[:AT_ONCE]) or f'<p class="quiet">{self.words["nothing"]}</p>'
        if len(posts) > AT_ONCE:
            last = posts[AT_ONCE - 1].at.isoformat().replace("+", "%2B")
            shown += f'<p><a href="?before={last}">{self.words["older"]}</a></p>'
        return self._page(person.name, self._profile(person) + shown)

    def _thread(self, person: Person, post: Post) -> str:
        root = self.stub.root(post)
        back = f'<p><a href="{self.stub.base}/@{_text(person.handle)}">← {self.words["back"]}</a></p>'
        return self._page(person.name, back + self._post(root))

    def _accounts(self) -> str:
        people = [person for person in self.stub.people.values() if person.password]
        rows = "".join(
            f'<article><header>{self._face(person)}<span><a href="{self.stub.base}/@{_text(person.handle)}">'
            f"<b>{_text(person.name)}</b></a>"
            f'<span class="quiet">@{_text(person.handle)}</span></span></header></article>'
            for person in people
        )
        return self._page(self.stub.label, f"<h1>{self.words['accounts']}</h1>{rows}")

    def _profile(self, person: Person) -> str:
        posts = sum(not post.parent for post in self.stub.posts_by(person))
        counts = (
            f"{self._number(self.stub.followers(person))} {self.words['followers']} · {self._number(posts)} {self.words['posts']}"
        )
        return (
            f'<div class="who">{self._face(person)}<div><h1>{_text(person.name)}</h1>'
            f'<p class="quiet">@{_text(person.handle)}</p><p class="quiet">{counts}</p></div></div>'
            + (f'<p class="about">{_text(person.about)}</p>' if person.about else "")
        )

    def _post(self, post: Post) -> str:
        person = self.stub.people[post.by]
        shown = [answer for answer in self.stub.replies(post.id) if answer.id not in self.stub.hidden]
        answers = "".join(map(self._post, shown))
        return (
            f'<article id="{_text(self.stub.anchor(post))}"><header>{self._face(person)}<span><b>{_text(person.name)}</b>'
            f'<span class="quiet">@{_text(person.handle)} · <a class="quiet" href="{_text(self.stub.address(post))}">'
            f"{self._moment(post.at)}</a></span></span></header>"
            f"{self._content(post)}{self._poll(post)}{self._card(post)}{self._counts(post)}"
            + (f'<div class="replies">{answers}</div>' if answers else "")
            + "</article>"
        )

    def _content(self, post: Post) -> str:
        text = f'<p class="text">{_rich(post.text)}</p>' if post.text else ""
        pictures = self._pictures(post)
        return f"{pictures}{text}" if self.stub.pictures_first and not post.parent else f"{text}{pictures}"

    def _pictures(self, post: Post) -> str:
        alts = [*post.alts, *[""] * len(post.pictures)]
        items = "".join(
            f"<figure>{self._shown(self.stub.blobs[blob], alt)}"
            + (f"<figcaption>ALT · {_text(alt)}</figcaption>" if alt else "")
            + "</figure>"
            for blob, alt in zip(post.pictures, alts, strict=False)
        )
        return f'<div class="pictures{" one" if len(post.pictures) == 1 else ""}">{items}</div>' if items else ""

    def _shown(self, blob: Blob, alt: str) -> str:
        address = f"{self.stub.base}/_media/{blob.digest}"
        if blob.mime.startswith("video/"):
            return f'<video src="{address}" title="{_text(alt)}" controls preload="metadata"></video>'
        return f'<img src="{address}" alt="{_text(alt)}" loading="lazy">'

    def _poll(self, post: Post) -> str:
        rows = "".join(f"<li>{_text(choice)}</li>" for choice in post.extra.get("poll", {}).get("choices", ()))
        return f'<ul class="poll">{rows}</ul>' if rows else ""

    def _card(self, post: Post) -> str:
        link, card = str(post.extra.get("link") or ""), post.extra.get("card") or {}
        if not link.startswith("http"):
            return ""
        picture = self._shown(self.stub.blobs[card["picture"]], "") if card.get("picture") in self.stub.blobs else ""
        said = "".join(f"<{tag}>{_text(card[name])}</{tag}>" for tag, name in (("b", "title"), ("p", "about")) if card.get(name))
        return f'<a class="card" rel="nofollow" href="{_text(link)}">{picture}{said}{_text(link)}</a>'

    def _counts(self, post: Post) -> str:
        counts = self.stub.figures(post)
        shown = [f"<span>{SIGNS[name]} {self._number(counts[name])}</span>" for name in self.stub.counted if counts.get(name)]
        return f'<div class="counts">{"".join(shown)}</div>' if shown else ""

    def _face(self, person: Person) -> str:
        hue = int(draw(person.handle, 0, 360))
        return f'<span class="face" style="background:hsl({hue} 42% 46%)">{_text(person.name[:1].upper())}</span>'

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(ZONE)
        month = self.words["months"].split()[local.month - 1]
        return f"{local.day} {month} {local.year}, {local:%H:%M}"

    def _number(self, number: int) -> str:
        return f"{number:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    def answer(self, title: str, body: str, status: int = 200) -> Reply:
        """A page of the network's own, with forms perhaps."""
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        return Reply(status, self._page(title, body).encode(), headers)

    def _page(self, title: str, body: str) -> str:
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{_text(title)} · {self.stub.label}</title>"
            f"<style>{STYLE % self.stub.accent}</style></head><body>"
            f'<div class="practice"><b>{self.stub.label}</b> · {self.words["practice"]}</div><main>{body}</main></body></html>'
        )


def _text(text: str) -> str:
    return html.escape(text)


def _rich(text: str) -> str:
    """Text with its addresses, hashtags and mentions set off."""
    shown = re.sub(
        r"https?://[^\s<>&]+(?:&amp;[^\s<>&]+)*", r'<a rel="nofollow" href="\g<0>">\g<0></a>', html.escape(text, quote=False)
    )
    return re.sub(r"(?<![\w&/#\"])([#@][\w.]*\w)", r"<a>\1</a>", shown)
