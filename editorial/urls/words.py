from django.urls import path

from editorial.composer.views import wordsets

urlpatterns = [
    path("words/", wordsets.show, name="wordsets"),
    path("words/new/<slug:kind>/", wordsets.new, name="wordset_new"),
    path("words/<int:pk>/", wordsets.change, name="wordset"),
    path("words/<int:pk>/removal/", wordsets.remove, name="wordset_remove"),
]
