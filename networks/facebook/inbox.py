"""Comments below the posts of a Page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.graph import VERSION, Mark, first, moment, pages, read_marks, write_marks
from networks.incoming import Author, Batch, Incoming, Kind
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

PUBLISHED = f"/{VERSION}/{{id}}/published_posts"
COMMENTS = f"/{VERSION}/{{id}}/comments"
SIGNS = "id,comments.filter(stream).order(reverse_chronological).limit(1).summary(true){id}"
FIELDS = "id,message,created_time,from{id,name,picture{url}},parent{id},permalink_url,attachment"


def fetch(net: "Facebook", connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
    """The comments not read yet, oldest first. Only posts whose count or newest comment has changed are asked for theirs."""
    marks, kept, messages = read_marks(cursor), {}, []
    signs = _signs(net, connection, {post.id for post in posts})
    for post in posts:
        mark = marks.get(post.id, Mark())
        if post.id in signs and signs[post.id] != mark.sign:
            found = _comments(net, connection, post, mark)
            mark = mark.after(signs[post.id], {item["id"]: moment(item["created_time"]) for item in found})
            messages += [_message(net, item, post) for item in found if not _is_ours(connection, item)]
        kept[post.id] = mark
    return Batch(tuple(sorted(messages, key=lambda message: message.at)), write_marks(kept))


def _signs(net: "Facebook", connection: Connection, wanted: set[str]) -> dict[str, str]:
    """How many comments each of the posts has and which is the newest, with one question for fifty posts."""
    signs: dict[str, str] = {}
    for page in pages(net, connection, PUBLISHED.format(id=connection.remote_id), fields=SIGNS):
        for item in page:
            comments = item.get("comments") or {}
            newest = first(comments).get("id", "")
            signs[item["id"]] = f"{(comments.get('summary') or {}).get('total_count', '')} {newest}"
        if wanted <= signs.keys():
            break
    return {id: sign for id, sign in signs.items() if id in wanted}


def _comments(net: "Facebook", connection: Connection, post: Ref, mark: Mark) -> list[Mapping[str, Any]]:
    """The new comments below a post, at whatever depth."""
    found: list[Mapping[str, Any]] = []
    asked = {"filter": "stream", "order": "reverse_chronological", "fields": FIELDS, "since": mark.since}
    for page in pages(net, connection, COMMENTS.format(id=post.id), **asked):
        found += [item for item in page if mark.is_new(item["id"], moment(item["created_time"]))]
        if page and moment(page[-1]["created_time"]).timestamp() < mark.since:
            break
    return found


def _is_ours(connection: Connection, item: Mapping[str, Any]) -> bool:
    return str((item.get("from") or {}).get("id", "")) == connection.remote_id


def _message(net: "Facebook", item: Mapping[str, Any], post: Ref) -> Incoming:
    parent = str((item.get("parent") or {}).get("id") or "")
    return Incoming(
        ref=Ref(item["id"], item.get("permalink_url") or "", {"parent": parent} if parent else {}),
        kind=Kind.REPLY,
        author=_author(net, item),
        text=item.get("message") or (item.get("attachment") or {}).get("url", ""),
        at=moment(item["created_time"]),
        about=post.id,
        parent=parent or post.id,
        raw=item,
    )


def _author(net: "Facebook", item: Mapping[str, Any]) -> Author:
    """Who wrote it. Without the right to know, Facebook leaves the author out: then each comment is of somebody of its own."""
    author = item.get("from")
    if not author:
        return Author(f"unknown:{item['id']}", net.label)
    picture = ((author.get("picture") or {}).get("data") or {}).get("url", "")
    return Author(str(author["id"]), author["name"], author["name"], picture)
