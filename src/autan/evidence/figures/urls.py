"""Addresses of the proofs: traces, facts, sources."""

from django.urls import path

from autan.evidence.figures import views

app_name = "evidence"
urlpatterns = [
    path("preuves/choisir/", views.choose, name="choose"),
    path("preuves/<str:figure_id>/", views.trace, name="trace"),
    path("glossaire/", views.glossary, name="glossary"),
    path("faits/", views.facts, name="facts"),
    path("faits/<str:fact_id>/", views.fact, name="fact"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:slug>/", views.source, name="source"),
    path("bibliotheque/", views.library, name="library"),
    path("bibliotheque/ajouter/", views.add, name="library_add"),
    path("bibliotheque/<slug:slug>/", views.resource, name="resource"),
    path("bibliotheque/<slug:slug>/recommander/", views.recommend, name="library_recommend"),
]
