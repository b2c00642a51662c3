from django.urls import path

from editorial.views import approvals, assets, calendar, composer, dates, posts, today, undoing

app_name = "editorial"
urlpatterns = [
    path("calendar/", calendar.show, name="calendar"),
    path("calendar.csv", calendar.export, name="calendar_csv"),
    path("approvals/", approvals.show, name="approvals"),
    path("posts/new/", composer.new, name="new"),
    path("posts/new/autosave/", composer.autosave, name="autosave_new"),
    path("posts/several/", posts.several, name="several"),
    path("posts/check/", composer.check, name="check"),
    path("posts/zones/", composer.zones, name="zones"),
    path("posts/<int:pk>/", posts.show, name="post"),
    path("posts/<int:pk>/edit/", composer.edit, name="edit"),
    path("posts/<int:pk>/autosave/", composer.autosave, name="autosave"),
    path("posts/<int:pk>/submission/", posts.submit, name="submit"),
    path("posts/<int:pk>/recall/", posts.recall, name="recall"),
    path("posts/<int:pk>/approval/", approvals.approve, name="approve"),
    path("posts/<int:pk>/changes/", approvals.ask_changes, name="ask_changes"),
    path("posts/<int:pk>/withdrawal/", approvals.withdraw, name="withdraw"),
    path("posts/<int:pk>/date/", dates.move, name="move"),
    path("posts/<int:pk>/date/clear/", dates.clear, name="clear_date"),
    path("posts/<int:pk>/archive/", posts.archive, name="archive"),
    path("posts/<int:pk>/restore/", posts.restore, name="restore"),
    path("posts/<int:pk>/copy/", posts.copy, name="copy"),
    path("undo/<int:pk>/", undoing.take_back, name="undo"),
    path("pictures/", assets.choose, name="pictures"),
    path("pictures/add/", assets.add, name="add_pictures"),
    path("pictures/<int:pk>/", assets.row, name="picture"),
    path("pictures/<int:pk>/file", assets.file, name="asset_file"),
    path("pictures/<int:pk>/<int:width>", assets.thumbnail, name="asset_thumbnail"),
    path("today/approvals/", today.approvals, name="today_approvals"),
    path("today/next/", today.leaving, name="today_next"),
    path("today/drafts/", today.drafts, name="today_drafts"),
    path("campaigns/<int:pk>/posts/", today.of_campaign, name="campaign_posts"),
    path("campaigns/<int:pk>/themes/", today.themes_of_campaign, name="campaign_themes"),
]
