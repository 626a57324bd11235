"""Addresses of the room."""

from django.urls import URLPattern, path

from autan.foresight.views import places

app_name = "foresight"
urlpatterns: list[URLPattern] = [
    path("prospective/", places.home, name="home"),
    path("prospective/<slug:place>/etat-de-depart/", places.state, name="state"),
    path("prospective/<slug:place>/references/", places.references, name="references"),
]
