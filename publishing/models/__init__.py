from publishing.models.account import Account
from publishing.models.pause import Pause
from publishing.models.publication import FLOW, NEEDS_SOMEBODY, OPEN, Attempt, Hold, Publication, State, Step
from publishing.models.rendition import Rendition

__all__ = ["FLOW", "NEEDS_SOMEBODY", "OPEN", "Account", "Attempt", "Hold", "Pause", "Publication", "Rendition", "State", "Step"]
