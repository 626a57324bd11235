"""Addresses of the results of a campaign."""

from django.urls import path

from autan.survey.results import views

app_name = "results"
urlpatterns = [
    path("enquetes/<slug:slug>/questions/<slug:code>/", views.question, name="question"),
    path("enquetes/<slug:slug>/questions/<slug:code>/reponses/", views.answers, name="answers"),
    path("enquetes/<slug:slug>/resultats/", views.results, name="results"),
    path("enquetes/<slug:slug>/croiser/", views.crossing, name="crossing"),
    path("enquetes/<slug:slug>/besoins-et-offres/", views.exchanges, name="exchanges"),
    path("enquetes/<slug:slug>/comparer/", views.changes, name="changes"),
    path("enquetes/<slug:slug>/<slug:section>/", views.section, name="section"),
]
