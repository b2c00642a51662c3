"""Stub networks: they answer in a network's own words and shapes, remember what they accepted, and misbehave when told to."""

from networks.stubs.journal import Journal
from networks.stubs.requests import NoAnswer, Request, Stop, reply, route
from networks.stubs.stub import Stub
from networks.stubs.world import Blob, Person, Post

__all__ = ["Blob", "Journal", "NoAnswer", "Person", "Post", "Request", "Stop", "Stub", "reply", "route"]
