from campaigns.models.campaign import Audience, Campaign, Standing, Theme
from campaigns.models.means import BudgetLine, Hours, Means, Spending
from campaigns.models.networks import AdviceWish, NetworkChoice, NetworkFact
from campaigns.models.objective import Objective
from campaigns.models.passage import Passage
from campaigns.models.remark import Remark

__all__ = [
    "AdviceWish",
    "Audience",
    "BudgetLine",
    "Campaign",
    "Hours",
    "Means",
    "NetworkChoice",
    "NetworkFact",
    "Objective",
    "Passage",
    "Remark",
    "Spending",
    "Standing",
    "Theme",
]
