from django.urls import path

from charter.views import ahead, drills, muting, papers, reading, staff, versions, writing

app_name = "charter"
urlpatterns = [
    path("", writing.show, name="show"),
    path("try/", reading.try_text, name="try"),
    path("history/", versions.history, name="history"),
    path("history/<int:number>/", versions.version, name="version"),
    path("history/<int:number>/restore/", versions.restore, name="restore"),
    path("logo/<str:name>/", reading.logo, name="logo"),
    path("font/<str:name>/", reading.font, name="font"),
    path("typefaces/<int:number>/", reading.typefaces, name="typefaces"),
    path("versions/<slug:book>/<int:number>/approve/", ahead.approve, name="approve"),
    path("versions/<slug:book>/<int:number>/withdraw/", ahead.withdraw, name="withdraw"),
    path("papers/staff/acknowledge/", staff.acknowledge, name="acknowledge"),
    path("papers/crisis/drills/", drills.begin, name="drill_begin"),
    path("papers/crisis/drills/<int:pk>/", drills.show, name="drill"),
    path("papers/crisis/drills/<int:pk>/steps/<int:step>/", drills.tick, name="drill_tick"),
    path("papers/crisis/drills/<int:pk>/end/", drills.finish, name="drill_finish"),
    path("papers/<slug:kind>/", papers.show, name="paper"),
    path("papers/<slug:kind>/history/", versions.history, name="paper_history"),
    path("papers/<slug:kind>/history/<int:number>/", versions.version, name="paper_version"),
    path("papers/<slug:kind>/history/<int:number>/restore/", versions.restore, name="paper_restore"),
    path("papers/<slug:kind>/<slug:name>/", papers.section, name="paper_section"),
    path("papers/<slug:kind>/<slug:name>/read/", papers.read, name="paper_read"),
    path("mutes/", muting.listed, name="mutes"),
    path("mutes/new/", muting.mute, name="mute"),
    path("mutes/<int:pk>/lift/", muting.lift, name="lift_mute"),
    path("<slug:name>/", writing.section, name="section"),
    path("<slug:name>/read/", writing.read, name="read"),
]
