"""Every address. What belongs to a brand is below /b/<brand>/."""

from django.urls import URLPattern, URLResolver, include, path

from config import choices, delivery, health, metrics, robots, search, today
from team.admin import site as maintenance

handler500 = "config.failures.broken"

brand_patterns: list[URLPattern | URLResolver] = [
    path("", today.show, name="today"),
    path("search/", search.find, name="search"),
    path("delivery/", delivery.show, name="delivery"),
    path("campaigns/", include("campaigns.urls")),
    path("charter/", include("charter.urls")),
    path("", include("editorial.urls")),
    path("accounts/", include("publishing.urls")),
    path("inbox/", include("moderation.urls")),
    path("watch/", include("listening.urls")),
    path("plans/", include("analytics.urls_documents")),
    path("results/", include("analytics.urls")),
    path("team/", include("team.urls")),
]

urlpatterns = [
    path("", today.entrance, name="entrance"),
    path("choose/", choices.choose, name="choose"),
    path("b/<slug:brand>/", include(brand_patterns)),
    path("", include("team.urls_people")),
    path("health/", health.show, name="health"),
    path("metrics", metrics.show, name="metrics"),
    path("robots.txt", robots.show, name="robots"),
    path("media/", include("publishing.urls_public")),
    path("rules/", include("charter.urls_public")),
    path("read/", include("editorial.urls.public")),
    path("calendars/", include("editorial.urls.calendars")),
    path("connect/", include("publishing.urls_return")),
    path("account/", include("allauth.urls")),
    path("maintenance/", maintenance.urls),
]
