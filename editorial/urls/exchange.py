"""Addresses of ideas, and of what comes in and goes out."""

from django.urls import path

from editorial.calendar.views import subscriptions
from editorial.exchange.views import exports, sources
from editorial.ideas.views import ideas
from editorial.imports.views import imports

urlpatterns = [
    path("ideas/", ideas.show, name="ideas"),
    path("ideas/new/", ideas.note, name="note_idea"),
    path("ideas/<int:pk>/", ideas.idea, name="idea"),
    path("ideas/<int:pk>/place/", ideas.move, name="move_idea"),
    path("ideas/<int:pk>/star/", ideas.star, name="star_idea"),
    path("ideas/<int:pk>/draft/", ideas.draft, name="draft_idea"),
    path("ideas/<int:pk>/archive/", ideas.archive, name="archive_idea"),
    path("ideas/<int:pk>/restore/", ideas.restore, name="restore_idea"),
    path("imports/", imports.index, name="imports"),
    path("imports/<int:pk>/", imports.show, name="import"),
    path("imports/<int:pk>/columns/", imports.sort, name="import_sort"),
    path("imports/<int:pk>/again/", imports.again, name="import_again"),
    path("imports/<int:pk>/rows/<int:row>/", imports.row, name="import_row"),
    path("imports/<int:pk>/rows/<int:row>/out/", imports.leave_out, name="import_out"),
    path("imports/<int:pk>/posts/", imports.bring_in, name="import_bring"),
    path("imports/<int:pk>/undoing/", imports.undo, name="import_undo"),
    path("imports/<int:pk>/removal/", imports.forget, name="import_forget"),
    path("calendars/", subscriptions.show, name="subscriptions"),
    path("calendars/<int:pk>/address/", subscriptions.renew, name="renew_subscription"),
    path("calendars/<int:pk>/end/", subscriptions.end, name="end_subscription"),
    path("feeds/", sources.index, name="sources"),
    path("feeds/<int:pk>/", sources.show, name="source"),
    path("feeds/<int:pk>/pause/", sources.pause, name="pause_source"),
    path("feeds/<int:pk>/resumption/", sources.resume, name="resume_source"),
    path("feeds/<int:pk>/reading/", sources.read_now, name="read_source"),
    path("feeds/<int:pk>/removal/", sources.remove, name="remove_source"),
    path("exports/", exports.show, name="exports"),
    path("posts.csv", exports.as_csv, name="posts_csv"),
    path("posts.json", exports.as_json, name="posts_json"),
]
