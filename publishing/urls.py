from django.urls import path

from publishing.accounts.views import accounts, authorizing, likeness
from publishing.pausing.views import pauses
from publishing.troubles.views import troubles

app_name = "publishing"
urlpatterns = [
    path("", accounts.show, name="accounts"),
    path("new/", accounts.choose, name="choose"),
    path("new/<slug:name>/", accounts.connect, name="connect"),
    path("new/<slug:name>/practice/", accounts.connect_practice, name="connect_practice"),
    path("new/<slug:name>/allow/", authorizing.allow, name="allow"),
    path("allowed/", authorizing.allowed, name="allowed"),
    path("<int:pk>/reconnect/", accounts.reconnect, name="reconnect"),
    path("<int:pk>/reconnect/allow/", authorizing.allow_again, name="allow_again"),
    path("<int:pk>/disconnect/", accounts.disconnect, name="disconnect"),
    path("<int:pk>/check/", accounts.check, name="check"),
    path("likeness/", likeness.show, name="likeness"),
    path("troubles/", troubles.show, name="troubles"),
    path("troubles/today/", troubles.today, name="today"),
    path("publications/<int:pk>/there/", troubles.there, name="there"),
    path("publications/<int:pk>/absent/", troubles.absent, name="absent"),
    path("publications/<int:pk>/release/", troubles.release, name="release"),
    path("publications/<int:pk>/again/", troubles.again, name="again"),
    path("publications/<int:pk>/move/", troubles.move, name="move"),
    path("publications/<int:pk>/cancel/", troubles.cancel, name="cancel"),
    path("pauses/", pauses.create, name="pause"),
    path("pauses/<int:pk>/lift/", pauses.lift, name="lift"),
    path("resume/", pauses.resume, name="resume"),
]
