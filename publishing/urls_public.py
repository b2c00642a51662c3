"""Addresses that networks call."""

from django.urls import path

from publishing.views import renditions

urlpatterns = [path("renditions/<str:signed>", renditions.show, name="rendition")]
