from editorial.models.asset import CENTRE, Asset
from editorial.models.batch import BATCH_FLOW, Batch, BatchRow, BatchState
from editorial.models.cut import CUT_FLOW, LIVE, Cut, CutState
from editorial.models.derogation import Derogation
from editorial.models.evergreen import Evergreen, Return
from editorial.models.folder import Folder, Tag
from editorial.models.idea import IDEA_FLOW, Idea, Stage, Star
from editorial.models.keydate import DayNote, KeyDate
from editorial.models.link import Link, LinkPost
from editorial.models.post import PATTERN, POST_FLOW, STOCKED, Decision, Post, PostAsset, PostState, Variant
from editorial.models.rule import Rule
from editorial.models.series import Series
from editorial.models.slot import CampaignMargin, Filling, Pace, Slot
from editorial.models.source import Seen, Source
from editorial.models.subscription import Subscription
from editorial.models.talk import Comment, Proposal, Thread
from editorial.models.undo import Undo
from editorial.models.version import PostVersion
from editorial.models.wordset import WordSet

__all__ = [
    "BATCH_FLOW",
    "CENTRE",
    "CUT_FLOW",
    "IDEA_FLOW",
    "LIVE",
    "PATTERN",
    "POST_FLOW",
    "STOCKED",
    "Asset",
    "Batch",
    "BatchRow",
    "BatchState",
    "CampaignMargin",
    "Comment",
    "Cut",
    "CutState",
    "DayNote",
    "Decision",
    "Derogation",
    "Evergreen",
    "Filling",
    "Folder",
    "Idea",
    "KeyDate",
    "Link",
    "LinkPost",
    "Pace",
    "Post",
    "PostAsset",
    "PostState",
    "PostVersion",
    "Proposal",
    "Return",
    "Rule",
    "Seen",
    "Series",
    "Slot",
    "Source",
    "Stage",
    "Star",
    "Subscription",
    "Tag",
    "Thread",
    "Undo",
    "Variant",
    "WordSet",
]
