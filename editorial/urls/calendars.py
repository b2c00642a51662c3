"""Addresses that other calendars read."""

from django.urls import path

from editorial.calendar.views import subscriptions

urlpatterns = [path("<str:secret>.ics", subscriptions.feed, name="subscription")]
