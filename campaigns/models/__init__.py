from campaigns.models.campaign import Audience, Campaign, Theme
from campaigns.models.objective import Objective

__all__ = ["Audience", "Campaign", "Objective", "Theme"]
