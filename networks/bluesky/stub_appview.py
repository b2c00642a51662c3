"""The stub's AppView: what the account is told of others, and the counts of posts and people."""

from datetime import datetime
from typing import Any

from lib.answers import Reply
from networks.bluesky.stub_names import Names, error, iso, letters
from networks.bluesky.stub_repo import BLOCK, LIKE, subject_of
from networks.stubs import Person, Post, Request, reply, route


class AppView(Names):
    """What stands at app.bsky."""

    @route("GET", "/xrpc/app.bsky.notification.listNotifications")
    def list_notifications(self, request: Request) -> Reply:
        """What others did to or about the account, newest first."""
        me = self.who(request)
        reasons = {value for name, value in request.fields if name == "reasons"}
        found = [item for item in self._notifications(me) if not reasons or item["reason"] in reasons]
        start, limit = int(request.params.get("cursor") or 0), min(int(request.params.get("limit", 50)), 100)
        page = {"notifications": found[start : start + limit]}
        return reply({**page, "cursor": str(start + limit)} if start + limit < len(found) else page)

    def _notifications(self, me: Person) -> list[dict[str, Any]]:
        items = []
        for post in self.seen():
            reason = self._reason(me, post)
            if reason:
                items.append(self._notification(post.id, self.cid(post), self.people[post.by], reason, self.value(post), post.at))
        for post in self.posts_by(me):
            for by, at in self.likes.get(post.id, {}).items():
                uri = f"at://{by}/app.bsky.feed.like/{letters(post.id + by, 13)}"
                subject = {
                    "$type": "app.bsky.feed.like",
                    "subject": {"uri": post.id, "cid": self.cid(post)},
                    "createdAt": iso(at),
                }
                items.append(self._notification(uri, self.fake_cid(uri), self.people[by], "like", subject, at))
        return sorted(items, key=lambda item: item["indexedAt"], reverse=True)

    def _reason(self, me: Person, post: Post) -> str:
        if post.by == me.id:
            return ""
        if self.quoted(post) in self.posts and self.posts[self.quoted(post)].by == me.id:
            return "quote"
        above = [self.posts[id] for id in (post.parent, self.root(post).id) if post.parent and id in self.posts]
        if any(other.by == me.id for other in above):
            return "reply"
        return "mention" if me.id in post.mentions else ""

    def _notification(self, uri: str, cid: str, by: Person, reason: str, record: Any, at: datetime) -> dict[str, Any]:
        quoted = (record.get("embed") or {}).get("record")
        subject = ((record.get("reply") or {}).get("parent") or record.get("subject") or quoted or {}).get("uri")
        item = {
            "uri": uri, "cid": cid, "author": self._author(by), "reason": reason, "record": record, "isRead": False,
            "indexedAt": iso(at), "labels": [],
        }  # fmt: skip
        return {**item, "reasonSubject": subject} if subject else item

    @route("GET", "/xrpc/app.bsky.feed.getPosts")
    def get_posts(self, request: Request) -> Reply:
        """Posts with their counts; unknown ones are left out."""
        me = self.who(request)
        uris = [value for name, value in request.fields if name == "uris"]
        if len(uris) > 25:
            return error(400, "InvalidRequest", "Error: uris must not have more than 25 elements")
        return reply({"posts": [self._view(me, self.posts[uri]) for uri in uris if uri in self.posts]})

    @route("GET", "/xrpc/app.bsky.actor.getProfile")
    def get_profile(self, request: Request) -> Reply:
        """A person with their counts."""
        me = self.who(request)
        asked = request.params.get("actor", "")
        person = self.people.get(asked) or self.by_handle(asked)
        if person is None:
            return error(400, "InvalidRequest", "Profile not found")
        counts = {"followersCount": self.followers(person), "followsCount": 0, "postsCount": len(self.posts_by(person))}
        viewer = self._viewer(me, BLOCK, "blocking", person.id)
        shown = {"description": person.about, "avatar": self.shown(person, "picture"), "banner": self.shown(person, "banner")}
        told = {name: value for name, value in shown.items() if value}
        return reply({**self._author(person), **counts, **told, "viewer": viewer})

    def _viewer(self, me: Person, collection: str, name: str, subject: str) -> dict[str, Any]:
        """What the account has to do with somebody or something: the address of its record, if there is one."""
        mine = f"at://{me.id}/{collection}/"
        found = [uri for uri, value in self.records.items() if uri.startswith(mine) and subject_of(value) == subject]
        return {name: found[0]} if found else {}

    def _author(self, person: Person) -> dict[str, Any]:
        return {"did": person.id, "handle": person.handle, "displayName": person.name, "labels": []}

    def _view(self, me: Person, post: Post) -> dict[str, Any]:
        counts = self.figures(post)
        return {
            "uri": post.id,
            "cid": self.cid(post),
            "author": self._author(self.people[post.by]),
            "record": self.value(post),
            "replyCount": counts["replies"],
            "repostCount": counts.get("shares", 0),
            "likeCount": counts["likes"],
            "quoteCount": sum(self.quoted(other) == post.id for other in self.posts.values()),
            "viewer": self._viewer(me, LIKE, "like", post.id),
            "indexedAt": iso(post.at),
            "labels": [],
        }
