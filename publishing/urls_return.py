"""Where networks send people back to, and where they read who we are."""

from django.urls import path

from publishing.accounts.views import authorizing

urlpatterns = [
    path("return/", authorizing.come_back, name="connect_return"),
    path("<slug:name>/client-metadata.json", authorizing.client, name="connect_client"),
]
