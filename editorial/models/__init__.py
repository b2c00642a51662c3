from editorial.models.asset import Asset
from editorial.models.post import POST_FLOW, STOCKED, Decision, Post, PostAsset, PostState, Variant
from editorial.models.slot import CampaignMargin, Filling, Pace, Slot
from editorial.models.undo import Undo

__all__ = [
    "POST_FLOW",
    "STOCKED",
    "Asset",
    "CampaignMargin",
    "Decision",
    "Filling",
    "Pace",
    "Post",
    "PostAsset",
    "PostState",
    "Slot",
    "Undo",
    "Variant",
]
