from django.urls import path

from charter.views import reading, writing

app_name = "charter"
urlpatterns = [
    path("", reading.show, name="show"),
    path("try/", reading.try_text, name="try"),
    path("history/", reading.history, name="history"),
    path("history/<int:number>/", reading.version, name="version"),
    path("history/<int:number>/restore/", writing.restore, name="restore"),
    path("logo/<str:name>/", reading.logo, name="logo"),
    path("<slug:name>/", writing.section, name="section"),
    path("<slug:name>/read/", writing.read, name="read"),
]
