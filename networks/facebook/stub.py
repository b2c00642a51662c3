"""A stub of Facebook: Pages, their photos, posts and comments, with the Graph API's words and shapes."""

import json
from typing import Any

from lib.answers import Reply
from networks.facebook.stub_reels import Reels
from networks.stubs import Person, Post, Request, Stop, route
from networks.stubs.graph import Field, graph_time
from networks.stubs.world import Blob

TEXT, PHOTO_BYTES = 63_206, 10_000_000
INSIGHTS = {"post_media_view": "views", "post_total_media_view_unique": "reach", "post_clicks": "clicks"}
RIGHTS = ("pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_read_user_content",
          "pages_manage_engagement", "read_insights")  # fmt: skip


class Stub(Reels):
    """Facebook as a stub. Without `names_authors` it keeps to itself who wrote a comment, as for apps without that right."""

    name = "facebook"
    label = "Facebook"
    accent = "#0866ff"
    counted = ("likes", "replies", "shares")
    names_authors = True
    gives_insights = True

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        return {"service": self.base, "page": person.id, "token": self.issue(person)}

    def say(self, by: Person, text: str, *, parent: str = "", at: Any = None, **fields: Any) -> Post:
        """Somebody posts or comments; an answer to an answer hangs below the comment at the head."""
        with self.lock:
            if parent:
                above = self.posts[parent]
                parent = self.top(above).id
                fields.setdefault("id", f"{self.root(above).id.rpartition('_')[2]}_{self.number()}")
            return super().say(by, text, parent=parent, at=at, **fields)

    def new_post_id(self, by: Person, at: Any) -> str:
        """The id of a post begins with that of its Page."""
        return f"{by.id}_{self.number()}"

    # --- reading ----------------------------------------------------------------------------------------------------

    @route("GET", "/{version}")
    def many(self, request: Request, version: str) -> Reply:
        """Several things at once; when one is missing there is no answer for any."""
        self.who(request)
        ids = str(request.params.get("ids", "")).split(",")
        if unknown := [id for id in ids if id not in self.posts]:
            if len(ids) == 1:
                return self.missing(ids[0])
            return self.error(803, f"(#803) Some of the aliases you requested do not exist: {','.join(unknown)}")
        return self.good({id: self._post(self.posts[id], self.asked(request)) for id in ids})

    @route("GET", "/{version}/{id}")
    def one(self, request: Request, version: str, id: str) -> Reply:
        """A Page, a post, a comment or a film."""
        me, asked = self.who(request), self.asked(request)
        person = me if id == "me" else self.people.get(id) or self.by_handle(id)
        if person and person.password:
            return self.good(self._page(person, me, asked))
        if id in self.films:
            return self.good(self.film_node(self.films[id], asked))
        return self.good(self._post(self.posts[id], asked)) if id in self.posts else self.missing(id)

    @route("GET", "/{version}/{id}/published_posts")
    def published(self, request: Request, version: str, id: str) -> Reply:
        """What the Page published, newest first."""
        me = self.page_of(request, id)
        posts = self.seen([post for post in self.posts_by(me) if not post.parent])
        return self.good(self.listing(posts, request.params, lambda post: self._post(post, self.asked(request))))

    @route("GET", "/{version}/{id}/comments")
    def comments_of(self, request: Request, version: str, id: str) -> Reply:
        """The comments below a post or comment; `filter=stream` gives those at every depth."""
        self.who(request)
        if id not in self.posts:
            return self.missing(id)
        found = self._comments(self.posts[id], request.params)
        return self.good(self.listing(found, request.params, lambda post: self._comment(post, self.asked(request))))

    def _comments(self, post: Post, how: dict[str, Any]) -> list[Post]:
        found = self.comments(post) if how.get("filter") == "stream" else self.replies(post.id)[::-1]
        since = int(how.get("since") or 0)
        found = [item for item in found if item.at.timestamp() >= since]
        return found if how.get("order") == "reverse_chronological" else found[::-1]

    # --- rights -----------------------------------------------------------------------------------------------------

    @route("GET", "/{version}/debug_token")
    def debug_token(self, request: Request, version: str) -> Reply:
        """What a token is worth; this stub tells it to the token itself."""
        me, asked = self.who(request), str(request.params.get("input_token", ""))
        if asked not in self.tokens:
            return self.good({"data": {"is_valid": False, "scopes": []}})
        known = {"app_id": "1234567890", "type": "PAGE", "application": "Tribu", "is_valid": True, "profile_id": me.id}
        return self.good({"data": {**known, "expires_at": 0, "scopes": self._rights(me)}})

    @route("GET", "/{version}/{id}/permissions")
    def permissions(self, request: Request, version: str, id: str) -> Reply:
        """What a person granted and declined; a Page is no person."""
        me = self.who(request)
        if not me.extra.get("person"):
            return self.error(100, "(#100) Tried accessing nonexisting field (permissions) on node type (Page)")
        said = {name: "granted" if name in self._rights(me) else "declined" for name in RIGHTS}
        return self.good({"data": [{"permission": name, "status": status} for name, status in said.items()]})

    def _rights(self, me: Person) -> list[str]:
        return list(me.extra.get("scopes", RIGHTS))

    # --- writing ----------------------------------------------------------------------------------------------------

    @route("POST", "/{version}/{id}/photos", "step")
    def add_photo(self, request: Request, version: str, id: str) -> Reply:
        """Keep a photo that a post will show."""
        me, asked = self.page_of(request, id), request.params
        if asked.get("published") != "false":
            return self.error(100, "(#100) This stub takes photos only with published=false")
        if "source" not in request.files:
            return self.error(324, "(#324) Requires upload file", kind="OAuthException")
        _name, content, mime = request.files["source"]
        if len(content) > PHOTO_BYTES:
            return self.error(1, "An unknown error occurred", 1366046, error_user_msg="Photos should be smaller than 10 MB.")
        blob = self.store(me, content, mime, alt=asked.get("alt_text_custom", ""))
        return self.good({"id": blob.id})

    @route("POST", "/{version}/{id}/feed", "visible")
    def add_post(self, request: Request, version: str, id: str) -> Reply:
        """Publish on the Page."""
        me, asked = self.page_of(request, id), request.params
        text, photos = str(asked.get("message", "")), self._photos(asked)
        link = str(asked.get("link", ""))
        if not text and not photos and not link:
            return self.error(100, "(#100) Missing message or attachment", 1349125)
        if len(text) > TEXT:
            return self.error(100, "(#100) Status message is too long")
        if self._repeats(me, text):
            return self.error(506, "(#506) Duplicate status message")
        alts = tuple(photo.extra.get("alt", "") for photo in photos)
        pictures = tuple(photo.id for photo in photos)
        post = self.say(me, text, pictures=pictures, alts=alts, extra={"link": link} if link else {})
        return self.good(self._post(post, self.asked(request)))

    def _photos(self, asked: dict[str, Any]) -> list[Blob]:
        ids = [str(item.get("media_fbid", "")) for item in json.loads(asked.get("attached_media") or "[]")]
        used = {picture for post in self.posts.values() for picture in post.pictures}
        for id in ids:
            if id not in self.blobs:
                raise Stop(self.error(100, f"(#100) No permission to publish the photo {id}"))
            if id in used:
                raise Stop(self.error(100, "Invalid parameter", 1366051, error_user_msg="These photos were already posted."))
        return [self.blobs[id] for id in ids]

    def _repeats(self, me: Person, text: str) -> bool:
        """Whether the last post of the Page had the same words."""
        last = next((post for post in reversed(self.posts_by(me)) if not post.parent), None)
        return bool(text and last and last.text == text and (self.now() - last.at).total_seconds() < 3600)

    @route("POST", "/{version}/{id}/comments", "visible")
    def add_comment(self, request: Request, version: str, id: str) -> Reply:
        """Comment below a post or comment."""
        me, asked = self.who(request), request.params
        if id not in self.posts:
            return self.missing(id)
        photo = self.blobs.get(str(asked.get("attachment_id", "")))
        if not asked.get("message") and not photo:
            return self.error(100, "(#100) Missing message or attachment", 1349125)
        pictures = {"pictures": (photo.id,), "alts": (photo.extra.get("alt", ""),)} if photo else {}
        post = self.say(me, str(asked.get("message", "")), parent=id, **pictures)
        return self.good(self._comment(post, self.asked(request)))

    @route("DELETE", "/{version}/{id}", "visible")
    def remove(self, request: Request, version: str, id: str) -> Reply:
        """Take a post or comment away."""
        if not self.may_delete(self.who(request), id):
            return self.undeletable(id)
        self.delete(id)
        return self.good({"success": True})

    @route("POST", "/{version}/{id}", "visible")
    def change(self, request: Request, version: str, id: str) -> Reply:
        """Hide a comment, or show it again."""
        return self.set_hidden(request, id, "is_hidden")

    @route("POST", "/{version}/{id}/likes", "visible")
    def add_like(self, request: Request, version: str, id: str) -> Reply:
        """Like as the Page."""
        return self._liked(request, id, True)

    @route("DELETE", "/{version}/{id}/likes", "visible")
    def take_like(self, request: Request, version: str, id: str) -> Reply:
        """Take the Page's like back."""
        return self._liked(request, id, False)

    def _liked(self, request: Request, id: str, liked: bool) -> Reply:
        me = self.who(request)
        if id not in self.posts:
            return self.missing(id)
        (self.like if liked else self.unlike)(id, me)
        return self.good({"success": True})

    @route("POST", "/{version}/{id}/blocked", "visible")
    def add_blocked(self, request: Request, version: str, id: str) -> Reply:
        """Keep somebody from the Page."""
        return self._kept_away(request, id, True)

    @route("DELETE", "/{version}/{id}/blocked", "visible")
    def take_blocked(self, request: Request, version: str, id: str) -> Reply:
        """Let somebody speak again."""
        return self._kept_away(request, id, False)

    def _kept_away(self, request: Request, id: str, blocked: bool) -> Reply:
        me, whom = self.page_of(request, id), str(request.params.get("psid", ""))
        if whom not in self.people:
            return self.error(100, "(#100) Param psid must be the id of a user known to the Page")
        self.block(me, self.people[whom], blocked)
        return self.good({whom: True} if blocked else {"success": True})

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _page(self, person: Person, me: Person, asked: list[Field]) -> dict[str, Any]:
        known = {
            "id": lambda _: person.id,
            "name": lambda _: person.name,
            "username": lambda _: person.handle,
            "link": lambda _: self.home(person),
            "about": lambda _: person.about or None,
            "picture": lambda _: self._portrait(person),
            "cover": lambda _: {"source": self.shown(person, "banner")} if self.shown(person, "banner") else None,
            "followers_count": lambda _: self.followers(person),
            "fan_count": lambda _: self.followers(person),
            "access_token": lambda _: self.issue(person) if person.id == me.id else None,
        }
        return self.node("Page", asked, known)

    def _portrait(self, person: Person) -> dict[str, Any]:
        own = self.shown(person, "picture")
        return {"data": {"url": own or f"{self.base}/silhouette.png", "is_silhouette": not own}}

    def _post(self, post: Post, asked: list[Field]) -> dict[str, Any]:
        counts = self.figures(post)
        shares = counts.get("shares", 0)
        known = {
            "id": lambda _: post.id,
            "message": lambda _: post.text or None,
            "created_time": lambda _: graph_time(post.at),
            "permalink_url": lambda _: self.address(post),
            "shares": lambda _: {"count": shares} if shares else None,
            "reactions": lambda _: {"data": [], "summary": {"total_count": counts["likes"]}},
            "comments": lambda field: self._edge(post, field),
            "attachments": lambda _: self._attachments(post),
            "insights": lambda field: self._insights(post, field, counts),
        }
        return self.node("Post", asked, known)

    def _edge(self, post: Post, field: Field) -> dict[str, Any]:
        found = self._comments(post, field.modifiers)
        limit = int(field.modifiers.get("limit") or 25)
        page = {"data": [self._comment(item, field.inner) for item in found[:limit]]}
        return {**page, "summary": {"total_count": len(found)}} if "summary" in field.modifiers else page

    def _attachments(self, post: Post) -> dict[str, Any] | None:
        if not post.pictures:
            return {"data": [{"media_type": "link", "url": post.extra["link"]}]} if post.extra.get("link") else None
        if self.blobs[post.pictures[0]].mime.startswith("video/"):
            return {"data": [{"media_type": "video", "target": {"id": post.key}}]}
        photos = [{"type": "photo", "target": {"id": id}} for id in post.pictures]
        if len(photos) == 1:
            return {"data": [{"media_type": "photo"}]}
        return {"data": [{"media_type": "album", "subattachments": {"data": photos}}]}

    def _insights(self, post: Post, field: Field, counts: dict[str, int]) -> dict[str, Any]:
        if not self.gives_insights:
            raise Stop(self.error(200, "(#200) Provide valid app ID"))
        names = [name for name in field.modifiers.get("metric", "").split(",") if name]
        if any(name not in INSIGHTS for name in names):
            raise Stop(self.error(100, "(#100) The value must be a valid insights metric"))
        return {"data": [self._insight(post, name, counts.get(INSIGHTS[name])) for name in names]}

    def _insight(self, post: Post, name: str, value: int | None) -> dict[str, Any]:
        return {
            "id": f"{post.id}/insights/{name}/lifetime",
            "name": name,
            "period": "lifetime",
            "values": [{"value": value or 0}],
        }

    def _comment(self, post: Post, asked: list[Field]) -> dict[str, Any]:
        person = self.people[post.by]
        nested = post.parent in self.posts and self.posts[post.parent].parent
        known = {
            "id": lambda _: post.id,
            "message": lambda _: post.text,
            "created_time": lambda _: graph_time(post.at),
            "permalink_url": lambda _: self.address(post),
            "from": lambda _: {"id": person.id, "name": person.name} if self.names_authors or person.password else None,
            "parent": lambda _: {"id": post.parent} if nested else None,
            "attachment": lambda _: {"type": "photo", "url": self.address(post)} if post.pictures else None,
        }
        return self.node("Comment", asked, known)
