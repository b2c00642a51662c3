"""The addresses of films, of what is made of them, and of documents."""

from django.urls import path

from editorial.views import films

urlpatterns = [
    path("films/<int:pk>/", films.show, name="film"),
    path("films/<int:pk>/clips/", films.cut, name="cut_film"),
    path("films/<int:pk>/making/", films.cuts, name="cuts"),
    path("films/<int:pk>/fit/", films.fit, name="fit_film"),
    path("films/<int:pk>/poster/", films.poster, name="film_poster"),
    path("cuts/<int:pk>/cancel/", films.cancel, name="cancel_cut"),
    path("cuts/<int:pk>/again/", films.again, name="again_cut"),
]
