"""Addresses that people without account open."""

from django.urls import path

from editorial.approval.views import reader

urlpatterns = [
    path("<str:secret>/", reader.show, name="reader"),
    path("<str:secret>/pictures/<str:signed>", reader.picture, name="reader_picture"),
    path("<str:secret>/<int:pk>/", reader.answer, name="reader_post"),
]
