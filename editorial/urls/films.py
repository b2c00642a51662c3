"""The addresses of films, of what is made of them, and of documents."""

from django.urls import path

from editorial.library.views import documents, films, showing

urlpatterns = [
    path("library/<int:pk>/shown/", showing.show, name="as_shown"),
    path("films/<int:pk>/", films.show, name="film"),
    path("films/<int:pk>/clips/", films.cut, name="cut_film"),
    path("films/<int:pk>/making/", films.cuts, name="cuts"),
    path("films/<int:pk>/fit/", films.fit, name="fit_film"),
    path("films/<int:pk>/poster/", films.poster, name="film_poster"),
    path("documents/<int:pk>/", documents.show, name="document"),
    path("documents/<int:pk>/pictures/", documents.draw, name="draw_pages"),
    path("documents/<int:pk>/making/", documents.cuts, name="drawn"),
    path("documents/<int:pk>/pages/<int:number>", documents.page, name="document_page"),
    path("cuts/<int:pk>/cancel/", films.cancel, name="cancel_cut"),
    path("cuts/<int:pk>/again/", films.again, name="again_cut"),
]
