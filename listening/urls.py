from django.urls import path

from listening.views import mentions, watches

app_name = "listening"
urlpatterns = [
    path("", mentions.show, name="mentions"),
    path("mentions.csv", mentions.download, name="download"),
    path("today/", mentions.today, name="today"),
    path("new/", watches.create, name="new"),
    path("<int:pk>/", watches.show, name="watch"),
    path("<int:pk>/edit/", watches.change, name="edit"),
    path("<int:pk>/pause/", watches.pause, name="pause"),
    path("<int:pk>/resumption/", watches.resume, name="resume"),
    path("<int:pk>/reading/", watches.read_now, name="read_now"),
    path("<int:pk>/notices/", watches.listen, name="listen"),
    path("<int:pk>/removal/", watches.remove, name="remove"),
    path("mentions/seen/", mentions.see_all, name="see_all"),
    path("mentions/<int:pk>/seen/", mentions.see, name="see"),
    path("mentions/<int:pk>/noise/", mentions.dismiss, name="dismiss"),
    path("mentions/<int:pk>/restoration/", mentions.restore, name="restore"),
    path("mentions/<int:pk>/draft/", mentions.draft, name="draft"),
    path("mentions/<int:pk>/idea/", mentions.note_idea, name="note_idea"),
    path("mentions/<int:pk>/follow/", mentions.follow, name="follow"),
]
