"""Pictures and videos on the stub of Mastodon: taken at once, worked on in the background."""

from lib.answers import Reply
from networks.mastodon.stub_oauth import OAuth
from networks.mastodon.stub_shapes import PICTURE_BYTES, VIDEO_BYTES, error
from networks.stubs import Request, reply, route


class Media(OAuth):
    """Uploads. `processing` is how often one must ask before a picture is ready (a video wants one look at least);
    `breaking` lets that work fail."""

    processing = 0
    breaking = False

    @route("POST", "/api/v2/media", "step")
    def upload(self, request: Request) -> Reply:
        """Keep a picture or video for a status to come; videos are always worked on in the background."""
        me = self.allowed(request, "write:media")
        if "file" not in request.files:
            return error(422, "Validation failed: File can't be blank")
        _name, content, mime = request.files["file"]
        video = mime.startswith("video/")
        most = VIDEO_BYTES if video else PICTURE_BYTES
        if not video and not mime.startswith("image/"):
            return error(422, "Validation failed: File content type is invalid, File is invalid")
        if len(content) > most:
            return error(422, f"Validation failed: File must be less than {most // 1_048_576} MB")
        blob = self.store(me, content, mime, description=request.params.get("description") or None)
        self.waiting[blob.id] = max(self.processing, int(video))
        return reply(self._attachment(blob), 202 if self.waiting[blob.id] else 200)

    @route("GET", "/api/v1/media/{id}", "step")
    def media(self, request: Request, id: str) -> Reply:
        """Whether a picture or video is ready."""
        self.allowed(request, "write:media")
        if id not in self.blobs:
            return self.not_found()
        if self.breaking:
            return error(422, "Error processing thumbnail for uploaded media")
        self.waiting[id] = max(0, self.waiting.get(id, 0) - 1)
        return reply(self._attachment(self.blobs[id]), 206 if self.waiting[id] else 200)
