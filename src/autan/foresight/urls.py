"""Addresses of the room."""

from django.urls import URLPattern

app_name = "foresight"
urlpatterns: list[URLPattern] = []
