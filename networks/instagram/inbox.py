"""Comments below the posts of an account."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.graph import VERSION, Mark, first, moment, pages, read_marks, write_marks
from networks.incoming import Author, Batch, Incoming, Kind
from networks.instagram.connect import profile_url
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.instagram.network import Instagram

MEDIA = f"/{VERSION}/{{id}}/media"
COMMENTS = f"/{VERSION}/{{id}}/comments"
REPLIES = f"/{VERSION}/{{id}}/replies"
COMMENT = "id,text,timestamp,username,from{id,username},parent_id"
FIELDS = f"{COMMENT},replies.limit(50){{{COMMENT}}}"


def fetch(net: "Instagram", connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
    """The comments not read yet, oldest first. Only posts whose count or newest comment has changed are asked for theirs."""
    marks, kept, messages = read_marks(cursor), {}, []
    signs = _signs(net, connection, {post.id for post in posts})
    for post in posts:
        mark = marks.get(post.id, Mark())
        if post.id in signs and signs[post.id] != mark.sign:
            found = [item for item in _comments(net, connection, post) if mark.is_new(item["id"], moment(item["timestamp"]))]
            mark = mark.after(signs[post.id], {item["id"]: moment(item["timestamp"]) for item in found})
            messages += [_message(net, connection, item, post) for item in found if not _is_ours(connection, item)]
        kept[post.id] = mark
    return Batch(tuple(sorted(messages, key=lambda message: message.at)), write_marks(kept))


def _signs(net: "Instagram", connection: Connection, wanted: set[str]) -> dict[str, str]:
    """How many comments each of the posts has and which is the newest, with one question for fifty posts."""
    signs: dict[str, str] = {}
    path = MEDIA.format(id=connection.remote_id)
    for page in pages(net, connection, path, fields="id,comments_count,comments.limit(1){id}"):
        for item in page:
            newest = first(item.get("comments")).get("id", "")
            signs[str(item["id"])] = f"{item.get('comments_count', '')} {newest}"
        if wanted <= signs.keys():
            break
    return {id: sign for id, sign in signs.items() if id in wanted}


def _comments(net: "Instagram", connection: Connection, post: Ref) -> Iterator[Mapping[str, Any]]:
    """All comments below a post and the answers to them. They come newest first, but an old one may have a new answer."""
    for page in pages(net, connection, COMMENTS.format(id=post.id), fields=FIELDS):
        for item in page:
            yield item
            replies = item.get("replies") or {}
            answers = replies.get("data", [])
            if (replies.get("paging") or {}).get("next"):
                all_pages = pages(net, connection, REPLIES.format(id=item["id"]), fields=COMMENT)
                answers = [answer for page_of_answers in all_pages for answer in page_of_answers]
            yield from ({"parent_id": item["id"], **answer} for answer in answers)


def _is_ours(connection: Connection, item: Mapping[str, Any]) -> bool:
    author = item.get("from") or {}
    return item.get("username", author.get("username")) == connection.handle or str(author.get("id")) == connection.remote_id


def _message(net: "Instagram", connection: Connection, item: Mapping[str, Any], post: Ref) -> Incoming:
    author, top = _author(net, connection, item), str(item.get("parent_id") or "")
    extra = {"handle": author.handle, **({"top": top} if top else {})}
    return Incoming(
        ref=Ref(str(item["id"]), post.url, extra),
        kind=Kind.REPLY,
        author=author,
        text=item.get("text") or "",
        at=moment(item["timestamp"]),
        about=post.id,
        parent=top or post.id,
        raw=item,
    )


def _author(net: "Instagram", connection: Connection, item: Mapping[str, Any]) -> Author:
    """Who wrote it; where Instagram does not say, each comment is of somebody of its own."""
    author = item.get("from") or {}
    handle = item.get("username") or author.get("username") or ""
    if not handle:
        return Author(f"unknown:{item['id']}", net.label)
    return Author(str(author.get("id") or handle), handle, url=profile_url(connection.service, handle))
