"""Addresses of the observatory."""

from django.urls import path

from autan.opendata.observatory.views import energy

app_name = "observatory"
urlpatterns = [
    path("territoires/<str:siren>/energie/", energy.energy, name="energy"),
    path("territoires/<str:siren>/energie/annees/", energy.years, name="years"),
    path("territoires/<str:siren>/energie/depots/", energy.filings, name="filings"),
]
