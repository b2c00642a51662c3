from campaigns.models.campaign import Audience, Campaign, Standing, Theme
from campaigns.models.objective import Objective

__all__ = ["Audience", "Campaign", "Objective", "Standing", "Theme"]
