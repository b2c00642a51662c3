"""Addresses outside of brands: a person's own pages, invitations, new brands."""

from django.urls import path

from team.views import brands, here, joining, notices, profile

urlpatterns = [
    path("you/", profile.profile, name="profile"),
    path("you/here/", here.show, name="here"),
    path("you/notices/", notices.show_all, name="notices"),
    path("you/notices/read/", notices.read_all, name="notices_read"),
    path("you/notices/bell/", notices.bell, name="notices_bell"),
    path("you/notices/<int:pk>/", notices.open_one, name="notice"),
    path("brands/new/", brands.create, name="brand_new"),
    path("invitations/<str:secret>/", joining.join, name="invitation"),
]
