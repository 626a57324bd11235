"""Addresses of the room."""

from django.urls import URLPattern

app_name = "crossreading"
urlpatterns: list[URLPattern] = []
