"""Devices on the page of sessions."""

from django import template

from team import devices

register = template.Library()
register.filter("device", devices.name)
