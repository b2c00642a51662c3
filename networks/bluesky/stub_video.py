"""The stub's video service: limits, upload, and a job that is done after some looks."""

import hashlib
from typing import Any

from lib.answers import Reply
from networks.bluesky.stub_names import letters
from networks.bluesky.stub_repo import Repositories
from networks.stubs import Person, Request, reply, route

DAY_VIDEOS, DAY_BYTES = 25, 10_000_000_000


class Videos(Repositories):
    """What stands at app.bsky.video. `looks` is how often a job is still running when asked; `fails` is its failure code."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.looks, self.fails, self.videos_left, self.refuses = 1, "", DAY_VIDEOS, ""
        self.jobs: dict[str, dict[str, Any]] = {}
        super().__init__(*args, **kwargs)

    @route("GET", "/xrpc/app.bsky.video.getUploadLimits", "step")
    def get_upload_limits(self, request: Request) -> Reply:
        """How much the account may upload today."""
        self._by_pass(request, "app.bsky.video.getUploadLimits")
        if self.refuses:
            message = "Confirm your email address to upload videos"
            return reply({"canUpload": False, "error": self.refuses, "message": message})
        left = {"remainingDailyVideos": self.videos_left, "remainingDailyBytes": DAY_BYTES}
        over = {} if self.videos_left else {"message": "You have exceeded the daily limit", "error": "over_limit"}
        return reply({"canUpload": bool(self.videos_left), **left, **over})

    @route("POST", "/xrpc/app.bsky.video.uploadVideo", "step")
    def upload_video(self, request: Request) -> Reply:
        """Take a video; one taken before is told with its job."""
        person = self._by_pass(request, "com.atproto.repo.uploadBlob")
        job = letters(person.id + hashlib.sha256(request.body).hexdigest(), 20)
        told = {"jobId": job, "did": person.id}
        if job in self.jobs and self.jobs[job]["looks"] <= 0 and not self.fails:
            known = {"state": "JOB_STATE_COMPLETED", "error": "already_exists", "message": "Video already processed"}
            return reply({**told, **known}, 409)
        self.jobs[job] = {"by": person, "content": request.body, "looks": self.looks}
        self.videos_left -= 1
        return reply({**told, "state": "JOB_STATE_CREATED"})

    @route("GET", "/xrpc/app.bsky.video.getJobStatus", "step")
    def get_job_status(self, request: Request) -> Reply:
        """How far a job is; open to everybody."""
        id = request.params.get("jobId", "")
        if id not in self.jobs:
            return reply({"error": "job_not_found", "message": "no such job"}, 404)
        return reply({"jobStatus": self._status(id, self.jobs[id])})

    def _status(self, id: str, job: dict[str, Any]) -> dict[str, Any]:
        told = {"jobId": id, "did": job["by"].id}
        job["looks"] -= 1
        if job["looks"] >= 0:
            return {**told, "state": "JOB_STATE_ENCODING", "progress": 50}
        if self.fails:
            return {**told, "state": "JOB_STATE_FAILED", "failureCode": self.fails, "message": "Failed to process video"}
        blob = self.store(job["by"], job["content"], "video/mp4")
        return {**told, "state": "JOB_STATE_COMPLETED", "blob": self.blob_ref(blob)}

    def _by_pass(self, request: Request, method: str) -> Person:
        """Whom a pass for that method is of; ends the request with `denied` when it is none."""
        value = request.headers.get("authorization", "").partition(" ")[2]
        kind = self.tokens[value].kind if value in self.tokens else ""
        return self.holder(value, kind if kind.endswith(f" {method}") else "none")
