"""Addresses of the room."""

from django.urls import URLPattern

app_name = "working_group"
urlpatterns: list[URLPattern] = []
