"""The control side of the stub networks: opening accounts, acting as other people, filling in the past, setting faults."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from lib.answers import Reply
from networks.stubs.journal import Journal
from networks.stubs.requests import Request, reply
from networks.stubs.stub import Stub
from networks.stubs.world import Person, moment


class Control:
    """Answers below /_stub/. All bodies are JSON; a mistake is answered with 400 and a sentence."""

    def __init__(self, stubs: Mapping[str, Stub], journal: Journal):
        self.stubs, self.journal = stubs, journal

    def answer(self, request: Request) -> Reply:
        """Answer a request; the path is below /_stub."""
        try:
            return self._answer(request)
        except LookupError as error:
            return reply({"error": f"there is no {error}"}, 404)
        except (ValueError, TypeError, AttributeError) as error:
            return reply({"error": str(error)}, 400)

    def _answer(self, request: Request) -> Reply:
        match request.method, request.path.strip("/").split("/"):
            case "GET", [""]:
                return reply({"ok": True, "networks": {name: stub.base for name, stub in self.stubs.items()}})
            case "GET", ["faults"]:
                return reply({name: stub.faults.as_list() for name, stub in self.stubs.items()})
            case "PUT", ["faults"]:
                return self._set_faults(self._body(request))
            case "GET", ["audit"]:
                return self._audit(request)
            case "GET", [network, "accounts"]:
                return reply([self._account(stub, person) for stub in [self.stubs[network]] for person in stub.people.values()])
            case "GET", [network, "figures"]:
                stub = self.stubs[network]
                return reply(stub.figures(stub.posts[request.params["post"]], moment(request.params.get("at"))))
            case "POST", [network, verb] if verb in VERBS:
                return reply(VERBS[verb](self.stubs[network], self._body(request)))
        return reply({"error": "there is no such control"}, 404)

    def _body(self, request: Request) -> Any:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise ValueError("the body must be application/json")
        return json.loads(request.body)

    def _set_faults(self, body: Any) -> Reply:
        """A list of faults for all networks; a fault may name one. The seed of each network's draws is its own."""
        for stub in self.stubs.values():
            stub.faults.set(body)
        return reply({"set": len(body)})

    def _audit(self, request: Request) -> Reply:
        lines, following = self.journal.tail(int(request.params.get("after", 0)))
        wanted = request.params.get("event")
        return reply({"lines": [line for line in lines if wanted in (None, line["event"])], "next": following})

    def _account(self, stub: Stub, person: Person) -> dict[str, Any]:
        known = {"id": person.id, "handle": person.handle, "name": person.name, "url": stub.home(person)}
        return {**known, "answers": stub.answers(person)} if person.password else known


def _somebody(stub: Stub, who: Any) -> Person:
    """A person by handle, or by handle and name; made when new."""
    fields = {"handle": who} if isinstance(who, str) else dict(who)
    return stub.person(stub.normal_handle(fields.pop("handle")), **fields)


def _accounts(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """An account to connect, and what to type into the connect screen; one that exists already is given again."""
    handle = stub.normal_handle(body.pop("handle"))
    found = stub.by_handle(handle)
    if found and not found.password:
        raise ValueError(f"{handle} is somebody else's handle")
    person = found or stub.open_account(handle, body.pop("name", handle), **{"lively": True, "followers": 850, **body})
    return {**stub.answers(person), "account": person.id, "url": stub.home(person)}


def _posts(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """A post of anybody, at any moment; `pictures` are {content (base64), mime, alt}."""
    by = _somebody(stub, body.pop("by"))
    pictures = body.pop("pictures", [])
    blobs = [stub.store(by, base64.b64decode(item["content"]), item["mime"]).id for item in pictures]
    mentions = tuple(_somebody(stub, who).id for who in body.pop("mentions", []))
    alts = tuple(item.get("alt", "") for item in pictures)
    extra = {"link": body.pop("link", "")}
    post = stub.say(by, body.pop("text"), pictures=tuple(blobs), alts=alts, mentions=mentions, extra=extra, **body)
    return {"id": post.id, "url": stub.address(post)}


def _reply(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """Somebody answers a post."""
    return _posts(stub, {"parent": body.pop("post"), **body})


def _mention(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """Somebody speaks of an account in a post of their own."""
    return _posts(stub, {"mentions": [body.pop("account")], **body})


def _like(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """Somebody likes a post."""
    stub.like(body["post"], _somebody(stub, body["by"]), body.get("at"))
    return {}


def _delete(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """A post disappears."""
    stub.delete(body["post"])
    return {}


def _dress(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """An account changes its name, its words (`about`), its `picture` or `banner` (base64, of the kind `mime`)."""
    pictures: dict[str, Any] = {what: base64.b64decode(body.pop(what)) for what in ("picture", "banner") if what in body}
    stub.dress(_known(stub, body.pop("account")), **body, **pictures)
    return {}


def _access(change: Callable[[Stub, Person], None]) -> Callable[[Stub, dict[str, Any]], dict[str, Any]]:
    def act(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
        change(stub, _known(stub, body["account"]))
        return {}

    return act


def _known(stub: Stub, handle: str) -> Person:
    found = stub.people.get(handle) or stub.by_handle(stub.normal_handle(handle))
    if found is None:
        raise LookupError(handle)
    return found


def _seed(stub: Stub, body: dict[str, Any]) -> dict[str, Any]:
    """Many people, posts and likes at once, with their moments. A post may carry a `ref` by which later ones, as `parent`,
    and likes name it; what is given back tells the id and address for each ref."""
    for fields in body.get("people", []):
        _somebody(stub, fields)
    made: dict[str, dict[str, Any]] = {}
    for fields in body.get("posts", []):
        ref, parent = fields.pop("ref", str(len(made))), fields.get("parent", "")
        made[ref] = _posts(stub, {**fields, "parent": made[parent]["id"] if parent in made else parent})
    for fields in body.get("likes", []):
        _like(stub, {**fields, "post": made.get(fields["post"], {"id": fields["post"]})["id"]})
    return {"posts": made}


VERBS: dict[str, Callable[[Stub, dict[str, Any]], Any]] = {
    "accounts": _accounts,
    "posts": _posts,
    "reply": _reply,
    "mention": _mention,
    "like": _like,
    "delete": _delete,
    "dress": _dress,
    "expire": _access(lambda stub, person: stub.expire(person)),
    "revoke": _access(lambda stub, person: stub.revoke(person)),
    "seed": _seed,
}
