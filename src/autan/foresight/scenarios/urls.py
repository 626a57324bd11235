"""Addresses of the room."""

from django.urls import URLPattern, path

from autan.foresight.scenarios.views import kept, places, plans, scenarios, workshops

app_name = "foresight"
urlpatterns: list[URLPattern] = [
    path("prospective/", places.home, name="home"),
    path("prospective/ateliers/<slug:slug>/", workshops.table, name="table"),
    path("prospective/ateliers/<slug:slug>/accord/", workshops.agree, name="agree"),
    path("prospective/ateliers/<slug:slug>/groupes/<slug:key>/", workshops.group, name="group"),
    path("prospective/scenarios/<slug:slug>/", kept.kept, name="kept"),
    path("prospective/scenarios/<slug:slug>/publication/", kept.publish, name="publish"),
    path("prospective/scenarios/<slug:slug>/revision/", kept.revise, name="revise"),
    path("prospective/scenarios/<slug:slug>/suppression/", kept.delete, name="delete"),
    path("prospective/actions/<slug:slug>/", plans.action, name="action"),
    path("prospective/<slug:place>/", scenarios.place, name="place"),
    path("prospective/<slug:place>/atelier/", workshops.workshop_home, name="workshop"),
    path("prospective/<slug:place>/essayer/", scenarios.try_levers, name="try"),
    path("prospective/<slug:place>/cartes.pdf", workshops.deck, name="deck"),
    path("prospective/<slug:place>/essayer/fichier/", kept.take_up, name="file"),
    path("prospective/<slug:place>/essayer/garder/", kept.keep, name="keep"),
    path("prospective/<slug:place>/essayer/scenario.<slug:extension>", kept.trial_file, name="trial_file"),
    path("prospective/<slug:place>/incertitude/", scenarios.uncertainty, name="uncertainty"),
    path("prospective/<slug:place>/plans/", plans.plans, name="plans"),
    path("prospective/<slug:place>/expliquer/", kept.explain, name="explain"),
    path("prospective/<slug:place>/scenarios/", kept.scenarios, name="scenarios"),
    path("prospective/<slug:place>/etat-de-depart/", places.state, name="state"),
    path("prospective/<slug:place>/etat-de-depart/saisie/", places.state_values, name="state_values"),
    path("prospective/<slug:place>/references/", places.references, name="references"),
]
