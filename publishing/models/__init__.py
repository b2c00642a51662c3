from publishing.models.account import Account
from publishing.models.pause import Pause
from publishing.models.publication import FLOW, NEEDS_SOMEBODY, OPEN, Attempt, Hold, Publication, State, Step

__all__ = ["FLOW", "NEEDS_SOMEBODY", "OPEN", "Account", "Attempt", "Hold", "Pause", "Publication", "State", "Step"]
