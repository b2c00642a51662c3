"""Videos go through Bluesky's video service: it makes them fit for playing, and puts them into the account's repository.

It takes a pass that the account's own service signs for one method. What it answers to an upload stands at the top, and
not below `jobStatus` as its lexicon says; one uploaded before is answered with 409 and the job of then.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lib import clock
from networks.base import Connection, Steps
from networks.bluesky import repo
from networks.bluesky.links import is_public, is_stub, server_of
from networks.errors import Effect, Failed, parse
from networks.outcomes import NotSent, Refused, Trouble
from networks.parcels import Media
from networks.waiting import until_ready
from networks.wires import Lost, NotReached, Reply

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

SERVICE = "https://video.bsky.app"
SERVICE_AUTH = "/xrpc/com.atproto.server.getServiceAuth"
UPLOAD_BLOB = "com.atproto.repo.uploadBlob"
LIMITS = "app.bsky.video.getUploadLimits"
UPLOAD = "app.bsky.video.uploadVideo"
STATUS = "app.bsky.video.getJobStatus"
AUTH_HOLDS = timedelta(minutes=30)
AGAIN = timedelta(seconds=30)  # until a video that is still being made is asked for again
QUOTA_AGAIN = timedelta(hours=1)
FAILED = "JOB_STATE_FAILED"
OURS_TO_MEND = {"validation_failure", "pds_upload_unsupported_blob_size"}  # the video itself is at fault


def service_of(connection: Connection) -> str:
    """Where videos of this account go: Bluesky's video service; the stub's own; "" for a server it cannot reach."""
    if is_stub(connection.service):
        return connection.service
    return SERVICE if is_public(connection.service) else ""


def processed(net: "Bluesky", connection: Connection, service: str, item: Media, steps: Steps) -> dict[str, Any]:
    """The blob of the video, uploaded and processed. Raises Failed: WORKING while it is being made."""
    job = steps.recall(_step(item))
    if not job:
        _stay_in_limits(net, connection, service, item)
        job = str(_upload(net, connection, service, item)["jobId"])
        steps.record(_step(item), job)
    blob = until_ready(lambda: _look(net, connection, service, item, steps, job))
    if blob is None:
        raise Failed(NotSent(net.sentence(Trouble.WORKING), Trouble.WORKING, "", clock.now() + AGAIN))
    return blob


def forget(item: Media, steps: Steps) -> None:
    """Let the video be uploaded anew."""
    steps.record(_step(item), "")


def _step(item: Media) -> str:
    return f"video {item.digest}"


def _look(net: "Bluesky", connection: Connection, service: str, item: Media, steps: Steps, job: str) -> dict[str, Any] | None:
    """The blob when the job is done; None while it runs. A job that failed or is not known any more is begun anew."""
    try:
        status = _job(net, _ask(connection, service, "GET", STATUS, params={"jobId": job}))
    except Failed as failure:
        if not isinstance(failure.outcome, Refused):
            raise
        status = {"state": FAILED, "error": failure.outcome.code}
    if blob := status.get("blob"):
        return blob
    if status.get("state") == FAILED:
        forget(item, steps)
        raise Failed(_failure(net, status))
    return None


def _failure(net: "Bluesky", status: Mapping[str, Any]) -> Refused | NotSent:
    code, words = str(status.get("failureCode") or ""), str(status.get("message") or status.get("error") or "")
    reason = net.sentence(Trouble.MEDIA, words)
    return Refused(reason, Trouble.MEDIA, code) if code in OURS_TO_MEND else NotSent(reason, Trouble.MEDIA, code)


def _stay_in_limits(net: "Bluesky", connection: Connection, service: str, item: Media) -> None:
    """Whether the account may upload this today. Raises Failed with what the video service says."""
    key = _pass(net, connection, f"did:web:{urlsplit(service).hostname}", LIMITS)
    reply = _ask(connection, service, "GET", LIMITS, key)
    limits = _body(reply)
    if "canUpload" not in limits:
        raise Failed(_no(net, reply, limits))
    left = [limits.get("remainingDailyVideos"), limits.get("remainingDailyBytes")]
    if limits.get("canUpload") and _enough(left[0], 1) and _enough(left[1], item.size):
        return
    words, code = str(limits.get("message") or ""), str(limits.get("error") or "")
    if _enough(left[0], 1) and _enough(left[1], item.size):
        raise Failed(Refused(net.sentence(Trouble.PERMISSION, words), Trouble.PERMISSION, code))
    raise Failed(NotSent(net.sentence(Trouble.QUOTA, words), Trouble.QUOTA, code, clock.now() + QUOTA_AGAIN))


def _enough(left: int | None, wanted: int) -> bool:
    return left is None or left >= wanted


def _upload(net: "Bluesky", connection: Connection, service: str, item: Media) -> Mapping[str, Any]:
    key = _pass(net, connection, _own_service(net, connection), UPLOAD_BLOB)
    params = {"did": connection.remote_id, "name": f"{item.digest[:16]}.mp4"}
    more = {"params": params, "body": item.read(), "headers": {"Content-Type": item.mime}, "timeout": 60.0}
    return _job(net, _ask(connection, service, "POST", UPLOAD, key, **more))


def _pass(net: "Bluesky", connection: Connection, audience: str, method: str) -> str:
    """A pass for one method of another service, signed by the account's own."""
    params = {"aud": audience, "lxm": method, "exp": int((clock.now() + AUTH_HOLDS).timestamp())}
    return str(net.write(connection, "GET", SERVICE_AUTH, effect=Effect.STEP, params=params)["token"])


def _own_service(net: "Bluesky", connection: Connection) -> str:
    """The DID of the server that keeps the account, which is behind the address one signs in at."""
    session = net.write(connection, "GET", repo.SESSION, effect=Effect.STEP)
    services = (session.get("didDoc") or {}).get("service", [])
    ends = [each["serviceEndpoint"] for each in services if str(each.get("id", "")).endswith("#atproto_pds")]
    return f"did:web:{urlsplit(ends[0] if ends else server_of(connection)).hostname}"


def _ask(connection: Connection, service: str, method: str, name: str, key: str = "", **request: Any) -> Reply:
    """Call the video service; nobody sees what it does, so what is lost may be done again. Raises Failed."""
    headers = {**request.pop("headers", {}), **({"Authorization": f"Bearer {key}"} if key else {})}
    try:
        return connection.wire.request(method, f"{service}/xrpc/{name}", headers=headers, **request)
    except Lost as error:
        raise NotReached(str(error)) from error


def _job(net: "Bluesky", reply: Reply) -> Mapping[str, Any]:
    """The job that an answer tells of, whatever its status. Raises Failed for an answer without one."""
    body = _body(reply)
    job = body.get("jobStatus") or body
    if not job.get("jobId"):
        raise Failed(_no(net, reply, job))
    return job


def _no(net: "Bluesky", reply: Reply, told: Mapping[str, Any]) -> Refused | NotSent:
    """What an answer without what was asked for means; a pass that is not accepted says nothing about the account's access."""
    if told.get("error") and reply.status < 500 and reply.status != 429:
        words = str(told.get("message") or told["error"])
        return Refused(net.sentence(Trouble.MEDIA, words), Trouble.MEDIA, str(told["error"]))
    try:
        parse(net.label, net.errors, reply, Effect.STEP)
    except Failed as failure:
        if isinstance(failure.outcome, NotSent) and failure.outcome.trouble is not Trouble.AUTH:
            return failure.outcome
    return NotSent(net.sentence(Trouble.DOWN), Trouble.DOWN)


def _body(reply: Reply) -> Mapping[str, Any]:
    try:
        body = json.loads(reply.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
