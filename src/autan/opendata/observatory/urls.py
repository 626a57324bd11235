"""Addresses of the observatory."""

from django.urls import path

from autan.opendata.observatory import views

app_name = "observatory"
urlpatterns = [
    path("territoires/<str:siren>/energie/", views.energy, name="energy"),
    path("territoires/<str:siren>/energie/annees/", views.years, name="years"),
    path("territoires/<str:siren>/energie/depots/", views.filings, name="filings"),
]
