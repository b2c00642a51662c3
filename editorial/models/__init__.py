from editorial.models.asset import Asset
from editorial.models.post import POST_FLOW, Decision, Post, PostAsset, PostState, Variant
from editorial.models.undo import Undo

__all__ = ["POST_FLOW", "Asset", "Decision", "Post", "PostAsset", "PostState", "Undo", "Variant"]
