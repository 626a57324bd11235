"""Addresses of the room."""

from django.urls import URLPattern

app_name = "workshops"
urlpatterns: list[URLPattern] = []
