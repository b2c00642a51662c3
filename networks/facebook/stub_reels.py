"""Films on the stub of Facebook: sessions, their bytes, and reels, with the states that the Video API tells."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from lib.answers import Reply
from networks.stubs import Person, Request, route
from networks.stubs.graph import Field, GraphStub, graph_time


@dataclass
class Film:
    """A film in the making; `post` is what it became, `left` how often one must ask until it is ready."""

    id: str
    by: str
    blob: str = ""
    text: str = ""
    asked: bool = False
    failed: str = ""
    post: str = ""


class Reels(GraphStub):
    """Reels. `working` is how often one must ask, once it is to be published, before a film is there; `spoils` what fails it."""

    working = 0
    spoils = ""

    def __init__(self, *args: Any, **kwargs: Any):
        self.films: dict[str, Film] = {}
        self.left: dict[str, int] = {}
        super().__init__(*args, **kwargs)

    def apply_film(self, **fields: Any) -> None:
        """A film is there, or has changed."""
        self.films[fields["id"]] = Film(**fields)
        self.made += 1

    @route("POST", "/{version}/{id}/video_reels", "step")
    def reel(self, request: Request, version: str, id: str) -> Reply:
        """The first phase begins a session; the last one publishes, and only that is seen."""
        me, asked = self.page_of(request, id), request.params
        match asked.get("upload_phase"):
            case "start":
                film = Film(self.number(), me.id)
                self.record("film", **vars(film))
                url = f"{self.base}/video-upload/{version}/{film.id}"
                return self.good({"video_id": film.id, "upload_url": url})
            case "finish":
                return self._with_faults("visible", partial(self._finish, me, dict(asked)))
        return self.error(100, "(#100) Invalid parameter upload_phase")

    @route("POST", "/video-upload/{version}/{id}", "step")
    def take_bytes(self, request: Request, version: str, id: str) -> Reply:
        """The bytes of a film, at once."""
        me, film = self.who(request), self.films.get(id)
        if film is None or film.by != me.id:
            return self.missing(id)
        sizes = request.headers.get("offset"), request.headers.get("file_size")
        if sizes != ("0", str(len(request.body))):
            words = "HeaderValuePredicate: Header Offset not convertable to unsigned long"
            return Reply(400, f'{{"debug_info":{{"type":"ParameterValidationError","message":"{words}"}}}}'.encode())
        self.record("film", **{**vars(film), "blob": self.store(me, request.body, "video/mp4").id})
        return self.good({"success": True})

    def _finish(self, me: Person, asked: dict[str, Any]) -> Reply:
        with self.lock:
            film = self.films.get(str(asked.get("video_id", "")))
            if film is None or film.by != me.id:
                return self.missing(str(asked.get("video_id", "")))
            if not film.blob or asked.get("video_state") != "PUBLISHED":
                return self.error(6000, "There was a problem uploading your video file. Please try again.", 1363130)
            self.left[film.id] = self.working
            self.record("film", **{**vars(film), "asked": True, "text": str(asked.get("description", "")), "failed": self.spoils})
            self._come_out(self.films[film.id])
            return self.good({"success": True, "post_id": self.films[film.id].post.rpartition("_")[2]})

    def _come_out(self, film: Film) -> None:
        """Publish a film that is ready."""
        if film.asked and not film.post and not film.failed and not self.left.get(film.id):
            post = self.say(self.people[film.by], film.text, pictures=(film.blob,), alts=("",), key=film.id)
            self.record("film", **{**vars(film), "post": post.id})

    def film_node(self, film: Film, asked: list[Field]) -> dict[str, Any]:
        """A film and how it is."""
        self.left[film.id] = max(0, self.left.get(film.id, 0) - 1)
        self._come_out(film)
        film = self.films[film.id]
        known = {
            "id": lambda _: film.id,
            "status": lambda _: self._status(film),
            "post_id": lambda _: film.post or None,
            "permalink_url": lambda _: f"/reel/{film.id}/",
        }
        return self.node("Video", asked, known)

    def _status(self, film: Film) -> dict[str, Any]:
        uploading = (
            {"status": "complete", "bytes_transferred": self.blobs[film.blob].size} if film.blob else {"status": "not_started"}
        )
        processing: dict[str, Any] = {"status": "complete" if film.post else "in_progress" if film.asked else "not_started"}
        publishing: dict[str, Any] = {"status": "not_started"}
        if film.failed:
            processing = {"status": "error", "error": {"message": film.failed}}
        if film.post:
            told = graph_time(self.posts[film.post].at if film.post in self.posts else datetime.now(UTC))
            publishing = {"status": "complete", "publish_status": "published", "publish_time": told}
        state = "error" if film.failed else "ready" if film.post else "processing" if film.asked else "upload_complete"
        return {
            "video_status": state if film.blob else "not_uploaded",
            "uploading_phase": uploading,
            "processing_phase": processing,
            "publishing_phase": publishing,
        }
