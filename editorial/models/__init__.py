from editorial.models.asset import Asset
from editorial.models.post import POST_FLOW, Decision, Post, PostAsset, PostState, Variant

__all__ = ["POST_FLOW", "Asset", "Decision", "Post", "PostAsset", "PostState", "Variant"]
