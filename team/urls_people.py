"""Addresses outside of brands: a person's own pages, invitations, new brands."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
