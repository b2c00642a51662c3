from publishing.models.account import Account
from publishing.models.circuit import Circuit
from publishing.models.link_page import LinkPage
from publishing.models.outside import OutsidePost
from publishing.models.pause import Pause
from publishing.models.profile import Profile
from publishing.models.publication import (
    BEHIND,
    FLOW,
    IN_HAND,
    NEEDS_SOMEBODY,
    OPEN,
    TO_LEAVE,
    WENT_WRONG,
    Attempt,
    Hold,
    Publication,
    State,
    Step,
)
from publishing.models.rendition import Rendition
from publishing.models.tag import Tag
from publishing.models.tally import Tally

__all__ = [
    "BEHIND",
    "FLOW",
    "IN_HAND",
    "NEEDS_SOMEBODY",
    "OPEN",
    "TO_LEAVE",
    "WENT_WRONG",
    "Account",
    "Attempt",
    "Circuit",
    "Hold",
    "LinkPage",
    "OutsidePost",
    "Pause",
    "Profile",
    "Publication",
    "Rendition",
    "State",
    "Step",
    "Tag",
    "Tally",
]
