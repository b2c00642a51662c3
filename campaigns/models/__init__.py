from campaigns.models.campaign import Audience, Campaign, Standing, Theme
from campaigns.models.objective import Objective
from campaigns.models.passage import Passage

__all__ = ["Audience", "Campaign", "Objective", "Passage", "Standing", "Theme"]
