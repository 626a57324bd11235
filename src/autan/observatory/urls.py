"""Addresses of the observatory."""

from django.urls import path

from autan.observatory import views

app_name = "observatory"
urlpatterns = [path("qualite/", views.quality, name="quality")]
