from django.urls import path

from analytics.views import fragments, results

app_name = "analytics"
urlpatterns = [
    path("", results.show, name="results"),
    path("posts/", results.list_posts, name="posts"),
    path("posts.csv", results.download, name="download"),
    path("posts/<int:pk>/", fragments.post_figures, name="post_figures"),
    path("campaigns/<int:pk>/", fragments.campaign_progress, name="campaign_progress"),
    path("campaigns/<int:pk>/attainable/", fragments.attainable, name="attainable"),
    path("accounts/<int:pk>/hours/", fragments.best_hours, name="best_hours"),
    path("today/", fragments.today_objectives, name="today_objectives"),
]
