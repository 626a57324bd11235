"""Addresses of the room."""

from django.urls import URLPattern, path

from autan.foresight.views import places, scenarios, workshops

app_name = "foresight"
urlpatterns: list[URLPattern] = [
    path("prospective/", places.home, name="home"),
    path("prospective/ateliers/<slug:slug>/", workshops.table, name="table"),
    path("prospective/ateliers/<slug:slug>/accord/", workshops.agree, name="agree"),
    path("prospective/ateliers/<slug:slug>/groupes/<slug:key>/", workshops.group, name="group"),
    path("prospective/<slug:place>/", scenarios.place, name="place"),
    path("prospective/<slug:place>/atelier/", workshops.workshop_home, name="workshop"),
    path("prospective/<slug:place>/essayer/", scenarios.try_levers, name="try"),
    path("prospective/<slug:place>/cartes.pdf", workshops.deck, name="deck"),
    path("prospective/<slug:place>/etat-de-depart/", places.state, name="state"),
    path("prospective/<slug:place>/references/", places.references, name="references"),
]
