"""Addresses that networks call."""

from django.urls import path

from publishing.letters.views import renditions

urlpatterns = [path("renditions/<str:signed>", renditions.show, name="rendition")]
