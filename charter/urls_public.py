"""Addresses that people without account open."""

from django.urls import path

from charter.views import community

urlpatterns = [
    path("<slug:brand>/", community.entrance, name="community"),
    path("<slug:brand>/<str:language>/", community.show, name="community_page"),
    path("<slug:brand>/<str:language>/<int:number>/", community.show, name="community_version"),
]
