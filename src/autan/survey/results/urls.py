"""Addresses of the results of a campaign."""

from django.urls import path

from autan.survey.results.views import results

app_name = "results"
urlpatterns = [
    path("enquetes/<slug:slug>/questions/<slug:code>/", results.question, name="question"),
    path("enquetes/<slug:slug>/questions/<slug:code>/reponses/", results.answers, name="answers"),
    path("enquetes/<slug:slug>/resultats/", results.results, name="results"),
    path("enquetes/<slug:slug>/croiser/", results.crossing, name="crossing"),
    path("enquetes/<slug:slug>/besoins-et-offres/", results.exchanges, name="exchanges"),
    path("enquetes/<slug:slug>/comparer/", results.changes, name="changes"),
    path("enquetes/<slug:slug>/<slug:section>/", results.section, name="section"),
]
