"""The address that networks send people back to."""

from django.urls import path

from publishing.views import authorizing

urlpatterns = [path("return/", authorizing.come_back, name="connect_return")]
