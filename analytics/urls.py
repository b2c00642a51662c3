from django.urls import path

from analytics.views import fragments, results, site

app_name = "analytics"
urlpatterns = [
    path("", results.show, name="results"),
    path("posts/", results.list_posts, name="posts"),
    path("posts.csv", results.download, name="download"),
    path("posts/<int:pk>/", fragments.post_figures, name="post_figures"),
    path("site/", site.index, name="site"),
    path("site/send/", site.send, name="site_send"),
    path("site/tables/<int:pk>/", site.show, name="site_batch"),
    path("site/tables/<int:pk>/in/", site.bring_in, name="site_bring"),
    path("site/tables/<int:pk>/undo/", site.undo, name="site_undo"),
    path("site/tables/<int:pk>/forget/", site.forget, name="site_forget"),
    path("site/days/new/", site.add, name="site_add"),
    path("site/days/<int:pk>/", site.change, name="site_day"),
    path("site/days/<int:pk>/removal/", site.remove, name="site_remove"),
    path("site/period/", fragments.site_period, name="site_period"),
    path("campaigns/<int:pk>/site/", fragments.campaign_site, name="campaign_site"),
    path("campaigns/<int:pk>/", fragments.campaign_progress, name="campaign_progress"),
    path("campaigns/<int:pk>/attainable/", fragments.attainable, name="attainable"),
    path("accounts/<int:pk>/hours/", fragments.best_hours, name="best_hours"),
    path("today/", fragments.today_objectives, name="today_objectives"),
]
