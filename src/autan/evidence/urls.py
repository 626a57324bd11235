"""Addresses of the proofs: traces, facts, sources."""

from django.urls import path

from autan.evidence import views

app_name = "evidence"
urlpatterns = [
    path("preuves/<str:figure_id>/", views.trace, name="trace"),
    path("faits/", views.facts, name="facts"),
    path("faits/<str:fact_id>/", views.fact, name="fact"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:slug>/", views.source, name="source"),
]
